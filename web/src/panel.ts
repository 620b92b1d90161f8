import { make } from "./dom";

/** A titled part of the column under the pictures, which its title folds and unfolds. It is made folded. */
export function panel(name: string, title: string, ...content: readonly (Node | string)[]): HTMLDetailsElement {
  const heading = make("summary", {}, title);
  return make("details", { class: `panel ${name}` }, heading, make("div", { class: "content" }, ...content));
}
