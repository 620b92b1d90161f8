import { pathRound, type Path } from "d3-path";
import { pngAddress } from "../browser/offscreen";
import { makeSvg } from "../browser/dom";

/** The part of a canvas's context that the painting functions use. */
export type MarksContext = Pick<
  CanvasRenderingContext2D,
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "closePath"
  | "arc"
  | "arcTo"
  | "rect"
  | "bezierCurveTo"
  | "quadraticCurveTo"
  | "fill"
  | "stroke"
  | "setLineDash"
  | "drawImage"
  | "save"
  | "restore"
  | keyof Pen
> & { getTransform(): Zoom };

/** How a context is scaled, evenly, and moved. */
export type Zoom = Pick<DOMMatrix, "a" | "e" | "f">;

/** The state that `save` keeps, besides the dashes. */
type Pen = Pick<
  CanvasRenderingContext2D,
  "fillStyle" | "strokeStyle" | "lineWidth" | "lineJoin" | "globalAlpha" | "imageSmoothingEnabled"
>;

/** Pixels of an embedded picture to a unit of the drawing. */
const resolution = 4;

/** Decimals of a path's coordinates, and how large they get. */
const digits = 2;
const farthest = 1e7;

/** Records painting as SVG in a group: paths as paths, and pictures as embedded PNG. */
export class SvgContext implements MarksContext {
  fillStyle: Pen["fillStyle"] = "black";
  strokeStyle: Pen["strokeStyle"] = "black";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  globalAlpha = 1;
  imageSmoothingEnabled = true;
  #dashes: readonly number[] = [];
  #path: Path = pathRound(digits);
  readonly #saved: (Pen & { dashes: readonly number[] })[] = [];
  readonly #group: SVGGElement;

  constructor(group: SVGGElement) {
    this.#group = group;
  }

  beginPath(): void {
    this.#path = pathRound(digits);
  }

  // Like a canvas, these two ignore positions that are not finite, and begin at the first that is.
  moveTo(x: number, y: number): void {
    if (Number.isFinite(x) && Number.isFinite(y)) this.#path.moveTo(near(x), near(y));
  }

  lineTo(x: number, y: number): void {
    if (this.#path.toString() === "") this.moveTo(x, y);
    else if (Number.isFinite(x) && Number.isFinite(y)) this.#path.lineTo(near(x), near(y));
  }

  closePath(): void {
    this.#path.closePath();
  }

  arc(x: number, y: number, radius: number, start: number, end: number, isCounterclockwise?: boolean): void {
    this.#path.arc(x, y, radius, start, end, isCounterclockwise);
  }

  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void {
    this.#path.arcTo(x1, y1, x2, y2, radius);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.rect(x, y, width, height);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path.bezierCurveTo(x1, y1, x2, y2, x, y);
  }

  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.#path.quadraticCurveTo(x1, y1, x, y);
  }

  fill(): void {
    this.#append({ fill: colourOf(this.fillStyle), "fill-opacity": String(this.globalAlpha) });
  }

  stroke(): void {
    this.#append({
      fill: "none",
      stroke: colourOf(this.strokeStyle),
      "stroke-opacity": String(this.globalAlpha),
      "stroke-width": String(this.lineWidth),
      "stroke-linejoin": this.lineJoin,
      ...(this.#dashes.length > 0 ? { "stroke-dasharray": this.#dashes.join(" ") } : {}),
    });
  }

  setLineDash(dashes: readonly number[]): void {
    this.#dashes = [...dashes];
  }

  /** A part of a canvas, (x, y, width, height), to a rectangle of the drawing. */
  drawImage(image: CanvasImageSource, ...[x = 0, y = 0, width = 0, height = 0, left, top, wide, high]: number[]): void {
    const place = { x: String(left), y: String(top), width: String(wide), height: String(high) };
    const href = pngAddress(image, x, y, width, height);
    this.#group.append(makeSvg("image", { ...place, href, opacity: String(this.globalAlpha) }));
  }

  getTransform(): Zoom {
    return { a: resolution, e: 0, f: 0 };
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, globalAlpha, imageSmoothingEnabled } = this;
    const pen = { fillStyle, strokeStyle, lineWidth, lineJoin, globalAlpha, imageSmoothingEnabled };
    this.#saved.push({ ...pen, dashes: this.#dashes });
  }

  restore(): void {
    const saved = this.#saved.pop();
    if (!saved) return;
    const { dashes, ...pen } = saved;
    Object.assign(this, pen);
    this.#dashes = dashes;
  }

  #append(style: Record<string, string>): void {
    const d = this.#path.toString();
    if (d !== "") this.#group.append(makeSvg("path", { d, ...style }));
  }
}

/** A coordinate that every reader of pictures takes: they calculate with floats. */
function near(coordinate: number): number {
  return Math.min(Math.max(coordinate, -farthest), farthest);
}

function colourOf(style: Pen["fillStyle"]): string {
  return typeof style === "string" ? style : "none";
}
