/** Exponent of the largest power of ten within two pixels. */
export function grainOf(perPixel: number): number {
  return Math.floor(Math.log10(2 * perPixel));
}

/** A value rounded to a multiple of the power of ten with this exponent. */
export function rounded(value: number, grain: number): number {
  return grain > 0 ? Math.round(value / 10 ** grain) * 10 ** grain : Number(value.toFixed(Math.min(20, -grain)));
}
