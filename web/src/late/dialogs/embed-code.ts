import { trusted } from "../../browser/trusted-types";

/** The example address for a page on disk, which others cannot embed. */
export const somewhere = "https://example.org/reluscope/";

/** Whether others can embed what is on a page. */
export function isHosted(home: string): boolean {
  return /^https?:/.test(home);
}

/** The addresses of the files beside a page. */
export function files(home: string): (file: string) => string {
  return (file) => new URL(file, isHosted(home) ? home : somewhere).href;
}

/** An element with these attributes as HTML; the browser writes it, and so escapes what has to be. */
export function tag(name: string, attributes: Record<string, string>): string {
  // Of a document that is not shown, so that nothing is loaded or comes to life.
  const element = document.implementation.createHTMLDocument().createElement(name);
  for (const [name, value] of Object.entries(attributes)) {
    // A strict content policy looks at style attributes of any document, but lets scripts set styles.
    if (name === "style") element.style.cssText = value;
    else if (isScript(element) && name === "src") element.src = trusted().createScriptURL(value);
    else element.setAttribute(name, value);
  }
  return element.outerHTML.replaceAll('=""', "");
}

function isScript(element: HTMLElement): element is HTMLScriptElement {
  return element.localName === "script";
}
