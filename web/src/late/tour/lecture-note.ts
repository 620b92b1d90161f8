import { addressText } from "../../experiment/address";
import { typesetText } from "../../text/notation";
import { files, tag } from "../dialogs/embed-code";
import { tour as words } from "../text/prose-story";
import { writtenShow, type TourFile } from "./tour-file";

/** How the note looks: one column, its figures as wide as its text; what is in the figures they say themselves. */
const style = `
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif; }
section { margin: 2.5rem 0; }
h1, h2 { line-height: 1.25; }
sub { line-height: 0; }
relu-scope { display: block; margin-top: 1rem; }
@media print { section { break-inside: avoid; } }
`;

/** A tour as a page of HTML of its own: what is said at each stop, and what is shown there as a figure that runs. `home` has the element. */
export function lectureNote({ title, stops, trials = [] }: TourFile, home: string): string {
  const page = document.implementation.createHTMLDocument(title || words.note);
  page.documentElement.lang = "en";
  const at = files(home);
  const add = (parent: Element, name: string, ...content: (string | Node)[]): HTMLElement => {
    const element = page.createElement(name);
    element.append(...content);
    parent.append(element);
    return element;
  };
  add(page.body, "h1", title || words.note);
  for (const stop of stops) {
    const section = add(page.body, "section");
    add(section, "h2", stop.title);
    add(section, "p", ...typesetText(stop.text));
    const figure = add(section, "relu-scope", linkTo(page, at(""), stop.show, words.inPage));
    for (const [key, value] of Object.entries({ ...writtenShow(stop.show), controls: "play seek" })) {
      figure.setAttribute(key, value);
    }
  }
  if (trials.length > 0) {
    add(page.body, "h2", words.trials);
    const list = add(page.body, "ul");
    for (const { title, show } of trials) add(list, "li", linkTo(page, at(""), show, title));
  }
  // Scripts and styles are written as text: a strict content policy looks at those of any document.
  const head = [
    '<meta charset="utf-8">',
    tag("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    tag("meta", { name: "color-scheme", content: "light dark" }),
    page.head.innerHTML,
    `<style>${style}</style>`,
    tag("script", { src: at("reluscope.js"), defer: "" }),
  ];
  return `<!doctype html>\n<html lang="en">\n<head>\n${head.join("\n")}\n</head>\n${page.body.outerHTML}\n</html>\n`;
}

function linkTo(page: Document, home: string, show: TourFile["stops"][number]["show"], text: string): HTMLElement {
  const link = page.createElement("a");
  link.setAttribute("href", `${home}#${addressText(writtenShow(show))}`);
  link.append(text);
  return link;
}
