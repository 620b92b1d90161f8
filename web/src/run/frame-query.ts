import type { Answer, Requests } from "../trainer/messages";
import type { Recording } from "./recording";
import type { Training } from "./training";

/** The kinds of request whose question is a frame alone. */
type FrameRequest = {
  [Kind in keyof Requests]: { frame: number } extends Requests[Kind]["question"] ? Kind : never;
}[keyof Requests];

/** One question about whichever frame is on screen. One at a time is asked; of those that wait, the newest. */
export class FrameQuery<Kind extends FrameRequest> {
  readonly #training: Training;
  readonly #about: Kind;
  readonly #answered: (answer: Answer<Kind>, recording: Recording, frame: number) => void;
  #isAsking = false;
  #next: number | undefined;

  constructor(
    training: Training,
    about: Kind,
    answered: (answer: Answer<Kind>, recording: Recording, frame: number) => void,
  ) {
    this.#training = training;
    this.#about = about;
    this.#answered = answered;
  }

  /** Asks about a frame of the run on the page. Answers about a run that has been replaced are dropped. */
  ask(frame: number): void {
    this.#next = frame;
    if (!this.#isAsking) void this.#askNext();
  }

  async #askNext(): Promise<void> {
    this.#isAsking = true;
    while (this.#next !== undefined) {
      const frame = this.#next;
      this.#next = undefined;
      const { recording } = this.#training;
      // A refusal is no news: the run has been replaced, or the trainer has ended and says so itself.
      const answer = await this.#training.ask(this.#about, { frame }).catch(() => undefined);
      if (answer && recording && recording === this.#training.recording) this.#answered(answer, recording, frame);
    }
    this.#isAsking = false;
  }
}
