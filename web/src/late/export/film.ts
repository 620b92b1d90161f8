import { make } from "../../browser/dom";
import { Layers } from "./svg-layers";
import type { View } from "../../relu-scope";
import { registry } from "../../views/registry";
import type { DrawnView, Scene } from "../../views/view";
import { surface } from "../../plot/surface";

/** Views on a canvas: which, in what colours, and how many pixels wide and high it is. */
export interface FilmPlan {
  views: readonly View[];
  theme: Theme;
  width: number;
  height: number;
}

export const filmThemes = ["light", "dark"] as const;
export type Theme = (typeof filmThemes)[number];

/** Letters and marks are as large as on a screen of so many pixels from top to bottom. */
const screenHeight = 600;

/** The space between views. */
const gap = 20;

/** Where a view is on the canvas, in the screen's pixels. */
interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The first view has most of the room; the others share what is left, beside it on a wide canvas and below it else. */
function placesOf(count: number, width: number, height: number): Place[] {
  if (count === 1) return [{ left: 0, top: 0, width, height }];
  const isWide = width > 1.2 * height;
  const [along, across] = isWide ? [width, height] : [height, width];
  const main = Math.round(0.6 * along);
  const rest = { start: main + gap, length: along - main - gap };
  const share = (across + gap) / (count - 1) - gap;
  const others = Array.from({ length: count - 1 }, (_, k) => {
    const place = k * (share + gap);
    return isWide
      ? { left: rest.start, top: place, width: rest.length, height: share }
      : { left: place, top: rest.start, width: share, height: rest.length };
  });
  return [isWide ? { left: 0, top: 0, width: main, height } : { left: 0, top: 0, width, height: main }, ...others];
}

/** The views of a run on one canvas, drawn by what draws them on screen, frame by frame. */
export class Film {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #resolution: number;
  /** Is in the page, unseen, so that the style sheet gives the views their colours. */
  readonly #sheet = make("div", { class: "reel", "aria-hidden": "true" });
  readonly #parts: readonly { place: Place; canvas: HTMLCanvasElement; layers: Layers; drawn: DrawnView }[];

  constructor(page: HTMLElement, { views, theme, width, height }: FilmPlan) {
    this.canvas = make("canvas", { width: String(width), height: String(height) });
    const context = this.canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser cannot draw on a canvas.");
    this.#context = context;
    this.#resolution = height / screenHeight;
    this.#sheet.style.colorScheme = theme;
    page.append(this.#sheet);
    this.#parts = placesOf(views.length, width / this.#resolution, screenHeight).map((place, k) => {
      const view = views[k] ?? "function";
      const base = surface(view, { ...place, scale: 1, resolution: this.#resolution });
      this.#sheet.append(base.figure);
      const drawn = registry[view].on(base);
      drawn.fit();
      return { place, canvas: base.canvas, layers: new Layers(base.svg), drawn };
    });
  }

  /** Draws a frame on the canvas. */
  async show(scene: Scene): Promise<void> {
    for (const { drawn } of this.#parts) drawn.draw(scene);
    await Promise.all(this.#parts.map(({ layers, canvas }) => layers.prepare(canvas.width, canvas.height)));
    this.#context.fillStyle = getComputedStyle(this.#sheet).backgroundColor;
    this.#context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    for (const { place, canvas, layers } of this.#parts) {
      const [left, top] = [Math.round(place.left * this.#resolution), Math.round(place.top * this.#resolution)];
      this.#context.drawImage(canvas, left, top);
      layers.paint(this.#context, left, top);
    }
  }

  /** Takes the views out of the page. */
  close(): void {
    this.#sheet.remove();
  }
}
