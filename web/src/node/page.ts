/**
 * What the bundle for Node takes in place of a browser's globals of these names (`inject` in `build/node.mjs`): a document that
 * is in no window, with the style sheets of the pictures.
 */

import { bytesOf } from "../browser/base64";
import { computedStyle } from "./computed-style";
import { page } from "./document";
import { textWidth } from "./text-width";

export { document } from "./document";

// svg2pdf.js measures the letters of a PDF by it.
Object.defineProperty(page.SVGElement.prototype, "getBBox", {
  value(this: SVGElement) {
    const size = Number.parseFloat(this.getAttribute("font-size") ?? "");
    const family = this.getAttribute("font-family") ?? "";
    const width = textWidth(this.textContent, size, family, this.getAttribute("font-style") ?? "normal");
    return { x: 0, y: -size, width, height: size };
  },
});

export const getComputedStyle = computedStyle;

export class XMLSerializer {
  serializeToString(element: Element): string {
    element.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return element.outerHTML;
  }
}

/** A PNG in a data URL, of which svg2pdf.js asks the size alone. */
export class Image {
  width = 0;
  height = 0;
  onload: () => void = () => undefined;

  set src(address: string) {
    const bytes = bytesOf(address.slice(address.indexOf(",") + 1));
    const head = new DataView(bytes.buffer);
    [this.width, this.height] = [head.getUint32(16), head.getUint32(20)];
    this.onload();
  }
}
