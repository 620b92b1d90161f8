import { axisBottom } from "d3-axis";
import { contours } from "d3-contour";
import { drawAxis, drawSides } from "../../plot/axes";
import { isLog, toPixel, type Scale } from "../../plot/scales";
import { colourOf, type Box, type Surface } from "../../plot/surface";
import type { MarksContext } from "../../plot/svg-context";
import { ticksOf } from "../../plot/ticks";
import { inkOn, shade, shadeAt, shades } from "./colours";
import { keyAxis, type KeyAxis } from "./key-axis";
import {
  boxOf,
  labelOfKey,
  outcomeScale,
  styleOf,
  writeLabels,
  type SweepPlot,
  type SweepPlotKind,
  type SweepScene,
} from "./sweep-plot";
import type { Results } from "./results";

/** Where everything is. */
interface Layout {
  readonly results: Results;
  readonly slice: number;
  readonly box: Box;
  /** Of the first key, and of the second. */
  readonly x: KeyAxis;
  readonly y: KeyAxis;
  readonly columns: number;
  readonly rows: number;
}

/** A map of an outcome over two keys: the first from left to right, the second upwards. */
export const mapPlot: SweepPlotKind = { name: "sweep-map", aspect: 1.05, on };

function on(base: Surface): SweepPlot {
  const sides = base.layer("sides");
  const bottom = base.layer("axis bottom");
  const left = base.layer("axis left");
  const legend = base.layer("legend-bar");
  const legendAxis = base.layer("axis bottom");
  const numbers = base.layer("numbers");
  const labels = { below: base.layer("label"), beside: base.layer("label") };
  const title = base.layer("label").append("text").attr("text-anchor", "end");
  const onScreen = base.layer("on-screen");
  const pointed = base.layer("pointed");
  let layout: Layout | undefined;

  function layOut({ results, slice }: SweepScene): Layout | undefined {
    const [across, up] = results.keys;
    if (!across || !up) return undefined;
    const box = boxOf(base, styleOf(base, 52));
    const [x, y] = [keyAxis(across, box.width, false), keyAxis(up, box.height, true)];
    return { results, slice, box, x, y, columns: across.values.length, rows: up.values.length };
  }

  function drawAxes({ results, box, x, y }: Layout): void {
    const { tick, margins } = styleOf(base);
    for (const group of [sides, left, numbers, onScreen, pointed]) {
      group.attr("transform", `translate(${box.left},${box.top})`);
    }
    bottom.attr("transform", `translate(${box.left},${box.top + box.height})`);
    drawSides(sides, box, true);
    x.draw(bottom, { count: 5, size: tick, digits: 6 });
    y.draw(left, { count: 6, size: tick, digits: 5, room: margins.left - 26 });
    const [across, up] = results.keys;
    if (across && up) writeLabels(labels, base, box, labelOfKey(across), labelOfKey(up));
  }

  /** The colours and what they stand for, above the map. */
  function drawLegend({ box }: Layout, scale: Scale | undefined, name: string): void {
    const { tick } = styleOf(base);
    const height = 9 * base.scale;
    const top = box.top - height - 1.9 * tick;
    const width = box.width;
    legend.attr("transform", `translate(${box.left},${top})`);
    legendAxis.attr("transform", `translate(${box.left},${top + height})`);
    legend
      .selectAll("rect")
      .data(scale ? Array.from({ length: shades }, (_, index) => index) : [])
      .join("rect")
      .attr("x", (index) => (width * index) / shades)
      .attr("width", width / shades + 0.5)
      .attr("height", height)
      .attr("fill", shade)
      .attr("stroke", "none");
    if (scale) drawAxis(legendAxis, axisBottom<number>(scale), scale, { count: 5, size: tick, digits: 6 });
    else legendAxis.selectAll("*").remove();
    title
      .attr("font-size", tick)
      .attr("x", box.left + width)
      .attr("y", top - 0.4 * tick)
      .text(name);
  }

  function paintCells(context: MarksContext, at: Layout, scale: Scale | undefined, column: string): void {
    const { results, x, y, columns, rows, slice } = at;
    const place = scale && toPixel(scale);
    const cells: number[][] = Array.from({ length: shades }, () => []);
    const unknown: number[] = [];
    const untrained: number[] = [];
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < rows; j++) {
        const run = results.runAt([i, j, slice]);
        const value = results.value(run, column);
        if (!results.isTrained(run)) {
          if (results.failures.has(run)) untrained.push(i, j);
        } else if (place && Number.isFinite(value)) {
          const [from = 0, to = 1] = scale.range();
          cells[shadeAt(place(value), [from, to])]?.push(i, j);
        } else unknown.push(i, j);
      }
    }
    const trace = (
      list: readonly number[],
      each: (left: number, top: number, right: number, bottom: number) => void,
    ): void => {
      for (let k = 0; k + 1 < list.length; k += 2) {
        const [i = 0, j = 0] = [list[k], list[k + 1]];
        each(Math.floor(x.edge(i)), Math.floor(y.edge(j + 1)), Math.ceil(x.edge(i + 1)), Math.ceil(y.edge(j)));
      }
    };
    cells.forEach((list, index) => {
      if (list.length === 0) return;
      context.beginPath();
      trace(list, (left, top, right, bottom) => {
        context.rect(left, top, right - left, bottom - top);
      });
      context.fillStyle = shade(index);
      context.fill();
    });
    // Hatched where a run has no such number, crossed where it could not be trained.
    context.strokeStyle = colourOf(title as never);
    context.lineWidth = 1;
    context.beginPath();
    trace(unknown, (left, top, right, bottom) => {
      hatch(context, left, top, right, bottom);
    });
    trace(untrained, (left, top, right, bottom) => {
      context.moveTo(left, top);
      context.lineTo(right, bottom);
      context.moveTo(left, bottom);
      context.lineTo(right, top);
    });
    context.stroke();
  }

  function paintContours(context: MarksContext, at: Layout, scale: Scale, column: string): void {
    const { results, x, y, columns, rows, slice } = at;
    if (columns < 2 || rows < 2) return;
    const bend = isLog(scale)
      ? (value: number) => Math.log(Math.max(value, scale.domain()[0] ?? 0))
      : (value: number) => value;
    const values = Array.from({ length: columns * rows }, (_, cell) =>
      bend(results.value(results.runAt([cell % columns, Math.floor(cell / columns), slice]), column)),
    );
    const thresholds = ticksOf(scale, 6, 6).values.map(bend);
    const between = (axis: KeyAxis, count: number, place: number): number => {
      const index = Math.min(Math.max(place - 0.5, 0), count - 1);
      const [low, part] = [Math.floor(index), index % 1];
      return part === 0 ? axis.at(low) : axis.at(low) * (1 - part) + axis.at(low + 1) * part;
    };
    context.beginPath();
    for (const { coordinates } of contours().size([columns, rows]).thresholds(thresholds)(values)) {
      for (const ring of coordinates.flat()) {
        let isDrawing = false;
        for (const [across = 0, up = 0] of ring) {
          // Along the border a ring is only closed.
          const isInside = across > 0.5 && across < columns - 0.5 && up > 0.5 && up < rows - 0.5;
          const [px, py] = [between(x, columns, across), between(y, rows, up)];
          if (isDrawing) context.lineTo(px, py);
          else context.moveTo(px, py);
          isDrawing = isInside;
        }
      }
    }
    for (const [colour, width] of [
      ["#111111", 3],
      ["#ffffff", 1.4],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width * base.scale;
      context.stroke();
    }
  }

  /** The numbers themselves, where they fit into the cells. */
  function writeNumbers(at: Layout, scale: Scale | undefined, { outcome }: SweepScene): void {
    const { results, x, y, columns, rows, slice } = at;
    const size = 0.92 * styleOf(base).tick;
    const isWhole = outcome.scale === "whole";
    const room = { width: (isWhole ? 2 : 5) * 0.6 * size, height: 1.2 * size };
    const cells = Array.from(
      { length: columns * rows },
      (_, cell) => [cell % columns, Math.floor(cell / columns)] as const,
    );
    const fitting = cells.filter(
      ([i, j]) =>
        scale &&
        Math.abs(x.edge(i + 1) - x.edge(i)) > room.width &&
        Math.abs(y.edge(j + 1) - y.edge(j)) > room.height &&
        Number.isFinite(results.value(results.runAt([i, j, slice]), outcome.column)),
    );
    const value = (i: number, j: number): number => results.value(results.runAt([i, j, slice]), outcome.column);
    const [from = 0, to = 1] = scale?.range() ?? [];
    const place = scale ? toPixel(scale) : undefined;
    numbers
      .selectAll("text")
      .data(fitting)
      .join("text")
      .attr("text-anchor", "middle")
      .attr("font-size", size)
      .attr("x", ([i]) => x.at(i))
      .attr("y", ([, j]) => y.at(j) + 0.35 * size)
      .style("fill", ([i, j]) => inkOn(shadeAt(place?.(value(i, j)) ?? 0, [from, to])))
      .text(([i, j]) => (isWhole ? String(value(i, j)) : shortNumber(value(i, j))));
  }

  function mark({ results, pointed: at, onScreen: shown }: SweepScene): void {
    if (!layout) return;
    const { x, y, slice } = layout;
    for (const [group, run] of [
      [onScreen, shown],
      [pointed, at],
    ] as const) {
      const [i = 0, j = 0, k = 0] = run === undefined ? [] : results.indices(run);
      const isShown = run !== undefined && (results.keys.length < 3 || k === slice);
      // Two frames, one dark and one light, so that either stands out.
      group
        .selectAll("rect")
        .data(isShown ? [0, 1] : [])
        .join("rect")
        .attr("class", (ring) => (ring === 0 ? "outer" : "inner"))
        .attr("x", (ring) => Math.min(x.edge(i), x.edge(i + 1)) - 2 + ring)
        .attr("y", (ring) => Math.min(y.edge(j), y.edge(j + 1)) - 2 + ring)
        .attr("width", (ring) => Math.abs(x.edge(i + 1) - x.edge(i)) + 4 - 2 * ring)
        .attr("height", (ring) => Math.abs(y.edge(j + 1) - y.edge(j)) + 4 - 2 * ring);
    }
  }

  return {
    figure: base.figure,
    fit() {
      base.fit();
      layout = undefined;
    },
    draw(scene) {
      const isKept = layout?.results === scene.results && layout.slice === scene.slice;
      const at = isKept ? layout : layOut(scene);
      if (!at) return false;
      layout = at;
      if (!isKept) drawAxes(at);
      const scale = outcomeScale(scene, [0, at.box.width]);
      drawLegend(at, scale, scene.outcome.name);
      const context = base.marks(at.box, 1);
      paintCells(context, at, scale, scene.outcome.column);
      if (scale && scene.hasContours) paintContours(context, at, scale, scene.outcome.column);
      writeNumbers(at, scale, scene);
      mark(scene);
      return false;
    },
    mark,
    runAt(across, down) {
      if (!layout) return undefined;
      const { results, box, x, y, slice } = layout;
      const [column, row] = [across - box.left, down - box.top];
      if (column < 0 || row < 0 || column > box.width || row > box.height) return undefined;
      return results.runAt([x.indexAt(column), y.indexAt(row), slice]);
    },
  };
}

function hatch(context: MarksContext, left: number, top: number, right: number, bottom: number): void {
  const gap = 5;
  for (let sum = Math.ceil((left + top) / gap) * gap; sum < right + bottom; sum += gap) {
    const [x1, x2] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    if (x2 <= x1) continue;
    context.moveTo(x1, sum - x1);
    context.lineTo(x2, sum - x2);
  }
}

/** A number in as few letters as tell it: "0.25", "1e−7". */
function shortNumber(value: number): string {
  if (value === 0 || (Math.abs(value) >= 0.01 && Math.abs(value) < 1000)) return String(Number(value.toPrecision(2)));
  return value.toExponential(0).replace("e+", "e").replace("e-", "e\u2212");
}
