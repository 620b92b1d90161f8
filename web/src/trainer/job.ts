import type { PictureOptions, Preset, Progress, Run } from "trainer";
import type { Experiment } from "../relu-scope";
import { frameAt, type FramePosition } from "./frame-position";
import type { Advance, Begun } from "./messages";
import { lastingOf, newsOf } from "./run-news";
import { nextStride } from "./stride";

/** How long training may keep the worker from its messages, in milliseconds. */
const slice = 8;

/** A step expected to take this long, in milliseconds, is announced; so is setting up an experiment this large. */
const long = 100;
const large = { neurons: 1e5, pairs: 1e7, text: 1e6 };

/** A resolved experiment, and the frame that will be looked at first. */
export interface Order {
  readonly number: number;
  readonly experiment: string;
  readonly position: FramePosition;
  readonly options: PictureOptions;
  /** How many losses are reported at most; where more are recorded, one of every so many is. */
  readonly mostLosses: number;
}

/** A run that is trained in slices, and what of it has been reported. Frees nothing by itself: `run.delete()` does. */
export class Job {
  readonly number: number;
  readonly experiment: string;
  readonly run: Run;
  readonly began: number;
  /** Whether it follows gradient flow, whose pace at first tells little of when it will end. */
  readonly isFlow: boolean;
  reportedAt = -Infinity;
  /** How long it has trained. */
  milliseconds = 0;
  stopped = false;
  /** Whether the picture at the position has been sent, or the page asks for pictures by itself. */
  isPositioned = false;
  /** Whether it is to be pinned, once it has a first frame. */
  isToPin = false;
  readonly #position: FramePosition;
  readonly #options: PictureOptions;
  readonly #mostLosses: number;
  /** Iterations expected to fill one slice, and recent milliseconds per iteration. */
  #stride = 1;
  #pace = 0;
  /** Frames and losses that have been reported. */
  #frames = 0;
  #losses = 0;

  constructor({ number, experiment, position, options, mostLosses }: Order, run: Run, began: number) {
    this.number = number;
    this.experiment = experiment;
    this.run = run;
    this.began = began;
    this.isFlow = run.engine() === "flow";
    this.#position = position;
    this.#options = options;
    this.#mostLosses = mostLosses;
  }

  /** Whether there is something to show: the first frame of many neurons and points takes several turns. */
  get hasFrame(): boolean {
    return this.#frames > 0 || this.run.frameIterations(0).length > 0;
  }

  /** Whether the next slice is expected to be long, because one step is. */
  get isLong(): boolean {
    return this.#stride === 1 && this.#pace > long;
  }

  /** Trains for one slice, by the clock `now`. Returns the time when it ended. */
  train(now: () => number): number {
    const began = now();
    this.run.advance(this.#stride);
    const ended = now();
    const took = ended - began;
    this.milliseconds += took;
    this.#pace = took / this.#stride;
    this.#stride = nextStride(this.#stride, took, slice);
    return ended;
  }

  /** Milliseconds that the run takes from here to an iteration, at its recent pace. */
  until(iteration: number, progress: Progress): number {
    return (iteration - progress.iteration) * this.#pace;
  }

  /** The iteration that will be looked at first, if that is known before it is reached. */
  get awaited(): number {
    return "iteration" in this.#position ? this.#position.iteration : Infinity;
  }

  /** What has been recorded since the last report; that is now, at this time. */
  news(progress: Progress, now: number): Advance {
    const every = Math.max(1, Math.ceil(progress.iterations / progress.lossEvery / this.#mostLosses));
    const news = newsOf(this.run, this.#frames, this.#losses, every);
    const done = progress.finished || this.stopped;
    const nearest = this.#nearest(done);
    this.#frames += news.frameIterations.length;
    this.#losses += news.losses.length;
    this.reportedAt = now;
    return {
      run: this.number,
      progress: { ...progress, lossEvery: every * progress.lossEvery },
      ...news,
      ...(nearest ? { nearest } : {}),
      trainingMilliseconds: this.milliseconds,
      done,
    };
  }

  /** All there is to say of a run that has something to show. */
  begun(first: Advance, presets: readonly Preset[]): Begun {
    const { number: run, experiment } = this;
    return { run, position: this.#position, ...lastingOf(this.run, experiment, presets), first };
  }

  /** The picture at the position that the page will look at first, or nearest to it so far. */
  #nearest(done: boolean): Advance["nearest"] {
    if (this.isPositioned) return undefined;
    const position = this.#position;
    const iterations = this.run.frameIterations(0);
    const frame = frameAt(position, iterations);
    const isRecorded = "frame" in position ? frame === position.frame : (iterations.at(-1) ?? 0) >= position.iteration;
    const picture = this.run.picture(frame, this.#options);
    this.isPositioned = done || isRecorded;
    return { frame, picture };
  }
}

/** Whether a run may take long to set up. */
export function isLarge(experiment: string): boolean {
  if (experiment.length > large.text) return true;
  const { data, network } = JSON.parse(experiment) as Experiment;
  const { width = 0 } = network;
  return width >= large.neurons || width * (data.x?.length ?? data.teacher?.points ?? 0) >= large.pairs;
}
