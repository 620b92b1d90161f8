import type { Box } from "../../plot/surface";
import type { Scale } from "../../plot/scales";

/** The neuron is active where a x + b y + c is positive, in pixels of the plot, and has its kink where that is 0. */
export type Kink = readonly [a: number, b: number, c: number];

type Spot = readonly [x: number, y: number];

/** The kink of neuron j, where ⟨w, x⟩ + b = 0, between these axes. */
export function kinkOf(w: Float64Array, b: Float64Array, j: number, x: Scale, y: Scale): Kink {
  const [first, second] = [w[2 * j] ?? 0, w[2 * j + 1] ?? 0];
  const [left, top] = [x.invert(0), y.invert(0)];
  const [perColumn, perRow] = [x.invert(1) - left, y.invert(1) - top];
  return [first * perColumn, second * perRow, first * left + second * top + (b[j] ?? 0)];
}

/** How far a place is from a kink, in pixels; NaN if the neuron has none. */
export function distanceTo([a, b, c]: Kink, x: number, y: number): number {
  return Math.abs(a * x + b * y + c) / Math.hypot(a, b);
}

/** Goes once around the plot: tells each corner in which the neuron is active, and where its kink crosses the edges. */
function around([a, b, c]: Kink, { width, height }: Box): { corner?: Spot; crossing?: Spot }[] {
  const corners: Spot[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  return corners.map((from, k) => {
    const to = corners[(k + 1) % 4] ?? from;
    const [before, after] = [a * from[0] + b * from[1] + c, a * to[0] + b * to[1] + c];
    const part = before / (before - after);
    return {
      ...(before > 0 ? { corner: from } : {}),
      ...(before > 0 !== after > 0
        ? { crossing: [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])] }
        : {}),
    };
  });
}

/** The ends of a kink where it crosses the edges of the plot; none if it does not. */
export function endsOf(kink: Kink, box: Box): readonly [Spot, Spot] | undefined {
  const [from, to] = around(kink, box).flatMap(({ crossing }) => (crossing ? [crossing] : []));
  return from && to && [from, to];
}

/** The corners of the part of the plot in which a neuron is active. */
export function activePart(kink: Kink, box: Box): Spot[] {
  return around(kink, box).flatMap(({ corner, crossing }) => [
    ...(corner ? [corner] : []),
    ...(crossing ? [crossing] : []),
  ]);
}
