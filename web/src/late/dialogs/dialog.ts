import { make } from "../../browser/dom";
import { sheets } from "../text/prose-opened";

/** A sheet over the page. Escape, its button and a press beside it close it. */
export function sheet(name: string, title: string, ...content: readonly Node[]): HTMLDialogElement {
  const close = make("button", { type: "button", class: "text" }, sheets.close);
  const dialog = make(
    "dialog",
    { class: `sheet ${name}`, "aria-label": title },
    make("div", { class: "page" }, close, ...content),
  );
  close.addEventListener("click", () => {
    dialog.close();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  return dialog;
}
