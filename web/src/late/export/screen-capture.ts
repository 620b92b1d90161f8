import { contextOf } from "../../browser/canvas";
import { make, windowOf } from "../../browser/dom";
import { Layers } from "./svg-layers";
import { CanvasRecorder } from "./canvas-recorder";

/** Milliseconds from one look at the screen to the next. */
const interval = 50;

/** A recording of the pictures as they are on screen, with whatever is done to them. */
export class Capture {
  readonly #root: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #layers = new Map<SVGSVGElement, Layers>();
  readonly #recorder: CanvasRecorder;
  #stopped = false;

  /** Begins to record the views in an element. Throws when the browser cannot. */
  constructor(root: HTMLElement) {
    this.#root = root;
    const { width, height } = root.getBoundingClientRect();
    const even = (length: number): string => String(2 * Math.ceil((length * windowOf(root).devicePixelRatio) / 2));
    this.#canvas = make("canvas", { width: even(width), height: even(height) });
    this.#context = contextOf(this.#canvas, { alpha: false });
    this.#recorder = new CanvasRecorder(this.#canvas);
    void this.#look();
  }

  /** Ends the recording; leaving the page has ended it too. Rejects when nothing has come of it. */
  async stop(): Promise<Blob> {
    const last = this.#stopped ? undefined : this.#paint();
    this.#stopped = true;
    try {
      await last;
    } finally {
      this.#recorder.stop().catch(() => undefined);
    }
    return this.#recorder.stop();
  }

  /** Looks at the screen again and again, for as long as the views are on it. */
  async #look(): Promise<void> {
    while (!this.#stopped) {
      // Painting may succeed the next time; at the end `stop` says why it did not.
      await this.#paint().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, interval));
      if (!this.#root.isConnected) {
        this.#stopped = true;
        await this.#recorder.stop().catch(() => undefined);
      }
    }
  }

  /** Paints the views as they are now, all of them, as large as the canvas takes them: it stays as it was at first. */
  async #paint(): Promise<void> {
    const { left, top, width, height } = this.#root.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const fitting = Math.min(this.#canvas.width / width, this.#canvas.height / height);
    const resolution = windowOf(this.#root).devicePixelRatio;
    // A scale of nearly 1 is taken as 1, to stay sharp.
    const scale = Math.abs(fitting / resolution - 1) < 0.01 ? resolution : fitting;
    const margin = {
      left: Math.max(0, Math.floor((this.#canvas.width - scale * width) / 2)),
      top: Math.max(0, Math.floor((this.#canvas.height - scale * height) / 2)),
    };
    const views = [...this.#root.querySelectorAll<HTMLElement>(".view:not([hidden])")].flatMap((view) => {
      const [canvas, svg] = [view.querySelector("canvas"), view.querySelector("svg")];
      const place = view.getBoundingClientRect();
      if (!canvas || !svg || place.width === 0) return [];
      const layers = this.#layers.get(svg) ?? new Layers(svg);
      this.#layers.set(svg, layers);
      const box = {
        left: margin.left + (place.left - left) * scale,
        top: margin.top + (place.top - top) * scale,
        width: Math.round(place.width * scale),
        height: Math.round(place.height * scale),
      };
      return [{ canvas, layers, box }];
    });
    await Promise.all(views.map(({ layers, box }) => layers.prepare(box.width, box.height)));
    this.#context.fillStyle = getComputedStyle(this.#root).backgroundColor;
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    for (const { canvas, layers, box } of views) {
      this.#context.drawImage(canvas, box.left, box.top, box.width, box.height);
      layers.paint(this.#context, box.left, box.top);
    }
  }
}
