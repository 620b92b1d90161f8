import { addressText, type AddressParts } from "../../experiment/address";
import { copyText } from "../../browser/clipboard";
import { make } from "../../browser/dom";
import { choice, field } from "../../panels/form-controls";
import { names } from "../../text/prose";
import { embed as words } from "../text/prose-opened";
import { controls, themes } from "../../experiment/attribute-values";
import { dialog } from "./dialog";
import { files, isHosted, somewhere, tag } from "./embed-code";

/** The address of what is on screen, in parts, the name of its run, and the page that it is on. */
export interface Embedded {
  parts: AddressParts;
  name: string;
  home: string;
}

/** The dialog with code that shows what is on screen in a page of the reader's own: in a frame, or as the element. */
export class EmbedDialog {
  readonly element: HTMLDialogElement;
  readonly #frame = codeField(words.frame);
  readonly #element = codeField(words.element);
  readonly #note = make("p", { class: "aside" });
  readonly #controls = controls.map((name) => ({ name, box: box(words.controls[name]) }));
  readonly #autoplay = box(words.autoplay);
  readonly #loop = box(words.loop);
  readonly #theme = choice("embed-theme", themes, (theme) => words.themes[theme]);
  #embedded: Embedded | undefined;

  constructor() {
    const shown = make("fieldset", {}, make("legend", {}, words.shown), ...this.#controls.map(({ box }) => box.label));
    const playing = make("fieldset", {}, make("legend", {}, words.playing), this.#autoplay.label, this.#loop.label);
    const theme = field(words.theme, this.#theme);
    const choices = make("div", { class: "choices" }, shown, playing, theme);
    choices.addEventListener("change", () => {
      this.#write();
    });
    for (const { name, box } of this.#controls) box.input.checked = name === "play" || name === "seek";
    this.element = dialog(
      "embedding",
      names.embed,
      make("h2", {}, names.embed),
      make("p", {}, words.what),
      choices,
      this.#frame.element,
      this.#element.element,
      this.#note,
    );
  }

  open(embedded: Embedded): void {
    this.#embedded = embedded;
    this.#write();
    if (!this.element.open) this.element.showModal();
  }

  #write(): void {
    if (!this.#embedded) return;
    const { parts, name, home } = this.#embedded;
    const at = files(home);
    const { frame, ...withoutFrame } = parts;
    const autoplay = this.#autoplay.input.checked;
    const shown = this.#controls.filter(({ box }) => box.input.checked).map(({ name }) => name);
    const settings = {
      // What plays by itself does so from the start.
      ...(autoplay || frame === undefined ? withoutFrame : parts),
      ...(shown.length < controls.length ? { controls: shown.join(" ") || "none" } : {}),
      ...(autoplay ? { autoplay: "" } : {}),
      ...(this.#loop.input.checked ? { loop: "" } : {}),
      ...(this.#theme.value === "auto" ? {} : { theme: this.#theme.value }),
    };
    this.#frame.show(
      tag("iframe", {
        src: `${at("embed.html")}#${addressText(settings)}`,
        title: `ReLUscope: ${name}`,
        width: "100%",
        height: "640",
        style: "border: 0",
        loading: "lazy",
        allow: "fullscreen; clipboard-write",
      }),
      tag("script", { src: at("frame-height.js"), defer: "" }),
    );
    this.#element.show(tag("script", { src: at("reluscope.js"), defer: "" }), tag("relu-scope", settings));
    this.#note.textContent = isHosted(home) ? "" : words.somewhere(somewhere);
  }
}

function box(title: string): { label: HTMLElement; input: HTMLInputElement } {
  const input = make("input", { type: "checkbox" });
  return { label: make("label", {}, input, title), input };
}

/** A titled field with code, and a button that copies it. */
function codeField(title: string): { element: HTMLElement; show(...lines: readonly string[]): void } {
  const code = make("textarea", { readonly: "", rows: "6", spellcheck: "false", "aria-label": title });
  const copy = make("button", { type: "button", class: "action", "aria-label": `${words.copy}: ${title}` }, words.copy);
  const outcome = make("span", { role: "status" });
  copy.addEventListener("click", () => {
    void copyText(code.value).then((isCopied) => {
      if (!isCopied) {
        code.focus();
        code.select();
      }
      outcome.textContent = isCopied ? words.copied : words.byHand;
    });
  });
  return {
    element: make("section", { class: "code" }, make("h3", {}, title), code, make("div", {}, copy, outcome)),
    show(...lines) {
      code.value = lines.join("\n");
      outcome.textContent = "";
    },
  };
}
