import { rgb } from "d3-color";

/** Red, green, blue and opacity of a colour, from 0 to 255. */
export function channels(colour: string): readonly [number, number, number, number] {
  const { r, g, b, opacity } = rgb(colour);
  return [Math.round(r), Math.round(g), Math.round(b), Math.round(255 * opacity)];
}
