/** How finely a number is told apart that stands for so much a pixel: the power of ten at most two pixels wide. */
export function grainOf(perPixel: number): number {
  return Math.floor(Math.log10(2 * perPixel));
}

/** A value in so many powers of ten, without digits beyond. */
export function rounded(value: number, grain: number): number {
  return grain > 0 ? Math.round(value / 10 ** grain) * 10 ** grain : Number(value.toFixed(Math.min(20, -grain)));
}
