import { contextOf } from "../../browser/canvas";
import { make } from "../../browser/dom";
import { imageOf } from "./svg-image";

/** An SVG file as a PNG of this size, on white. */
export async function rasterise(svg: string, width: number, height: number): Promise<Blob> {
  const canvas = make("canvas", { width: String(width), height: String(height) });
  const image = await imageOf(svg);
  const context = contextOf(canvas);
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error(`This browser cannot make a picture of ${width} × ${height} pixels.`));
    }, "image/png");
  });
}
