import { longest } from "./address";
import { link as words } from "./prose";
import type { ReluScopeElement } from "./relu-scope";

/**
 * The hosted page and the offline file: the element follows the address, and the address follows the element. Runs before
 * the script that defines the element, so that it finds what it is to show when it is made.
 */

const scope = document.querySelector("relu-scope");
const note = document.querySelector("#note");
let writing: ReturnType<typeof setTimeout> | undefined;

/** Writes the address when nothing has changed for a moment. */
function write(scope: ReluScopeElement): void {
  clearTimeout(writing);
  writing = setTimeout(() => {
    if (scope.playing) return;
    const { address } = scope;
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
  scope.setAttribute("home", location.href.replace(/#.*/, ""));
  if (location.hash.length > 1) scope.address = location.hash;

  // A file dropped beside the element is meant for it too.
  for (const kind of ["dragover", "drop"] as const) {
    document.addEventListener(kind, (event) => {
      if (event.composedPath().includes(scope)) return;
      const { dataTransfer } = event;
      if (!scope.dispatchEvent(new DragEvent(kind, { dataTransfer, cancelable: true }))) event.preventDefault();
    });
  }

  window.addEventListener("hashchange", () => {
    clearTimeout(writing);
    scope.address = location.hash;
  });

  for (const change of ["run", "framechange", "lookchange"]) {
    scope.addEventListener(change, () => {
      write(scope);
    });
  }

  // Where nothing has the focus, a key is meant for the element: it is what the page is about.
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body || event.defaultPrevented) return;
    if (!scope.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
  });
}
