import {
  addressParts,
  readAddress,
  writeAddress,
  type AddressParts,
  type Exhibit,
  type OnScreen,
} from "../experiment/address";
import type { Stage } from "../panels/stage";
import type { EditContext } from "../run/draft";
import type { FramePosition } from "../trainer/frame-position";
import type { Preset } from "../trainer/trainer-module";

/** The address of what is on screen: writes it, and shows what another one leads to. */
export class Permalink {
  presets: readonly Preset[] = [];
  /** The page that links lead to; empty where there is none. */
  home = "";
  readonly #stage: Stage;
  readonly #train: (experiment: string, position?: FramePosition, context?: EditContext) => void;

  constructor(stage: Stage, train: (experiment: string, position?: FramePosition, context?: EditContext) => void) {
    this.#stage = stage;
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
  show({ experiment, frame, look, pinned }: Exhibit, context?: EditContext): void {
    const { draft, player } = this.#stage;
    this.#stage.changeLook(look);
    const current = readAddress(this.address, () => undefined);
    if (pinned.join() !== current.pinned.join()) this.pin(pinned);
    if (experiment === current.experiment && draft.experiment) {
      if (frame !== undefined) player.pause();
      player.seek(frame ?? 0);
      return;
    }
    if (frame !== undefined) player.headFor(frame);
    this.#train(experiment, frame === undefined ? undefined : { frame }, context);
  }

  /** Pins the runs of these experiments, given as JSON text, and no others. */
  pin(experiments: readonly string[]): void {
    const { training, draft } = this.#stage;
    training.pinExperiments(experiments);
    draft.history.adopt(experiments);
  }

  get #onScreen(): OnScreen {
    const { draft, player, look, training } = this.#stage;
    return { experiment: draft.requested, frame: player.aim, look, pinned: training.pinnedRuns };
  }
}
