import type { FullTrainerParts } from "../../trainer/compiled-trainer";
import { PinnedRun } from "../../run/pinned-run";
import { Training } from "../../run/training";
import { manyRuns as words } from "../text/prose-sweeps";

/** How long the pointer rests on a run before it is trained, in milliseconds. */
const pause = 60;

/** The run that the reader points at: trained by a trainer of its own, and drawn pale behind the one on screen. */
export class Ghost {
  readonly #training: Training;
  readonly #onScreen: Training;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWanted = false;

  /** `changed` is called when there is another picture to draw. */
  constructor(onScreen: Training, fullTrainer: () => Promise<FullTrainerParts>, changed: () => void) {
    this.#onScreen = onScreen;
    this.#changed = changed;
    const nothing = (): void => undefined;
    this.#training = new Training(
      {
        ...{ ready: nothing, refused: nothing, prepares: nothing, ended: nothing, pinnedChanged: nothing },
        ...{ notPinned: nothing, pictured: nothing, notPictured: nothing, replaced: nothing, failed: nothing },
        begun: () => {
          this.#appear();
        },
        advanced: () => {
          if (this.#isWanted) changed();
        },
      },
      fullTrainer,
    );
  }

  /** Shows the run of an experiment, given as JSON text, soon; none when there is no text. */
  show(experiment: string | undefined): void {
    clearTimeout(this.#timer);
    this.#isWanted = experiment !== undefined;
    if (experiment === undefined) {
      if (this.#onScreen.ghost) this.#vanish();
      return;
    }
    this.#timer = setTimeout(() => {
      // A run that cannot be trained has no ghost.
      this.#training.start(experiment, { frame: 0 }).catch(() => undefined);
    }, pause);
  }

  close(): void {
    this.show(undefined);
    this.#training.close();
  }

  #appear(): void {
    const { recording } = this.#training;
    if (!this.#isWanted || !recording) return;
    this.#onScreen.ghost = new PinnedRun(
      recording,
      (question) => this.#training.ask("picture", question, recording),
      this.#changed,
      words.ghost,
    );
    this.#changed();
  }

  #vanish(): void {
    this.#onScreen.ghost = undefined;
    this.#changed();
  }
}
