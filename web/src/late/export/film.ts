import { contextOf } from "../../browser/canvas";
import { make } from "../../browser/dom";
import { Layers } from "./svg-layers";
import type { View } from "../../relu-scope";
import { drawScene, registry } from "../../views/registry";
import type { DrawnView, Scene } from "../../views/view";
import { surface, type Box } from "../../plot/surface";

/** Views on a canvas: which, in what colours, and how many pixels wide and high it is. */
export interface FilmPlan {
  views: readonly View[];
  theme: Theme;
  width: number;
  height: number;
}

export const filmThemes = ["light", "dark"] as const;
export type Theme = (typeof filmThemes)[number];

/** Letters and marks have the size that they have on a screen this high, in pixels. */
const screenHeight = 600;

/** The space between views. */
const gap = 20;

/**
 * The boxes of views on a canvas, in the screen's pixels. The first has most of the room; the others share the rest, beside it
 * on a wide canvas and otherwise below it.
 */
function boxesOf(count: number, width: number, height: number): Box[] {
  if (count === 1) return [{ left: 0, top: 0, width, height }];
  const isWide = width > 1.2 * height;
  const [along, across] = isWide ? [width, height] : [height, width];
  const main = Math.round(0.6 * along);
  const rest = { start: main + gap, length: along - main - gap };
  const share = (across + gap) / (count - 1) - gap;
  const others = Array.from({ length: count - 1 }, (_, k) => {
    const start = k * (share + gap);
    return isWide
      ? { left: rest.start, top: start, width: rest.length, height: share }
      : { left: start, top: rest.start, width: share, height: rest.length };
  });
  return [isWide ? { left: 0, top: 0, width: main, height } : { left: 0, top: 0, width, height: main }, ...others];
}

/** The views of a run on one canvas, frame by frame, drawn as on screen. */
export class Film {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #resolution: number;
  /** Is in the page, unseen, so that the style sheet gives the views their colours. */
  readonly #sheet = make("div", { class: "reel", "aria-hidden": "true" });
  readonly #parts: readonly { box: Box; canvas: HTMLCanvasElement; layers: Layers; drawn: DrawnView }[];

  constructor(root: HTMLElement, { views, theme, width, height }: FilmPlan) {
    this.canvas = make("canvas", { width: String(width), height: String(height) });
    this.#context = contextOf(this.canvas, { alpha: false });
    this.#resolution = height / screenHeight;
    this.#sheet.style.colorScheme = theme;
    root.append(this.#sheet);
    this.#parts = boxesOf(views.length, width / this.#resolution, screenHeight).map((box, k) => {
      const view = views[k] ?? "function";
      const base = surface(view, "", { ...box, scale: 1, resolution: this.#resolution });
      this.#sheet.append(base.figure);
      const drawn = registry[view].on(base);
      drawn.fit();
      return { box, canvas: base.canvas, layers: new Layers(base.svg), drawn };
    });
  }

  /** Draws a frame on the canvas. */
  async show(scene: Scene): Promise<void> {
    for (const { drawn } of this.#parts) drawScene(drawn, scene);
    await Promise.all(this.#parts.map(({ layers, canvas }) => layers.prepare(canvas.width, canvas.height)));
    this.#context.fillStyle = getComputedStyle(this.#sheet).backgroundColor;
    this.#context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    for (const { box, canvas, layers } of this.#parts) {
      const [left, top] = [Math.round(box.left * this.#resolution), Math.round(box.top * this.#resolution)];
      this.#context.drawImage(canvas, left, top);
      layers.paint(this.#context, left, top);
    }
  }

  /** Takes the views out of the page. */
  close(): void {
    this.#sheet.remove();
  }
}
