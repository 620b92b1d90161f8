/**
 * How many iterations to take next, where so many took so many milliseconds and a slice is how long they may: at most eight
 * times as many, and at least an eighth.
 */
export function nextStride(stride: number, took: number, slice: number): number {
  return Math.max(1, Math.round(stride * Math.min(8, Math.max(1 / 8, slice / Math.max(took, 0.1)))));
}
