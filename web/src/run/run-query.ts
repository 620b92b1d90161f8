import type { Answer, Question, RequestKind } from "../trainer/messages";
import type { Recording } from "./recording";
import type { Training } from "./training";

/** The kinds of request that ask about a run as a whole. */
type RunRequest = Extract<RequestKind, "outcome" | "phases" | "distance">;

/** One question about runs that are done; each is asked about once. */
export class RunQuery<Kind extends RunRequest> {
  readonly #training: Training;
  readonly #about: Kind;
  readonly #changed: () => void;
  readonly #question: Question<Kind>;
  readonly #answers = new WeakMap<Recording, Answer<Kind>>();
  readonly #asked = new WeakMap<Recording, Promise<void>>();

  /** `changed` is called when there is an answer more. */
  constructor(training: Training, about: Kind, changed: () => void, question = {} as Question<Kind>) {
    this.#training = training;
    this.#about = about;
    this.#changed = changed;
    this.#question = question;
  }

  /** The answer about a run, if it has come; otherwise it is asked for as soon as the run is done. */
  of(recording: Recording): Answer<Kind> | undefined {
    if (recording.done) void this.coming(recording);
    return this.#answers.get(recording);
  }

  /** Resolves when the answer has come, or is refused because the run has been superseded. */
  coming(recording: Recording): Promise<void> {
    const known = this.#asked.get(recording);
    if (known) return known;
    const asked = this.#ask(recording);
    this.#asked.set(recording, asked);
    return asked;
  }

  async #ask(recording: Recording): Promise<void> {
    try {
      this.#answers.set(recording, await this.#training.ask(this.#about, this.#question, recording));
      this.#changed();
    } catch {
      // It may be asked about again when it is back.
      this.#asked.delete(recording);
    }
  }
}
