import { make } from "../browser/dom";
import type { Commands } from "./commands";
import { iconButton, relabel } from "./icon-button";
import type { Recording } from "../run/recording";
import { formatCount, formatNumber, typeset } from "../text/number-format";
import { playback as words } from "../text/prose";

/** The buttons that play and step, the timeline, and the numbers of the frame on screen. */
export class PlaybackControls {
  readonly element: HTMLElement;
  readonly #buttons: HTMLElement;
  readonly #timeline: HTMLElement;
  readonly #play = iconButton(words.play, "play", "Space");
  readonly #back = iconButton(words.back, "back", "←");
  readonly #forth = iconButton(words.forth, "forth", "→");
  readonly #replay = iconButton(words.replay, "replay", words.replayKeys);
  readonly #range = make("input", { type: "range", min: "0", max: "0", step: "1", "aria-label": words.timeline });
  readonly #readout = make("output", { class: "readout" });

  constructor(commands: Commands) {
    this.#buttons = make("div", { class: "buttons" }, this.#replay, this.#back, this.#play, this.#forth);
    this.#timeline = make("div", { class: "timeline" }, this.#range, this.#readout);
    this.element = make("div", { class: "transport" }, this.#buttons, this.#timeline);
    this.#play.addEventListener("click", () => {
      commands.toggle();
    });
    this.#replay.addEventListener("click", () => {
      commands.replay();
    });
    this.#back.addEventListener("click", () => {
      commands.step(-1);
    });
    this.#forth.addEventListener("click", () => {
      commands.step(1);
    });
    this.#range.addEventListener("input", () => {
      commands.seek(this.#range.valueAsNumber);
    });
  }

  /** Shows the buttons, the timeline, both or neither. */
  show(buttons: boolean, timeline: boolean): void {
    this.#buttons.hidden = !buttons;
    this.#timeline.hidden = !timeline;
  }

  /** Shows this frame of a run. */
  update(recording: Recording, frame: number, playing: boolean): void {
    const { frames, framesInAll } = recording;
    const { iteration, loss } = recording.at(frame);
    const last = framesInAll - 1;
    const span = Math.max(1, last);
    this.#range.max = String(Math.max(0, last));
    this.#range.value = String(frame);
    this.#range.style.setProperty("--played", String(frame / span));
    this.#range.style.setProperty("--recorded", String(Math.max(0, frames - 1) / span));
    const shown = {
      iteration: formatCount(iteration),
      time: formatNumber(recording.timeAt(iteration)),
      loss: formatNumber(loss),
    };
    this.#range.setAttribute("aria-valuetext", words.position(frame, shown.iteration, shown.time, shown.loss));
    this.#readout.replaceChildren(
      make("span", { class: "count" }, words.frame(frame, last)),
      make("span", { class: "iteration" }, words.iteration(shown.iteration)),
      make("span", { class: "time" }, make("var", {}, "t"), ...typeset(` = ${shown.time}`)),
      make("span", { class: "value" }, ...typeset(words.loss(shown.loss))),
    );

    const name = playing ? words.pause : frame >= last ? words.again : words.play;
    relabel(this.#play, name, playing ? "pause" : "play", "Space");
    // Not `disabled`, which would take the keyboard's focus away.
    this.#back.setAttribute("aria-disabled", String(frame <= 0));
    this.#forth.setAttribute("aria-disabled", String(frame >= frames - 1));
  }
}
