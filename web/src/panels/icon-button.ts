import { make, makeSvg } from "../browser/dom";

/** Outlines on a 24 × 24 grid. */
const icons = {
  play: "M8 5.2v13.6L18.6 12z",
  pause: "M7.6 5.5h3v13h-3zM13.4 5.5h3v13h-3z",
  back: "M15.8 6v12L7 12zM5.2 6h1.6v12H5.2z",
  forth: "M8.2 6v12l8.8-6zM17.2 6h1.6v12h-1.6z",
  replay: "M12 5.4V2.2L7.2 6.2 12 10.2V7.1a5.4 5.4 0 1 1-5.4 5.4H4.9A7.1 7.1 0 1 0 12 5.4z",
  undo: "M9.2 4.6 4.6 9.2l4.6 4.6v-3.7h4.5a3.4 3.4 0 0 1 0 6.8H8v1.8h5.7a5.2 5.2 0 0 0 0-10.4H9.2z",
  redo: "M14.8 4.6 19.4 9.2l-4.6 4.6v-3.7h-4.5a3.4 3.4 0 0 0 0 6.8H16v1.8h-5.7a5.2 5.2 0 0 1 0-10.4h4.5z",
  enlarge:
    "M5 5h5.5v1.7H6.7v3.8H5zM13.5 5H19v5.5h-1.7V6.7h-3.8zM5 13.5h1.7v3.8h3.8V19H5zM17.3 13.5H19V19h-5.5v-1.7h3.8z",
  pin: "M9 4h6v1.6l-1 .8v4.3l3 2.7V15h-4.2v4.6L12 21l-.8-1.4V15H7v-1.6l3-2.7V6.4l-1-.8z",
  link: "M10.6 13.4a1 1 0 0 1 0-1.4l3-3a2.1 2.1 0 0 1 3 3l-1.3 1.3 1.2 1.2 1.3-1.3a3.8 3.8 0 0 0-5.4-5.4l-3 3a2.7 2.7 0 0 0 0 3.8zM13.4 10.6a1 1 0 0 1 0 1.4l-3 3a2.1 2.1 0 0 1-3-3l1.3-1.3-1.2-1.2-1.3 1.3a3.8 3.8 0 0 0 5.4 5.4l3-3a2.7 2.7 0 0 0 0-3.8z",
  embed: "M8.7 7.3 4 12l4.7 4.7 1.2-1.2L6.4 12l3.5-3.5zM15.3 7.3l-1.2 1.2 3.5 3.5-3.5 3.5 1.2 1.2L20 12z",
  help: "M12 4.2A4.4 4.4 0 0 0 7.6 8.6h1.9a2.5 2.5 0 1 1 3.9 2.1c-1.5 1-2.4 2-2.4 3.9v.5h1.9v-.5c0-1.1.5-1.6 1.6-2.4A4.4 4.4 0 0 0 12 4.2zM11 17h2v2.2h-2z",
};

export type Icon = keyof typeof icons;

/** A button with an icon; its tooltip is its name and the key that does the same. */
export function iconButton(name: string, icon: Icon, shortcut: string): HTMLButtonElement {
  const drawing = makeSvg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, makeSvg("path"));
  const button = make("button", { type: "button", class: icon }, drawing);
  relabel(button, name, icon, shortcut);
  return button;
}

/** Gives such a button another name and icon. */
export function relabel(button: HTMLButtonElement, name: string, icon: Icon, shortcut: string): void {
  button.setAttribute("aria-label", name);
  button.title = shortcut === "" ? name : `${name} (${shortcut})`;
  button.querySelector("path")?.setAttribute("d", icons[icon]);
}
