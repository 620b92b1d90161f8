import { make } from "../browser/dom";
import type { Commands } from "./commands";
import { iconButton, relabel } from "./icon-button";
import { names } from "../text/prose";

/** What the buttons show. */
export interface ToolbarState {
  presenting: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** Whether there is a page that a link can lead to. */
  canLink: boolean;
  /** Whether the run on screen is pinned. */
  pinned: boolean;
}

/** The row of small buttons beside the timeline. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #tour = make("button", { type: "button", class: "word", title: `${names.tour} (T)` }, names.tour);
  readonly #story = make("button", { type: "button", class: "word" }, names.story);
  readonly #undo = iconButton(names.undo, "undo", "Ctrl Z");
  readonly #redo = iconButton(names.redo, "redo", "Ctrl ⇧ Z");
  readonly #pin = iconButton(names.pin, "pin", "P");
  readonly #link = iconButton(names.link, "link", "");
  readonly #embed = iconButton(names.embed, "embed", "");
  readonly #present = iconButton(names.present, "enlarge", "F");

  constructor(commands: Commands) {
    const buttons = [
      [this.#tour, "toggleTour"],
      [this.#story, "toggleStory"],
      [this.#undo, "undo"],
      [this.#redo, "redo"],
      [this.#pin, "togglePin"],
      [this.#link, "copyLink"],
      [this.#embed, "openEmbed"],
      [this.#present, "present"],
      [iconButton(names.help, "help", "?"), "openHelp"],
    ] as const;
    for (const [button, command] of buttons) {
      button.addEventListener("click", () => {
        commands[command]();
      });
    }
    this.element = make("div", { class: "buttons tools" }, ...buttons.map(([button]) => button));
  }

  /** Shows what changes the run, trains another or writes on the pictures only where the reader may do so. */
  show(canSet: boolean): void {
    for (const button of [this.#tour, this.#story, this.#undo, this.#redo, this.#pin]) button.hidden = !canSet;
  }

  update({ presenting, canUndo, canRedo, canLink, pinned }: ToolbarState): void {
    // Not `disabled`, which would take the keyboard's focus away.
    this.#undo.setAttribute("aria-disabled", String(!canUndo));
    this.#redo.setAttribute("aria-disabled", String(!canRedo));
    relabel(this.#pin, pinned ? names.unpin : names.pin, "pin", "P");
    this.#pin.setAttribute("aria-pressed", String(pinned));
    this.#link.hidden = this.#embed.hidden = !canLink;
    this.#present.setAttribute("aria-pressed", String(presenting));
  }
}
