import type { Training } from "../../run/training";
import type { FramePosition } from "../../trainer/frame-position";

export interface GhostListener {
  /** It has a run to be shown. */
  begun(run: Training): void;
  /** There is more of that run to draw. */
  changed(): void;
}

/** A run beside the one on the page, for a while: trained by a trainer of its own. */
export class Ghost {
  readonly #onScreen: Training;
  readonly #training: Training;
  #isWanted = false;
  #hasBegun = false;

  constructor(onScreen: Training, listener: GhostListener) {
    this.#onScreen = onScreen;
    const nothing = (): void => undefined;
    const changed = (): void => {
      if (this.#hasBegun) listener.changed();
    };
    this.#training = onScreen.beside({
      ...{ ready: nothing, refused: nothing, prepares: nothing, ended: nothing, pinnedChanged: nothing },
      ...{ notPinned: nothing, notPictured: nothing, replaced: nothing, failed: nothing },
      begun: () => {
        this.#hasBegun = this.#isWanted;
        if (this.#hasBegun) listener.begun(this.#training);
      },
      advanced: changed,
      pictured: changed,
    });
  }

  /** Its run, as long as that is to be shown and there is something of it. */
  get run(): Training | undefined {
    return this.#hasBegun ? this.#training : undefined;
  }

  /** Takes the run of an experiment, given as JSON text, in the place of the one before, once there is something of it. */
  show(experiment: string, position: FramePosition): void {
    this.#isWanted = true;
    this.#training.pictureOptions = this.#onScreen.pictureOptions;
    // A run that cannot be trained has no ghost.
    this.#training.start(experiment, position).catch(() => undefined);
  }

  hide(): void {
    this.#isWanted = this.#hasBegun = false;
  }

  /** Ends its worker. */
  close(): void {
    this.hide();
    this.#training.close();
  }
}
