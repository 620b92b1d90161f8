import { bisectCenter } from "d3-array";
import type { Plot, Progress } from "./module";
import type { Accepted, Advance } from "./messages";
import type { Experiment, RunSummary } from "./relu-scope";

/** What the page knows of one run; it grows while the worker trains. */
export class Recording {
  /** The number that the messages about this run carry. */
  readonly number: number;
  /** The experiment with every key given its value. */
  readonly experiment: Experiment;
  readonly engine: RunSummary["engine"];
  readonly plot: Plot;
  /** Iteration and loss of each frame. */
  readonly iterations: number[] = [];
  readonly frameLoss: number[] = [];
  /** Losses at iterations 0, lossEvery, 2·lossEvery, … */
  readonly loss: number[] = [];
  progress: Progress | undefined;
  trainingMilliseconds = 0;
  done = false;

  constructor(accepted: Accepted) {
    this.number = accepted.run;
    this.experiment = JSON.parse(accepted.experiment) as Experiment;
    this.engine = accepted.engine === "cells" ? "cells" : "dense";
    this.plot = accepted.plot;
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
    for (const loss of advance.losses) this.loss.push(loss);
    this.progress = advance.progress;
    this.trainingMilliseconds = advance.trainingMilliseconds;
    this.done = advance.done;
  }

  /** Iteration and loss of one frame. */
  at(frame: number): { frame: number; iteration: number; loss: number } {
    return { frame, iteration: this.iterations[frame] ?? 0, loss: this.frameLoss[frame] ?? NaN };
  }

  /** The frame whose iteration is nearest. */
  frameNear(iteration: number): number {
    return bisectCenter(this.iterations, iteration);
  }

  summary(): RunSummary {
    const { iterations, frameLoss, loss, engine, trainingMilliseconds, progress } = this;
    return {
      iterations: [...iterations],
      frameLoss: [...frameLoss],
      loss: [...loss],
      lossEvery: progress?.lossEvery ?? 1,
      engine,
      trainingMilliseconds,
      ...(progress && progress.divergedAt >= 0
        ? { diverged: { iteration: progress.divergedAt, message: progress.message } }
        : {}),
    };
  }
}
