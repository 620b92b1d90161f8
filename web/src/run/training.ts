import { messageOf } from "../browser/error-message";
import { mostPinned, named, withName, type Named } from "../experiment/address";
import { PinnedRun } from "./pinned-run";
import { compiledTrainer, type FullTrainerParts, type TrainerParts } from "../trainer/compiled-trainer";
import type { Picture, PictureOptions } from "../trainer/trainer-module";
import type { Advance, Answer, FromWorker, Offer, Question, RequestKind } from "../trainer/messages";
import { PictureRequests } from "./picture-requests";
import type { FramePosition } from "../trainer/frame-position";
import { trainer as words } from "../text/prose";
import { Recording } from "./recording";
import type { Neurons } from "../relu-scope";
import { TrainerConnection } from "./trainer-connection";
import { wellFormed } from "../text/well-formed";

/** Of a run that is only drawn, and often: some for every pixel. All of 100,000 take longer to hand over than it takes to train. */
const lossesBeside = 4000;

/** Hears of the runs that are trained. */
export interface TrainingListener {
  ready(offer: Offer): void;
  /** A new run, to be shown from this position on, has replaced the one before. */
  begun(position: FramePosition): void;
  /** An accepted experiment cannot be trained after all. */
  refused(refusal: Refusal): void;
  /** The run that is to replace the one on the page takes long to reach its first frame. */
  prepares(): void;
  advanced(recording: Recording): void;
  /** The run could not go on to its end; what it has recorded stays. */
  ended(message: string): void;
  /** A pinned run has advanced, has a new picture, or is gone. */
  pinnedChanged(): void;
  /** A run cannot be pinned. */
  notPinned(refusal: Refusal): void;
  /** A requested picture has come. */
  pictured(frame: number, picture: Picture): void;
  /** A requested picture cannot be made. */
  notPictured(message: string): void;
  /** Another worker has replaced the one that trained the run on the page, which it does not know. */
  replaced(): void;
  /** The trainer does not work; `start` tries again. */
  failed(message: string): void;
}

/** The trainer refuses an experiment: the key at fault, and why. */
export class Refusal extends Error {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

/** An experiment that has been asked for, until it is accepted or refused. */
interface Order {
  readonly run: number;
  readonly experiment: string;
  readonly position: FramePosition;
  resolve(experiment: string): void;
  reject(error: Error): void;
}

/** A run to compare others with. */
interface Pinned extends Named {
  readonly run: number;
  /** What has come of it. */
  shown?: PinnedRun | undefined;
  /** The one in whose place it is pinned, unless it is refused, and which stays until then. */
  before?: Pinned | undefined;
}

/** Trains experiments in a worker: passes them on, and keeps the recordings and pictures of the run on the page and the pinned ones. */
export class Training {
  /** Hears of every experiment that is asked for, before it is. */
  follower: ((experiment: string, position: FramePosition) => void) | undefined;
  readonly #listener: TrainingListener;
  /** Loads what trains the experiments that the first trainer does not. */
  readonly fullTrainer: () => Promise<FullTrainerParts>;
  readonly #connection = new TrainerConnection(
    (message) => {
      this.#receive(message);
    },
    (message) => {
      if (this.#connection.isReady && !this.#isSecond) {
        this.#isSecond = true;
        this.#replace();
      } else {
        this.close();
        this.#listener.failed(message);
      }
    },
  );
  readonly #pictures = new PictureRequests((frame, options) => {
    const { recording } = this;
    if (recording) this.#connection.post({ kind: "picture", run: recording.number, frame, options });
  });
  readonly #orders = new Map<number, Order>();
  /**
   * Whether the trainer has replaced one that broke down, and no run has ended since. Only then is another breakdown told:
   * WebKit on a busy machine sometimes has it that a worker's stack overflows, in a run that the next worker trains to its end.
   */
  #isSecond = false;
  #isResting = false;
  #mostLosses = Infinity;
  #version = "";
  #run = 0;
  #recording: Recording | undefined;
  /** Newest accepted run, and run on screen. They differ while a replacement is pending. */
  #accepted: number | undefined;
  #begun: number | undefined;
  #pinned: readonly Pinned[] = [];
  #ghost: PinnedRun | undefined;

  constructor(listener: TrainingListener, fullTrainer: () => Promise<FullTrainerParts>) {
    this.#listener = listener;
    this.fullTrainer = fullTrainer;
  }

  /** The project's version; empty until the trainer has started. */
  get version(): string {
    return this.#version;
  }

  /** Whether the worker has a run, or is about to; that on the page may be of one before it. */
  get hasRun(): boolean {
    return this.#accepted !== undefined;
  }

  /** Whether another run is about to replace the one on the page. */
  get isAwaited(): boolean {
    return this.#orders.size > 0 || this.#accepted !== this.#begun;
  }

  get recording(): Recording | undefined {
    return this.#recording;
  }

  /** The pinned runs that have something to show. */
  get pinnedRuns(): readonly PinnedRun[] {
    return this.#pinned.flatMap(({ shown, before }) => shown ?? before?.shown ?? []);
  }

  /** The runs that are drawn behind the one on the page: the pinned ones, or a ghost. */
  get companions(): readonly PinnedRun[] {
    return this.#ghost ? [this.#ghost] : this.pinnedRuns;
  }

  /** That of the pinned runs which is on the page. */
  get pinnedOnPage(): PinnedRun | undefined {
    return this.pinnedRuns.find(({ recording }) => recording.text === this.#recording?.text);
  }

  /** A trainer beside this one, of the same kind, whose runs do not replace the one on the page. */
  beside(listener: TrainingListener): Training {
    const other = new Training(listener, this.fullTrainer);
    other.#connection.trainer = this.#connection.trainer;
    other.#mostLosses = lossesBeside;
    return other;
  }

  /** The compiled module of a trainer, for workers besides. */
  compiled(trainer: TrainerParts): Promise<WebAssembly.Module> {
    return compiledTrainer(trainer);
  }

  /** Shows the run of another trainer, by this name, in the place of the pinned ones for a while; none when there is no run. */
  haunt(other?: Training, word?: string): void {
    const recording = other?.recording;
    this.#ghost = recording && this.#behind(recording, other, word);
    this.#listener.pinnedChanged();
  }

  /** The pinned experiments as JSON text, with their names, whether or not there is something of their runs to show. */
  get pinned(): readonly string[] {
    return this.#pinned.map(withName);
  }

  /** Pins the run on the page, for comparison with later ones. Returns whether it is pinned now that was not before. */
  pin(): boolean {
    if (!this.#recording || this.pinnedOnPage) return false;
    if (this.#pinned.length === mostPinned) {
      this.#listener.notPinned(new Refusal("", words.pinsNoMore(mostPinned)));
      return false;
    }
    const { number: run, text: experiment } = this.#recording;
    const shown = this.#behind(this.#recording, this);
    this.#keep([...this.#pinned, { run, experiment, shown }]);
    return true;
  }

  /**
   * Trains experiments, given as JSON text with their names, for comparison with the run on the page, in place of what was pinned;
   * each of those stays until the one in its place has something to show.
   */
  pinExperiments(experiments: readonly string[]): void {
    const before = this.#pinned;
    const names = new Map(
      experiments.map((text) => {
        const { experiment, name } = named(wellFormed(text));
        return [experiment, name];
      }),
    );
    this.#keep(
      [...names].map(([experiment, name], index) => {
        const same = before.find((pinned) => pinned.experiment === experiment);
        if (same) return renamed(same, name);
        const { [index]: replaced } = before;
        const isLeft = replaced && !names.has(replaced.experiment);
        return {
          run: ++this.#run,
          ...{ experiment, name },
          before: isLeft ? (replaced.shown ? replaced : replaced.before) : undefined,
        };
      }),
    );
  }

  /** Gives a pinned run another name, or none. */
  rename(run: PinnedRun, name: string | undefined): void {
    this.#keep(this.#pinned.map((pinned) => (pinned.shown === run ? renamed(pinned, name) : pinned)));
  }

  unpin(gone: PinnedRun): void {
    this.#keep(this.#pinned.filter(({ shown, before }) => (shown ?? before?.shown) !== gone));
  }

  /**
   * Trains an experiment, given as JSON text, in place of the current one, to be shown from `position` on. Resolves with
   * the resolved experiment when the trainer accepts it; otherwise rejects with a `Refusal`.
   */
  start(experiment: string, position: FramePosition): Promise<string> {
    this.follower?.(experiment, position);
    const run = ++this.#run;
    return new Promise((resolve, reject) => {
      const order = { run, experiment: wellFormed(experiment), position, resolve, reject };
      this.#orders.set(run, order);
      if (!this.#connection.isOpen) this.#connection.open();
      else if (this.#connection.isReady) this.#send(order);
      this.#insist(() => !this.#orders.has(run), true);
    });
  }

  /** Pauses training, or resumes it; the worker still answers requests. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    if (this.#connection.isReady) this.#connection.post({ kind: "rest", isResting });
  }

  /** Ends the run early and keeps its recording. A run without a first frame is refused instead. */
  stop(): void {
    const run = this.#accepted;
    if (run !== undefined && run !== this.#begun) {
      this.#connection.post({ kind: "stop", run });
      this.#insist(
        () => run !== this.#accepted || run === this.#begun,
        false,
        () => {
          this.#listener.refused(new Refusal("", words.isStopped));
        },
      );
    } else if (this.#recording) {
      this.#connection.post({ kind: "stop", run: this.#recording.number });
    }
  }

  get pictureOptions(): PictureOptions {
    return this.#pictures.options;
  }

  /** What pictures must be made for from now on. */
  set pictureOptions(options: PictureOptions) {
    this.#pictures.options = options;
  }

  /** The picture of a frame if it is at hand; otherwise it is requested, and `pictured` follows. */
  picture(frame: number): Picture | undefined {
    return this.#pictures.want(frame);
  }

  /** The picture of a frame if it is at hand. */
  pictureAtHand(frame: number): Picture | undefined {
    return this.#pictures.atHand(frame);
  }

  /** Requests a picture that will be wanted soon, unless there is something more urgent. */
  prefetch(frame: number): void {
    if (frame < (this.#recording?.frames ?? 0)) this.#pictures.prefetch(frame);
  }

  /** Asks the worker about the run on the page, or the pinned one. Rejects with the trainer's message when it refuses. */
  ask<Kind extends RequestKind>(
    about: Kind,
    question: Question<Kind>,
    recording = this.#recording,
  ): Promise<Answer<Kind>> {
    if (!this.#connection.isOpen || !recording) return Promise.reject(new Error("There is no run yet."));
    return this.#connection.ask(recording.number, about, question);
  }

  /** The parameters of one frame. Rejects when there is no such frame. */
  async neurons(frame: number): Promise<Neurons> {
    const recording = this.#recording;
    if (recording && !(Number.isInteger(frame) && frame >= 0 && frame < recording.frames)) {
      throw new RangeError(`frame must be a whole number from 0 to ${recording.frames - 1}.`);
    }
    const { w, b, a, c } = await this.ask("neurons", { frame });
    return { w, b, a, c };
  }

  /** Ends the worker. The recording stays; its pictures and neurons can no longer be had. */
  close(): void {
    this.#end();
    for (const order of this.#orders.values()) order.reject(new Error("The trainer has ended."));
    this.#orders.clear();
  }

  /** Replaces the worker by one with the full trainer, which gets the orders and what is pinned. */
  async #extend(run: number): Promise<void> {
    try {
      const trainer = await this.fullTrainer();
      if (this.#connection.trainer === trainer) return;
      this.#connection.trainer = trainer;
      if (!this.#connection.isOpen) return;
      this.#replace();
    } catch (error) {
      this.#receive({ kind: "refused", run, key: "", message: messageOf(error) });
    }
  }

  #reopen(): void {
    this.#end();
    this.#connection.open();
  }

  /** Replaces the worker, and has what was asked for last trained in the new one. */
  #replace(): void {
    const isIdle = this.#orders.size === 0;
    this.#reopen();
    if (isIdle) this.#listener.replaced();
  }

  #end(): void {
    this.#connection.close();
    this.#pictures.forget();
    this.#accepted = undefined;
    this.#begun = undefined;
  }

  /** Replaces a worker that does not answer in time by another, which gets the orders and what is pinned. */
  #insist(isAnswered: () => boolean, isOfUse: boolean, replaced?: () => void): void {
    this.#connection.insist(isAnswered, isOfUse, () => {
      this.#reopen();
      replaced?.();
    });
  }

  /** Keeps these runs pinned and no others, besides those that they replace. */
  #keep(pinned: readonly Pinned[]): void {
    const [old, now] = [withReplaced(this.#pinned), withReplaced(pinned)];
    this.#pinned = pinned;
    if (this.#connection.isReady) {
      for (const { run } of old)
        if (!now.some((kept) => kept.run === run)) this.#connection.post({ kind: "unpin", run });
      for (const kept of now) if (!old.some(({ run }) => run === kept.run)) this.#postPin(kept);
    }
    this.#listener.pinnedChanged();
  }

  #postPin({ run, experiment }: Pinned): void {
    this.#connection.post({ kind: "pin", run, experiment });
  }

  /** Takes another in the place of the pinned run of this number, or none. Returns whether there was one. */
  #replacePinned(run: number, by: (pinned: Pinned) => Pinned | undefined): boolean {
    const pinned = this.#pinned.find((known) => known.run === run);
    if (pinned) this.#keep(this.#pinned.flatMap((known) => (known === pinned ? (by(known) ?? []) : known)));
    return pinned !== undefined;
  }

  /** A run of this trainer, or of one beside it, as it is drawn behind another. */
  #behind(recording: Recording, training: Training, word?: string): PinnedRun {
    const changed = (): void => {
      this.#listener.pinnedChanged();
    };
    return new PinnedRun(recording, (question) => training.ask("picture", question, recording), changed, word);
  }

  #send({ run, experiment, position }: Order): void {
    this.#connection.post({
      kind: "train",
      run,
      experiment,
      position,
      options: this.#pictures.options,
      mostLosses: this.#mostLosses,
    });
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case "ready":
        this.#version = message.version;
        this.#listener.ready(message);
        this.#connection.post({ kind: "rest", isResting: this.#isResting });
        for (const order of this.#orders.values()) this.#send(order);
        for (const pinned of withReplaced(this.#pinned)) this.#postPin(pinned);
        break;
      case "pinned":
        this.#replacePinned(message.run, ({ run, experiment, name }) =>
          renamed({ run, experiment, shown: this.#behind(new Recording(message), this) }, name),
        );
        break;
      case "accepted":
        this.#accepted = message.run;
        this.#orders.get(message.run)?.resolve(message.experiment);
        this.#orders.delete(message.run);
        break;
      case "refused": {
        const refusal = new Refusal(message.key, message.message);
        const order = this.#orders.get(message.run);
        if (this.#replacePinned(message.run, ({ before }) => before)) this.#listener.notPinned(refusal);
        else if (order) order.reject(refusal);
        else if (message.run === this.#accepted) {
          // Refusals of superseded runs are ignored.
          this.#accepted = this.#begun;
          this.#listener.refused(refusal);
        }
        this.#orders.delete(message.run);
        break;
      }
      case "lacks":
        void this.#extend(message.run);
        break;
      case "prepares":
        if (message.run === this.#accepted) this.#listener.prepares();
        break;
      case "begun":
        this.#recording = new Recording(message);
        this.#begun = message.run;
        this.#isSecond &&= !message.first.done;
        this.#giveBack(this.#pictures.clear());
        this.#keepNearest(message.first);
        this.#listener.begun(message.position);
        this.#listener.advanced(this.#recording);
        break;
      case "advanced":
        this.#advance(message);
        break;
      case "ended":
        if (message.run === this.#recording?.number) this.#listener.ended(message.message);
        break;
      case "picture":
        if (message.run === this.#recording?.number) {
          const picture = this.#pictures.answer(message.frame, message.picture);
          if (picture) this.#listener.pictured(message.frame, picture);
        }
        break;
      case "no-picture":
        if (message.run === this.#recording?.number) {
          this.#pictures.answer(message.frame);
          this.#listener.notPictured(words.isNotDrawn(message.frame, message.message));
        }
        break;
    }
  }

  /** Memory for the next picture: new memory takes longer to get than the picture to make. */
  #giveBack(buffers: readonly ArrayBuffer[]): void {
    if (buffers.length > 0) this.#connection.post({ kind: "spare", buffers }, [...buffers]);
  }

  #advance(news: Advance): void {
    const current = this.#recording;
    const pinned = this.#pinned.map(({ shown }) => shown?.recording);
    // A run left on the page by an earlier worker may have the number of a pinned one, which is trained again.
    const known = [...pinned, current].find((recording) => recording?.number === news.run);
    if (!known) return;
    known.add(news);
    if (news.run === this.#begun) this.#isSecond &&= !news.done;
    if (known === current) {
      this.#keepNearest(news);
      this.#listener.advanced(current);
    }
    if (pinned.includes(known)) this.#listener.pinnedChanged();
  }

  #keepNearest({ nearest }: Advance): void {
    if (nearest) this.#pictures.keep(nearest.frame, nearest.picture);
  }
}

/** The same run by another name, or none. */
function renamed(pinned: Pinned, name: string | undefined): Pinned {
  if (pinned.shown) pinned.shown.name = name;
  return { ...pinned, name };
}

/** Pinned runs, and those in whose place they will be. */
function withReplaced(pinned: readonly Pinned[]): Pinned[] {
  return pinned.flatMap((run) => [...(run.before ? [run.before] : []), run]);
}
