import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { drawAxis, drawSides } from "../../plot/axes";
import { labelOfLoss } from "../../plot/labels";
import { logarithmic, toPixel, type Scale, type ToPixel } from "../../plot/scales";
import { colourOf, type Box, type Surface } from "../../plot/surface";
import type { MarksContext } from "../../plot/svg-context";
import { manyRuns as words } from "../text/prose-sweeps";
import type { Results } from "./results";
import {
  boxOf,
  deepest,
  styleOf,
  writeLabels,
  type SweepPlot,
  type SweepPlotKind,
  type SweepScene,
} from "./sweep-plot";

/** How much of a refresh of the screen drawing may take, in milliseconds. */
const budget = 7;

/** The most curves in a figure that is saved. */
const mostSaved = 400;

/** How near to a curve the pointer has to be, in pixels. */
const reach = 12;

/** What has been drawn so far. */
interface Canvas {
  readonly results: Results;
  readonly box: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly context: MarksContext;
  /** How many of the trained runs are on it, and how many the quartiles tell of. */
  count: number;
  summarised: number;
}

/** The loss of every run over the iterations, faint, with the median and the quartiles over the runs. */
export const curvesPlot: SweepPlotKind = { name: "sweep-curves", aspect: 1.7, on };

function on(base: Surface): SweepPlot {
  const sides = base.layer("sides");
  const bottom = base.layer("axis bottom");
  const left = base.layer("axis left");
  const labels = { below: base.layer("label"), beside: base.layer("label") };
  const curves = base.layer("curves");
  const quartiles = base.layer("quartiles");
  const legend = base.layer("curve-legend");
  const onScreen = base.layer("on-screen");
  const pointed = base.layer("pointed");
  const isSaved = base.figure.classList.contains("figure");
  let canvas: Canvas | undefined;

  function begin(results: Results): Canvas {
    const style = styleOf(base);
    const box = boxOf(base, style);
    const x = scaleLinear([0, results.plan.iterations], [0, box.width]);
    const lowest = Math.max(results.smallestLoss, results.largestLoss * deepest);
    // Whole powers of ten, so that it seldom changes while runs come in.
    const [low, high] = [lowest, results.largestLoss].map((loss, index) => {
      const power = Math.log10(loss);
      return 10 ** (index === 0 ? Math.floor(power) : Math.ceil(power));
    });
    const y = logarithmic([low ?? 0.1, high ?? 1], [box.height, 0]);
    for (const group of [sides, left, quartiles, onScreen, pointed, legend]) {
      group.attr("transform", `translate(${box.left},${box.top})`);
    }
    bottom.attr("transform", `translate(${box.left},${box.top + box.height})`);
    drawSides(sides, box, true);
    const count = Math.max(2, Math.min(6, Math.floor(box.width / (6 * style.tick))));
    drawAxis(bottom, axisBottom<number>(x), x, { count, size: style.tick, digits: 9 });
    drawAxis(left, axisLeft<number>(y), y, { count: 5, size: style.tick, digits: 5, room: style.margins.left - 26 });
    writeLabels(labels, base, box, words.iterations, labelOfLoss.map(({ text }) => text).join(""));
    quartiles.selectAll("path").remove();
    return { results, box, x, y, context: base.marks(box, 2), count: 0, summarised: 0 };
  }

  function isFitting({ results, y }: Canvas): boolean {
    const [low = 0, high = 0] = y.domain();
    const lowest = Math.max(results.smallestLoss, results.largestLoss * deepest);
    return low <= lowest && high >= results.largestLoss;
  }

  function pathOf(curve: ArrayLike<number>, across: (index: number) => number, down: ToPixel): string {
    let path = "";
    for (let index = 0; index < curve.length; index++) {
      const loss = curve[index] ?? NaN;
      if (!Number.isFinite(loss)) continue;
      path += `${path === "" ? "M" : "L"}${across(index).toFixed(1)},${down(loss).toFixed(1)}`;
    }
    return path;
  }

  function positionsIn({ results, box, y }: Canvas): { across: (index: number) => number; down: ToPixel } {
    const step = box.width / (results.points - 1);
    return { across: (index) => index * step, down: toPixel(y) };
  }

  /** Draws further curves. Returns whether there are more. */
  function drawCurves(at: Canvas): boolean {
    const { results, context } = at;
    const { across, down } = positionsIn(at);
    const runs = results.trained;
    const every = isSaved ? Math.max(1, Math.ceil(runs.length / mostSaved)) : 1;
    context.strokeStyle = colourOf(curves);
    context.lineWidth = base.scale;
    context.globalAlpha = Math.min(0.6, Math.max(0.07, 9 / results.plan.size));
    const began = performance.now();
    for (; at.count < runs.length; at.count++) {
      if (at.count % every !== 0) continue;
      const curve = results.curve(runs[at.count] ?? 0);
      context.beginPath();
      let isBegun = false;
      curve.forEach((loss, index) => {
        if (!Number.isFinite(loss)) return;
        if (isBegun) context.lineTo(across(index), down(loss));
        else context.moveTo(across(index), down(loss));
        isBegun = true;
      });
      context.stroke();
      if (!isSaved && performance.now() - began > budget) return true;
    }
    return false;
  }

  /** The column of losses that is being summarised, and the quartiles of those before. */
  let summary: { count: number; lines: readonly [Float32Array, Float32Array, Float32Array]; next: number } | undefined;

  /** Computes further quartiles, and draws them when all are there. Returns whether there is more to do. */
  function summarise(at: Canvas): boolean {
    const { results } = at;
    const count = results.trained.length;
    // Quartiles of a few runs more are hardly any others.
    const isDue = count > 1.25 * at.summarised || (results.done === results.plan.size && count > at.summarised);
    if (!summary && (!isDue || count < 3)) return false;
    const line = (): Float32Array => new Float32Array(results.points).fill(NaN);
    summary ??= { count, lines: [line(), line(), line()], next: 0 };
    const began = performance.now();
    for (; summary.next < results.points; summary.next++) {
      if (!isSaved && performance.now() - began > budget) return true;
      const { next, lines } = summary;
      const losses = new Float32Array(summary.count);
      let known = 0;
      for (let index = 0; index < summary.count; index++) {
        const loss = results.losses[(results.trained[index] ?? 0) * results.points + next] ?? NaN;
        if (loss < Infinity) losses[known++] = loss;
      }
      const sorted = losses.subarray(0, known).sort();
      [0.25, 0.5, 0.75].forEach((part, k) => {
        const to = lines[k];
        if (to && known > 0) to[next] = sorted[Math.round(part * (known - 1))] ?? NaN;
      });
    }
    at.summarised = summary.count;
    const { across, down } = positionsIn(at);
    quartiles
      .selectAll("path")
      .data(summary.lines)
      .join("path")
      .attr("class", (_, index) => (index === 1 ? "median" : "quartile"))
      .attr("d", (curve) => pathOf(curve, across, down));
    summary = undefined;
    return false;
  }

  function drawLegend({ box, results }: Canvas): void {
    const { tick } = styleOf(base);
    const rows =
      results.trained.length < 3
        ? []
        : ([
            ["median", words.median],
            ["quartile", words.quartiles],
          ] as const);
    const entries = legend.selectAll("g").data(rows).join("g");
    // Curves go down from the left to the right.
    entries.attr("transform", (_, index) => `translate(${0.6 * tick},${box.height - (1.7 - index) * 1.25 * tick})`);
    entries.selectAll("*").remove();
    entries
      .append("path")
      .attr("class", ([name]) => name)
      .attr("d", `M0,${-0.3 * tick}H${1.8 * tick}`);
    entries
      .append("text")
      .attr("font-size", tick)
      .attr("x", 2.2 * tick)
      .text(([, name]) => name);
  }

  function mark(scene: SweepScene): void {
    if (!canvas) return;
    const { across, down } = positionsIn(canvas);
    for (const [group, run] of [
      [onScreen, scene.onScreen],
      [pointed, scene.pointed],
    ] as const) {
      const isShown = run !== undefined && scene.results.isTrained(run);
      group
        .selectAll("path")
        .data(isShown ? [scene.results.curve(run)] : [])
        .join("path")
        .attr("class", "inner")
        .attr("d", (curve) => pathOf(curve, across, down));
    }
  }

  return {
    figure: base.figure,
    fit() {
      base.fit();
      canvas = undefined;
      summary = undefined;
    },
    draw(scene) {
      const { results } = scene;
      if (results.largestLoss === 0) return false;
      if (canvas?.results !== results || !isFitting(canvas)) {
        canvas = begin(results);
        summary = undefined;
      }
      const isUnfinished = drawCurves(canvas) || summarise(canvas);
      drawLegend(canvas);
      mark(scene);
      return isUnfinished;
    },
    mark,
    runAt(left, top) {
      if (!canvas) return undefined;
      const { results, box } = canvas;
      const { down } = positionsIn(canvas);
      const index = Math.round(((left - box.left) / box.width) * (results.points - 1));
      if (index < 0 || index >= results.points) return undefined;
      let nearest: number | undefined;
      let least = reach;
      for (const run of results.trained) {
        const distance = Math.abs(down(results.curve(run)[index] ?? NaN) - (top - box.top));
        if (distance < least) [nearest, least] = [run, distance];
      }
      return nearest;
    },
  };
}
