import { scaleLinear } from "d3-scale";
import { layOutLegend, type Legend } from "./legend";
import type { Plot } from "../trainer/trainer-module";
import { extended, joined, scaleOfWeights, type Scale, type WeightAxis } from "../plot/scales";
import { boxWithin, scaledMargins, type Box, type Margins } from "../plot/surface";
import type { LegendEntry } from "./theory-marks";

/** How much longer the right axis is than the range of the weights, at either end. */
const margin = 0.05;

/** Where everything of the function view goes, in a picture of some size. */
export interface FunctionLayout {
  margins: Margins;
  box: Box;
  /** Sizes of letters at the ticks and of the labels, and the radius of stars and discs, in pixels. */
  tick: number;
  label: number;
  radius: number;
  /** How thick the curve is, in pixels. */
  line: number;
  x: Scale;
  y: Scale;
  /** The right axis. */
  weight: Scale;
  /** Of the theory; it stands right above the box. */
  legend: Legend;
}

type Ranges = Pick<Plot, "xRange" | "yRange">;

/** The ranges that are wide enough for two plots. */
export function joinedRanges(one: Ranges, other: Ranges): Ranges {
  return { xRange: joined(one.xRange, other.xRange), yRange: joined(one.yRange, other.yRange) };
}

/** Lays the function view out under a legend of these marks, with letters and marks `scale` times as large as usual. */
export function layOutFunction(
  width: number,
  height: number,
  plot: Ranges,
  axis: WeightAxis,
  marks: readonly LegendEntry[],
  scale = 1,
): FunctionLayout {
  const { margins, tick, label, radius } =
    width < 520 * scale
      ? { margins: { top: 36, right: 68, bottom: 62, left: 60 }, tick: 12, label: 18, radius: 4.75 }
      : { margins: { top: 44, right: 89, bottom: 76, left: 74 }, tick: 14, label: 23, radius: 5.5 };
  const scaled = scaledMargins(margins, scale);
  const legend = layOutLegend(marks, width - scaled.left - scaled.right, tick * scale);
  scaled.top += legend.height;
  const box = boxWithin(width, height, scaled);
  return {
    margins: scaled,
    tick: tick * scale,
    label: label * scale,
    radius: radius * scale,
    line: 2 * scale,
    box,
    x: scaleLinear([...plot.xRange], [0, box.width]),
    y: scaleLinear([...plot.yRange], [box.height, 0]),
    weight: axis.chosen
      ? scaleOfWeights(axis, axis.chosen, [box.height, 0])
      : extended(scaleOfWeights(axis, axis.range, [box.height, 0]), margin, margin),
    legend,
  };
}
