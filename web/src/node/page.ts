/**
 * What the bundle for Node takes in place of a browser's globals of these names (`inject` in `build/node.mjs`): a document that
 * is in no window, with the style sheets of the pictures.
 */

import { parseHTML } from "linkedom";
import { computedStyle } from "./computed-style";
import { textWidth } from "./text-width";

const page = parseHTML("<!doctype html><html><body></body></html>");

export const document = page.document;

Object.defineProperties(document, {
  // svg2pdf.js looks for style sheets in it.
  implementation: { value: { createHTMLDocument: () => parseHTML("<html><body></body></html>").document } },
});
// And measures the letters of a PDF by it.
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
