import { addressKeys } from "../experiment/address";
import type { ReluScopeElement } from "../relu-scope";

const steered = new WeakSet<Document>();

/**
 * Prose that steers: pressing a link or button with `data-relu-scope="ID"` shows, in the element with that id, what
 * its attributes `data-frame`, `data-preset`, `data-views` and so on say, by the keys of an address; the rest stays. With
 * `data-play` it plays from there.
 */
export function steer(document: Document): void {
  if (steered.has(document)) return;
  steered.add(document);
  const press = (event: MouseEvent): void => {
    const { target, button, altKey, ctrlKey, metaKey, shiftKey } = event;
    // A press that opens another tab or saves a link is the browser's.
    if (button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
    const link = isElement(target) ? target.closest("[data-relu-scope]") : null;
    const scope = document.getElementById(link?.getAttribute("data-relu-scope") ?? "");
    if (!link || scope?.localName !== "relu-scope") return;
    event.preventDefault();
    event.stopPropagation();
    follow(link, scope as ReluScopeElement);
  };
  // Before what else the page does with its links: slides turn to where a link to a place on the page leads.
  document.addEventListener("click", press, { capture: true });
}

/** Of whatever window: each has a class of its own. */
function isElement(target: EventTarget | null): target is Element {
  return target !== null && "closest" in target;
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
