import type { Plan, TrainedRuns } from "../../trainer/sweep-messages";

/** How many losses are kept of each run of a sweep over one key; of others none, since their curves are not drawn. */
const curvePoints = 120;

/** A key that a sweep runs over, and its values. */
export interface Swept {
  readonly key: string;
  readonly values: readonly unknown[];
}

/** What is known of the runs of a sweep. */
export class Results {
  readonly plan: Plan;
  readonly keys: readonly Swept[];
  /** The numbers of one run after the other, NaN where one is not known. */
  readonly rows: Float64Array;
  readonly engines: string[];
  readonly silences: string[];
  /** `points` losses of one run after the other. */
  readonly losses: Float32Array;
  readonly points: number;
  /** The runs that have been trained, in the order in which they were. */
  readonly trained: number[] = [];
  /** Why some cannot be trained. */
  readonly failures = new Map<number, string>();
  /** The smallest and largest positive loss so far. */
  smallestLoss = Infinity;
  largestLoss = 0;
  readonly #isTrained: Uint8Array;

  constructor(plan: Plan) {
    this.plan = plan;
    this.keys = plan.keys.map(({ key, values }) => ({
      key,
      values: values.map((value) => JSON.parse(value) as unknown),
    }));
    this.points = plan.keys.length === 1 ? curvePoints : 0;
    this.rows = new Float64Array(plan.size * plan.columns.length).fill(NaN);
    this.engines = Array<string>(plan.size).fill("");
    this.silences = Array<string>(plan.size).fill("");
    this.losses = new Float32Array(plan.size * this.points).fill(NaN);
    this.#isTrained = new Uint8Array(plan.size);
  }

  /** How many runs are done with, one way or the other. */
  get done(): number {
    return this.trained.length + this.failures.size;
  }

  add({ runs, rows, engines, silences, losses }: TrainedRuns): void {
    const width = this.plan.columns.length;
    runs.forEach((run, index) => {
      if (this.isTrained(run)) return;
      this.#isTrained[run] = 1;
      this.trained.push(run);
      this.rows.set(rows.subarray(index * width, (index + 1) * width), run * width);
      this.engines[run] = engines[index] ?? "";
      this.silences[run] = silences[index] ?? "";
      const curve = losses.subarray(index * this.points, (index + 1) * this.points);
      this.losses.set(curve, run * this.points);
      for (const loss of curve) {
        if (!(loss > 0 && loss < Infinity)) continue;
        this.smallestLoss = Math.min(this.smallestLoss, loss);
        this.largestLoss = Math.max(this.largestLoss, loss);
      }
    });
  }

  isTrained(run: number): boolean {
    return this.#isTrained[run] === 1;
  }

  /** A number of a run, by the name of its column. */
  value(run: number, column: string): number {
    const index = this.plan.columns.indexOf(column);
    return index < 0 ? NaN : (this.rows[run * this.plan.columns.length + index] ?? NaN);
  }

  curve(run: number): Float32Array {
    return this.losses.subarray(run * this.points, (run + 1) * this.points);
  }

  /** Which value of each key a run has. */
  indices(run: number): number[] {
    const indices: number[] = [];
    let rest = run;
    for (const { values } of [...this.keys].reverse()) {
      indices.unshift(rest % values.length);
      rest = Math.floor(rest / values.length);
    }
    return indices;
  }

  /** The run with these values. */
  runAt(indices: readonly number[]): number {
    return this.keys.reduce((run, { values }, index) => run * values.length + (indices[index] ?? 0), 0);
  }
}
