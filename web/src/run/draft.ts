import { History, type Moment } from "../experiment/undo-history";
import type { FramePosition } from "../trainer/frame-position";
import type { Player } from "./player";
import type { Points } from "../experiment/data-points";
import type { Experiment } from "../relu-scope";
import { Refusal, type Training } from "./training";

/** The circumstances of an edit. */
export interface EditContext {
  /** Edits of one gesture are undone together. */
  gesture?: object;
  /** Whether the reader is still typing, say: only the field then shows a refusal. */
  isTentative?: boolean;
  /** Whether undo does not return to it, as it was not the reader's own. */
  skipsHistory?: boolean;
}

export interface DraftListener {
  accepted(experiment: Experiment): void;
  refused(refusal: Refusal, isTentative: boolean): void;
}

/** The experiment that the reader edits, and its undo history. */
export class Draft {
  readonly history = new History();
  readonly #training: Training;
  readonly #player: Player;
  readonly #listener: DraftListener;
  #text: string | undefined;
  #experiment: Experiment | undefined;
  /** Whether the trainer is still to resolve `#text`, so that `#experiment` is the one before. */
  #isUnresolved = false;
  /** The last one that was not refused, as JSON text. */
  #sound: string | undefined;
  #asked: Promise<string> | undefined;
  /** How many edits there have been. */
  #edits = 0;

  constructor(training: Training, player: Player, listener: DraftListener) {
    this.#training = training;
    this.#player = player;
    this.#listener = listener;
  }

  /** The experiment requested last that has not been refused, as JSON text. */
  get text(): string | undefined {
    return this.#text;
  }

  /** The resolved experiment; undefined until one has been accepted. */
  get experiment(): Experiment | undefined {
    return this.#experiment;
  }

  /** The experiment requested last: resolved, or as JSON text until the trainer has resolved it. */
  get requested(): Experiment | string {
    return (this.#isUnresolved ? undefined : this.#experiment) ?? this.#text ?? "{}";
  }

  /** Takes an experiment in hand without training it yet. */
  take(text: string): void {
    this.#text = text;
  }

  /** Trains an experiment, given as JSON text. Without a position, playback restarts, unless this is the first run or a frame is asked for with it. */
  async train(text: string, position?: FramePosition, context: EditContext = {}): Promise<void> {
    this.#isUnresolved = true;
    this.#edits++;
    const isReplaced = this.#player.playing && !this.#player.isAsked && this.#training.recording !== undefined;
    await this.#ask(text, position ?? (isReplaced ? { frame: 0 } : this.#player.keep()), context);
  }

  /** Trains the draft with a change to it, at the same position. Resolves with whether the experiment is sound. */
  async change(make: (experiment: Experiment) => void, context: EditContext = {}): Promise<boolean> {
    if (!this.#experiment) return false;
    const changed = structuredClone(this.#experiment);
    make(changed);
    const text = JSON.stringify(changed);
    if (text === JSON.stringify(this.#experiment)) {
      this.#listener.accepted(this.#experiment);
      return true;
    }
    this.#experiment = changed;
    this.#isUnresolved = false;
    this.#edits++;
    return this.#ask(text, this.#player.keep(), context);
  }

  /** Changes the data to these points. */
  takeData(points: Points): void {
    void this.change((experiment) => {
      experiment.data = points as Experiment["data"];
    });
  }

  /** Takes down what the reader has pinned, or let go. */
  notePinned(): void {
    if (this.#sound !== undefined) this.history.record(this.#sound, this.#training.pinned);
  }

  undo(): Promise<void> {
    return this.#travel(() => this.history.undo());
  }

  redo(): Promise<void> {
    return this.#travel(() => this.history.redo());
  }

  /** An accepted experiment cannot be trained after all: returns to the one on screen. */
  giveUp(onScreen: Experiment | undefined): void {
    if (this.#sound !== undefined) this.history.drop(this.#sound);
    this.#sound = onScreen && JSON.stringify(onScreen);
    this.#retreat();
  }

  async #travel(step: () => Moment | undefined): Promise<void> {
    // An edit that is still pending is undone too, once it is known to be sound.
    const edits = this.#edits;
    await this.#asked?.catch(() => undefined);
    // What was edited meanwhile came later, and stays.
    if (edits !== this.#edits) return;
    const moment = step();
    if (!moment) return;
    this.#training.pinExperiments(moment.pinned);
    if (moment.experiment !== this.#sound) await this.#ask(moment.experiment, this.#player.keep(), {});
  }

  async #ask(
    text: string,
    position: FramePosition,
    { gesture, isTentative = false, skipsHistory = false }: EditContext,
  ): Promise<boolean> {
    this.#text = text;
    const asked = this.#training.start(text, position);
    this.#asked = asked;
    try {
      const sound = await asked;
      this.#sound = sound;
      if (!skipsHistory) this.history.record(sound, this.#training.pinned, gesture);
      if (asked === this.#asked) {
        this.#retreat();
        if (this.#experiment) this.#listener.accepted(this.#experiment);
      }
      return true;
    } catch (error) {
      // When the trainer has ended there is more to be said than that this experiment got no answer.
      if (!(error instanceof Refusal)) return false;
      if (asked === this.#asked) this.#retreat();
      this.#listener.refused(error, isTentative);
      return false;
    }
  }

  /** Returns to the last sound experiment. */
  #retreat(): void {
    this.#isUnresolved = false;
    this.#text = this.#sound;
    this.#experiment = this.#sound === undefined ? undefined : (JSON.parse(this.#sound) as Experiment);
  }
}
