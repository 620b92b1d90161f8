import { messageOf } from "../browser/error-message";
import type { Experiment } from "../relu-scope";
import { nextStride } from "./stride";
import {
  mostRuns,
  type FromSweeper,
  type Plan,
  type SweepAnswer,
  type SweepQuestion,
  type ToSweeper,
} from "./sweep-messages";
import type { ExperimentError, FullTrainer, Sweep, SweptRun } from "./trainer-module";

/** How long runs are trained before those that are finished are reported, in milliseconds. */
const period = 40;
/** How long a run may go on without a sign of life. */
const silence = 1000;
/** How many letters of a table are collected before they are handed to the browser. */
const pieceLetters = 1e6;

/** Trains runs of a sweep, one after the other. */
export class Sweeper {
  readonly #trainer: FullTrainer;
  readonly #post: (message: FromSweeper, transfer?: Transferable[]) => void;
  #sweep: Sweep | undefined;

  constructor(trainer: FullTrainer, post: (message: FromSweeper, transfer?: Transferable[]) => void) {
    this.#trainer = trainer;
    this.#post = post;
  }

  receive(message: Exclude<ToSweeper, { kind: "module" }>): void {
    switch (message.kind) {
      case "sweep":
        this.#take(message.sweep, message.check);
        break;
      case "train":
        this.#train(message.runs, message.last, message.points);
        break;
      case "ask":
        this.#answer(message.request, message.question);
        break;
    }
  }

  #take(text: string, check: boolean): void {
    this.#sweep?.delete();
    this.#sweep = undefined;
    try {
      const sweep = new this.#trainer.Sweep(text);
      this.#sweep = sweep;
      if (check) this.#post({ kind: "planned", plan: planOf(sweep) });
    } catch (error) {
      const { key = "", message } = error as Partial<ExperimentError> & Error;
      this.#post({ kind: "refused", key, message });
    }
  }

  #train(runs: readonly number[], last: number, points: number): void {
    const finished = new FinishedRuns(points);
    let reported = performance.now();
    for (const number of runs) {
      try {
        const run = this.#inHand.start(number);
        try {
          this.#finish(run);
          finished.add(number, run, last);
        } finally {
          run.delete();
        }
      } catch (error) {
        if ((error as Error).name !== "ExperimentError") throw error;
        this.#post({ kind: "untrained", run: number, message: messageOf(error) });
      }
      if (performance.now() - reported < period) continue;
      finished.report(this.#post);
      reported = performance.now();
    }
    finished.report(this.#post);
  }

  #finish(run: SweptRun): void {
    let spoken = performance.now();
    let stride = 1000;
    while (!run.finished()) {
      const began = performance.now();
      run.advance(stride);
      const now = performance.now();
      stride = nextStride(stride, now - began, silence / 4);
      if (now - spoken < silence) continue;
      spoken = now;
      this.#post({ kind: "alive" });
    }
  }

  #answer(request: number, question: SweepQuestion): void {
    try {
      this.#post({ kind: "answer", request, answer: this.#answerTo(question) });
    } catch (error) {
      this.#post({ kind: "no-answer", request, message: messageOf(error) });
    }
  }

  #answerTo(question: SweepQuestion): SweepAnswer<SweepQuestion> {
    if (question.about === "hands") return this.#trainer.inHand(question.experiment, question.edit);
    if (question.about === "step") {
      return this.#trainer.oneStep(question.experiment, question.weights, question.neuron);
    }
    if (question.about === "change") return this.#trainer.momentsByChange(question.experiment, question.iterations);
    const sweep = this.#inHand;
    if (question.about === "experiment") return sweep.experimentOf(question.run);
    if (question.about === "script") return new Blob([sweep.script()], { type: "text/x-python" });
    const { format, runs, engines, silences, rows } = question;
    const width = sweep.columns().length;
    const pieces: Blob[] = [];
    let piece = sweep.tableHeader(format);
    runs.forEach((run, index) => {
      const row = rows.subarray(index * width, (index + 1) * width);
      piece += sweep.tableRow(format, run, engines[index] ?? "", silences[index] ?? "", row);
      if (piece.length < pieceLetters) return;
      pieces.push(new Blob([piece]));
      piece = "";
    });
    return new Blob([...pieces, piece], { type: format === "csv" ? "text/csv" : "application/x-ndjson" });
  }

  get #inHand(): Sweep {
    if (!this.#sweep) throw new Error("There is no sweep.");
    return this.#sweep;
  }
}

/** Checks a sweep, and tells what it consists of. */
function planOf(sweep: Sweep): Plan {
  const size = sweep.size();
  if (size > mostRuns) {
    const [runs, most] = [size, mostRuns].map((count) => count.toLocaleString("en-US"));
    const message = `over: ${runs ?? ""} runs are more than the ${most ?? ""} that a page trains; the command line takes more`;
    throw Object.assign(new Error(message), { key: "over" });
  }
  sweep.check();
  const keys = sweep.keys();
  const experiment = sweep.experiment();
  const varies = keys.some(({ key }) => key === "preset" || key === "training.iterations");
  const texts = varies ? Array.from({ length: size }, (_, run) => sweep.experimentOf(run)) : [experiment];
  const iterations = texts.map((text) => (JSON.parse(text) as Experiment).training.iterations);
  return {
    ...{ size, keys, experiment, columns: sweep.columns(), underflow: sweep.underflow() },
    iterations: iterations.reduce((most, each) => Math.max(most, each), 0),
  };
}

/** Runs that are finished and not yet reported. */
class FinishedRuns {
  readonly #points: number;
  #runs: number[] = [];
  #rows: number[] = [];
  #engines: string[] = [];
  #silences: string[] = [];
  #losses: number[] = [];

  /** So many losses are kept of each. */
  constructor(points: number) {
    this.#points = points;
  }

  add(number: number, run: SweptRun, last: number): void {
    this.#runs.push(number);
    this.#rows.push(...run.row());
    this.#engines.push(run.engine());
    this.#silences.push(run.silence());
    if (this.#points > 0) this.#losses.push(...run.losses(last, this.#points));
  }

  report(post: (message: FromSweeper, transfer?: Transferable[]) => void): void {
    if (this.#runs.length === 0) return;
    const rows = Float64Array.from(this.#rows);
    const losses = Float32Array.from(this.#losses);
    post({ kind: "trained", runs: this.#runs, rows, engines: this.#engines, silences: this.#silences, losses }, [
      rows.buffer,
      losses.buffer,
    ]);
    [this.#runs, this.#rows, this.#engines, this.#silences, this.#losses] = [[], [], [], [], []];
  }
}
