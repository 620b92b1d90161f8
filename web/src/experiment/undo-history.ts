/** How many characters of experiments are remembered. */
const capacity = 2 ** 25;

/** What undo goes back to: an experiment and those that were pinned, as JSON text. */
export interface Moment {
  readonly experiment: string;
  readonly pinned: readonly string[];
}

/** The experiments that were trained one after another, and which of them was asked for last. */
export class History {
  #entries: (Moment & { gestures: ReadonlySet<object> })[] = [];
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
  record(experiment: string, pinned: readonly string[] = [], gesture?: object): void {
    const last = this.#entries[this.#at];
    if (last?.experiment === experiment && last.pinned.join() === pinned.join()) return;
    const known = this.#entries.slice(0, this.#at + 1);
    const begun = gesture ? known.findIndex(({ gestures }) => gestures.has(gesture)) : -1;
    const together = begun < 0 ? [] : known.splice(begun).flatMap(({ gestures }) => [...gestures]);
    this.#entries = [...known, { experiment, pinned, gestures: new Set(gesture ? [...together, gesture] : []) }];
    let size = this.#entries.reduce((sum, { experiment }) => sum + experiment.length, 0);
    while (size > capacity && this.#entries.length > 2) size -= this.#entries.shift()?.experiment.length ?? 0;
    this.#at = this.#entries.length - 1;
  }

  /** Goes back; returns what was before, if anything. */
  undo(): Moment | undefined {
    return this.canUndo ? this.#entries[--this.#at] : undefined;
  }

  /** Goes forth again; returns what was undone last, if anything. */
  redo(): Moment | undefined {
    return this.canRedo ? this.#entries[++this.#at] : undefined;
  }

  /** Takes other experiments to be pinned as none of the reader's changes. */
  adopt(pinned: readonly string[]): void {
    const last = this.#entries[this.#at];
    if (last) this.#entries[this.#at] = { ...last, pinned };
  }

  /** Forgets an experiment if it is the one that was asked for last: it could not be trained after all. */
  drop(experiment: string): void {
    if (this.#entries[this.#at]?.experiment !== experiment) return;
    this.#entries.splice(this.#at, 1);
    // The one before takes its place; where it was the first, the one after.
    if (this.#at > 0 || this.#entries.length === 0) this.#at--;
  }
}
