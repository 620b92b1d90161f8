/** Tells when the next frame is due, at a steady rate on top of a screen's own. */
export class FrameClock {
  framesPerSecond = 10;
  /** When the frame on screen was due. */
  #since = 0;

  /** The frame on screen stays from now on. */
  start(now: number): void {
    this.#since = now;
  }

  /** Whether a frame that stays so many periods has stayed them. */
  isDue(now: number, stay: number): boolean {
    return now >= this.#since + stay * this.#period - 1;
  }

  /** The next frame is shown. One that came late does not hurry the next. */
  next(now: number, stay: number): void {
    const due = this.#since + stay * this.#period;
    this.#since = now - due < this.#period ? due : now;
  }

  get #period(): number {
    return 1000 / this.framesPerSecond;
  }
}
