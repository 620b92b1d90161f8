import type { Placed } from "../../views/view";
import type { WordPlace } from "./written-words";

/** From a place on a view's axes to pixels of its figure, and back. */
export interface WordAxes {
  at(place: WordPlace): readonly [left: number, top: number];
  from(left: number, top: number): WordPlace;
  /** The middle of the picture, in pixels. */
  readonly middle: readonly [left: number, top: number];
  /** The size of letters, in pixels. */
  readonly letters: number;
  /** From where to where there is room for words without lying on ticks. */
  readonly room: readonly [left: number, right: number];
}

export function wordAxes(placed: Placed): WordAxes {
  if (placed.view === "neurons") {
    const { x, y, norm, label } = placed.layout;
    return {
      at(place) {
        const length = Math.hypot(place.x, place.y);
        const distance = norm(length);
        const [across, up] = length > 0 ? [place.x / length, place.y / length] : [0, 0];
        return [x + distance * across, y - distance * up];
      },
      from(left, top) {
        const distance = Math.hypot(left - x, y - top);
        const length = Math.max(0, norm.invert(distance));
        return distance > 0
          ? { x: (length * (left - x)) / distance, y: (length * (y - top)) / distance }
          : { x: 0, y: 0 };
      },
      middle: [x, y],
      letters: label,
      room: [-Infinity, Infinity],
    };
  }
  const { box, x, y } = placed.layout;
  const unit = placed.view === "loss" && placed.layout.pace > 0 ? placed.layout.pace : 1;
  return {
    at: (place) => [box.left + x(unit * place.x), box.top + y(place.y)],
    from: (left, top) => ({ x: x.invert(left - box.left) / unit, y: y.invert(top - box.top) }),
    middle: [box.left + box.width / 2, box.top + box.height / 2],
    // As large as the other letters of the picture, which on a phone are smaller.
    letters: placed.view === "loss" ? Math.min(15, Math.max(11, box.width / 14)) : 0.8 * placed.layout.label,
    room: [box.left, box.left + box.width],
  };
}
