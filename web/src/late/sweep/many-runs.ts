import { messageOf } from "../../browser/error-message";
import type { Experiment } from "../../relu-scope";
import type { Plan, QuestionOfSweep } from "../../trainer/sweep-messages";
import type { Field, Preset } from "../../trainer/trainer-module";
import { nearestFirst } from "./nearest-first";
import { Results } from "./results";
import { SweeperConnection, type SweepTrainer } from "./sweeper-connection";
import { SweepPool } from "./sweep-pool";

/** The keys that can be swept, and the presets. */
export interface SweepOffer {
  readonly fields: readonly Field[];
  readonly presets: readonly Preset[];
  readonly version: string;
}

export interface ManyRunsListener {
  offered(offer: SweepOffer): void;
  /** There is more to show. */
  changed(): void;
  /** The sweep is not sound. */
  refused(key: string, message: string): void;
  /** Nothing can be trained. */
  failed(message: string): void;
}

/** The sweep in the panel, and what has come of its runs. */
export class ManyRuns {
  readonly #trainer: () => Promise<SweepTrainer>;
  readonly #listener: ManyRunsListener;
  #desk: SweeperConnection | undefined;
  #pool: SweepPool | undefined;
  #text: string | undefined;
  #results: Results | undefined;
  #isResting = false;
  #began = 0;
  #doneBefore = 0;
  /** When no run was under way any more. */
  #ended: number | undefined;
  #centre: Experiment | undefined;
  #slice = 0;

  /** `trainer` loads what trains. */
  constructor(trainer: () => Promise<SweepTrainer>, listener: ManyRunsListener) {
    this.#trainer = trainer;
    this.#listener = listener;
  }

  get results(): Results | undefined {
    return this.#results;
  }

  get isTraining(): boolean {
    return this.#pool !== undefined;
  }

  get isDone(): boolean {
    return this.#results !== undefined && this.#results.done === this.#results.plan.size;
  }

  /** The time that training has taken since it was last begun, and that it will still take; undefined until that is known. */
  get took(): number {
    return (this.#ended ?? performance.now()) - this.#began;
  }

  get left(): number | undefined {
    const { done = 0, plan } = this.#results ?? {};
    const made = done - this.#doneBefore;
    return made > 0 && this.took > 500 ? (this.took / made) * ((plan?.size ?? 0) - done) : undefined;
  }

  /** Opens what tells of keys, and checks sweeps. */
  async open(): Promise<void> {
    if (this.#desk) return;
    try {
      const trainer = await this.#trainer();
      // It may have been opened meanwhile.
      if (this.#isOpen()) return;
      this.#desk = new SweeperConnection(
        trainer,
        (message) => {
          if (message.kind === "ready") this.#listener.offered(message);
          else if (message.kind === "planned") this.#begin(message.plan);
          else if (message.kind === "refused") this.#listener.refused(message.key, message.message);
        },
        (reason) => {
          this.close();
          this.#listener.failed(reason);
        },
      );
    } catch (error) {
      this.#listener.failed(messageOf(error));
    }
  }

  /** Takes another sweep, given as JSON text, in the place of the one before, and trains it; none when there is no text. */
  async take(text: string | undefined): Promise<void> {
    this.cancel();
    this.#text = text;
    this.#results = undefined;
    this.#slice = 0;
    this.#listener.changed();
    if (text === undefined) return;
    await this.open();
    this.#desk?.post({ kind: "sweep", sweep: text, check: true });
  }

  /** Trains the runs that are missing. */
  async resume(): Promise<void> {
    const { results } = this;
    if (!results || this.isDone || this.isTraining || this.#text === undefined) return;
    const sweep = this.#text;
    const trainer = await this.#trainer();
    if (results !== this.#results || this.#pool) return;
    const missing = Array.from({ length: results.plan.size }, (_, run) => run).filter(
      (run) => !results.isTrained(run) && !results.failures.has(run),
    );
    this.#began = performance.now();
    this.#ended = undefined;
    this.#doneBefore = results.done;
    const work = { trainer, sweep, points: results.points, last: results.plan.iterations };
    this.#pool = new SweepPool(work, nearestFirst(missing, results, this.#centre, this.#slice), {
      trained: (runs) => {
        results.add(runs);
        this.#advanced();
      },
      untrained: (run, message) => {
        results.failures.set(run, message);
        this.#advanced();
      },
      failed: (reason) => {
        this.#end();
        this.#listener.failed(reason);
      },
    });
    this.#pool.rest(this.#isResting);
    this.#listener.changed();
  }

  /** Ends the runs under way; those that are trained stay. */
  cancel(): void {
    if (!this.#pool) return;
    this.#end();
    this.#listener.changed();
  }

  /** Begins no further run while the page is out of sight. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    this.#pool?.rest(isResting);
  }

  /** Trains what is near to an experiment, in a slice of the third key, before what is far from it. */
  centre(experiment: Experiment | undefined, slice: number): void {
    if (experiment === this.#centre && slice === this.#slice) return;
    this.#centre = experiment;
    this.#slice = slice;
    const results = this.#results;
    if (results) this.#pool?.reorder((runs) => nearestFirst(runs, results, experiment, slice));
  }

  /** The resolved experiment of a run, as JSON text. */
  async experimentOf(run: number): Promise<string> {
    return (await this.#ask({ about: "experiment", run })) as string;
  }

  /** The table of the runs that are trained, as the command line writes it. */
  async table(format: "csv" | "ndjson"): Promise<Blob> {
    const results = this.#results;
    if (!results || results.trained.length === 0) throw new Error("There is no run yet.");
    const runs = [...results.trained].sort((one, other) => one - other);
    const width = results.plan.columns.length;
    const rows = new Float64Array(runs.length * width);
    runs.forEach((run, index) => {
      rows.set(results.rows.subarray(run * width, (run + 1) * width), index * width);
    });
    const engines = runs.map((run) => results.engines[run] ?? "");
    const silences = runs.map((run) => results.silences[run] ?? "");
    return (await this.#ask({ about: "table", format, runs, rows, engines, silences })) as Blob;
  }

  async script(): Promise<Blob> {
    return (await this.#ask({ about: "script" })) as Blob;
  }

  /** Ends all workers. */
  close(): void {
    this.cancel();
    this.#desk?.close();
    this.#desk = undefined;
  }

  async #ask(question: QuestionOfSweep): Promise<string | Blob> {
    if (!this.#desk || !this.#results) throw new Error("There is no sweep yet.");
    return this.#desk.ask(question);
  }

  #isOpen(): boolean {
    return this.#desk !== undefined;
  }

  #begin(plan: Plan): void {
    this.#results = new Results(plan);
    this.#listener.changed();
    void this.resume();
  }

  #advanced(): void {
    if (this.isDone) this.#end();
    this.#listener.changed();
  }

  #end(): void {
    this.#pool?.close();
    this.#pool = undefined;
    this.#ended = performance.now();
  }
}
