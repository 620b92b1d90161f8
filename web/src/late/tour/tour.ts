import { make } from "../../browser/dom";
import type { Exhibit } from "../../experiment/address";
import { firstLook, type Look } from "../../experiment/look";
import type { Stage } from "../../panels/stage";
import type { EditContext } from "../../run/draft";
import { typesetText } from "../../text/notation";
import { symbols, tour as words } from "../text/prose-opened";

/** A frame of the notebook's run, and how it is shown. */
interface Stop {
  name: keyof typeof words.stops;
  frame: number;
  look: Look;
}

function stop(name: Stop["name"], frame: number, look: Partial<Look>): Stop {
  return { name, frame, look: { ...firstLook, ...look } };
}

const stops: readonly Stop[] = [
  stop("initialisation", 0, { views: new Set(["function", "neurons"]), weightScale: "symlog" }),
  stop("alignment", 112, {
    views: new Set(["function", "neurons"]),
    overlays: new Set(["directions"]),
    weightScale: "symlog",
  }),
  stop("first", 128, { views: new Set(["function", "loss"]) }),
  stop("second", 143, { views: new Set(["function", "loss"]), overlays: new Set(["phases"]) }),
  stop("interpolator", 152, { views: new Set(["function", "loss"]), overlays: new Set(["limit"]) }),
];

/** The experiment that the tour goes through. */
const experiment = JSON.stringify({ version: 1, preset: "orthogonal" });

/** What is left to be tried at the end: experiments that differ from the tour's in one thing. */
const trials: Readonly<Record<keyof typeof words.trials, string>> = {
  scale: JSON.stringify({ version: 1, preset: "orthogonal", network: { initScale: 1 } }),
  seed: JSON.stringify({ version: 1, preset: "orthogonal", network: { seed: 1 } }),
  data: JSON.stringify({ version: 1, preset: "non-orthogonal" }),
  flow: JSON.stringify({ version: 1, preset: "orthogonal", training: { dynamics: "flow" } }),
};

/** Undo does not go back to what the tour shows. */
const context = { skipsHistory: true };

interface Shower {
  show(exhibit: Exhibit, context: EditContext): void;
}

/** The guided tour: a small panel that explains a run stop by stop, and gives back at the end what was on screen before. */
export class Tour {
  readonly element: HTMLElement;
  readonly #stage: Stage;
  readonly #shower: Shower;
  readonly #place = make("span", { class: "place" });
  readonly #title = make("h2", {});
  readonly #text = make("p", {});
  readonly #back = make("button", { type: "button", class: "text" }, words.back);
  readonly #next = make("button", { type: "button", class: "text next" });
  readonly #skip = make("button", { type: "button", class: "text skip" }, words.skip);
  readonly #trials = make("p", { class: "trials" }, words.invitation);
  #at = -1;
  #before: (Exhibit & { playing: boolean }) | undefined;

  /** `shower` puts the stops on screen. */
  constructor(stage: Stage, shower: Shower) {
    this.#stage = stage;
    this.#shower = shower;
    const said = make(
      "div",
      { "aria-live": "polite" },
      make("div", { class: "heading" }, this.#title, this.#place),
      this.#text,
    );
    const ways = make("div", { class: "ways" }, this.#back, this.#next, this.#skip);
    for (const [name, experiment] of Object.entries(trials) as [keyof typeof trials, string][]) {
      const button = make("button", { type: "button", class: "text" }, words.trials[name]);
      button.addEventListener("click", () => {
        this.#try(experiment);
      });
      this.#trials.append(" ", button);
    }
    this.element = make("section", { class: "tour", "aria-label": words.name }, said, this.#trials, ways);
    this.element.hidden = true;
    this.#back.addEventListener("click", () => {
      this.go(-1);
    });
    this.#next.addEventListener("click", () => {
      this.go(1);
    });
    this.#skip.addEventListener("click", () => {
      this.leave();
    });
  }

  get isOn(): boolean {
    return this.#at >= 0;
  }

  toggle(): void {
    if (this.isOn) this.leave();
    else this.#begin();
  }

  /** Begins at the first stop. */
  #begin(): void {
    const { player, draft, look, training } = this.#stage;
    const { playing, frame } = player;
    const pinned = training.pinnedRun && JSON.stringify(training.pinnedRun.recording.experiment);
    this.#before = { experiment: draft.text ?? "{}", frame, look, pinned, playing };
    this.#arrive(0);
    this.element.hidden = false;
    this.#next.focus({ preventScroll: true });
    // The browser keeps what was on screen where it was, which hides the tour behind pictures that stay in sight.
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** Moves on by this many stops, back where negative; beyond the last one the tour is over. */
  go(by: number): void {
    const at = Math.max(0, this.#at + by);
    if (at < stops.length) this.#arrive(at);
    else this.leave();
  }

  leave(): void {
    if (!this.isOn) return;
    this.#at = -1;
    this.element.hidden = true;
    if (!this.#before) return;
    this.#shower.show(this.#before, context);
    if (this.#before.playing) this.#stage.player.play();
  }

  /** Ends with another experiment, which plays from its start, instead of what was on screen before. */
  #try(experiment: string): void {
    this.#at = -1;
    this.element.hidden = true;
    const { player, pictures } = this.#stage;
    player.play();
    this.#shower.show({ experiment, frame: undefined, look: firstLook, pinned: this.#before?.pinned }, {});
    pictures.element.focus({ preventScroll: true });
  }

  #arrive(at: number): void {
    const stop = stops[at];
    if (!stop) return;
    this.#at = at;
    this.#trials.hidden = at < stops.length - 1;
    const { title, text } = words.stops[stop.name];
    this.#place.textContent = words.place(at + 1, stops.length);
    this.#title.textContent = title;
    this.#text.replaceChildren(...typesetText(text, (notation) => symbols[notation]));
    // Not `disabled`, which would take the keyboard's focus away.
    this.#back.setAttribute("aria-disabled", String(at === 0));
    this.#next.textContent = at === stops.length - 1 ? words.done : words.next;
    this.#shower.show({ experiment, frame: stop.frame, look: stop.look, pinned: undefined }, context);
    this.#stage.element.scrollIntoView({ block: "start" });
  }
}
