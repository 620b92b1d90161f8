import { compiledTrainer } from "../trainer/compiled-trainer";
import { Ghost } from "./pinned-run";
import type { Picture } from "../trainer/trainer-module";
import type { Advance, Answer, FromWorker, Offer, Question, RequestKind, ToWorker } from "../trainer/messages";
import { PictureCache } from "./picture-cache";
import type { Place } from "../trainer/frame-position";
import { trainer as words } from "../text/prose";
import { Recording } from "./recording";
import type { Neurons } from "../relu-scope";
import { wellFormed } from "../text/well-formed";
import { trusted, withLeave } from "../browser/trusted-types";
import workerSource from "worker-source";

/** What the worker's answers lead to. */
export interface TrainingListener {
  ready(offer: Offer): void;
  /** A new run, which was to be looked at from this place on, has replaced the one before. */
  begun(place: Place): void;
  /** What was accepted cannot be trained after all. */
  refused(refusal: Refusal): void;
  /** A run that is to take the place of that on the page is on the way to its first frame, which takes long. */
  prepares(): void;
  advanced(recording: Recording): void;
  /** The run could not go on to its end; what it has recorded stays. */
  ended(message: string): void;
  /** There is more to draw or to tell of the pinned run, or there is none any more. */
  ghostChanged(): void;
  /** A run cannot be kept. */
  notPinned(refusal: Refusal): void;
  /** The picture that was asked for last has come. */
  pictured(frame: number, picture: Picture): void;
  /** A picture cannot be had. */
  notPictured(message: string): void;
  /** The trainer does not work; `start` tries anew. */
  failed(message: string): void;
}

/** The trainer's answer to an experiment that it does not take: which key is at fault, and why. */
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
  readonly place: Place;
  resolve(experiment: string): void;
  reject(error: Error): void;
}

/** A run to compare others with; the experiment as JSON text. */
interface Pinned {
  readonly run: number;
  readonly experiment: string;
}

interface Waiting {
  resolve(answer: Answer<RequestKind>): void;
  reject(error: Error): void;
}

/** How long a worker that is occupied may keep an answer waiting before another takes its place, in milliseconds. */
const patience = 500;

/** The page's end of the worker: starts it, passes experiments on, keeps the recording and the pictures of the last one. */
export class Training {
  readonly #listener: TrainingListener;
  readonly #pictures = new PictureCache();
  readonly #waiting = new Map<number, Waiting>();
  readonly #orders = new Map<number, Order>();
  #worker: Worker | undefined;
  #ready = false;
  /** Whether the worker is at something that may take long and cannot be interrupted. */
  #isOccupied = false;
  #isResting = false;
  #version = "";
  #needsDirections = false;
  #run = 0;
  #request = 0;
  #recording: Recording | undefined;
  /** The newest of the worker's runs that has been accepted and not been refused since, and of those on the page. */
  #accepted: number | undefined;
  #begun: number | undefined;
  /** What is to be kept, and what is there of it. */
  #pinned: Pinned | undefined;
  #ghost: Ghost | undefined;
  /** What is to take its place, unless it is refused; and the first run that may: those before have been let go of. */
  #toPin: Pinned | undefined;
  #firstToPin = 0;
  /** The frame whose picture is wanted, and the one that the worker has been asked for. */
  #wanted: number | undefined;
  #asked: number | undefined;

  constructor(listener: TrainingListener) {
    this.#listener = listener;
  }

  /** The project's version; empty until the trainer has started. */
  get version(): string {
    return this.#version;
  }

  /** Whether the worker has a run, or is about to; that on the page may be of one before it. */
  get hasRun(): boolean {
    return this.#accepted !== undefined;
  }

  /** Whether another run is to take the place of that on the page. */
  get isAwaited(): boolean {
    return this.#orders.size > 0 || this.#accepted !== this.#begun;
  }

  get recording(): Recording | undefined {
    return this.#recording;
  }

  /** The pinned run, if there is one and it has something to show. */
  get ghost(): Ghost | undefined {
    return this.#ghost;
  }

  /** The experiment whose run is pinned, whether or not there is something of it to show, as JSON text. */
  get pinned(): string | undefined {
    return this.#pinned?.experiment;
  }

  /** Keeps the run on the page, to be compared with those after it. */
  pin(): void {
    if (!this.#recording) return;
    const { number: run, experiment } = this.#recording;
    this.#keep({ run, experiment: JSON.stringify(experiment) });
    this.#haunt(this.#recording);
  }

  /**
   * Trains an experiment, given as JSON text, to be compared with what is on the page. What was pinned before stays until
   * there is something of this one.
   */
  pinExperiment(experiment: string): void {
    this.#toPin = { run: ++this.#run, experiment: wellFormed(experiment) };
    if (this.#ready) this.#post({ kind: "pin", ...this.#toPin });
  }

  unpin(): void {
    if (!this.#pinned && !this.#toPin) return;
    this.#post({ kind: "unpin" });
    this.#toPin = undefined;
    this.#firstToPin = this.#run + 1;
    this.#pinned = undefined;
    this.#ghost = undefined;
    this.#listener.ghostChanged();
  }

  /**
   * Trains an experiment, given as JSON text, that will be looked at from `place` on; what trains now gives way to it.
   * Resolves with the text with every key given its value when the trainer accepts it; rejects with a `Refusal` else.
   */
  start(experiment: string, place: Place): Promise<string> {
    const run = ++this.#run;
    return new Promise((resolve, reject) => {
      const order = { run, experiment: wellFormed(experiment), place, resolve, reject };
      this.#orders.set(run, order);
      if (!this.#worker) this.#open();
      else if (this.#ready) this.#send(order);
      this.#insist(() => !this.#orders.has(run));
    });
  }

  /** Whether nothing is trained for now; what there is can still be looked at and asked about. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    if (this.#ready) this.#post({ kind: "rest", isResting });
  }

  /** Ends the run early; what it has recorded stays. One that has nothing to show as yet is refused instead. */
  stop(): void {
    const run = this.#accepted;
    if (run !== undefined && run !== this.#begun) {
      this.#post({ kind: "stop", run });
      this.#insist(
        () => run !== this.#accepted || run === this.#begun,
        () => {
          this.#listener.refused(new Refusal("", words.isStopped));
        },
      );
    } else if (this.#recording) {
      this.#post({ kind: "stop", run: this.#recording.number });
    }
  }

  /** Whether pictures have to have the neurons' directions from now on; they cost time and memory. */
  set needsDirections(value: boolean) {
    if (value && !this.#needsDirections) this.#pictures.clear();
    this.#needsDirections = value;
  }

  /** The picture of a frame if it is at hand; otherwise it is asked for, and `pictured` follows. */
  picture(frame: number): Picture | undefined {
    const picture = this.#pictures.get(frame);
    this.#wanted = picture ? undefined : frame;
    this.#ask();
    return picture;
  }

  /** The picture of a frame if it is at hand. */
  pictureAtHand(frame: number): Picture | undefined {
    return this.#pictures.get(frame);
  }

  /** Asks for a picture that will be wanted soon, unless there is something more urgent. */
  prefetch(frame: number): void {
    if (this.#wanted !== undefined || this.#pictures.has(frame)) return;
    if (frame < (this.#recording?.frames ?? 0)) this.#requestPicture(frame);
  }

  /** Asks the worker about the run on the page, or the pinned one. Rejects with what the trainer has to say when it refuses. */
  ask<Kind extends RequestKind>(
    about: Kind,
    question: Question<Kind>,
    recording = this.#recording,
  ): Promise<Answer<Kind>> {
    if (!this.#worker || !recording) return Promise.reject(new Error("There is no run yet."));
    const request = ++this.#request;
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject });
      this.#post({ kind: "request", run: recording.number, request, about, question });
    });
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

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    this.#isOccupied = false;
    this.#asked = undefined;
    this.#accepted = undefined;
    this.#begun = undefined;
    for (const answer of this.#waiting.values()) answer.reject(new Error("The trainer has ended."));
    this.#waiting.clear();
  }

  /**
   * Where an answer does not come in time, because the worker cannot be interrupted, another takes its place, which gets
   * what is asked for and what is pinned. A worker that is slow because the machine is busy is waited for.
   */
  #insist(isAnswered: () => boolean, replaced?: () => void): void {
    const worker = this.#worker;
    setTimeout(() => {
      if (worker !== this.#worker || !this.#isOccupied || isAnswered()) return;
      this.#end();
      this.#open();
      replaced?.();
    }, patience);
  }

  #open(): void {
    const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
    try {
      const worker = new Worker(trusted().createScriptURL(address));
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        this.#receive(data);
      };
      worker.addEventListener("messageerror", () => {
        this.#lose(words.doesNotArrive);
      });
      worker.onerror = (event) => {
        event.preventDefault();
        this.#lose(event.message || words.isBlocked);
      };
      this.#worker = worker;
      void this.#supply(worker);
    } catch (error) {
      this.#lose(withLeave(error));
    } finally {
      // The browser has taken the address in when a worker is made; the next turn is for those that are late.
      setTimeout(() => {
        URL.revokeObjectURL(address);
      });
    }
  }

  /** Hands the worker what it is to be made from. */
  async #supply(worker: Worker): Promise<void> {
    try {
      const module = await compiledTrainer();
      worker.postMessage({ kind: "module", module } satisfies ToWorker);
    } catch (error) {
      if (worker === this.#worker) this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #lose(reason: string): void {
    this.#fail(this.#ready ? words.brokeDown(reason) : words.doesNotStart(reason));
  }

  #fail(message: string): void {
    this.close();
    this.#listener.failed(message);
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #keep(pinned: Pinned): void {
    this.unpin();
    this.#pinned = pinned;
    if (this.#ready) this.#post({ kind: "pin", ...pinned });
  }

  #haunt(recording: Recording): void {
    this.#ghost = new Ghost(
      recording,
      (question) => this.ask("picture", question, recording),
      () => {
        this.#listener.ghostChanged();
      },
    );
    this.#listener.ghostChanged();
  }

  #send({ run, experiment, place }: Order): void {
    this.#post({ kind: "train", run, experiment, place, needsDirections: this.#needsDirections });
  }

  #ask(): void {
    if (this.#wanted !== undefined && this.#asked === undefined) this.#requestPicture(this.#wanted);
  }

  #requestPicture(frame: number): void {
    if (this.#asked !== undefined || !this.#recording) return;
    this.#asked = frame;
    this.#post({ kind: "picture", run: this.#recording.number, frame, needsDirections: this.#needsDirections });
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case "ready":
        this.#ready = true;
        this.#version = message.version;
        this.#listener.ready(message);
        this.#post({ kind: "rest", isResting: this.#isResting });
        for (const order of this.#orders.values()) this.#send(order);
        for (const pinned of [this.#pinned, this.#toPin]) if (pinned) this.#post({ kind: "pin", ...pinned });
        break;
      case "pinned":
        if (message.run === this.#toPin?.run) this.#toPin = undefined;
        if (message.run !== this.#pinned?.run) {
          if (message.run < this.#firstToPin) break;
          this.#pinned = { run: message.run, experiment: message.experiment };
        }
        this.#haunt(new Recording(message));
        break;
      case "failed":
        this.#lose(message.reason);
        break;
      case "accepted":
        this.#accepted = message.run;
        this.#orders.get(message.run)?.resolve(message.experiment);
        this.#orders.delete(message.run);
        break;
      case "refused": {
        const refusal = new Refusal(message.key, message.message);
        const order = this.#orders.get(message.run);
        if (message.run === this.#toPin?.run) {
          this.#toPin = undefined;
          this.#listener.notPinned(refusal);
        } else if (message.run === this.#pinned?.run) {
          this.unpin();
          this.#listener.notPinned(refusal);
        } else if (order) order.reject(refusal);
        else if (message.run === this.#accepted) {
          // Of one that has been followed by another nobody needs to hear.
          this.#accepted = this.#begun;
          this.#listener.refused(refusal);
        }
        this.#orders.delete(message.run);
        break;
      }
      case "occupied":
        this.#isOccupied = message.isOccupied;
        break;
      case "prepares":
        if (message.run === this.#accepted) this.#listener.prepares();
        break;
      case "begun":
        this.#recording = new Recording(message);
        this.#begun = message.run;
        this.#pictures.clear();
        this.#wanted = undefined;
        this.#asked = undefined;
        this.#keepNearest(message.first);
        this.#listener.begun(message.place);
        this.#listener.advanced(this.#recording);
        break;
      case "advanced":
        this.#advance(message);
        break;
      case "ended":
        if (message.run === this.#recording?.number) this.#listener.ended(message.message);
        break;
      case "picture":
        if (message.run === this.#recording?.number) this.#receivePicture(message.frame, message.picture);
        break;
      case "no-picture":
        if (message.run === this.#recording?.number) this.#missPicture(message.frame, message.message);
        break;
      case "answer":
        this.#waiting.get(message.request)?.resolve(message.answer);
        this.#waiting.delete(message.request);
        break;
      case "no-answer":
        this.#waiting.get(message.request)?.reject(new Error(message.message));
        this.#waiting.delete(message.request);
        break;
    }
  }

  #advance(news: Advance): void {
    const current = this.#recording;
    const pinned = this.#ghost?.recording;
    // A run that is still on the page from the worker before may have the number of the pinned one, which is trained anew.
    const known = [pinned, current].find((recording) => recording?.number === news.run);
    if (!known) return;
    known.add(news);
    if (known === current) {
      this.#keepNearest(news);
      this.#listener.advanced(current);
    }
    if (known === pinned) this.#listener.ghostChanged();
  }

  #keepNearest({ nearest }: Advance): void {
    if (nearest && this.#serves(nearest.picture)) this.#pictures.set(nearest.frame, nearest.picture);
  }

  #serves(picture: Picture): boolean {
    return picture.directions !== undefined || !this.#needsDirections;
  }

  /** What is on screen stays there. */
  #missPicture(frame: number, reason: string): void {
    this.#asked = undefined;
    if (this.#wanted === frame) this.#wanted = undefined;
    this.#listener.notPictured(words.isNotDrawn(frame, reason));
    this.#ask();
  }

  #receivePicture(frame: number, picture: Picture): void {
    this.#asked = undefined;
    if (this.#serves(picture)) {
      this.#pictures.set(frame, picture);
      if (this.#wanted === frame) this.#wanted = undefined;
      this.#listener.pictured(frame, picture);
    }
    this.#ask();
  }
}
