import { make } from "../../browser/dom";
import { keyName } from "../../browser/key-name";
import { shortcuts } from "../../panels/shortcuts";
import { label, typesetLabel, typesetText } from "../../text/notation";
import { names } from "../../text/prose";
import { keys as meanings, sheets, symbols } from "../text/prose-opened";
import { pictureKeys } from "../text/prose-reading";
import { storyKeys } from "../text/prose-story";
import { dialog } from "./dialog";

/** The help: every key, and the meaning of the symbols on screen. */
export class HelpDialog {
  readonly #content = make("div");
  readonly element = dialog("manual", names.help, this.#content);

  open(): void {
    if (this.element.open) return;
    if (!this.#content.hasChildNodes()) this.#write();
    this.element.showModal();
  }

  #write(): void {
    this.element.addEventListener("keydown", (event) => {
      if (keyName(event) === "?" && !event.repeat) this.element.close();
    });
    this.#content.append(
      make("h2", {}, sheets.keys),
      make(
        "dl",
        { class: "keys" },
        ...shortcuts
          .filter(({ name }) => name !== "")
          .flatMap(({ name, does }) => [
            make("dt", {}, make("kbd", {}, onKeyboard(name))),
            make("dd", {}, meanings[does]),
          ]),
        ...[...storyKeys, ...pictureKeys].flatMap(([name, does]) => [
          make("dt", {}, make("kbd", {}, name)),
          make("dd", {}, does),
        ]),
      ),
      make("h2", {}, sheets.symbols),
      make(
        "dl",
        { class: "symbols" },
        ...Object.entries(symbols).flatMap(([notation, meaning]) => [
          make("dt", {}, typesetLabel(label(notation))),
          make("dd", {}, ...typesetText(meaning)),
        ]),
      ),
    );
  }
}

/** The name of keys as this reader's keyboard has them. */
function onKeyboard(name: string): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? name.replaceAll("Ctrl", "⌘") : name;
}
