import type { Training } from "../../run/training";
import { manyRuns as words } from "../text/prose-sweeps";

/** How long the pointer rests on a run before it is trained, in milliseconds. */
const pause = 60;

/** The run that the reader points at: trained by a trainer of its own, and drawn pale behind the one on screen. */
export class Ghost {
  readonly #training: Training;
  readonly #onScreen: Training;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWanted = false;

  /** `changed` is called when there is more of it to draw. */
  constructor(onScreen: Training, changed: () => void) {
    this.#onScreen = onScreen;
    const nothing = (): void => undefined;
    this.#training = onScreen.beside({
      ...{ ready: nothing, refused: nothing, prepares: nothing, ended: nothing, pinnedChanged: nothing },
      ...{ notPinned: nothing, pictured: nothing, notPictured: nothing, replaced: nothing, failed: nothing },
      begun: () => {
        if (this.#isWanted) onScreen.haunt(this.#training, words.ghost);
      },
      advanced: () => {
        if (this.#isWanted) changed();
      },
    });
  }

  /** Shows the run of an experiment, given as JSON text, soon; none when there is no text. */
  show(experiment: string | undefined): void {
    clearTimeout(this.#timer);
    if (experiment === undefined && this.#isWanted) this.#onScreen.haunt();
    this.#isWanted = experiment !== undefined;
    if (experiment === undefined) return;
    this.#timer = setTimeout(() => {
      // A run that cannot be trained has no ghost.
      this.#training.start(experiment, { frame: 0 }).catch(() => undefined);
    }, pause);
  }

  close(): void {
    this.show(undefined);
    this.#training.close();
  }
}
