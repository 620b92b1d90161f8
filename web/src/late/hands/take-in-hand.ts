import type { Stage } from "../../panels/stage";
import { watchHands } from "./hand-drags";
import { addHandle } from "./hand-handle";
import { handsOf } from "./hands";

const taken = new WeakSet<Stage>();

/** Lets the reader move neurons in the pictures, by pointer and keys. */
export function takeInHand(stage: Stage): void {
  if (taken.has(stage)) return;
  taken.add(stage);
  const { element, views } = stage.pictures;
  for (const [name, view] of views) {
    if (name === "loss") continue;
    watchHands(stage, view);
    addHandle(stage, view);
  }
  element.append(handsOf(stage).announcements);
}
