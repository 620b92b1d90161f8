/** A document that is in no window, and makes others like it. */

import { parseHTML } from "linkedom";

const empty = "<!doctype html><html><head></head><body></body></html>";

export const page = parseHTML(empty);

export const document = page.document;

Object.defineProperties(document, {
  implementation: { value: { createHTMLDocument: () => parseHTML(empty).document } },
});
