import { windowOf } from "../browser/dom";

/** Redraws once per screen refresh when something has changed, and drives playback. Stops while the element is out of sight. */
export class RedrawLoop {
  readonly #host: HTMLElement;
  readonly #tick: (now: number) => boolean;
  readonly #draw: () => void;
  #isScheduled = false;
  #isStale = false;
  #isInSight = false;

  /** `tick` advances playback, and returns whether to call it again on the next refresh. */
  constructor(host: HTMLElement, tick: (now: number) => boolean, draw: () => void) {
    this.#host = host;
    this.#tick = tick;
    this.#draw = draw;
  }

  /** Redraws on the next refresh. */
  request(): void {
    this.#isStale = true;
    this.#schedule();
  }

  /** Redraws now. */
  redraw(): void {
    this.#isStale = false;
    this.#draw();
  }

  rest(): void {
    this.#isInSight = false;
  }

  resume(): void {
    this.#isInSight = true;
    this.request();
  }

  /** Continues in another document, whose window refreshes at times of its own. */
  restart(): void {
    this.#isScheduled = false;
    this.request();
  }

  #schedule(): void {
    if (this.#isScheduled || !this.#isInSight) return;
    this.#isScheduled = true;
    windowOf(this.#host).requestAnimationFrame((now) => {
      this.#isScheduled = false;
      if (this.#tick(now)) this.#schedule();
      if (this.#isStale) this.redraw();
    });
  }
}
