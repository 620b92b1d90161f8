import type { Outcome } from "../trainer/trainer-module";
import type { Recording } from "./recording";
import type { Training } from "./training";

/** A run and its outcome, once that is known. */
export interface Compared {
  recording: Recording;
  outcome: Outcome | undefined;
}

/** Outcomes of the runs that are compared; each is requested once, when its run is done. */
export class Comparison {
  readonly #training: Training;
  readonly #changed: () => void;
  readonly #outcomes = new WeakMap<Recording, Outcome>();
  readonly #asked = new WeakSet<Recording>();

  /** `changed` is called when there is more to tell. */
  constructor(training: Training, changed: () => void) {
    this.#training = training;
    this.#changed = changed;
  }

  /** A run with its outcome, which is requested only while a run is pinned. */
  of(recording: Recording | undefined): Compared | undefined {
    if (!recording) return undefined;
    if (recording.done && this.#training.pinnedRun && !this.#asked.has(recording)) {
      this.#asked.add(recording);
      void this.#ask(recording);
    }
    return { recording, outcome: this.#outcomes.get(recording) };
  }

  async #ask(recording: Recording): Promise<void> {
    try {
      this.#outcomes.set(recording, await this.#training.ask("outcome", {}, recording));
      this.#changed();
    } catch {
      // The run has been superseded: it is no longer compared.
    }
  }
}
