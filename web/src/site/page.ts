import { longest } from "../experiment/address";
import { fragmentOf, fragmentPieces } from "../experiment/address-fragment";
import { address as words } from "../text/prose";
import type { ReluScopeElement } from "../relu-scope";
import { reportHeight } from "./report-height";

/**
 * A page that is the instrument: the hosted one, the offline file, and what stands in a frame. The element follows the
 * address, and the address follows the element. Runs before the script that defines the element, so that it finds what it
 * is to show when it is made.
 */

const scope = document.querySelector("relu-scope");
const note = document.querySelector("#note");
let writing: ReturnType<typeof setTimeout> | undefined;

/** Attributes of the element that the address may name as well, and those that it has named. */
const settings = ["controls", "fps", "autoplay", "loop", "theme"];
const kept = new URLSearchParams();

/** Shows what an address says, given as what stands in it from the `#` on. */
function read(scope: ReluScopeElement, hash: string): void {
  const pieces = fragmentPieces(hash);
  const [first] = pieces;
  // A link to a part of the page around the element says nothing about the element.
  if (pieces.length === 1 && first?.value === "" && document.getElementById(first.key)) return;
  clearTimeout(writing);
  for (const { key, value } of pieces) {
    if (!settings.includes(key)) continue;
    kept.set(key, value);
    scope.setAttribute(key, value);
  }
  scope.address = fragmentOf(pieces.filter(({ key }) => !settings.includes(key)));
}

/** Writes the address when nothing has changed for a moment. */
function write(scope: ReluScopeElement): void {
  clearTimeout(writing);
  writing = setTimeout(() => {
    if (scope.playing) return;
    const address = [kept.toString(), scope.address].filter((part) => part !== "").join("&");
    const fits = address.length <= longest;
    if (note) note.textContent = fits ? "" : words.notKept;
    try {
      history.replaceState(null, "", fits ? `#${address}` : "#");
    } catch {
      // Inside a sandbox a page may have no address of its own to change.
    }
  }, 400);
}

if (scope) {
  // Some previews show a page under an address that leads nowhere else, and is no base for others.
  if (!/^(https?|file):$/.test(location.protocol)) scope.removeAttribute("home");
  else if (!scope.hasAttribute("home")) scope.setAttribute("home", location.href.replace(/#.*$/, ""));
  if (location.hash.length > 1) read(scope, location.hash);
  reportHeight(scope);

  // A file dropped beside the element is meant for it too, until it has left the page.
  for (const kind of ["dragover", "dragleave", "drop"] as const) {
    document.addEventListener(kind, (event) => {
      if (event.composedPath().includes(scope) || (kind === "dragleave" && event.relatedTarget)) return;
      const { dataTransfer } = event;
      if (!scope.dispatchEvent(new DragEvent(kind, { dataTransfer, cancelable: true }))) event.preventDefault();
    });
  }

  // By now the address may have been written over.
  window.addEventListener("hashchange", ({ newURL }) => {
    read(scope, new URL(newURL).hash);
  });

  for (const change of ["run", "framechange", "lookchange"]) {
    scope.addEventListener(change, () => {
      write(scope);
    });
  }

  // Where nothing has the focus, a key is meant for the element: it is what the page is about.
  document.addEventListener("keydown", (event) => {
    // An event that is made again does not tell of AltGr, which is for writing.
    if (event.target !== document.body || event.defaultPrevented || event.getModifierState("AltGraph")) return;
    if (!scope.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
  });
}
