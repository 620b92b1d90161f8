import { longest } from "../../experiment/address-fragment";
import { make } from "../../browser/dom";
import { link as words } from "../text/prose-opened";

/** How long a note stays, in milliseconds. */
const duration = 8000;

/** Says that a link was copied, or offers it in a field where the browser does not let the page use the clipboard. */
export class CopiedLinkNotice {
  readonly #element: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** `isCopied` is undefined for a link that is too long to be copied. */
  async show(link: string, isCopied: Promise<boolean> | undefined): Promise<void> {
    if (!isCopied) this.#note(words.tooLong(link.length, longest));
    else if (await isCopied) this.#note(words.copied);
    else this.#offer(link);
  }

  #note(message: string): void {
    clearTimeout(this.#timer);
    this.#element.replaceChildren(message);
    this.#timer = setTimeout(() => {
      this.#element.replaceChildren();
    }, duration);
  }

  #offer(link: string): void {
    clearTimeout(this.#timer);
    const field = make("input", { type: "text", readonly: "", "aria-label": words.field, value: link });
    const close = make("button", { type: "button", class: "text" }, words.close);
    close.addEventListener("click", () => {
      this.#element.replaceChildren();
    });
    this.#element.replaceChildren(make("label", {}, words.byHand, field), close);
    field.focus();
    field.select();
  }
}
