import { given } from "./canvas";

/** The context of a canvas that is not in the page, for pictures that are put together pixel by pixel. */
export function offscreen(width: number, height: number): OffscreenCanvasRenderingContext2D {
  return given(new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true }));
}

/** A part of a picture as PNG, in a data URL. */
export function pngAddress(image: CanvasImageSource, x: number, y: number, width: number, height: number): string {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(image, -x, -y);
  return canvas.toDataURL("image/png");
}
