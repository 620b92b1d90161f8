import type { Axis, AxisMoves } from "./axis-gestures";

/** How far a key zooms, and how far it pans as a part of the axis. */
const step = { zoom: 1.25, pan: 0.1 };

/** What a key does to the axes while the pictures have the focus; undefined for other keys. */
export function axisMoveOf({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: KeyboardEvent): ((moves: AxisMoves) => void) | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const zoom = (axis: Axis, factor: number) => (moves: AxisMoves) => {
    moves.zoom(axis, factor);
  };
  const pan = (axis: Axis, by: number) => (moves: AxisMoves) => {
    moves.pan(axis, by);
  };
  switch (key) {
    case "+":
    case "=":
      return zoom("xRange", 1 / step.zoom);
    case "-":
    case "\u2212":
      return zoom("xRange", step.zoom);
    case "w":
    case "W":
      return zoom("weightRange", shiftKey ? step.zoom : 1 / step.zoom);
    case "0":
      return (moves) => {
        moves.reset("xRange", "weightRange");
      };
  }
  if (!shiftKey) return undefined;
  switch (key) {
    case "ArrowLeft":
      return pan("xRange", -step.pan);
    case "ArrowRight":
      return pan("xRange", step.pan);
    case "ArrowDown":
      return pan("weightRange", -step.pan);
    case "ArrowUp":
      return pan("weightRange", step.pan);
  }
  return undefined;
}
