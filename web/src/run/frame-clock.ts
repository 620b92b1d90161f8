/** Tells when the next frame is due, at a steady rate on top of a screen's own. */
export class FrameClock {
  framesPerSecond = 10;
  #due = 0;

  /** The next frame is due one period from now. */
  start(now: number): void {
    this.#due = now + this.#period;
  }

  isDue(now: number): boolean {
    return now >= this.#due - 1;
  }

  /** A frame has been shown. One that came late does not hurry the next. */
  next(now: number): void {
    this.#due = now - this.#due < this.#period ? this.#due + this.#period : now + this.#period;
  }

  get #period(): number {
    return 1000 / this.framesPerSecond;
  }
}
