import { select } from "d3-selection";
import { makeSvg } from "../browser/dom";
import { valueOf } from "../experiment/data-points";
import type { Draft } from "../run/draft";
import { pointerIn } from "../browser/css-scale";
import { grips as words } from "../text/prose";
import type { WeightAxis } from "../plot/scales";
import type { Plot } from "../trainer/trainer-module";
import { DataDrags, reach } from "./data-drags";
import { DataEdits, nameOf } from "./data-edits";
import { editOf } from "./data-keys";
import { across, nearestPoint, placeAt, positionOf, type DataLayout } from "./data-positions";

/** With more points than this there are no handles to tab through; the points can be dragged all the same. */
export const mostHandles = 200;

/** What the axes between which the data are depend on, and the data. */
interface Axes {
  plot: Plot;
  weightAxis: WeightAxis;
}

/** Handles on the data in the function view: points are dragged, moved by keys, added and removed. */
export class DataHandles {
  readonly #edits: DataEdits;
  readonly #redraw: () => void;
  readonly #svg = makeSvg("svg", { class: "grips", role: "application", "aria-label": words.grips });
  readonly #drags: DataDrags;
  #layout: DataLayout | undefined;
  #scene: Axes | undefined;
  #isEnabled = true;
  /** The scene in which the first pointer took hold of a point: its axes stay put until the last has let go. */
  #atRest: Axes | undefined;
  /** The handle to be focused once it is drawn. */
  #toFocus: number | undefined;

  /** Puts handles into the figure of the function view. They edit the data of the draft. */
  constructor(figure: HTMLElement, draft: Draft, redraw: () => void) {
    this.#redraw = redraw;
    this.#edits = new DataEdits(draft, redraw);
    figure.append(this.#svg, this.#edits.announcements);
    this.#drags = new DataDrags(figure, this.#edits, () => this.#editable, {
      holds: (index) => {
        this.#handleAt(index)?.focus({ preventScroll: true });
        if (!this.#drags.isHolding) this.#atRest = this.#scene;
        this.#svg.classList.add("holding");
      },
      released: () => {
        this.#atRest = undefined;
        this.#svg.classList.remove("holding");
        this.#edits.endGesture();
        redraw();
      },
    });
    select(figure).on("dblclick.add", (event: MouseEvent) => {
      this.#addAt(...pointerIn(figure, event));
    });
    select(this.#svg)
      .on("keydown", (event: KeyboardEvent) => {
        this.#press(event);
      })
      .on("keyup focusout", () => {
        if (!this.#drags.isHolding) this.#edits.endGesture();
      });
  }

  /** Whether the data can be edited here. */
  enable(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    if (!isEnabled) this.letGo();
    this.#redraw();
  }

  /** Takes every point from the pointer that drags it. */
  letGo(): void {
    this.#drags.letGo();
  }

  /** The scene to be drawn: while a point is dragged with the draft's data, and with the axes at rest. */
  inHand<Scene extends Axes>(scene: Scene): Scene {
    const { points } = this.#edits;
    if (!this.#atRest || !points) return scene;
    const { plot, weightAxis } = this.#atRest;
    const { xRange, yRange, secondRange, targetRange } = plot;
    const [x, y] = [Float64Array.from(points.x.flat()), Float64Array.from(points.y.flat())];
    return { ...scene, plot: { ...scene.plot, xRange, yRange, secondRange, targetRange, x, y }, weightAxis };
  }

  /** Takes the handles away: the picture does not show where the data are. */
  clear(): void {
    this.letGo();
    this.#layout = undefined;
    this.#svg.replaceChildren();
  }

  /** Puts the handles on the points, in the picture of this scene. */
  draw(layout: DataLayout, scene: Axes): void {
    this.#layout = layout;
    this.#scene = scene;
    const points = this.#edits.points ?? { x: [], y: [] };
    select(this.#svg)
      .selectAll<SVGCircleElement, unknown>("circle")
      .data(points.x.length > mostHandles || !this.#isEnabled ? [] : points.x)
      .join((enter) =>
        enter
          .append("circle")
          .attr("class", "grip")
          .attr("r", 13)
          .attr("tabindex", 0)
          .attr("role", "img")
          .attr("aria-roledescription", words.point),
      )
      .attr("cx", (_, index) => positionOf(layout, points, index)[0])
      .attr("cy", (_, index) => positionOf(layout, points, index)[1])
      .attr("aria-label", (_, index) => nameOf(points, index));
    if (this.#toFocus === undefined) return;
    this.#handleAt(Math.min(this.#toFocus, points.x.length - 1))?.focus();
    this.#toFocus = undefined;
  }

  /** Adds a point in the widest gap between two, and focuses it. */
  add(): void {
    const layout = this.#editable;
    const { points } = this.#edits;
    if (!layout || !points) return;
    const { box, x, y } = layout;
    const sorted = [0, box.width, ...points.x.map((_, index) => x(valueOf(points, across, index)))].sort(
      (a, b) => a - b,
    );
    let [from, to] = [0, 0];
    sorted.forEach((right, index) => {
      const left = sorted[index - 1] ?? right;
      if (right - left > to - from) [from, to] = [left, right];
    });
    const count = points.x.length;
    this.#addAt(box.left + (from + to) / 2, box.top + y(0));
    this.#toFocus = count;
  }

  /** The layout drawn last, while the data can be edited in it. */
  get #editable(): DataLayout | undefined {
    return this.#isEnabled ? this.#layout : undefined;
  }

  #addAt(left: number, top: number): void {
    const layout = this.#editable;
    const { points } = this.#edits;
    if (!layout || (points && nearestPoint(layout, points, left, top, reach.mouse) !== undefined)) return;
    const like = points && nearestPoint(layout, points, left, top, Infinity);
    this.#edits.add(placeAt(layout, left, top), layout.up, like ?? 0);
  }

  #press(event: KeyboardEvent): void {
    const index = [...this.#svg.children].findIndex((handle) => handle === event.target);
    if (!this.#layout || index < 0) return;
    const edit = editOf(event, this.#layout);
    if (!edit) return;
    event.preventDefault();
    if (edit === "remove") {
      // The points after it get other numbers.
      this.letGo();
      this.#toFocus = index;
      this.#edits.remove(index);
    } else {
      this.#edits.move(index, this.#layout.up, edit);
    }
  }

  #handleAt(index: number): SVGElement | undefined {
    return [...this.#svg.querySelectorAll<SVGElement>(".grip")][index];
  }
}
