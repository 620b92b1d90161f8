import { make } from "./dom";
import { iconButton } from "./icon-button";
import { names } from "./prose";

/** What the buttons ask for. */
export interface ToolsListener {
  present(): void;
  help(): void;
}

/** The row of small buttons beside the timeline. */
export class Tools {
  readonly element: HTMLElement;
  readonly #present = iconButton(names.present, "enlarge", "F");

  constructor(listener: ToolsListener) {
    const help = iconButton(names.help, "help", "?");
    this.element = make("div", { class: "buttons tools" }, this.#present, help);
    this.#present.addEventListener("click", () => {
      listener.present();
    });
    help.addEventListener("click", () => {
      listener.help();
    });
  }

  update({ presenting }: { presenting: boolean }): void {
    this.#present.setAttribute("aria-pressed", String(presenting));
  }
}
