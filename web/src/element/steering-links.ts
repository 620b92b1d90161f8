import { addressKeys } from "../experiment/address";
import type { ReluScopeElement } from "../relu-scope";

const steered = new WeakSet<Document>();

/** The elements that are in pages: no document finds those in shadow trees. */
const present = new Set<ReluScopeElement>();

/** Lets links find the element until the signal aborts. */
export function beSteered(scope: ReluScopeElement, signal: AbortSignal): void {
  present.add(scope);
  signal.addEventListener("abort", () => present.delete(scope));
}

/**
 * Prose that steers: pressing a link or button with `data-relu-scope="ID"` shows, in the element with that id, what
 * its attributes `data-frame`, `data-preset`, `data-views` and so on say, by the keys of an address; the rest stays. With
 * `data-play` it plays from there. Either may be in a shadow tree.
 */
export function steer(document: Document): void {
  if (steered.has(document)) return;
  steered.add(document);
  const press = (event: MouseEvent): void => {
    const { button, altKey, ctrlKey, metaKey, shiftKey } = event;
    // A press that opens another tab or saves a link is the browser's.
    if (button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
    const link = event
      .composedPath()
      .filter(isElement)
      .find((part) => part.hasAttribute("data-relu-scope"));
    const id = link?.getAttribute("data-relu-scope");
    const namesakes = [...present].filter((scope) => scope.id === id && scope.ownerDocument === document);
    const scope = namesakes.find((scope) => scope.getRootNode() === link?.getRootNode()) ?? namesakes[0];
    if (!link || !scope) return;
    event.preventDefault();
    event.stopPropagation();
    follow(link, scope);
  };
  // Before what else the page does with its links: slides turn to where a link to a place on the page leads.
  document.addEventListener("click", press, { capture: true });
}

/** Of whatever window: each has a class of its own. */
function isElement(target: EventTarget): target is Element {
  return "hasAttribute" in target;
}

function follow(link: Element, scope: ReluScopeElement): void {
  const given = addressKeys.flatMap((key) => {
    const value = link.getAttribute(`data-${key}`);
    return value === null ? [] : [[key, value] as const];
  });
  const names = given.map(([key]) => key);
  // Another experiment takes the place of the one there is, however that is named, and begins at its start.
  const isOther = names.includes("experiment") || names.includes("preset");
  // What plays goes on where the link leads to no other frame.
  const goesOn = scope.playing && !isOther && !names.includes("frame");
  if (given.length > 0) {
    const address = new URLSearchParams(scope.address);
    if (isOther) for (const key of ["experiment", "preset", "frame"]) address.delete(key);
    for (const [key, value] of given) address.set(key, value);
    scope.address = address.toString();
  }
  if (goesOn || link.hasAttribute("data-play")) scope.play();
  scope.scrollIntoView({ block: "nearest" });
}
