import { bytesOf } from "../browser/base64";
import typeface from "../late/export/typeface";
import { Resvg } from "./resvg";

/** An SVG file as a PNG of this size, on white. */
export function rasterise(svg: string, width: number): Promise<Blob> {
  const picture = new Resvg(svg, {
    fitTo: { mode: "width", value: width },
    background: "white",
    font: { fontBuffers: typeface.faces.map(({ file }) => bytesOf(file)), defaultFontFamily: typeface.family },
  });
  return Promise.resolve(new Blob([new Uint8Array(picture.render().asPng())], { type: "image/png" }));
}
