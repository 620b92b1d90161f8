import { channels } from "../../browser/css-colour";
import { makeSvg } from "../../browser/dom";
import { withFaces } from "../../browser/font-faces";
import { library } from "./lazy-library";
import type { FigureOptions } from "../../relu-scope";
import { rasterise } from "./rasterise";
import { svgSurface } from "./svg-surface";
import type { Subject } from "../../plot/surface";
import type { Typeface } from "./typeface";

/** How wide figures for one and for both columns of a paper are printed, 3.25 and 6.75 inches, in points of 1/72 inch. */
const printedWidths = { 1: 234, 2: 486 } as const;

/** How many pixels a figure of one column is drawn wide; one of two has letters of the same size. */
const drawnWidth = 420;

/** How much flatter a figure of two columns is than one of one. */
const flatter = 1.6;

/** The file formats of figures. */
export const figureFormats = ["svg", "pdf", "png"] as const;
export type FigureFormat = (typeof figureFormats)[number];

/** A picture that stands alone: every colour and every letter's size is written where it is used. */
export interface Figure {
  drawing: SVGSVGElement;
  title: string;
  /** The program and its version. */
  creator: string;
  typeface: Typeface;
}

/** Draws a picture, width over height `aspect`, as SVG, inside `root` meanwhile, where the style sheet gives it its colours. */
export async function drawFigure(
  name: string,
  aspect: number,
  root: HTMLElement,
  { draw, ...about }: Subject,
  { columns = 1, legend = false, cursor = true }: FigureOptions,
): Promise<Figure> {
  const typeface = await library("typeface");
  const width = Math.round((drawnWidth * printedWidths[columns]) / printedWidths[1]);
  const height = Math.round(width / aspect / (columns === 2 ? flatter : 1));
  const surface = svgSurface(name, width, height, { hasLegend: legend, hasNoCursor: !cursor });
  root.append(surface.figure);
  try {
    // How wide letters are decides how many labels have room, on every machine alike.
    await withFaces(typeface.faces, () => {
      draw(surface);
    });
    return {
      drawing: standalone(surface.svg, (letters) => (letters === "θ" ? typeface.thetaFamily : typeface.family)),
      ...about,
      typeface,
    };
  } finally {
    surface.figure.remove();
  }
}

/** How a figure is written, by format; `scale` is the pixels of a PNG to one of the drawing. */
export const figureFile: Readonly<Record<FigureFormat, (figure: Figure, scale: number) => Promise<Blob>>> = {
  svg: (figure) => Promise.resolve(new Blob([textOf(figure)], { type: "image/svg+xml" })),
  pdf: pdfOf,
  png: pngOf,
};

/**
 * A copy of an SVG element, or of some of its layers, with what the style sheet says of it as attributes. The element has
 * to be in the page.
 */
export function standalone(
  svg: SVGSVGElement,
  familyOf: (letters: string | null) => string,
  isWanted: (layer: Element) => boolean = () => true,
): SVGSVGElement {
  const copy = svg.cloneNode(false) as SVGSVGElement;
  for (const layer of [...svg.children].filter(isWanted)) {
    const copied = layer.cloneNode(true) as SVGElement;
    copy.append(copied);
    const copies = [copied, ...copied.querySelectorAll<SVGElement>("*")];
    [layer, ...layer.querySelectorAll("*")].forEach((element, index) => {
      const written = copies[index];
      if (written) write(written, getComputedStyle(element), familyOf(element.textContent));
    });
    for (const text of copied.querySelectorAll<SVGElement>("text[stroke]")) setHaloBelow(text);
  }
  copy.removeAttribute("role");
  return copy;
}

/** Puts the halo of a text below it as a text of its own: PDF knows no order in which a letter's line and area are painted. */
function setHaloBelow(text: SVGElement): void {
  const halo = text.cloneNode(true) as SVGElement;
  halo.setAttribute("aria-hidden", "true");
  for (const part of [halo, ...halo.querySelectorAll("tspan")])
    part.setAttribute("fill", halo.getAttribute("stroke") ?? "none");
  for (const part of [text, ...text.querySelectorAll("tspan")]) {
    for (const name of ["stroke", "stroke-width", "stroke-linejoin"]) part.removeAttribute(name);
  }
  text.before(halo);
}

function write(element: SVGElement, style: CSSStyleDeclaration, family: string): void {
  element.removeAttribute("class");
  element.removeAttribute("style");
  const set = (attributes: Record<string, string>): void => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  };
  switch (element.localName) {
    case "path":
    case "line":
    case "circle":
    case "rect":
      set({ fill: hex(style.fill), stroke: hex(style.stroke) });
      if (style.stroke !== "none") {
        set({ "stroke-width": String(parseFloat(style.strokeWidth)) });
        if (style.strokeDasharray !== "none") set({ "stroke-dasharray": style.strokeDasharray.replaceAll("px", "") });
      }
      break;
    case "text":
    case "tspan": {
      const size = parseFloat(style.fontSize);
      set({
        fill: hex(style.fill),
        "font-family": `${family}, serif`,
        "font-size": String(size),
        "font-style": style.fontStyle,
      });
      // d3-axis shifts its letters by parts of their size.
      const shift = element.getAttribute("dy") ?? "";
      if (shift.endsWith("em")) set({ dy: String(parseFloat(shift) * size) });
      if (style.stroke !== "none" && style.paintOrder.startsWith("stroke")) {
        set({
          stroke: hex(style.stroke),
          "stroke-width": String(parseFloat(style.strokeWidth)),
          "stroke-linejoin": "round",
        });
      }
      break;
    }
    case "g":
      for (const name of ["fill", "stroke", "font-size", "font-family"]) element.removeAttribute(name);
      break;
  }
}

/** A CSS colour as #rrggbb; `none` stays. */
function hex(colour: string): string {
  if (colour === "none") return colour;
  const [red, green, blue, opacity] = channels(colour);
  return opacity === 0 ? "none" : `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function sizeOf(drawing: SVGSVGElement): { width: number; height: number } {
  return { width: Number(drawing.getAttribute("width")), height: Number(drawing.getAttribute("height")) };
}

function printedSizeOf(drawing: SVGSVGElement): { width: number; height: number } {
  const { width, height } = sizeOf(drawing);
  const points = printedWidths[1] / drawnWidth;
  return { width: Math.round(width * points), height: height * points };
}

/** The figure as SVG with its letters in it, in the size in which it is printed. */
function textOf({ drawing, title, creator, typeface }: Figure): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const { width, height } = printedSizeOf(drawing);
  copy.setAttribute("width", `${width}pt`);
  copy.setAttribute("height", `${height}pt`);
  const faces = typeface.faces.map(
    ({ family, style, file }) =>
      `@font-face{font-family:"${family}";font-style:${style};src:url(data:font/ttf;base64,${file}) format("truetype")}`,
  );
  copy.prepend(makeSvg("title", {}, title), makeSvg("desc", {}, creator), makeSvg("style", {}, faces.join("")));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** The figure as PDF, with its letters in it, in the size in which it is printed. */
async function pdfOf({ drawing, title, creator, typeface }: Figure): Promise<Blob> {
  const write = await library("pdf");
  return write(drawing, printedSizeOf(drawing), typeface, { title, creator });
}

/** The figure as PNG, `scale` pixels to one of the drawing. */
function pngOf(figure: Figure, scale: number): Promise<Blob> {
  const { width, height } = sizeOf(figure.drawing);
  return rasterise(textOf(figure), Math.round(width * scale), Math.round(height * scale));
}
