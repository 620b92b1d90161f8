import { make } from "../browser/dom";
import type { Commands } from "./commands";
import { iconButton, relabel } from "./icon-button";
import { names } from "../text/prose";

/** What there is to be done. */
export interface ToolsState {
  presenting: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** Whether there is a page that a link can lead to. */
  canLink: boolean;
  /** Whether a run is pinned. */
  pinned: boolean;
}

/** The row of small buttons beside the timeline. */
export class Tools {
  readonly element: HTMLElement;
  readonly #tour = make("button", { type: "button", class: "word", title: `${names.tour} (T)` }, names.tour);
  readonly #undo = iconButton(names.undo, "undo", "Ctrl Z");
  readonly #redo = iconButton(names.redo, "redo", "Ctrl ⇧ Z");
  readonly #pin = iconButton(names.pin, "pin", "P");
  readonly #link = iconButton(names.link, "link", "");
  readonly #embed = iconButton(names.embed, "embed", "");
  readonly #present = iconButton(names.present, "enlarge", "F");

  constructor(commands: Commands) {
    const help = iconButton(names.help, "help", "?");
    const buttons = [this.#tour, this.#undo, this.#redo, this.#pin, this.#link, this.#embed, this.#present, help];
    this.element = make("div", { class: "buttons tools" }, ...buttons);
    this.#undo.addEventListener("click", () => {
      commands.undo();
    });
    this.#redo.addEventListener("click", () => {
      commands.redo();
    });
    this.#tour.addEventListener("click", () => {
      commands.toggleTour();
    });
    this.#pin.addEventListener("click", () => {
      commands.togglePin();
    });
    this.#link.addEventListener("click", () => {
      commands.copyLink();
    });
    this.#embed.addEventListener("click", () => {
      commands.openEmbed();
    });
    this.#present.addEventListener("click", () => {
      commands.present();
    });
    help.addEventListener("click", () => {
      commands.openHelp();
    });
  }

  /** Shows what changes the run, or trains another, only where the reader may do so. */
  show(canSet: boolean): void {
    for (const button of [this.#tour, this.#undo, this.#redo, this.#pin]) button.hidden = !canSet;
  }

  update({ presenting, canUndo, canRedo, canLink, pinned }: ToolsState): void {
    // Not `disabled`, which would take the keyboard's focus away.
    this.#undo.setAttribute("aria-disabled", String(!canUndo));
    this.#redo.setAttribute("aria-disabled", String(!canRedo));
    relabel(this.#pin, pinned ? names.unpin : names.pin, "pin", "P");
    this.#pin.setAttribute("aria-pressed", String(pinned));
    this.#link.hidden = this.#embed.hidden = !canLink;
    this.#present.setAttribute("aria-pressed", String(presenting));
  }
}
