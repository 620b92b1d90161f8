import { make } from "../browser/dom";
import { formatCount, formatDuration, formatSeconds } from "../text/number-format";
import { withNames } from "../text/parameter-names";
import { status as words } from "../text/prose";
import type { Progress } from "../trainer/trainer-module";
import type { Recording } from "../run/recording";
import { TimeLeft } from "./time-left";

/** Runs shorter than this, in milliseconds, show no progress. */
const patience = 300;

/** The progress of a run and its outcome, advice on it, and a message where something is wrong. */
export class Status {
  readonly element: HTMLElement;
  readonly #bar = make("progress", { max: "1", "aria-label": words.progress });
  readonly #remaining = make("span", { class: "remaining" });
  readonly #progress: HTMLElement;
  readonly #summary = make("p", { class: "summary", "aria-live": "polite" }, words.starting);
  readonly #advice = make("div", { class: "advice", "aria-live": "polite" });
  readonly #problem = make("div", { class: "problem", role: "alert" });
  /** The summary of the last finished run. */
  #outcome = "";
  #began = 0;
  #timeLeft = new TimeLeft(0);

  constructor(stop: () => void) {
    const button = make("button", { type: "button" }, words.stop);
    button.addEventListener("click", stop);
    this.#progress = make("div", { class: "progress" }, this.#bar, this.#remaining, button);
    this.#progress.hidden = true;
    this.#problem.hidden = true;
    this.#advice.hidden = true;
    this.element = make("div", { class: "status" }, this.#progress, this.#summary, this.#advice, this.#problem);
  }

  /** A new run begins. */
  begin(): void {
    this.#advice.hidden = true;
    this.#advice.replaceChildren();
    this.#began = performance.now();
    this.#timeLeft = new TimeLeft(this.#began);
  }

  /** A new run is on its way to its first frame, which takes long. */
  prepare(): void {
    this.#show(this.#progress);
    this.#bar.removeAttribute("value");
    this.#remaining.textContent = words.prepares;
  }

  /** Shows how far a run has come. */
  update(recording: Recording): void {
    const { progress, done } = recording;
    if (!progress) return;
    if (done) {
      this.#outcome = summaryOf(recording, progress);
      this.#summary.classList.toggle("diverged", progress.divergedAt >= 0);
      this.rest();
      return;
    }
    const now = performance.now();
    if (now - this.#began < patience) return;
    const { iteration, iterations } = progress;
    const part = iteration / iterations;
    const left = this.#timeLeft.after(iteration, iterations, now);
    this.#show(this.#progress);
    this.#bar.value = part;
    const percent = Math.floor(part * 100);
    this.#remaining.textContent =
      left === undefined ? words.done(percent) : words.left(percent, formatSeconds(Math.ceil(left / 1000)));
  }

  /** Shows the outcome of the last finished run: nothing is under way. */
  rest(): void {
    this.#show(this.#summary);
    this.#summary.textContent = this.#outcome;
  }

  advise(...advice: readonly HTMLElement[]): void {
    this.#advice.replaceChildren(...advice);
    this.#advice.hidden = false;
  }

  /** The message on screen, if there is one. */
  get problem(): string | undefined {
    return this.#problem.querySelector("p")?.textContent ?? undefined;
  }

  /** Shows a message, with a button that dismisses it. */
  complain(message: string, dismiss: () => void): void {
    this.#complain(message, words.dismiss, dismiss);
  }

  /** Shows why the trainer does not work, with a button that tries again. */
  complainOfTrainer(message: string, retry: () => void): void {
    this.#complain(message, words.retry, retry);
  }

  /** Takes the message away. */
  clear(): void {
    this.#problem.hidden = true;
    this.#problem.replaceChildren();
  }

  #complain(message: string, remedy: string, follow: () => void): void {
    const button = make("button", { type: "button" }, remedy);
    button.addEventListener("click", follow);
    this.#problem.replaceChildren(make("p", {}, withNames(message)), button);
    this.#problem.hidden = false;
  }

  /** Shows either the progress or the summary. */
  #show(part: HTMLElement): void {
    for (const other of [this.#progress, this.#summary]) other.hidden = other !== part;
  }
}

function summaryOf({ trainingMilliseconds, engine }: Recording, progress: Progress): string {
  const { divergedAt, message, iteration, iterations } = progress;
  if (divergedAt >= 0) return withNames(message).replace(/^./, (letter) => letter.toUpperCase());
  const all = formatCount(iterations);
  const trained = iteration < iterations ? words.stopped(formatCount(iteration), all) : words.finished(all);
  return words.took(trained, formatDuration(trainingMilliseconds), engine);
}
