import { messageOf } from "../../browser/error-message";
import { make } from "../../browser/dom";
import type { Stage } from "../../panels/stage";
import type { Experiment } from "../../relu-scope";
import { formatCount, printNumber } from "../../text/number-format";
import type { HandEdit, InHand } from "../../trainer/trainer-module";
import { hands as words } from "../text/prose-hands";
import { Desk } from "./desk";

/** The most neurons that are taken in hand: their weights, written out, fit into an address. */
export const mostInHand = 100;

type EditOf<Kind extends HandEdit["kind"]> = Omit<Extract<HandEdit, { kind: Kind }>, "isBalanced">;

/** An edit, whose balance the reader has chosen before. */
export type Edit = EditOf<"place"> | EditOf<"turn"> | EditOf<"add"> | EditOf<"copy" | "remove">;

interface Pending {
  readonly edit: Edit;
  readonly gesture: object;
}

/** The neurons that the run begins with, as the reader moves them: the draft's `network.initial`. */
export class Hands {
  readonly announcements = make("p", { class: "spoken", role: "status" });
  readonly desk: Desk;
  /** Whether neurons that are drawn from a seed are in hand, too. */
  takesDrawn: () => boolean = () => false;
  readonly #stage: Stage;
  readonly #edits: Pending[] = [];
  #isBusy = false;
  /** What is known of an experiment, which is given as JSON text. */
  #known: { readonly of: string; readonly neurons: InHand } | undefined;
  #asked: string | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.desk = new Desk(stage);
  }

  /** Why the neurons of the draft cannot be taken in hand, if so. */
  get obstacle(): string | undefined {
    const { recording } = this.#stage.training;
    const { plot, width = 0 } = recording ?? {};
    if (plot && (plot.inputs > 1 || plot.outputs > 1)) return words.shape;
    return width > mostInHand ? words.tooMany(formatCount(width), mostInHand) : undefined;
  }

  /** Whether the neurons on screen are in hand. */
  get isInHand(): boolean {
    const { training, draft, player, pictures } = this.#stage;
    const isAtStart = training.recording !== undefined && player.frame === 0 && !player.playing;
    const isTaken = draft.experiment?.network.initial !== undefined || this.takesDrawn();
    return isAtStart && isTaken && pictures.canSet && this.obstacle === undefined;
  }

  /** The neurons that the draft begins with, once they are known; `changed` is called when they have come. */
  neurons(changed: () => void): InHand | undefined {
    const text = this.#text;
    if (text === undefined || this.#known?.of === text) return this.#known?.neurons;
    if (this.#asked !== text && !this.#isBusy) {
      this.#asked = text;
      this.desk.ask({ about: "hands", experiment: text, edit: undefined }).then(
        (neurons) => {
          this.#known = { of: text, neurons };
          // Undo may come back to it after others.
          if (this.#asked === text) this.#asked = undefined;
          changed();
        },
        (error: unknown) => {
          this.#say(messageOf(error));
        },
      );
    }
    return this.#known?.neurons;
  }

  /** Makes an edit after those before it; a move that is followed by another of the same neuron gives way to that. */
  async edit(edit: Edit, gesture: object = {}): Promise<void> {
    const last = this.#edits.at(-1)?.edit;
    const isMove = last && (last.kind === "place" || last.kind === "turn");
    if (isMove && last.kind === edit.kind && "neuron" in edit && last.neuron === edit.neuron) this.#edits.pop();
    this.#edits.push({ edit, gesture });
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#edits.shift(); next; next = this.#edits.shift()) await this.#make(next);
    } catch (error) {
      this.#edits.length = 0;
      this.#say(messageOf(error));
    } finally {
      this.#isBusy = false;
      this.#stage.changeLook({});
    }
  }

  async #make({ edit, gesture }: Pending): Promise<void> {
    const { draft, look } = this.#stage;
    const experiment = this.#text;
    if (experiment === undefined) return;
    const isBalanced = this.#stage.look.balanced !== "off";
    const neurons = await this.desk.ask({ about: "hands", experiment, edit: { ...edit, isBalanced } });
    const { network } = JSON.parse(neurons.experiment) as Experiment;
    const isSound = await draft.change(
      (changed) => {
        changed.network = network;
      },
      { gesture },
    );
    if (!isSound) return;
    this.#known = { of: this.#text ?? "", neurons };
    const count = neurons.weights.length;
    if (edit.kind === "add" || edit.kind === "copy") this.#stage.changeLook({ selected: count - 1 });
    else if (edit.kind === "remove" && look.selected !== undefined) {
      this.#stage.changeLook({ selected: Math.min(look.selected, count - 1) });
    }
    this.#say(told(edit, neurons));
  }

  get #text(): string | undefined {
    const { experiment } = this.#stage.draft;
    return experiment && JSON.stringify(experiment);
  }

  #say(text: string): void {
    this.announcements.textContent = text;
  }
}

/** The angle of a neuron's (w, b), in degrees from 0 to 360. */
export function degreesOf({ cosines, sines }: InHand, neuron: number): number {
  const degrees = (Math.atan2(sines[neuron] ?? NaN, cosines[neuron] ?? NaN) * 180) / Math.PI;
  return degrees < 0 ? degrees + 360 : degrees;
}

function told(edit: Edit, neurons: InHand): string {
  const { kinks, weights, norms } = neurons;
  const brief = (value = NaN): string => printNumber(Number(value.toPrecision(4)));
  switch (edit.kind) {
    case "place":
      return words.told(edit.neuron, brief(kinks[edit.neuron]), brief(weights[edit.neuron]));
    case "turn":
      return words.polar(edit.neuron, brief(degreesOf(neurons, edit.neuron)), brief(norms[edit.neuron]));
    case "remove":
      return words.removed(weights.length);
    default:
      return words.added(weights.length - 1);
  }
}

const known = new WeakMap<Stage, Hands>();

/** The hands of a stage. */
export function handsOf(stage: Stage): Hands {
  const hands = known.get(stage) ?? new Hands(stage);
  known.set(stage, hands);
  return hands;
}
