import { addressText } from "../../experiment/address";
import { typesetText } from "../../text/notation";
import { tag } from "../dialogs/embed-code";
import { tour as words } from "../text/prose-story";
import style from "./lecture-note.css";
import { writtenShow, type Shown, type TourFile } from "./tour-file";

/** The note's style as a part of its head. */
export const noteStyle = `<style>${style}</style>`;

/**
 * A tour as a page of HTML of its own: what is said at each stop, and what is shown there as a figure that runs. `at` tells the
 * addresses of the element's files, and, given nothing, that of the page that links lead to; `head` has what the page is dressed in.
 */
export function lectureNote(
  { title, stops, trials = [] }: TourFile,
  at: (file: string) => string,
  head: readonly string[],
): string {
  const page = document.implementation.createHTMLDocument();
  page.title = title || words.note;
  const add = (parent: Element, name: string, ...content: (string | Node)[]): HTMLElement => {
    const element = page.createElement(name);
    element.append(...content);
    parent.append(element);
    return element;
  };
  const linkTo = (show: Shown, text: string): HTMLElement => {
    const link = page.createElement("a");
    link.setAttribute("href", `${at("")}#${addressText(writtenShow(show))}`);
    link.append(text);
    return link;
  };
  const main = add(page.body, "main");
  add(main, "h1", page.title);
  for (const stop of stops) {
    const section = add(main, "section");
    add(section, "h2", stop.title);
    add(section, "p", ...typesetText(stop.text));
    const figure = add(section, "relu-scope", linkTo(stop.show, words.inPage));
    for (const [key, value] of Object.entries({ ...writtenShow(stop.show), controls: "play seek" })) {
      figure.setAttribute(key, value);
    }
  }
  if (trials.length > 0) {
    add(main, "h2", words.trials);
    const list = add(main, "ul");
    for (const { title, show } of trials) add(list, "li", linkTo(show, title));
  }
  // Scripts and styles are written as text: a strict content policy looks at those of any document.
  const whole = [
    '<meta charset="utf-8">',
    ...head,
    tag("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    tag("meta", { name: "color-scheme", content: "light dark" }),
    page.head.innerHTML,
    tag("script", { src: at("reluscope.js"), defer: "" }),
  ];
  return `<!doctype html>\n<html lang="en">\n<head>\n${whole.join("\n")}\n</head>\n${page.body.outerHTML}\n</html>\n`;
}
