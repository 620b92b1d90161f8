import { make } from "../browser/dom";
import { pointsOf, type Points } from "../experiment/data-points";
import type { Draft } from "../run/draft";
import { grips as words } from "../text/prose";
import { printNumber } from "../text/number-format";

export interface Point {
  x: number;
  y: number;
}

/** Edits of the data by hand. Each is announced once the experiment with it is known to be sound. */
export class DataEdits {
  readonly announcements = make("p", { class: "spoken", role: "status" });
  readonly #draft: Draft;
  readonly #redraw: () => void;
  /** Edits of one gesture are undone together. */
  #gesture = {};

  constructor(draft: Draft, redraw: () => void) {
    this.#draft = draft;
    this.#redraw = redraw;
  }

  get points(): Points | undefined {
    const { experiment } = this.#draft;
    return experiment && pointsOf(experiment);
  }

  add({ x, y }: Point): void {
    this.#change(
      (data) => {
        data.x.push(x);
        data.y.push(y);
      },
      (data) => `${nameOf(data, data.x.length - 1)} ${words.added}`,
    );
  }

  remove(index: number): void {
    this.#change(
      ({ x, y }) => {
        x.splice(index, 1);
        y.splice(index, 1);
      },
      (data) => `${words.point} ${index + 1} ${words.removed}; ${data.x.length} ${words.left}`,
    );
  }

  move(index: number, to: (point: Point) => Point): void {
    this.#change(
      (data) => {
        const { x, y } = to({ x: data.x[index] ?? 0, y: data.y[index] ?? 0 });
        data.x[index] = x;
        data.y[index] = y;
      },
      (data) => nameOf(data, index),
      this.#gesture,
    );
  }

  endGesture(): void {
    this.#gesture = {};
  }

  #change(change: (data: Points) => void, text: (data: Points) => string, gesture = {}): void {
    const changed = this.#draft.change(
      (experiment) => {
        const points = pointsOf(experiment);
        if (points) change(points);
      },
      { gesture },
    );
    void changed.then((isSound) => {
      const { points } = this;
      if (isSound && points) this.announcements.textContent = text(points);
      else this.#redraw(); // The draft has dropped the refused edit.
    });
    this.#redraw();
  }
}

/** A point in words: "point 1: x −0.5, y −1". */
export function nameOf({ x, y }: Points, index: number): string {
  return `${words.point} ${index + 1}: x ${printNumber(x[index] ?? 0)}, y ${printNumber(y[index] ?? 0)}`;
}
