import { make } from "../../browser/dom";
import { sheets } from "../text/prose-opened";

/** A modal dialog. Escape, its button and a press beside it close it. */
export function dialog(name: string, title: string, ...content: readonly Node[]): HTMLDialogElement {
  const close = make("button", { type: "button", class: "text" }, sheets.close);
  const element = make(
    "dialog",
    { class: `sheet ${name}`, "aria-label": title },
    make("div", { class: "page" }, close, ...content),
  );
  close.addEventListener("click", () => {
    element.close();
  });
  element.addEventListener("click", ({ target }) => {
    if (target === element) element.close();
  });
  return element;
}
