import type { Phases, Plot, Progress, Theory } from "../trainer/trainer-module";
import type { Clock, WeightScale } from "../experiment/look";
import type { Advance, Begun } from "../trainer/messages";
import type { Experiment, RunSummary } from "../relu-scope";
import type { WeightAxis } from "../plot/scales";

/** The page's record of one run, which grows while the worker trains. */
export class Recording {
  /** The number that the messages about this run carry. */
  readonly number: number;
  /** The resolved experiment, also as JSON text. */
  readonly experiment: Experiment;
  readonly text: string;
  readonly engine: RunSummary["engine"];
  /** The warning about an initial scale whose squares underflow, or empty. */
  readonly underflow: string;
  readonly plot: Plot;
  readonly theory: Theory;
  /** Name for files: the preset, and whether anything of it was changed. */
  readonly name: string;
  /** Iteration and loss of each frame. */
  readonly iterations: number[] = [];
  readonly frameLoss: number[] = [];
  progress: Progress | undefined;
  /** Once they have been asked for. */
  phases: Phases | undefined;
  trainingMilliseconds = 0;
  done = false;
  /** The losses, and room for more; so many come at once that lists of them would take long to fill. */
  #losses: Float64Array = new Float64Array();
  #lossCount = 0;

  constructor(begun: Begun) {
    this.number = begun.run;
    this.text = begun.experiment;
    this.experiment = JSON.parse(begun.experiment) as Experiment;
    this.engine = begun.engine;
    this.underflow = begun.underflow;
    this.plot = begun.plot;
    this.theory = begun.theory;
    this.name = begun.isPreset ? this.experiment.preset : `${this.experiment.preset}-changed`;
    this.add(begun.first);
  }

  /** How many neurons there are. */
  get width(): number {
    const { width, initial } = this.experiment.network;
    return initial?.b.length ?? width ?? 0;
  }

  /** The numbers of the first iteration, and of the last one of the full run. */
  get first(): number {
    return this.experiment.training.firstIteration;
  }

  get last(): number {
    return this.first + this.experiment.training.iterations;
  }

  /** Losses at the first iteration and every `lossEvery` from there. */
  get loss(): Float64Array {
    return this.#losses.subarray(0, this.#lossCount);
  }

  get frames(): number {
    return this.iterations.length;
  }

  /** How many frames the timeline is for: those of the full run, or those there are once no more will come. */
  get framesInAll(): number {
    return this.done ? this.frames : Math.max(this.frames, this.progress?.framesExpected ?? 1);
  }

  add(advance: Advance): void {
    for (const iteration of advance.frameIterations) this.iterations.push(iteration);
    for (const loss of advance.frameLosses) this.frameLoss.push(loss);
    this.#addLosses(advance.losses);
    this.progress = advance.progress;
    this.trainingMilliseconds = advance.trainingMilliseconds;
    this.done = advance.done;
  }

  /** Keeps the first ones as they have come: of a short run they are all. */
  #addLosses(losses: Float64Array): void {
    const before = this.loss;
    this.#lossCount += losses.length;
    if (before.length === 0) {
      this.#losses = losses;
      return;
    }
    if (this.#lossCount > this.#losses.length) {
      this.#losses = new Float64Array(2 * this.#lossCount);
      this.#losses.set(before);
    }
    this.#losses.set(losses, before.length);
  }

  /** The weight axes so far. */
  weightAxis(scale: WeightScale): WeightAxis {
    const { weightRange: range = [0, 0], initialNorm = 0, largestNorm = 0 } = this.progress ?? {};
    return { scale, range, initialNorm, largestNorm };
  }

  /** The time t of gradient flow at an iteration. */
  timeAt(iteration: number): number {
    return this.experiment.training.learningRate * iteration;
  }

  /** How much of a clock's unit passes in one iteration; NaN in scaled time unless λ < 1. */
  paceOf(clock: Clock): number {
    if (clock === "iterations") return 1;
    return clock === "time" ? this.timeAt(1) : this.timeAt(1) / (this.theory.escapeTime || NaN);
  }

  /** Iteration and loss of one frame. */
  at(frame: number): { frame: number; iteration: number; loss: number } {
    return { frame, iteration: this.iterations[frame] ?? 0, loss: this.frameLoss[frame] ?? NaN };
  }

  summary(): RunSummary {
    const { iterations, frameLoss, loss, engine, trainingMilliseconds, progress } = this;
    let listed: number[] | undefined;
    return {
      iterations: [...iterations],
      frameLoss: [...frameLoss],
      // Few ask for them, and it takes milliseconds to list them.
      get loss() {
        return (listed ??= [...loss]);
      },
      lossEvery: progress?.lossEvery ?? 1,
      engine,
      trainingMilliseconds,
      ...(progress && progress.divergedAt >= 0
        ? { diverged: { iteration: progress.divergedAt, message: progress.message } }
        : {}),
    };
  }
}
