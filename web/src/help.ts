import { make } from "./dom";
import { shortcuts } from "./keyboard";
import { label, setLabel, setText } from "./notation";
import { keys as meanings, names, symbols } from "./prose";

/** The help sheet: every key, and what the symbols on screen stand for. */
export class Help {
  readonly element = make("dialog", { class: "manual", "aria-label": names.help });

  /** Opens the sheet; Escape, its button and a press beside it close it. */
  open(): void {
    if (this.element.open) return;
    if (!this.element.hasChildNodes()) this.#write();
    this.element.showModal();
  }

  #write(): void {
    const close = make("button", { type: "button", class: "text" }, names.close);
    close.addEventListener("click", () => {
      this.element.close();
    });
    this.element.addEventListener("click", ({ target }) => {
      if (target === this.element) this.element.close();
    });
    this.element.addEventListener("keydown", ({ key }) => {
      if (key === "?") this.element.close();
    });
    this.element.append(
      make(
        "div",
        { class: "sheet" },
        close,
        make("h2", {}, names.keys),
        make(
          "dl",
          { class: "keys" },
          ...shortcuts.flatMap(({ name, does }) => [
            make("dt", {}, make("kbd", {}, name)),
            make("dd", {}, meanings[does]),
          ]),
        ),
        make("h2", {}, names.symbols),
        make(
          "dl",
          { class: "symbols" },
          ...Object.entries(symbols).flatMap(([notation, meaning]) => [
            make("dt", {}, setLabel(label(notation))),
            make("dd", {}, ...setText(meaning)),
          ]),
        ),
      ),
    );
  }
}
