import { make } from "../browser/dom";
import type { Commands } from "./commands";
import { iconButton, relabel } from "./icon-button";
import { formatCount, formatNumber, typeset } from "../text/number-format";

/** Where playback stands. */
export interface TransportState {
  playing: boolean;
  frame: number;
  iteration: number;
  loss: number;
  /** Of gradient flow. */
  time: number;
  /** Frames recorded so far, and in all. */
  frames: number;
  framesInAll: number;
}

/** Buttons and the timeline. */
export class Transport {
  readonly element: HTMLElement;
  readonly #buttons: HTMLElement;
  readonly #timeline: HTMLElement;
  readonly #play = iconButton("Play", "play", "Space");
  readonly #back = iconButton("One frame back", "back", "←");
  readonly #forth = iconButton("One frame forth", "forth", "→");
  readonly #replay = iconButton("Replay from the start", "replay", "Home, then Space");
  readonly #range = make("input", { type: "range", min: "0", max: "0", step: "1", "aria-label": "Timeline" });
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

  update(state: TransportState): void {
    const { playing, frame, frames, framesInAll } = state;
    this.#range.max = String(Math.max(0, framesInAll - 1));
    this.#range.value = String(frame);
    const span = Math.max(1, framesInAll - 1);
    this.#range.style.setProperty("--played", String(frame / span));
    this.#range.style.setProperty("--recorded", String(Math.max(0, frames - 1) / span));
    const loss = formatNumber(state.loss);
    const time = formatNumber(state.time);
    this.#range.setAttribute(
      "aria-valuetext",
      `frame ${frame}, iteration ${formatCount(state.iteration)}, time ${time}, loss ${loss}`,
    );
    this.#readout.replaceChildren(
      make("span", { class: "count" }, `frame ${frame} of ${framesInAll - 1}`),
      make("span", { class: "iteration" }, `iteration ${formatCount(state.iteration)}`),
      make("span", { class: "time" }, make("var", {}, "t"), ...typeset(` = ${time}`)),
      make("span", { class: "value" }, ...typeset(`loss ${loss}`)),
    );

    const name = playing ? "Pause" : frame >= framesInAll - 1 ? "Replay" : "Play";
    relabel(this.#play, name, playing ? "pause" : "play", "Space");
    // Not `disabled`, which would take the keyboard's focus away.
    this.#back.setAttribute("aria-disabled", String(frame <= 0));
    this.#forth.setAttribute("aria-disabled", String(frame >= frames - 1));
  }
}
