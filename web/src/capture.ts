import { make } from "./dom";
import { Layers } from "./layers";
import { CanvasRecorder } from "./record-canvas";

/** Milliseconds from one look at the screen to the next. */
const interval = 50;

/** A recording of the pictures as they are on screen, with whatever is done to them. */
export class Capture {
  readonly #page: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #origin: DOMRect;
  readonly #layers = new Map<SVGSVGElement, Layers>();
  readonly #recorder: CanvasRecorder;
  #stopped = false;

  /** Begins to record the views in an element. Throws when the browser cannot. */
  constructor(page: HTMLElement) {
    this.#page = page;
    this.#origin = page.getBoundingClientRect();
    const even = (length: number): string => String(2 * Math.ceil((length * window.devicePixelRatio) / 2));
    this.#canvas = make("canvas", { width: even(this.#origin.width), height: even(this.#origin.height) });
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser cannot draw on a canvas.");
    this.#context = context;
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
      // What cannot be painted now may be painted the next time; at the end `stop` says why not.
      await this.#paint().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, interval));
      if (!this.#page.isConnected) {
        this.#stopped = true;
        await this.#recorder.stop().catch(() => undefined);
      }
    }
  }

  async #paint(): Promise<void> {
    const resolution = this.#canvas.width / this.#origin.width;
    const { left, top } = this.#page.getBoundingClientRect();
    const views = [...this.#page.querySelectorAll<HTMLElement>(".view:not([hidden])")].flatMap((view) => {
      const [canvas, svg] = [view.querySelector("canvas"), view.querySelector("svg")];
      if (!canvas || !svg) return [];
      const place = view.getBoundingClientRect();
      const layers = this.#layers.get(svg) ?? new Layers(svg);
      this.#layers.set(svg, layers);
      return [{ canvas, layers, left: (place.left - left) * resolution, top: (place.top - top) * resolution }];
    });
    await Promise.all(views.map(({ canvas, layers }) => layers.prepare(canvas.width, canvas.height)));
    this.#context.fillStyle = getComputedStyle(this.#page).backgroundColor;
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    for (const { canvas, layers, left, top } of views) {
      this.#context.drawImage(canvas, left, top);
      layers.paint(this.#context, left, top);
    }
  }
}
