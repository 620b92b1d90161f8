import type { Axis, AxisMoves } from "./axis-gestures";

/** How far a key zooms, and how far it pans as a part of the axis. */
const step = { zoom: 1.25, pan: 0.1 };

/** What a key does to the axes while the pictures have the focus; undefined for other keys. */
export function axisMoveOf(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
  across: Axis,
  up: Axis,
): ((moves: AxisMoves) => void) | undefined {
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
      return zoom(across, 1 / step.zoom);
    case "-":
    case "\u2212":
      return zoom(across, step.zoom);
    case "w":
    case "W":
      return zoom(up, shiftKey ? step.zoom : 1 / step.zoom);
    case "0":
      return (moves) => {
        moves.reset(across, up);
      };
  }
  if (!shiftKey) return undefined;
  switch (key) {
    case "ArrowLeft":
      return pan(across, -step.pan);
    case "ArrowRight":
      return pan(across, step.pan);
    case "ArrowDown":
      return pan(up, -step.pan);
    case "ArrowUp":
      return pan(up, step.pan);
  }
  return undefined;
}
