import type { Training } from "../../run/training";
import { Ghost } from "../ghosts/ghost";
import { manyRuns as words } from "../text/prose-sweeps";

/** How long the pointer rests on a run before it is trained, in milliseconds. */
const pause = 60;

/** The run that the reader points at, drawn pale behind the one on screen. */
export class PointedRun {
  readonly #ghost: Ghost;
  readonly #onScreen: Training;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `changed` is called when there is more of it to draw. */
  constructor(onScreen: Training, changed: () => void) {
    this.#onScreen = onScreen;
    this.#ghost = new Ghost(onScreen, {
      begun: (run) => {
        onScreen.haunt(run, words.ghost);
      },
      changed,
    });
  }

  /** Shows the run of an experiment, given as JSON text, soon; none when there is no text. */
  show(experiment: string | undefined): void {
    clearTimeout(this.#timer);
    if (experiment === undefined) {
      if (this.#ghost.run) this.#onScreen.haunt();
      this.#ghost.hide();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#ghost.show(experiment, { frame: 0 });
    }, pause);
  }

  close(): void {
    this.show(undefined);
    this.#ghost.close();
  }
}
