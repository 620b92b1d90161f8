import { select, type Selection } from "d3-selection";
import { contextOf } from "../browser/canvas";
import { make, makeSvg, windowOf } from "../browser/dom";
import { magnification } from "../browser/css-scale";
import type { MarksContext } from "./svg-context";

export type Group = Selection<SVGGElement, unknown, null, undefined>;

/** The space around a plot, in pixels. */
export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** The plot inside a view, in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function boxWithin(width: number, height: number, margins: Margins): Box {
  return {
    left: margins.left,
    top: margins.top,
    width: Math.max(1, Math.round(width - margins.left - margins.right)),
    height: Math.max(1, Math.round(height - margins.top - margins.bottom)),
  };
}

export function scaledMargins({ top, right, bottom, left }: Margins, scale: number): Margins {
  return { top: top * scale, right: right * scale, bottom: bottom * scale, left: left * scale };
}

export type Still = (of: readonly unknown[], paint: (context: MarksContext) => void) => void;

/** The drawing area of a view: marks, and an SVG layer over them for axes and labels, both the size of its figure. */
export interface Surface {
  readonly figure: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly width: number;
  readonly height: number;
  /** How large letters and marks are: 1 where the style sheet gives the figure letters of 16 pixels. */
  readonly scale: number;
  /** How many equal marks are a crowd, and painted as one picture of them all. */
  readonly crowd: number;
  /** Whether it has a legend of all that is drawn, and no mark at the frame on screen where that is one of many. */
  readonly hasLegend?: boolean;
  readonly hasNoCursor?: boolean;
  /** Adopts the figure's size and the screen's resolution. */
  fit(): void;
  /** A cleared canvas with its origin at the plot's upper left corner, clipped to the plot and `around` pixels about it. */
  marks(box: Box, around: number): MarksContext;
  /** Paints onto the marks what the values `of` determine: from a picture of it, if they are those of the last time. */
  readonly still?: Still;
  /** A new group of the SVG layer. */
  layer(name: string): Group;
}

/** The size of a surface, in pixels of the style sheet, and how many pixels of the screen each of them is. */
export interface SurfaceSize {
  width: number;
  height: number;
  scale: number;
  resolution: number;
}

/** A surface whose marks are on a canvas. Its size is that of its figure on the page, unless it is given. */
export function surface(
  name: string,
  description: string,
  given?: SurfaceSize,
): Surface & { canvas: HTMLCanvasElement } {
  const canvas = make("canvas", { "aria-hidden": "true" });
  const svg = makeSvg("svg", { role: "img", "aria-label": description });
  const figure = make("div", { class: `view ${name}`, part: `view ${name}` }, canvas, svg);
  const context = contextOf(canvas);
  let size: SurfaceSize = { width: 0, height: 0, scale: 1, resolution: 1 };
  let kept: { of: readonly unknown[]; picture: HTMLCanvasElement } | undefined;
  return {
    figure,
    svg,
    canvas,
    crowd: 500,
    get width() {
      return size.width;
    },
    get height() {
      return size.height;
    },
    get scale() {
      return size.scale;
    },
    fit() {
      styles = new WeakMap();
      size = given ?? sizeOf(figure);
      const { width, height, resolution } = size;
      canvas.width = Math.round(width * resolution);
      canvas.height = Math.round(height * resolution);
      kept = undefined;
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    },
    marks(box, around) {
      clear(context, size.resolution, box, around);
      return context;
    },
    still(of, paint) {
      // A view that is not in sight has no size, nor a picture.
      if (canvas.width === 0 || canvas.height === 0) return;
      if (!kept || of.some((value, index) => value !== kept?.of[index])) {
        const picture = kept?.picture ?? make("canvas");
        // Clears it, too.
        picture.width = canvas.width;
        picture.height = canvas.height;
        const copy = contextOf(picture);
        copy.setTransform(context.getTransform());
        paint(copy);
        kept = { of, picture };
      }
      context.save();
      context.resetTransform();
      context.drawImage(kept.picture, 0, 0);
      context.restore();
    },
    layer: (layer) => select(svg).append("g").attr("class", layer),
  };
}

/** Clears a canvas of this resolution, puts its origin at a plot's upper left corner, and clips it to that and `around` pixels about it. */
export function clear(context: CanvasRenderingContext2D, resolution: number, box: Box, around: number): void {
  context.reset();
  context.scale(resolution, resolution);
  context.translate(box.left, box.top);
  context.beginPath();
  context.rect(-around, -around, box.width + 2 * around, box.height + 2 * around);
  context.clip();
}

/** How large letters and marks are in a figure. */
export function scaleOf(figure: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(figure).fontSize) / 16 || 1;
}

function sizeOf(figure: HTMLElement): SurfaceSize {
  return {
    width: figure.clientWidth,
    height: figure.clientHeight,
    scale: scaleOf(figure),
    resolution: windowOf(figure).devicePixelRatio * magnification(figure),
  };
}

let styles = new WeakMap<Element, Pick<CSSStyleDeclaration, "color" | "fontFamily">>();

/** What the style sheet gives to a group. The browser may have to style the page for that: it is asked once, until a surface is fitted. */
export function styleOf(group: Group): Pick<CSSStyleDeclaration, "color" | "fontFamily"> {
  const node = group.node();
  if (!node) return { color: "black", fontFamily: "" };
  const known = styles.get(node);
  if (known) return known;
  const { color, fontFamily } = getComputedStyle(node);
  if (color) styles.set(node, { color, fontFamily });
  return { color, fontFamily };
}

/** The colour that the style sheet gives to a group, for marks on the canvas that belong to it. */
export function colourOf(group: Group): string {
  return styleOf(group).color;
}

/** The content of a figure. */
export interface Subject {
  title: string;
  /** The program and its version. */
  creator: string;
  /** Draws it. */
  draw: (surface: Surface) => void;
}
