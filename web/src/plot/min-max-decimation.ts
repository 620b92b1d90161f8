/** A line that looks the same as another with far more points. */
export interface Envelope {
  xs: Float64Array;
  ys: Float64Array;
  /** The largest value, and the smallest that is positive; 0 and infinity if there is none. */
  largest: number;
  smallestPositive: number;
}

/**
 * The values at `first` and every so many from there, thinned to the first, smallest, largest and last before each of `ends`, which ascend:
 * where the columns of the picture end. Values that are not finite are left out.
 */
export function envelope(values: ArrayLike<number>, every: number, ends: readonly number[], first = 0): Envelope {
  const xs: number[] = [];
  const ys: number[] = [];
  let largest = 0;
  let smallestPositive = Infinity;
  let start = 0;
  for (const end of [...ends, Infinity]) {
    const stop = Math.min(values.length, Math.ceil((end - first) / every));
    if (stop <= start) continue;
    let low = start;
    let high = start;
    for (let i = start; i < stop; i++) {
      const value = values[i] ?? NaN;
      if (value < (values[low] ?? NaN)) low = i;
      if (value > (values[high] ?? NaN)) high = i;
      if (value > 0 && value < smallestPositive) smallestPositive = value;
    }
    for (const i of new Set([start, Math.min(low, high), Math.max(low, high), stop - 1])) {
      const value = values[i] ?? NaN;
      if (!Number.isFinite(value)) continue;
      xs.push(first + i * every);
      ys.push(value);
      largest = Math.max(largest, value);
    }
    start = stop;
  }
  return { xs: Float64Array.from(xs), ys: Float64Array.from(ys), largest, smallestPositive };
}
