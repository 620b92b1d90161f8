import { pointerIn } from "../browser/css-scale";
import { watchDrags, type Drags, type Held } from "../browser/drag";
import type { DataEdits } from "./data-edits";
import { nearestPoint, placeAt, positionOf, type DataLayout } from "./data-positions";

/** How near a pointer must be to a point to take hold of it, in pixels: a mouse, and a finger. */
export const reach = { mouse: 12, touch: 24 };

interface DataDragListener {
  /** A pointer takes hold of a point; others may hold points already. */
  holds(index: number): void;
  /** The last pointer has let go. */
  released(): void;
}

/** Lets pointers, several at a time, drag data points in a figure. */
export class DataDrags {
  readonly #figure: HTMLElement;
  readonly #edits: DataEdits;
  readonly #layout: () => DataLayout | undefined;
  readonly #listener: DataDragListener;
  readonly #drags: Drags;
  #holding = 0;

  /** `layout` gives undefined while the data cannot be edited. */
  constructor(figure: HTMLElement, edits: DataEdits, layout: () => DataLayout | undefined, listener: DataDragListener) {
    this.#figure = figure;
    this.#edits = edits;
    this.#layout = layout;
    this.#listener = listener;
    this.#drags = watchDrags(figure, (event) => this.#hold(event));
    // A finger that holds a point does not scroll; elsewhere in the figure it may.
    figure.addEventListener(
      "touchstart",
      (event) => {
        if (this.#holding > 0) event.preventDefault();
      },
      { passive: false },
    );
  }

  get isHolding(): boolean {
    return this.#holding > 0;
  }

  letGo(): void {
    this.#drags.release();
  }

  #hold(event: PointerEvent): Held | undefined {
    const [left, top] = pointerIn(this.#figure, event);
    const layout = this.#layout();
    const { points } = this.#edits;
    if (!layout || !points) return undefined;
    const index = nearestPoint(layout, points, left, top, event.pointerType === "touch" ? reach.touch : reach.mouse);
    if (index === undefined) return undefined;
    // The point keeps its distance from the pointer.
    const [x, y] = positionOf(layout, points, index);
    this.#listener.holds(index);
    this.#holding++;
    return {
      move: (event) => {
        const [newLeft, newTop] = pointerIn(this.#figure, event);
        this.#drag(index, newLeft + x - left, newTop + y - top);
      },
      release: () => {
        if (--this.#holding === 0) this.#listener.released();
      },
    };
  }

  #drag(index: number, left: number, top: number): void {
    const layout = this.#layout();
    // The data may have been replaced meanwhile.
    if (!layout || index >= (this.#edits.points?.x.length ?? 0)) return;
    const place = placeAt(layout, left, top);
    this.#edits.move(index, layout.up, () => place);
  }
}
