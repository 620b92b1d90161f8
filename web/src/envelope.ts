/** A line that looks the same as another with far more points. */
export interface Envelope {
  xs: Float64Array;
  ys: Float64Array;
  /** The largest value, 0 if there is none. */
  largest: number;
}

/**
 * The values at 0, every, 2·every, … thinned to the first, smallest, largest and last in each of `columns` equal parts of
 * [0, end]. Values that are not finite are left out.
 */
export function envelope(values: readonly number[], every: number, end: number, columns: number): Envelope {
  const stride = Math.max(1, Math.floor(end / every / columns));
  const xs: number[] = [];
  const ys: number[] = [];
  let largest = 0;
  for (let start = 0; start < values.length; start += stride) {
    const stop = Math.min(start + stride, values.length);
    let low = start;
    let high = start;
    for (let i = start; i < stop; i++) {
      if ((values[i] ?? NaN) < (values[low] ?? NaN)) low = i;
      if ((values[i] ?? NaN) > (values[high] ?? NaN)) high = i;
    }
    for (const i of new Set([start, Math.min(low, high), Math.max(low, high), stop - 1])) {
      const value = values[i] ?? NaN;
      if (!Number.isFinite(value)) continue;
      xs.push(i * every);
      ys.push(value);
      largest = Math.max(largest, value);
    }
  }
  return { xs: Float64Array.from(xs), ys: Float64Array.from(ys), largest };
}
