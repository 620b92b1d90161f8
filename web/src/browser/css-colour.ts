import { make } from "./dom";

let pixel: CanvasRenderingContext2D | null = null;

/** Red, green, blue and opacity of a CSS colour in any notation, from 0 to 255. */
export function channels(colour: string): readonly [number, number, number, number] {
  pixel ??= make("canvas", { width: "1", height: "1" }).getContext("2d", { willReadFrequently: true });
  if (!pixel) throw new Error("This browser cannot draw on a canvas.");
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, opacity = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, opacity];
}
