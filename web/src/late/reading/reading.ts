import type { Stage } from "../../panels/stage";
import { AxisMoves, watchAxes, type MovableLayout } from "./axis-gestures";
import { axisMoveOf } from "./axis-keys";
import { outputOf } from "../../views/view";
import { Explanations } from "./explanations";

/** Lets the reader move the axes by gestures and keys, and says what symbols are. */
export function helpReading(stage: Stage): void {
  const { element, views } = stage.pictures;
  const [, functionView] = views.find(([name]) => name === "function") ?? [];
  const explanations = new Explanations(stage);
  const layoutOf = (): MovableLayout | undefined => movable(functionView);
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

  /** Draws the next output, or the one before. Returns whether there are several. */
  function stepOutput(by: 1 | -1): boolean {
    const { outputs = 1 } = stage.training.recording?.plot ?? {};
    if (outputs === 1) return false;
    stage.changeLook({ output: ((Math.min(stage.look.output, outputs) - 1 + by + outputs) % outputs) + 1 });
    return true;
  }

  function press(event: KeyboardEvent): boolean {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key === "Escape") return explanations.hide();
    if (key.toLowerCase() === "e" && !ctrlKey && !metaKey && !altKey) {
      explanations.step(shiftKey ? -1 : 1);
      return true;
    }
    if (key.toLowerCase() === "o" && !ctrlKey && !metaKey && !altKey) return stepOutput(shiftKey ? -1 : 1);
    const layout = stage.look.views.has("function") ? layoutOf() : undefined;
    const move = layout && axisMoveOf(event, layout.across.axis, layout.up.axis);
    move?.(moves);
    return move !== undefined;
  }
}

/** The axes of the function that move: none where only fitted values are drawn. */
function movable(view: Stage["pictures"]["views"][number][1] | undefined): MovableLayout | undefined {
  const placed = view?.placed?.();
  if (placed?.view === "plane") {
    const { layout } = placed;
    const [across, up] = [
      { axis: "xRange", scale: layout.x },
      { axis: "secondRange", scale: layout.y },
    ] as const;
    return { box: layout.box, across, up, data: layout, isFree: true };
  }
  if (placed?.view !== "function") return undefined;
  const { layout, scene } = placed;
  const [across, up] = [
    { axis: "xRange", scale: layout.x },
    { axis: "weightRange", scale: layout.weight },
  ] as const;
  const data = { ...layout, up: ["y", outputOf(scene.recording.plot, scene.look)] as const };
  return { box: layout.box, across, up, data, isFree: false };
}
