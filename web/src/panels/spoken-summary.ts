import { make } from "../browser/dom";
import { FrameQuery } from "../run/frame-query";
import type { KinkCounts } from "../trainer/trainer-module";
import { formatCount, formatNumber, subscript } from "../text/number-format";
import { account as words } from "../text/prose";
import type { Recording } from "../run/recording";
import type { Training } from "../run/training";

/** How long to wait before describing a frame, in milliseconds: after the last change, or between frames during playback. */
const pause = { atRest: 400, playing: 5000 };

/** With more points than this, the gaps between them are summed up. */
const few = 6;

/** Describes the frame on screen in words, for screen readers: where playback rests, and now and then while it plays. */
export class SpokenSummary {
  readonly element = make("p", { class: "spoken", "aria-live": "polite" });
  readonly #question: FrameQuery<"kinkCounts">;
  readonly #told: (text: string) => void;
  #at: { recording: Recording; frame: number; playing: boolean } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `told` is called with each summary, for the pictures' own description. */
  constructor(training: Training, told: (text: string) => void) {
    this.#question = new FrameQuery(training, "kinkCounts", (counts, recording, frame) => {
      this.#tell(words.frame(...numbersOf(recording, frame), kinksInWords(counts)));
    });
    this.#told = told;
  }

  #tell(text: string): void {
    if (this.element.textContent !== text) this.element.textContent = text;
    this.#told(text);
  }

  /** Takes note of the frame on screen. */
  follow(recording: Recording, frame: number, playing: boolean): void {
    const before = this.#at;
    if (before?.recording === recording && before.frame === frame && before.playing === playing) return;
    this.#at = { recording, frame, playing };
    if (playing && before?.playing === true && this.#timer !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (!this.#at) return;
        const { recording, frame } = this.#at;
        if (recording.plot.inputs === 1) this.#question.ask(frame);
        else this.#tell(words.frame(...numbersOf(recording, frame)));
      },
      playing ? pause.playing : pause.atRest,
    );
  }
}

function numbersOf(recording: Recording, frame: number): [string, string, string] {
  const { iteration, loss } = recording.at(frame);
  return [formatCount(frame), formatCount(iteration), formatNumber(loss)];
}

/** "12 left of x₁, 30 between, 18 right of x₂". */
function kinksInWords({ between, none }: KinkCounts): string {
  const [left = 0, ...inner] = between;
  const right = inner.pop() ?? 0;
  const last = inner.length + 1;
  const isOneGap = inner.length === 1 || last > few;
  const gaps = isOneGap
    ? [words.between(formatCount(inner.reduce((sum, count) => sum + count)))]
    : inner.map((count, k) => words.betweenTwo(formatCount(count), point(k + 1), point(k + 2)));
  return [
    words.left(formatCount(left), point(1)),
    ...gaps,
    words.right(formatCount(right), point(last)),
    ...(none > 0 ? [words.none(formatCount(none))] : []),
  ].join(", ");
}

function point(number: number): string {
  return `x${subscript(number)}`;
}
