/** How many characters of experiments are remembered. */
const capacity = 2 ** 25;

/** The experiments that were trained one after another, as JSON text, and which of them was asked for last. */
export class History {
  #entries: { experiment: string; gestures: ReadonlySet<object> }[] = [];
  #at = -1;

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#entries.length - 1;
  }

  /**
   * Takes an experiment down. Those of one gesture, a drag or a word typed, count as one; so do gestures that are made at
   * the same time, by several fingers say, which is told by one going on after another has begun.
   */
  record(experiment: string, gesture?: object): void {
    if (this.#entries[this.#at]?.experiment === experiment) return;
    const known = this.#entries.slice(0, this.#at + 1);
    const begun = gesture ? known.findIndex(({ gestures }) => gestures.has(gesture)) : -1;
    const together = begun < 0 ? [] : known.splice(begun).flatMap(({ gestures }) => [...gestures]);
    this.#entries = [...known, { experiment, gestures: new Set(gesture ? [...together, gesture] : []) }];
    let size = this.#entries.reduce((sum, { experiment }) => sum + experiment.length, 0);
    while (size > capacity && this.#entries.length > 2) size -= this.#entries.shift()?.experiment.length ?? 0;
    this.#at = this.#entries.length - 1;
  }

  /** Goes back; returns the experiment before, if there is one. */
  undo(): string | undefined {
    return this.canUndo ? this.#entries[--this.#at]?.experiment : undefined;
  }

  /** Goes forth again; returns the experiment that was undone last, if there is one. */
  redo(): string | undefined {
    return this.canRedo ? this.#entries[++this.#at]?.experiment : undefined;
  }

  /** Forgets an experiment if it is the one that was asked for last: it could not be trained after all. */
  drop(experiment: string): void {
    if (this.#entries[this.#at]?.experiment !== experiment) return;
    this.#entries.splice(this.#at, 1);
    // The one before takes its place; where it was the first, the one after.
    if (this.#at > 0 || this.#entries.length === 0) this.#at--;
  }
}
