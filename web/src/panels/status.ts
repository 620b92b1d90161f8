import { make } from "../browser/dom";
import { formatCount, formatDuration, formatSeconds } from "../text/number-format";
import { status as words } from "../text/prose";
import type { Recording } from "../run/recording";

/** Runs shorter than this, in milliseconds, show no progress. */
const patience = 300;

/** How long its pace is watched until the time left is told by it, in milliseconds. */
const paceTaken = 1500;

/** How a run gets on, what came of it, and what went wrong. */
export class Status {
  readonly element: HTMLElement;
  readonly #bar = make("progress", { max: "1", "aria-label": "Training" });
  readonly #remaining = make("span", { class: "remaining" });
  readonly #progress: HTMLElement;
  readonly #summary = make("p", { class: "summary", "aria-live": "polite" }, "Starting …");
  readonly #advice = make("div", { class: "advice", "aria-live": "polite" });
  readonly #problem = make("div", { class: "problem", role: "alert" });
  #problemIsAbout = "";
  #began = 0;
  /** When the run's pace was taken last, and where it was then; and its pace since, in milliseconds an iteration. */
  #late = { time: 0, iteration: 0 };
  #pace = 0;

  constructor(stop: () => void) {
    const button = make("button", { type: "button" }, "Stop");
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
    this.#late = { time: this.#began, iteration: 0 };
    this.#pace = 0;
  }

  /** A new run is on the way to its first frame. */
  prepare(): void {
    this.#progress.hidden = false;
    this.#summary.hidden = true;
    this.#bar.removeAttribute("value");
    this.#remaining.textContent = words.prepares;
  }

  /** Shows where a run stands. */
  update(recording: Recording): void {
    const { progress, done } = recording;
    if (!progress) return;
    if (done) {
      this.#progress.hidden = true;
      this.#summary.hidden = false;
      this.#summary.textContent = summaryOf(recording);
      this.#summary.classList.toggle("diverged", progress.divergedAt >= 0);
      return;
    }
    const now = performance.now();
    if (now - this.#began < patience) return;
    const { iteration, iterations } = progress;
    const { time, iteration: before } = this.#late;
    // A run begins slowly, and changes its pace.
    if (now - time > paceTaken && iteration > before) {
      this.#pace = (now - time) / (iteration - before);
      this.#late = { time: now, iteration };
    }
    const part = iteration / iterations;
    const seconds = Math.ceil(((iterations - iteration) * this.#pace) / 1000);
    this.#progress.hidden = false;
    this.#summary.hidden = true;
    this.#bar.value = part;
    this.#remaining.textContent = `${Math.floor(part * 100)} % · ${this.#pace > 0 ? formatSeconds(seconds) : "…"} left`;
  }

  /** Says why the run has not learned; where something mends it, a button does that. */
  advise(why: readonly (string | HTMLElement)[], remedy: { name: string; follow: () => void } | undefined): void {
    const button = make("button", { type: "button" }, remedy?.name ?? "");
    if (remedy) button.addEventListener("click", remedy.follow);
    this.#advice.replaceChildren(make("p", {}, ...why), ...(remedy ? [button] : []));
    this.#advice.hidden = false;
  }

  /** Shows a message that stays until what it is about is cleared, with a button that leads on from it. */
  complain(about: string, message: string, remedy: string, follow: () => void): void {
    const button = make("button", { type: "button" }, remedy);
    button.addEventListener("click", follow);
    this.#problem.replaceChildren(make("p", {}, message), button);
    this.#problem.hidden = false;
    this.#problemIsAbout = about;
  }

  /** The message on screen, if there is one. */
  get problem(): string | undefined {
    return this.#problem.querySelector("p")?.textContent ?? undefined;
  }

  clear(about: string): void {
    if (this.#problemIsAbout !== about) return;
    this.#problem.hidden = true;
    this.#problem.replaceChildren();
  }

  /** Nothing is under way and nothing has come of it. */
  rest(): void {
    this.#progress.hidden = true;
    this.#summary.hidden = false;
    if (this.#summary.textContent === "Starting …") this.#summary.textContent = "";
  }
}

function summaryOf({ progress, trainingMilliseconds, engine }: Recording): string {
  if (!progress) return "";
  if (progress.divergedAt >= 0) return progress.message.replace(/^./, (letter) => letter.toUpperCase());
  const taken =
    progress.iteration < progress.iterations
      ? `Stopped after ${formatCount(progress.iteration)} of ${formatCount(progress.iterations)} iterations`
      : `${formatCount(progress.iterations)} iterations`;
  return `${taken} in ${formatDuration(trainingMilliseconds)} · ${engine} engine`;
}
