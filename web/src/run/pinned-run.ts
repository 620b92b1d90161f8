import type { Answer, Question } from "../trainer/messages";
import type { Picture, PictureOptions } from "../trainer/trainer-module";
import { PictureCache } from "./picture-cache";
import { serves } from "./picture-requests";
import { frameAt } from "../trainer/frame-position";
import type { Recording } from "./recording";

type Ask = (question: Question<"picture">) => Promise<Answer<"picture">>;

/** A run that is pinned: it is drawn behind those that come after it. */
export class PinnedRun {
  readonly recording: Recording;
  /** What it is called in the pictures, if not a pinned run. */
  readonly word: string | undefined;
  /** The name that the reader has given it. */
  name: string | undefined;
  readonly #ask: Ask;
  readonly #changed: () => void;
  readonly #pictures = new PictureCache();
  #latest: Picture | undefined;
  /** The next question, and whether an answer is pending. */
  #wanted: Question<"picture"> | undefined;
  #isWaiting = false;

  /** `ask` gets its pictures; `changed` is called when there is another one to draw. */
  constructor(recording: Recording, ask: Ask, changed: () => void, word?: string) {
    this.recording = recording;
    this.word = word;
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Its picture at the frame nearest to an iteration; for as long as that has to be asked for, the one before. */
  pictureAt(iteration: number, options: PictureOptions): Picture | undefined {
    const frame = frameAt({ iteration }, this.recording.iterations);
    const picture = this.#pictures.get(frame);
    if (picture && serves(picture, options)) {
      this.#wanted = undefined;
      this.#latest = picture;
    } else {
      this.#wanted = { frame, options };
      void this.#fetch();
    }
    return this.#latest;
  }

  /** The same picture if it is at hand. */
  pictureAtHand(iteration: number, options: PictureOptions): Picture | undefined {
    const picture = this.#pictures.get(frameAt({ iteration }, this.recording.iterations));
    return picture && serves(picture, options) ? picture : undefined;
  }

  /** The same picture, once it is there. */
  pictureOf(iteration: number, options: PictureOptions): Promise<Picture> {
    return this.#ask({ frame: frameAt({ iteration }, this.recording.iterations), options });
  }

  async #fetch(): Promise<void> {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    try {
      while (this.#wanted) {
        const question = this.#wanted;
        this.#wanted = undefined;
        this.#pictures.set(question.frame, await this.#ask(question));
        this.#changed();
      }
    } catch {
      // The worker has ended, or has let the run go: it will not be drawn much longer.
    }
    this.#isWaiting = false;
  }
}
