import { scaleLinear, scaleLog, scaleSymlog, type ScaleContinuousNumeric, type ScaleSymLog } from "d3-scale";
import type { WeightScale } from "../experiment/look";
import type { Ends } from "../trainer/trainer-module";

/** From the units of an axis to pixels, and back. */
export type Scale = ScaleContinuousNumeric<number, number>;

/** From a value to its position on an axis, in pixels. */
export type ToPixel = (value: number) => number;

/** The inputs of the weight axes, which stay the same over a run. */
export interface WeightAxis {
  scale: WeightScale;
  /** Smallest and largest output weight over all frames. */
  range: Ends;
  /** The mean ‖w̃_j‖ in the first frame, and the largest over all frames. */
  initialNorm: number;
  largestNorm: number;
  /** The ends that the reader has chosen for the axis of the function view. */
  chosen?: Ends | undefined;
}

/** How far an axis reaches at most, so that its length is a number too. */
const farthest = Number.MAX_VALUE / 8;

function within([low, high]: Ends, lowest = -farthest): Ends {
  return [Math.max(low, lowest), Math.min(high, farthest)];
}

/** The shortest range that holds two. */
export function joined(one: Ends, other: Ends): Ends {
  return [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
}

/** Union of two runs' weight axes. */
export function joinedAxis(one: WeightAxis, other: WeightAxis): WeightAxis {
  return {
    scale: one.scale,
    range: joined(one.range, other.range),
    // The smaller one: early alignment is to be seen in either.
    initialNorm: Math.min(one.initialNorm, other.initialNorm),
    largestNorm: Math.max(one.largestNorm, other.largestNorm),
  };
}

export function isSymlog(scale: Scale): scale is ScaleSymLog<number, number> {
  return "constant" in scale;
}

export function isLog(scale: Scale): boolean {
  return "base" in scale;
}

/** The scale with its domain longer by so much of its length, below and above. */
export function extended(scale: Scale, below: number, above: number): Scale {
  const [start = 0, end = 0] = scale.range();
  const low = scale.invert(start - below * (end - start));
  const high = scale.invert(end + above * (end - start));
  return scale.copy().domain(within([low, high], isLog(scale) ? Number.MIN_VALUE : -farthest));
}

export function isSameAxis(one: WeightAxis, other: WeightAxis): boolean {
  return (
    one.scale === other.scale &&
    one.range[0] === other.range[0] &&
    one.range[1] === other.range[1] &&
    one.initialNorm === other.initialNorm &&
    one.largestNorm === other.largestNorm &&
    one.chosen === other.chosen
  );
}

/**
 * The scale of the weights in a run: linear, or linear up to a tenth of the norm that they begin with on average and
 * logarithmic beyond, so that early alignment can be seen happening.
 */
export function scaleOfWeights({ scale, initialNorm }: WeightAxis, ends: Ends, range: Ends): Scale {
  const [low, high] = within(ends);
  const bend = initialNorm > 0 ? Math.min(Math.max(initialNorm / 10, 1 / farthest), farthest) : 1;
  const made = scale === "linear" ? scaleLinear() : scaleSymlog().constant(bend);
  return made.domain(high > low ? [low, high] : [low - 1, low + 1]).range(range);
}

/** A logarithmic scale. Values that are not positive are drawn at its lower end; see `toPixel`. */
export function logarithmic([low, high]: Ends, range: Ends): Scale {
  return scaleLog(within(high > low ? [low, high] : [low / 2, high * 2], Number.MIN_VALUE), [...range]);
}

/** The scale as a plain function for very many values, for which d3's takes several times as long. */
export function toPixel(scale: Scale): ToPixel {
  const [from = 0, to = 0] = scale.domain();
  const [start = 0, end = 0] = scale.range();
  const bend = bendOf(scale);
  const origin = bend(from);
  const slope = (end - start) / (bend(to) - origin);
  if (isLog(scale)) return (value) => start + slope * (bend(Math.max(value, from)) - origin);
  return (value) => start + slope * (bend(value) - origin);
}

/** The function f such that the scale is affine in f(value): identity, log or symlog. */
function bendOf(scale: Scale): (value: number) => number {
  if (isLog(scale)) return Math.log;
  if (!isSymlog(scale)) return (value) => value;
  const unit = 1 / scale.constant();
  return (value) => (value < 0 ? -Math.log1p(-value * unit) : Math.log1p(value * unit));
}
