import { select } from "d3-selection";
import { make, makeSvg } from "../browser/dom";
import type { Draft } from "../run/draft";
import { watchDrags, type Drags, type Held } from "../browser/drag";
import type { FunctionLayout } from "./function-layout";
import { pointerIn } from "../browser/css-scale";
import { printNumber } from "../text/number-format";
import { grainOf, rounded } from "../plot/pixel-rounding";
import type { Points } from "../experiment/data-points";
import { grips as words } from "../text/prose";
import type { WeightAxis } from "../plot/scales";
import type { Plot } from "../trainer/trainer-module";

/** With more points than this there are no grips to tab through; the points can be dragged all the same. */
export const mostGrips = 200;

/** What the function view's axes are made for, and the data between them. */
interface Axes {
  plot: Plot;
  weightAxis: WeightAxis;
}

/** How near a pointer must be to a point to take hold of it, in pixels: a mouse, and a finger. */
const reach = { mouse: 12, touch: 24 };

/** Hands on the data in the function view: points are dragged, moved by keys, added and removed. */
export class DataHandles {
  readonly #figure: HTMLElement;
  readonly #draft: Draft;
  readonly #redraw: () => void;
  readonly #svg = makeSvg("svg", { class: "grips", role: "application", "aria-label": words.grips });
  readonly #live = make("p", { class: "spoken", role: "status" });
  #layout: FunctionLayout | undefined;
  #scene: Axes | undefined;
  #isEnabled = true;
  readonly #drags: Drags;
  /** How many points are being dragged. */
  #holding = 0;
  /** What was drawn when the first of them was taken hold of: its axes stay put until all are let go. */
  #atRest: Axes | undefined;
  /** What points and keys do is one change as long as one of them is held. */
  #gesture = {};
  /** The grip to be focused once it is there. */
  #toFocus: number | undefined;

  /** Puts grips into the figure of the function view; what they do to the data is done in the draft. */
  constructor(figure: HTMLElement, draft: Draft, redraw: () => void) {
    this.#figure = figure;
    this.#draft = draft;
    this.#redraw = redraw;
    figure.append(this.#svg, this.#live);
    this.#drags = watchDrags(figure, (event) => this.#hold(event));
    // A finger that holds a point does not scroll, though it may where there is none.
    figure.addEventListener(
      "touchstart",
      (event) => {
        if (this.#holding > 0) event.preventDefault();
      },
      { passive: false },
    );
    select(figure)
      .on("dblclick.add", (event: MouseEvent) => {
        this.#addAt(...pointerIn(figure, event));
      });
    select(this.#svg)
      .on("keydown", (event: KeyboardEvent) => {
        this.#press(event);
      })
      .on("keyup focusout", () => {
        this.#rest();
      });
  }

  /** Whether the data can be changed here. */
  enable(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    if (!isEnabled) this.letGo();
    this.#redraw();
  }

  /** Takes every point out of the hand that drags it. */
  letGo(): void {
    this.#drags.release();
  }

  /** What is to be drawn: while a point is dragged with the data in hand, and with the axes at rest. */
  inHand<Scene extends Axes>(scene: Scene): Scene {
    const data = this.#draft.experiment?.data;
    if (!this.#atRest || !data) return scene;
    const { plot, weightAxis } = this.#atRest;
    const { xRange, yRange } = plot;
    const [x, y] = [Float64Array.from(data.x), Float64Array.from(data.y)];
    return { ...scene, plot: { ...scene.plot, xRange, yRange, x, y }, weightAxis };
  }

  /** Puts the grips where the points are, in the picture of this scene. */
  draw(layout: FunctionLayout, scene: Axes): void {
    this.#layout = layout;
    this.#scene = scene;
    const { box, x, y } = layout;
    const data = this.#draft.experiment?.data ?? { x: [], y: [] };
    select(this.#svg)
      .selectAll<SVGCircleElement, number>("circle")
      .data(data.x.length > mostGrips || !this.#isEnabled ? [] : data.x)
      .join((enter) =>
        enter
          .append("circle")
          .attr("class", "grip")
          .attr("r", 13)
          .attr("tabindex", 0)
          .attr("role", "img")
          .attr("aria-roledescription", words.point),
      )
      .attr("cx", (value) => box.left + x(value))
      .attr("cy", (_, index) => box.top + y(data.y[index] ?? 0))
      .attr("aria-label", (_, index) => nameOf(data, index));
    if (this.#toFocus === undefined) return;
    this.#gripAt(Math.min(this.#toFocus, data.x.length - 1))?.focus();
    this.#toFocus = undefined;
  }

  /** Adds a point in the widest gap between two, and goes to it. */
  add(): void {
    const data = this.#draft.experiment?.data;
    if (!data || !this.#layout || !this.#isEnabled) return;
    const { box, x, y } = this.#layout;
    const sorted = [0, box.width, ...data.x.map((value) => x(value))].sort((a, b) => a - b);
    let [from, to] = [0, 0];
    sorted.forEach((right, index) => {
      const left = sorted[index - 1] ?? right;
      if (right - left > to - from) [from, to] = [left, right];
    });
    this.#addAt(box.left + (from + to) / 2, box.top + y(0));
    this.#toFocus = data.x.length;
  }

  #addAt(left: number, top: number): void {
    const point = this.#pointAt(left, top);
    if (!point || this.#nearest(left, top, reach.mouse) !== undefined) return;
    this.#change(
      ({ x, y }) => {
        x.push(point.x);
        y.push(point.y);
      },
      (data) => `${nameOf(data, data.x.length - 1)} ${words.added}`,
    );
  }

  #remove(index: number): void {
    // Those after it have other numbers from now on.
    this.letGo();
    this.#toFocus = index;
    this.#change(
      ({ x, y }) => {
        x.splice(index, 1);
        y.splice(index, 1);
      },
      (data) => `${words.point} ${index + 1} ${words.removed}; ${data.x.length} ${words.left}`,
    );
  }

  #hold(event: PointerEvent): Held | undefined {
    const [left, top] = pointerIn(this.#figure, event);
    const index = this.#nearest(left, top, event.pointerType === "touch" ? reach.touch : reach.mouse);
    const data = this.#draft.experiment?.data;
    if (index === undefined || !this.#layout || !data) return undefined;
    const { box, x, y } = this.#layout;
    // The point stays as far from the pointer as it was.
    const across = box.left + x(data.x[index] ?? 0) - left;
    const down = box.top + y(data.y[index] ?? 0) - top;
    this.#gripAt(index)?.focus({ preventScroll: true });
    if (this.#holding++ === 0) this.#atRest = this.#scene;
    this.#svg.classList.add("holding");
    return {
      move: (event) => {
        const [left, top] = pointerIn(this.#figure, event);
        this.#drag(index, left + across, top + down);
      },
      release: () => {
        this.#release();
      },
    };
  }

  #drag(index: number, left: number, top: number): void {
    const point = this.#pointAt(left, top);
    // There may be other data meanwhile.
    if (!point || index >= (this.#draft.experiment?.data.x.length ?? 0)) return;
    this.#change(
      (data) => {
        data.x[index] = point.x;
        data.y[index] = point.y;
      },
      (data) => nameOf(data, index),
      this.#gesture,
    );
  }

  #release(): void {
    if (--this.#holding > 0) return;
    this.#atRest = undefined;
    this.#svg.classList.remove("holding");
    this.#rest();
    this.#redraw();
  }

  /** What comes next is another gesture, unless a point is still held. */
  #rest(): void {
    if (this.#holding === 0) this.#gesture = {};
  }

  #press(event: KeyboardEvent): void {
    const index = [...this.#svg.children].findIndex((grip) => grip === event.target);
    if (index < 0 || !this.#layout || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, shiftKey } = event;
    if (key === "Delete" || key === "Backspace") {
      this.#remove(index);
    } else {
      const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
      if (!direction) return;
      const [across = 0, up = 0] = direction;
      const { x, y } = grains(this.#layout);
      const step = shiftKey ? 10 : 1;
      this.#change(
        (data) => {
          data.x[index] = moved(data.x[index] ?? 0, across * step, x);
          data.y[index] = moved(data.y[index] ?? 0, up * step, y);
        },
        (data) => nameOf(data, index),
        this.#gesture,
      );
    }
    event.preventDefault();
  }

  /** Changes the data, and says so once that is known to be sound. */
  #change(change: (data: Points) => void, text: (data: Points) => string, gesture = {}): void {
    const changed = this.#draft.change(
      ({ data }) => {
        change(data);
      },
      { gesture },
    );
    void changed.then((isSound) => {
      const data = this.#draft.experiment?.data;
      if (isSound && data) this.#live.textContent = text(data);
      else this.#redraw(); // What was refused is in hand no more.
    });
    this.#redraw();
  }

  /** The point at a place of the figure, its coordinates no finer than they can be seen; the nearest within the plot. */
  #pointAt(left: number, top: number): { x: number; y: number } | undefined {
    if (!this.#layout || !this.#isEnabled) return undefined;
    const { box, x, y } = this.#layout;
    const grain = grains(this.#layout);
    return {
      x: rounded(x.invert(Math.max(0, Math.min(box.width, left - box.left))), grain.x),
      y: rounded(y.invert(Math.max(0, Math.min(box.height, top - box.top))), grain.y),
    };
  }

  /** The point nearest to a place of the figure, within so many pixels. */
  #nearest(left: number, top: number, within: number): number | undefined {
    const data = this.#draft.experiment?.data;
    if (!this.#layout || !data || !this.#isEnabled) return undefined;
    const { box, x, y } = this.#layout;
    let nearest: number | undefined;
    let shortest = within;
    data.x.forEach((value, index) => {
      const distance = Math.hypot(box.left + x(value) - left, box.top + y(data.y[index] ?? 0) - top);
      if (distance > shortest) return;
      shortest = distance;
      nearest = index;
    });
    return nearest;
  }

  #gripAt(index: number): SVGElement | undefined {
    return [...this.#svg.querySelectorAll<SVGElement>(".grip")][index];
  }
}

function nameOf({ x, y }: Points, index: number): string {
  return `${words.point} ${index + 1}: x ${printNumber(x[index] ?? 0)}, y ${printNumber(y[index] ?? 0)}`;
}

function grains({ x, y }: FunctionLayout): { x: number; y: number } {
  return { x: grainOf(Math.abs(x.invert(1) - x.invert(0))), y: grainOf(Math.abs(y.invert(1) - y.invert(0))) };
}

/** A value so many powers of ten higher, with all the digits that it has. */
function moved(value: number, steps: number, grain: number): number {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const last = Number(exponent) - (mantissa.split(".")[1]?.length ?? 0);
  return steps === 0 ? value : rounded(value + steps * 10 ** grain, Math.min(grain, last));
}
