import { make } from "../browser/dom";
import type { ImbalanceLine } from "../late/panels/imbalance-line";
import type { Recording } from "../run/recording";
import type { Training } from "../run/training";
import { loadLateParts } from "./load-late-parts";

/** The line about imbalance, loaded when its overlay is first switched on. Stays empty if it cannot be loaded. */
export class LateImbalance {
  readonly element = make("p", { class: "balance" });
  readonly #training: Training;
  #line: Promise<ImbalanceLine | undefined> | undefined;

  constructor(training: Training) {
    this.#training = training;
    this.element.hidden = true;
  }

  /** Follows the frame on screen when wanted. */
  follow(recording: Recording, frame: number, isWanted: boolean): void {
    if (isWanted) {
      this.#line ??= loadLateParts().then(
        ({ ImbalanceLine }) => new ImbalanceLine(this.element, this.#training),
        () => undefined,
      );
    }
    void this.#line?.then((line) => {
      line?.follow(recording, frame, isWanted);
    });
  }
}
