import { axisBottom } from "d3-axis";
import { drawAxis, drawSides } from "../../plot/axes";
import { extended, isLog, toPixel, type Scale } from "../../plot/scales";
import type { Box, Surface } from "../../plot/surface";
import { printNumber } from "../../text/number-format";
import { manyRuns as words } from "../text/prose-sweeps";
import {
  boxOf,
  outcomeScale,
  styleOf,
  writeLabels,
  type SweepPlot,
  type SweepPlotKind,
  type SweepScene,
} from "./sweep-plot";

/** How many bars there are at most where outcomes are not whole. */
const mostBars = 18;

/** Runs whose outcomes are alike. */
interface Bar {
  readonly from: number;
  readonly to: number;
  readonly runs: readonly number[];
  /** Under the bar, where it stands for one value or none. */
  readonly name?: string;
}

/** How many runs had which outcome, with their shares. */
export const histogramPlot: SweepPlotKind = { name: "sweep-histogram", aspect: 1.7, on };

function on(base: Surface): SweepPlot {
  const sides = base.layer("sides");
  const bottom = base.layer("axis bottom");
  const bars = base.layer("bars");
  const shares = base.layer("shares");
  const labels = { below: base.layer("label"), beside: base.layer("label") };
  const onScreen = base.layer("on-screen");
  const pointed = base.layer("pointed");
  let drawn: { box: Box; bars: readonly Bar[] } | undefined;

  /** The bars, in pixels. */
  function barsOf(scene: SweepScene, box: Box, scale: Scale | undefined): Bar[] {
    const { results, outcome } = scene;
    const value = (run: number): number => results.value(run, outcome.column);
    const known = results.trained.filter((run) => Number.isFinite(value(run)));
    const lost = results.trained.filter((run) => !Number.isFinite(value(run)));
    const room = lost.length > 0 ? box.width * 0.16 : 0;
    const nothing =
      lost.length > 0 ? [{ from: box.width - room * 0.85, to: box.width, runs: lost, name: words.none }] : [];
    const distinct = [...new Set(known.map(value))].sort((one, other) => one - other);
    if (!scale || distinct.length === 0) return nothing;
    const width = box.width - room;
    if (outcome.scale === "whole" && distinct.length <= mostBars) {
      const each = width / distinct.length;
      const inside = Math.min(each * 0.8, 80 * base.scale);
      return [
        ...distinct.map((number, index) => ({
          from: (index + 0.5) * each - inside / 2,
          to: (index + 0.5) * each + inside / 2,
          runs: known.filter((run) => value(run) === number),
          name: printNumber(number),
        })),
        ...nothing,
      ];
    }
    const place = toPixel(scale);
    const [from = 0, to = 1] = scale.range();
    const piles: number[][] = Array.from({ length: mostBars }, () => []);
    for (const run of known) {
      const part = (place(value(run)) - from) / (to - from);
      piles[Math.min(Math.max(Math.floor(part * mostBars), 0), mostBars - 1)]?.push(run);
    }
    const edge = (index: number): number => from + ((to - from) * index) / mostBars;
    return [...piles.map((runs, index) => ({ from: edge(index) + 1, to: edge(index + 1) - 1, runs })), ...nothing];
  }

  function mark(scene: SweepScene): void {
    if (!drawn) return;
    const { box, bars: all } = drawn;
    for (const [group, run] of [
      [onScreen, scene.onScreen],
      [pointed, scene.pointed],
    ] as const) {
      const bar = run === undefined ? undefined : all.find(({ runs }) => runs.includes(run));
      group
        .selectAll("path")
        .data(bar ? [bar] : [])
        .join("path")
        .attr("class", "inner")
        .attr("d", ({ from, to }) => {
          const middle = (from + to) / 2;
          return `M${middle - 6},${box.height + 7}L${middle},${box.height - 4}L${middle + 6},${box.height + 7}Z`;
        });
    }
  }

  return {
    figure: base.figure,
    fit() {
      base.fit();
      drawn = undefined;
    },
    draw(scene) {
      const { results, outcome } = scene;
      const style = styleOf(base, 22);
      const box = { ...boxOf(base, style), left: 26 * base.scale, width: base.width - 40 * base.scale };
      const lostRoom = results.trained.some((run) => !Number.isFinite(results.value(run, outcome.column))) ? 0.16 : 0;
      const inner = outcomeScale(scene, [0, box.width * (1 - lostRoom)]);
      const scale = inner && (isLog(inner) ? extended(inner, 0.02, 0.02) : inner);
      const all = barsOf(scene, box, scale);
      drawn = { box, bars: all };
      for (const group of [sides, bars, shares, onScreen, pointed]) {
        group.attr("transform", `translate(${box.left},${box.top})`);
      }
      drawSides(sides, box, true);
      bottom.attr("transform", `translate(${box.left},${box.top + box.height})`);
      const isNamed = all.length > 0 && all.every(({ name }) => name !== undefined);
      if (scale && !isNamed)
        drawAxis(bottom, axisBottom<number>(scale), scale, { count: 5, size: style.tick, digits: 6 });
      else bottom.selectAll("*").remove();
      const most = Math.max(1, ...all.map(({ runs }) => runs.length));
      const height = ({ runs }: Bar): number => (0.86 * box.height * runs.length) / most;
      bars
        .selectAll("rect")
        .data(all)
        .join("rect")
        .attr("x", ({ from }) => from)
        .attr("width", ({ from, to }) => Math.max(1, to - from))
        .attr("y", (bar) => box.height - height(bar))
        .attr("height", height);
      const total = Math.max(1, results.trained.length);
      const share = ({ runs }: Bar): string => {
        const percent = (100 * runs.length) / total;
        return runs.length === 0 ? "" : percent < 1 ? "<1 %" : `${Math.round(percent)} %`;
      };
      const isNarrow = !isNamed && box.width / mostBars < 3 * style.tick;
      const size = isNarrow ? 0.8 * style.tick : style.tick;
      shares
        .selectAll<SVGTextElement, readonly [Bar, "above" | "below"]>("text")
        .data(
          all.flatMap((bar) => [[bar, "above"] as const, ...(bar.name === undefined ? [] : [[bar, "below"] as const])]),
        )
        .join("text")
        .attr("text-anchor", "middle")
        .attr("font-size", size)
        .attr("x", ([{ from, to }]) => (from + to) / 2)
        .attr("y", ([bar, where]) =>
          where === "above" ? box.height - height(bar) - 0.4 * size : box.height + 1.5 * size,
        )
        .text(([bar, where]) => (where === "above" ? share(bar) : (bar.name ?? "")));
      writeLabels(labels, base, box, outcome.label, words.runs);
      mark(scene);
      return false;
    },
    mark,
    runAt(across, down) {
      if (!drawn) return undefined;
      const { box, bars: all } = drawn;
      const [column, row] = [across - box.left, down - box.top];
      // Each bar is the pile of its runs.
      const most = Math.max(1, ...all.map(({ runs }) => runs.length));
      const bar = all.find(({ from, to }) => column >= from && column <= to);
      if (!bar || row < 0 || row > box.height) return undefined;
      const height = (0.86 * box.height * bar.runs.length) / most;
      return bar.runs[Math.floor(((box.height - row) / height) * bar.runs.length)];
    },
  };
}
