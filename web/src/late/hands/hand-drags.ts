import { pointerIn } from "../../browser/css-scale";
import { watchDrags } from "../../browser/drag";
import type { Stage } from "../../panels/stage";
import { reach } from "../../views/data-drags";
import type { DrawnView } from "../../views/view";
import { movableIn, moveTo, spotOf } from "./hand-moves";
import { handsOf } from "./hands";

/** The neuron in hand that a pointer can take hold of at a place of a view. */
export function neuronNear(
  stage: Stage,
  view: DrawnView | undefined,
  left: number,
  top: number,
  within: number,
): number | undefined {
  return handsOf(stage).isInHand ? view?.neuronAt?.(left, top, within) : undefined;
}

/** Lets pointers drag the neurons in hand in a view. */
export function watchHands(stage: Stage, view: DrawnView): void {
  const { figure } = view;
  const hands = handsOf(stage);
  let isHolding = false;
  watchDrags(figure, (event) => {
    // A data point has the first claim.
    if (isHolding || (event.target instanceof Element && event.target.closest(".grip, button"))) return undefined;
    const [left, top] = pointerIn(figure, event);
    const neuron = neuronNear(stage, view, left, top, event.pointerType === "touch" ? reach.touch : reach.mouse);
    const drawn = movableIn(view);
    const spot = drawn && neuron !== undefined ? spotOf(drawn, neuron) : undefined;
    if (!drawn || neuron === undefined || !spot) return undefined;
    const gesture = {};
    isHolding = true;
    return {
      slack: 3,
      move: (event) => {
        if (!figure.classList.contains("held")) {
          figure.classList.add("held");
          stage.changeLook({ selected: neuron });
        }
        const [newLeft, newTop] = pointerIn(figure, event);
        // The star keeps its distance from the pointer.
        void hands.edit(moveTo(drawn, neuron, newLeft + spot[0] - left, newTop + spot[1] - top), gesture);
      },
      release: () => {
        isHolding = false;
        figure.classList.remove("held");
        stage.changeLook({});
      },
    };
  });
  // A finger that holds a neuron does not scroll.
  figure.addEventListener(
    "touchstart",
    (event) => {
      if (isHolding) event.preventDefault();
    },
    { passive: false },
  );
}
