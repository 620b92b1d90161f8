import { extended, toPixel, scaleOfWeights, type Scale, type WeightAxis } from "../plot/scales";
import type { Box } from "../plot/surface";

/** Where everything of the neurons view goes, in a picture of some size. */
export interface NeuronsLayout {
  /** The whole picture. */
  box: Box;
  /** The centre of the disc, and the radii of its inner circle, where w̃ = 0, and of its rim, in pixels. */
  x: number;
  y: number;
  inner: number;
  outer: number;
  /** From ‖w̃‖ to the distance from the centre. */
  norm: Scale;
  /** Sizes of letters at the rim and of the legend, the radius of marks and the width of lines, in pixels. */
  tick: number;
  label: number;
  radius: number;
  line: number;
}

/** Lays the neurons view out, with letters and marks `scale` times as large as usual. */
export function layOutNeurons(width: number, height: number, axis: WeightAxis, scale = 1): NeuronsLayout {
  const small = Math.min(width, height) < 380 * scale;
  const tick = (small ? 12 : 13) * scale;
  const outer = Math.max(1, Math.min(width / 2 - 3.4 * tick, height / 2 - 2 * tick));
  const inner = outer / 4;
  return {
    box: { left: 0, top: 0, width: Math.max(1, width), height: Math.max(1, height) },
    x: width / 2,
    y: height / 2,
    inner,
    outer,
    norm: extended(scaleOfWeights(axis, [0, axis.largestNorm], [inner, outer]), 0, 0.05),
    tick,
    label: (small ? 14 : 16) * scale,
    radius: (small ? 4.25 : 5) * scale,
    line: scale,
  };
}

/** From a direction and a norm to a place on the disc. */
export function toDisc({
  x,
  y,
  norm,
}: NeuronsLayout): (cosine: number, sine: number, norm: number) => [number, number] {
  const distance = toPixel(norm);
  return (cosine, sine, norm) => [x + distance(norm) * cosine, y - distance(norm) * sine];
}
