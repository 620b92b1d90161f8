import { make } from "../browser/dom";
import { pointsOf, setValue, valueOf, type Coordinate, type Points } from "../experiment/data-points";
import type { Draft } from "../run/draft";
import { grips as words } from "../text/prose";
import { printNumber, subscript } from "../text/number-format";
import { across, type Place } from "./data-positions";

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

  /** Adds a point at a place, with all of the point `like` that the place does not say. */
  add(place: Place, up: Coordinate, like: number): void {
    this.#change(
      (data) => {
        const index = data.x.length;
        for (const of of ["x", "y"] as const) data[of].push(structuredClone(data[of][like] ?? 0));
        put(data, index, up, place);
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

  move(index: number, up: Coordinate, to: (place: Place) => Place): void {
    this.#change(
      (data) => {
        put(data, index, up, to({ x: valueOf(data, across, index), y: valueOf(data, up, index) }));
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

function put(data: Points, index: number, up: Coordinate, { x, y }: Place): void {
  setValue(data, across, index, x);
  setValue(data, up, index, y);
}

/** A point in words: "point 1: x −0.5, y −1". */
export function nameOf(data: Points, index: number): string {
  const numbers = (["x", "y"] as const).flatMap((of) => {
    const entry = data[of][index] ?? 0;
    return typeof entry === "number"
      ? `${of} ${printNumber(entry)}`
      : entry.map((value, k) => `${of}${subscript(k + 1)} ${printNumber(value)}`);
  });
  return `${words.point} ${index + 1}: ${numbers.join(", ")}`;
}
