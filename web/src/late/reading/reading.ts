import type { Stage } from "../../panels/stage";
import { AxisMoves, watchAxes } from "./axis-gestures";
import { axisMoveOf } from "./axis-keys";
import { Explanations } from "./explanations";

/** Lets the reader move the axes by gestures and keys, and says what symbols are. */
export function helpReading(stage: Stage): void {
  const { element, views } = stage.pictures;
  const [, functionView] = views.find(([name]) => name === "function") ?? [];
  const explanations = new Explanations(stage);
  const layoutOf = (): ReturnType<typeof placedFunction> => placedFunction(functionView);
  const moves = new AxisMoves(stage, layoutOf);
  if (functionView) watchAxes(functionView.figure, moves, layoutOf, stage);
  element.addEventListener("keydown", (event) => {
    // Only when the pictures themselves have the focus, not a data point or a button in them.
    if (event.target !== element) return;
    if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener("focusout", () => explanations.hide());

  function press(event: KeyboardEvent): boolean {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key === "Escape") return explanations.hide();
    if (key.toLowerCase() === "e" && !ctrlKey && !metaKey && !altKey) {
      explanations.step(shiftKey ? -1 : 1);
      return true;
    }
    const move = stage.look.views.has("function") ? axisMoveOf(event) : undefined;
    move?.(moves);
    return move !== undefined;
  }
}

function placedFunction(view: Stage["pictures"]["views"][number][1] | undefined) {
  const placed = view?.placed?.();
  return placed?.view === "function" ? placed.layout : undefined;
}
