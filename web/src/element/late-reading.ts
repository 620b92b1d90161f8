import type { Stage } from "../panels/stage";
import { loadLateParts } from "./load-late-parts";

/** Lets the reader move axes, and explains symbols, once the reader comes to the pictures. Without the late parts neither is. */
export function letRead(stage: Stage): void {
  const { element } = stage.pictures;
  const listening = new AbortController();
  const come = (): void => {
    listening.abort();
    loadLateParts().then(
      ({ helpReading }) => {
        helpReading(stage);
      },
      () => {
        letRead(stage);
      },
    );
  };
  for (const kind of ["pointerover", "focusin", "touchstart"]) {
    element.addEventListener(kind, come, { signal: listening.signal, passive: true });
  }
}
