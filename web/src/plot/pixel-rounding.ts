import type { Ends } from "../trainer/trainer-module";

/** Exponent of the largest power of ten within two pixels. */
export function grainOf(perPixel: number): number {
  return Math.floor(Math.log10(2 * perPixel));
}

/** A value rounded to a multiple of the power of ten with this exponent. */
export function rounded(value: number, grain: number): number {
  return grain > 0 ? Math.round(value / 10 ** grain) * 10 ** grain : Number(value.toFixed(Math.min(20, -grain)));
}

/** The ends of an axis of so many pixels, with no more digits than a tenth of a pixel resolves. */
export function roundedEnds([low, high]: Ends, pixels: number): Ends {
  const grain = grainOf((high - low) / pixels) - 1;
  return [rounded(low, grain), rounded(high, grain)];
}
