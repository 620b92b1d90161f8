import { longest } from "../../experiment/address";
import { copied } from "../../browser/clipboard";
import { make } from "../../browser/dom";
import { link as words } from "../../text/prose";

/** What comes of copying a link: a short note, or a field with the link where the browser keeps the clipboard to itself. */
export class Link {
  readonly element = make("div", { class: "link", role: "status" });
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Copies a link, or says why not. */
  async copy(link: string): Promise<void> {
    if (link.length > longest) {
      this.#tell(words.tooLong(link.length, longest));
      return;
    }
    if (await copied(link)) this.#tell(words.copied);
    else this.#offer(link);
  }

  #tell(message: string): void {
    clearTimeout(this.#timer);
    this.element.replaceChildren(message);
    this.#timer = setTimeout(() => {
      this.element.replaceChildren();
    }, 8000);
  }

  #offer(link: string): void {
    clearTimeout(this.#timer);
    const field = make("input", { type: "text", readonly: "", "aria-label": words.field, value: link });
    const close = make("button", { type: "button", class: "text" }, words.close);
    close.addEventListener("click", () => {
      this.element.replaceChildren();
    });
    this.element.replaceChildren(make("label", {}, words.byHand, field), close);
    field.focus();
    field.select();
  }
}
