import {
  addressParts,
  readAddress,
  writeAddress,
  type AddressParts,
  type Exhibit,
  type OnScreen,
} from "../experiment/address";
import type { Scene } from "../panels/scene";
import type { Manner } from "../run/draft";
import type { Place } from "../trainer/frame-position";
import type { Preset } from "../trainer/trainer-module";

/** The address of what is on screen: writes it, and shows what another one leads to. */
export class Permalink {
  presets: readonly Preset[] = [];
  /** The page that links lead to; empty where there is none. */
  home = "";
  readonly #scene: Scene;
  readonly #train: (experiment: string, place?: Place, manner?: Manner) => void;

  constructor(scene: Scene, train: (experiment: string, place?: Place, manner?: Manner) => void) {
    this.#scene = scene;
    this.#train = train;
  }

  /** The part of the address after `#`. */
  get address(): string {
    return writeAddress(this.#onScreen, this.presets);
  }

  /** The same in its parts, by their keys. */
  get parts(): AddressParts {
    return addressParts(this.#onScreen, this.presets);
  }

  /** Shows what an address leads to; trains only if the experiment differs. */
  show({ experiment, frame, look, pinned }: Exhibit, manner?: Manner): void {
    const { draft, player } = this.#scene;
    this.#scene.changeLook(look);
    const current = readAddress(this.address, () => undefined);
    if (pinned !== current.pinned) this.pin(pinned);
    if (experiment === current.experiment && draft.experiment) {
      if (frame !== undefined) player.pause();
      player.seek(frame ?? 0);
      return;
    }
    if (frame !== undefined) player.headFor(frame);
    this.#train(experiment, frame === undefined ? undefined : { frame }, manner);
  }

  /** Pins the run of an experiment, given as JSON text; unpins the pinned one when there is none. */
  pin(experiment: string | undefined): void {
    const { training } = this.#scene;
    if (experiment === undefined) training.unpin();
    else training.pinExperiment(experiment);
  }

  get #onScreen(): OnScreen {
    const { draft, player, look, training } = this.#scene;
    const pinned = training.ghost?.recording.experiment;
    return { experiment: draft.experiment ?? draft.text ?? "{}", frame: player.aim, look, pinned };
  }
}
