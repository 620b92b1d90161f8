/** How long the pace of a run is measured for, in milliseconds. */
const period = 700;

/** By what factor two paces in a row may differ to be trusted. */
const tolerance = 1.3;

/** Estimates how long a run goes on; but not before its pace is steady, as it is not while its neurons turn, say. */
export class TimeLeft {
  #time: number;
  #iteration = 0;
  /** In milliseconds per iteration. */
  #pace = NaN;
  #isSteady = false;

  /** All times are in milliseconds. */
  constructor(began: number) {
    this.#time = began;
  }

  /** Takes note of the iteration that has been reached. Returns the time left, or undefined as long as that is not known. */
  after(iteration: number, iterations: number, now: number): number | undefined {
    const passed = now - this.#time;
    const made = iteration - this.#iteration;
    if (passed >= period && made > 0) {
      const change = passed / made / this.#pace;
      this.#isSteady = change < tolerance && change > 1 / tolerance;
      this.#pace = passed / made;
      this.#time = now;
      this.#iteration = iteration;
    }
    return this.#isSteady ? (iterations - iteration) * this.#pace : undefined;
  }
}
