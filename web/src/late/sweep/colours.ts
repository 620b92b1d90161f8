import type { Ends } from "../../trainer/trainer-module";

/** How many colours a map has: more cannot be told apart. */
export const shades = 64;

/**
 * Cividis, from dark to light, so that it is legible in grey and to those who see colours differently: J. R. Nuñez, C. R.
 * Anderton & R. S. Renslow, PLOS ONE 13, 2018; in the polynomials of d3-scale-chromatic.
 */
export function shade(index: number): string {
  const t = index / (shades - 1);
  const red = -4.54 - t * (35.34 - t * (2381.73 - t * (6402.7 - t * (7024.72 - t * 2710.57))));
  const green = 32.49 + t * (170.73 + t * (52.82 - t * (131.46 - t * (176.58 - t * 67.37))));
  const blue = 81.24 + t * (442.36 - t * (2482.43 - t * (6167.24 - t * (6614.94 - t * 2475.67))));
  const channels = [red, green, blue].map((part) => Math.max(0, Math.min(255, Math.round(part))));
  return `#${channels.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Which shade a place between two ends has. */
export function shadeAt(place: number, [from, to]: Ends): number {
  const part = (place - from) / (to - from);
  return Math.max(0, Math.min(shades - 1, Math.floor(part * shades)));
}

/** The colour of letters on a shade. */
export function inkOn(index: number): string {
  return index > shades / 2 ? "#111111" : "#ffffff";
}
