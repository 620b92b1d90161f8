import { windowOf } from "../../browser/dom";
import { pointerIn } from "../../browser/css-scale";
import { keyName } from "../../browser/key-name";
import { surface } from "../../plot/surface";
import { curvesPlot } from "../sweep/curves-plot";
import { dotsPlot } from "../sweep/dots-plot";
import { histogramPlot } from "../sweep/histogram-plot";
import { mapPlot } from "../sweep/map-plot";
import type { Results } from "../sweep/results";
import type { SweepPlot, SweepPlotKind, SweepScene } from "../sweep/sweep-plot";
import { manyRuns as words } from "../text/prose-sweeps";

/** The least time between two drawings while runs come in, in milliseconds. */
const drawEvery = 150;

/** How many times as long as a part of a drawing takes the page is left alone before the next. */
const mostOfTime = 2;

/** Along which of the first two keys an arrow leads, and which way. */
const steps: Readonly<Record<string, readonly [number, number]>> = {
  arrowleft: [-1, 0],
  arrowright: [1, 0],
  arrowdown: [0, -1],
  arrowup: [0, 1],
};

const kinds: readonly SweepPlotKind[] = [histogramPlot, curvesPlot, dotsPlot, mapPlot];

/** The pictures that there are of a sweep: of one key or more, and of seeds. */
export function picturesOf({ keys }: Results): readonly SweepPlotKind[] {
  if (keys.length > 1) return [mapPlot];
  return keys[0]?.key === "network.seed" ? [histogramPlot, curvesPlot, dotsPlot] : [dotsPlot, curvesPlot];
}

/** Whoever knows what is to be drawn, and hears what a reader does in the pictures. */
export interface SweepPicturesOwner {
  /** What to draw; undefined while there is no sweep. */
  scene(): SweepScene | undefined;
  pointed(run: number | undefined): void;
  opened(run: number | undefined): void;
}

/** The pictures of a sweep on the page: draws them in parts, and lets the pointer and the keyboard go from run to run. */
export class SweepPictures {
  readonly figures: readonly HTMLElement[];
  readonly #owner: SweepPicturesOwner;
  readonly #element: Element;
  readonly #plots: readonly (readonly [SweepPlotKind, SweepPlot])[];
  #drawnAt = 0;
  #drawTook = 0;
  /** The drawing that is to come, and what it is of, if not of all. */
  #drawing: number | undefined;
  #unfinished: readonly SweepPlot[] | undefined;

  /** `element` is in the window in which they are drawn, whichever that comes to be. */
  constructor(owner: SweepPicturesOwner, element: Element) {
    this.#owner = owner;
    this.#element = element;
    this.#plots = kinds.map((kind) => [
      kind,
      kind.on(surface(kind.name, words.pictures[kind.name]?.description ?? "")),
    ]);
    this.figures = this.#plots.map(([, { figure }]) => figure);
    for (const [kind, plot] of this.#plots) this.#listen(kind, plot);
    const { ResizeObserver } = windowOf(element);
    const resized = new ResizeObserver(() => {
      this.refit();
    });
    for (const figure of this.figures) resized.observe(figure);
  }

  /** Adopts the present size and colours. */
  refit(): void {
    for (const [, plot] of this.#plots) plot.fit();
    this.draw();
  }

  /** Shows the pictures of these kinds, in this order, and no others. */
  show(shown: readonly SweepPlotKind[]): void {
    for (const [kind, { figure }] of this.#plots) {
      figure.hidden = !shown.includes(kind);
      figure.style.order = String(shown.indexOf(kind));
      figure.style.setProperty("--aspect", String(kind.aspect));
    }
  }

  draw(): void {
    this.#draw(this.#plots.map(([, plot]) => plot));
  }

  /** Draws later what has changed meanwhile: the page is to be left most of its time. */
  drawSoon(): void {
    // All of it comprises a part.
    this.#unfinished = undefined;
    if (this.#drawing === undefined) this.#schedule(Math.max(drawEvery, 4 * mostOfTime * this.#drawTook));
  }

  /** Marks the run that is pointed at, and the one on screen. */
  mark(): void {
    const scene = this.#owner.scene();
    if (!scene) return;
    for (const [, plot] of this.#plots) if (!plot.figure.hidden) plot.mark(scene);
  }

  #schedule(wait: number): void {
    const window = windowOf(this.#element);
    this.#drawing = window.setTimeout(
      () => {
        window.requestAnimationFrame(() => {
          this.#drawing = undefined;
          if (this.#unfinished) this.#draw(this.#unfinished);
          else this.draw();
        });
      },
      Math.max(0, this.#drawnAt + wait - performance.now()),
    );
  }

  /** Draws some of the pictures, those that take long in parts. */
  #draw(some: readonly SweepPlot[]): void {
    const scene = this.#owner.scene();
    if (!scene) return;
    const began = performance.now();
    const unfinished = some.filter((plot) => {
      const { figure } = plot;
      return !figure.hidden && figure.clientWidth > 0 && plot.draw(scene);
    });
    this.#drawnAt = performance.now();
    this.#drawTook = this.#drawnAt - began;
    if (unfinished.length === 0 || this.#drawing !== undefined) return;
    this.#unfinished = unfinished;
    this.#schedule(mostOfTime * this.#drawTook);
  }

  #listen({ name }: SweepPlotKind, plot: SweepPlot): void {
    const { figure } = plot;
    figure.setAttribute("tabindex", "0");
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", `${words.pictures[name]?.name ?? name}. ${words.howTo}`);
    let touches = false;
    const runAt = (event: PointerEvent | MouseEvent): number | undefined => plot.runAt(...pointerIn(figure, event));
    figure.addEventListener("pointerdown", (event) => {
      touches = event.pointerType !== "mouse";
    });
    figure.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") this.#owner.pointed(runAt(event));
    });
    figure.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") this.#owner.pointed(undefined);
    });
    figure.addEventListener("click", (event) => {
      const run = runAt(event);
      // A finger has to point before it opens.
      if (touches && run !== this.#owner.scene()?.pointed) this.#owner.pointed(run);
      else this.#owner.opened(run);
    });
    figure.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (this.#press((keyName(event) ?? event.key).toLowerCase())) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    figure.addEventListener("blur", () => {
      this.#owner.pointed(undefined);
    });
  }

  /** Returns whether the key is for something here. */
  #press(key: string): boolean {
    const scene = this.#owner.scene();
    if (!scene) return false;
    const { pointed } = scene;
    const step = steps[key];
    if (step) this.#owner.pointed(neighbour(scene, step));
    else if (key === "enter") this.#owner.opened(pointed);
    else if (key === "escape") this.#owner.pointed(undefined);
    else return false;
    return step !== undefined || pointed !== undefined;
  }
}

/** The run one step from the one that is pointed at; the one on screen, or the first, while none is. */
function neighbour({ results, pointed, onScreen }: SweepScene, [across, up]: readonly [number, number]): number {
  const from = pointed ?? onScreen ?? results.runAt(results.keys.map(() => 0));
  if (pointed === undefined && onScreen === undefined) return from;
  // With one key, up and down go on and back too.
  const by = results.keys.length > 1 ? [across, up] : [across || up];
  const indices = results.indices(from).map((index, key) => {
    const most = (results.keys[key]?.values.length ?? 1) - 1;
    return Math.min(Math.max(index + (by[key] ?? 0), 0), most);
  });
  return results.runAt(indices);
}
