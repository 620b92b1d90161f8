import { make } from "../../browser/dom";
import type { Exhibit } from "../../experiment/address";
import { SettingError } from "../../experiment/attribute-values";
import type { Stage } from "../../panels/stage";
import type { EditContext } from "../../run/draft";
import { typesetText } from "../../text/notation";
import { symbols, tour as words } from "../text/prose-opened";
import builtIn from "./built-in-tour.json";
import { unpackedTour } from "./packed-tour";
import { exhibitOf, readTour, type Shown, type TourFile } from "./tour-file";

/** The tour of the first paper that the page comes with. */
export const builtInTour = builtIn as TourFile;

/** Undo does not go back to what the tour shows. */
const context = { skipsHistory: true };

/** The tour that a look has, as far as it is right; undefined where nothing is left of it. */
export async function ownTour(text: string, complain: (error: SettingError) => void): Promise<TourFile | undefined> {
  try {
    return readTour(await unpackedTour(text), complain);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    complain(error);
    return undefined;
  }
}

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
  #tour = builtInTour;
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

  /** Begins the tour of the look on screen, or leaves it; `isQuiet` leaves the focus where it is. */
  async toggle(isQuiet = false): Promise<void> {
    if (this.isOn) {
      this.leave();
      return;
    }
    const { tour } = this.#stage.look;
    this.#tour = (tour === undefined ? undefined : await ownTour(tour, () => undefined)) ?? builtInTour;
    this.#begin(isQuiet);
  }

  /** Begins at the first stop. */
  #begin(isQuiet: boolean): void {
    if (this.isOn) return;
    const { player, draft, look, training } = this.#stage;
    const { playing, frame } = player;
    const { pinned } = training;
    this.#before = { experiment: draft.text ?? "{}", frame, look, pinned, playing };
    this.#offerTrials();
    this.#arrive(0);
    this.#appear(true);
    if (isQuiet) return;
    this.#next.focus({ preventScroll: true });
    // The browser keeps what was on screen where it was, which hides the tour behind pictures that stay in sight.
    this.element.scrollIntoView({ block: "nearest" });
  }

  #appear(isThere: boolean): void {
    this.element.hidden = !isThere;
    this.#stage.element.classList.toggle("touring", isThere);
  }

  #offerTrials(): void {
    const buttons = (this.#tour.trials ?? []).map(({ title, show }) => {
      const button = make("button", { type: "button", class: "text" }, title);
      button.addEventListener("click", () => {
        this.#try(show);
      });
      return button;
    });
    this.#trials.replaceChildren(words.invitation, ...buttons.flatMap((button) => [" ", button]));
  }

  /** Moves on by this many stops, back where negative; beyond the last one the tour is over. */
  go(by: number): void {
    const at = Math.max(0, this.#at + by);
    if (at < this.#tour.stops.length) this.#arrive(at);
    else this.leave();
  }

  leave(): void {
    if (!this.isOn) return;
    this.#at = -1;
    this.#appear(false);
    if (!this.#before) return;
    this.#shower.show(this.#before, context);
    if (this.#before.playing) this.#stage.player.play();
  }

  /** Ends with another experiment, which plays from its start, instead of what was on screen before. */
  #try(show: Shown): void {
    this.#at = -1;
    this.#appear(false);
    const { player, pictures } = this.#stage;
    const exhibit = exhibitOf(show);
    player.play();
    const { pinned = exhibit.pinned } = this.#before ?? {};
    this.#shower.show({ ...exhibit, pinned, look: { ...exhibit.look, tour: this.#stage.look.tour } }, {});
    pictures.element.focus({ preventScroll: true });
  }

  #arrive(at: number): void {
    const { stops, trials = [] } = this.#tour;
    const stop = stops[at];
    if (!stop) return;
    this.#at = at;
    this.#trials.hidden = at < stops.length - 1 || trials.length === 0;
    this.#place.textContent = words.place(at + 1, stops.length);
    this.#title.textContent = stop.title;
    this.#text.replaceChildren(...typesetText(stop.text, (notation) => symbols[notation]));
    // Not `disabled`, which would take the keyboard's focus away.
    this.#back.setAttribute("aria-disabled", String(at === 0));
    this.#next.textContent = at === stops.length - 1 ? words.done : words.next;
    const exhibit = exhibitOf(stop.show);
    const { tour } = this.#stage.look;
    this.#shower.show({ ...exhibit, frame: exhibit.frame ?? 0, look: { ...exhibit.look, tour } }, context);
    this.#stage.element.scrollIntoView({ block: "start" });
  }
}
