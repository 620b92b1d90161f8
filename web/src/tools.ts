import { make } from "./dom";
import { iconButton } from "./icon-button";
import { names } from "./prose";

/** What the buttons ask for. */
export interface ToolsListener {
  undo(): void;
  redo(): void;
  present(): void;
  help(): void;
}

/** The row of small buttons beside the timeline. */
export class Tools {
  readonly element: HTMLElement;
  readonly #undo = iconButton(names.undo, "undo", "Ctrl Z");
  readonly #redo = iconButton(names.redo, "redo", "Ctrl ⇧ Z");
  readonly #present = iconButton(names.present, "enlarge", "F");

  constructor(listener: ToolsListener) {
    const help = iconButton(names.help, "help", "?");
    this.element = make("div", { class: "buttons tools" }, this.#undo, this.#redo, this.#present, help);
    this.#undo.addEventListener("click", () => {
      listener.undo();
    });
    this.#redo.addEventListener("click", () => {
      listener.redo();
    });
    this.#present.addEventListener("click", () => {
      listener.present();
    });
    help.addEventListener("click", () => {
      listener.help();
    });
  }

  update({ presenting, canUndo, canRedo }: { presenting: boolean; canUndo: boolean; canRedo: boolean }): void {
    // Not `disabled`, which would take the keyboard's focus away.
    this.#undo.setAttribute("aria-disabled", String(!canUndo));
    this.#redo.setAttribute("aria-disabled", String(!canRedo));
    this.#present.setAttribute("aria-pressed", String(presenting));
  }
}
