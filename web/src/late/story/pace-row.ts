import { make } from "../../browser/dom";
import type { Look } from "../../experiment/look";
import { paces, speeds, writtenPauses, type PaceSettings } from "../pace/pace-settings";
import { pace as words } from "../text/prose-story";

/** The row that chooses pace, speed, and the frames at which playback stops; and what its keys do. */
export class PaceRow {
  readonly element = make("div", { class: "pacing" });
  readonly #change: (change: Partial<Look>, told: string) => void;
  readonly #frame: () => number;
  readonly #paces = paces.map((pace) => {
    const button = make("button", { type: "button", title: words.means[pace] }, words.paces[pace]);
    button.addEventListener("click", () => {
      this.#set({ pace });
    });
    return { pace, button };
  });
  readonly #speed = make("select", { id: "story-speed" });
  readonly #loop = make("input", { type: "checkbox", id: "story-loop" });
  readonly #here = make("button", { type: "button", class: "pause-here" });
  readonly #marks = make("div", { class: "row marks" });
  #settings: PaceSettings = { pace: "frame", speed: 1, pauses: [] };
  #loops = false;

  /** `change` changes the look, and tells of it; `frame` is the frame on screen. */
  constructor(change: (change: Partial<Look>, told: string) => void, frame: () => number) {
    this.#change = change;
    this.#frame = frame;
    this.#speed.addEventListener("change", () => {
      this.#set({ speed: Number(this.#speed.value) });
    });
    this.#loop.addEventListener("change", () => {
      this.loop();
    });
    this.#here.addEventListener("click", () => {
      this.mark(this.#frame());
    });
    const choices = make("div", { class: "choices", role: "group", "aria-label": words.name });
    choices.append(...this.#paces.map(({ button }) => button));
    this.element.append(
      make(
        "div",
        { class: "row" },
        choices,
        make("label", {}, words.speed, this.#speed),
        make("label", {}, this.#loop, words.loop),
        this.#here,
      ),
      this.#marks,
    );
  }

  /** The pace after this one. */
  turn(): void {
    const next = paces[(paces.indexOf(this.#settings.pace) + 1) % paces.length] ?? "frame";
    this.#set({ pace: next });
  }

  /** The next usual speed, or the one before. */
  hurry(isFaster: boolean): void {
    const { speed } = this.#settings;
    const next = isFaster
      ? speeds.usual.find((usual) => usual > speed)
      : [...speeds.usual].reverse().find((usual) => usual < speed);
    this.#set({ speed: next ?? speed });
  }

  loop(): void {
    this.#change({ loop: this.#loops ? undefined : "on" }, this.#loops ? words.ends : words.loops);
  }

  /** Has playback stop at a frame, or not any more. */
  mark(frame: number): void {
    const { pauses } = this.#settings;
    const isSet = pauses.includes(frame);
    const next = isSet ? pauses.filter((other) => other !== frame) : [...pauses, frame].sort((a, b) => a - b);
    this.#change({ pauses: writtenPauses(next) }, (isSet ? words.clearedAt : words.setAt)(String(frame)));
  }

  show(settings: PaceSettings, loops: boolean): void {
    this.#settings = settings;
    this.#loops = loops;
    const { pace, speed, pauses } = settings;
    for (const { pace: each, button } of this.#paces) button.setAttribute("aria-pressed", String(each === pace));
    const offered = [...new Set([...speeds.usual, speed])].sort((one, other) => one - other);
    this.#speed.replaceChildren(
      ...offered.map((each) => make("option", { value: String(each) }, words.times(String(each)))),
    );
    this.#speed.value = String(speed);
    this.#loop.checked = loops;
    this.#marks.replaceChildren(...(pauses.length === 0 ? [] : [words.pauses]));
    for (const frame of pauses) {
      const button = make("button", { type: "button", "aria-label": words.clear(String(frame)) }, `${frame} ×`);
      button.addEventListener("click", () => {
        this.mark(frame);
        this.#here.focus();
      });
      this.#marks.append(button);
    }
    this.follow();
  }

  /** Takes note of the frame on screen. */
  follow(): void {
    const isSet = this.#settings.pauses.includes(this.#frame());
    this.#here.textContent = isSet ? words.pauseNoLonger : words.pauseHere;
    this.#here.title = `${this.#here.textContent} (M)`;
  }

  #set(change: { pace?: PaceSettings["pace"]; speed?: number }): void {
    const { pace, speed } = { ...this.#settings, ...change };
    this.#change(
      { pace: pace === "frame" ? undefined : pace, speed: speed === 1 ? undefined : String(speed) },
      words.told(words.paces[pace], String(speed)),
    );
  }
}
