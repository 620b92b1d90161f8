import { fragmentOf, fragmentPieces, longest } from "../experiment/address-fragment";
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

/** Attributes of the element that the address may name as well, and those that it has named. */
const settings = ["controls", "fps", "autoplay", "loop", "theme"];
const kept = new URLSearchParams();

/** What the browser keeps of an entry in its history, over a reload too: all that the address says, however long. */
interface Entry {
  address: string;
  playing: boolean;
}

/** The entry that is shown; a page of another version may have left anything there. */
function entryOf(state: unknown): Entry | undefined {
  const { address, playing } = (state ?? {}) as Partial<Record<keyof Entry, unknown>>;
  return typeof address === "string" ? { address, playing: playing === true } : undefined;
}

/** How long a change waits to be written, in milliseconds: browsers limit how often that may be. */
const pause = 400;
/** The longest address that all browsers keep. */
const mostKept = 600000;

/** Whether the reader has done something since an address was opened. What follows is tried, and gets an entry of its own. */
let isTouched = false;
/** Whether something may be being dragged, which is one thing tried. */
let isPressed = false;
/** The experiment of the present entry, and one that may follow it if it lasts. */
let shown: string | undefined;
let tried: string | undefined;
let isWaiting = false;

/** Shows what an address says, given as what stands in it from the `#` on. */
function read(scope: ReluScopeElement, hash: string): void {
  const pieces = fragmentPieces(hash);
  const [first] = pieces;
  // A link to a part of the page around the element says nothing about the element.
  if (pieces.length === 1 && first?.value === "" && document.getElementById(first.key)) return;
  isTouched = false;
  for (const { key, value } of pieces) {
    if (!settings.includes(key)) continue;
    // The address that the element writes says it itself.
    if (key !== "loop") kept.set(key, value);
    scope.setAttribute(key, value);
  }
  scope.address = fragmentOf(pieces.filter(({ key }) => !settings.includes(key)));
}

/** Writes the address soon. Waits longer where that takes long, as for very many points. */
function willWrite(scope: ReluScopeElement, wait = pause): void {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    const began = performance.now();
    const isDone = !isPressed && write(scope);
    if (!isDone) willWrite(scope, Math.max(pause, 20 * (performance.now() - began)));
  }, wait);
}

/** Returns whether it has: not while another experiment has only just come. */
function write(scope: ReluScopeElement): boolean {
  const { address, playing } = scope;
  const [experiment = ""] = /^(?:preset|experiment)=[^&]*/.exec(address) ?? [];
  const isNew = shown !== undefined && experiment !== shown;
  if (isNew && experiment !== tried) {
    tried = experiment;
    return false;
  }
  shown = experiment;
  const whole = [kept.toString(), address].filter((part) => part !== "").join("&");
  // What goes by while it plays is kept, but not shown.
  const short = playing ? whole.replace(/(^|&)frame=\d+$/, "") : whole;
  const isLong = whole.length > longest;
  let isKept = whole.length <= mostKept;
  const entry: Entry | null = isKept ? { address: whole, playing } : null;
  try {
    // Entries of a frame would be steps in the history of the page around it.
    const isStep = isNew && isTouched && window.parent === window;
    history[isStep ? "pushState" : "replaceState"](entry, "", isLong ? "#" : `#${short}`);
  } catch {
    // Inside a sandbox a page may have no address of its own to change.
    isKept = false;
  }
  if (note) note.textContent = isLong ? words.tooLong(isKept) : "";
  return true;
}

if (scope) {
  // Some previews show a page under an address that leads nowhere else, and is no base for others.
  if (!/^(https?|file):$/.test(location.protocol)) scope.removeAttribute("home");
  else if (!scope.hasAttribute("home")) scope.setAttribute("home", location.href.replace(/#.*$/, ""));
  // After a reload, or on the way back from another page, all is as it was.
  const entry = entryOf(history.state);
  if (entry) {
    scope.removeAttribute("autoplay");
    if (entry.address !== "") read(scope, entry.address);
    if (entry.playing) {
      void customElements.whenDefined("relu-scope").then(() => {
        scope.play();
      });
    }
  } else if (location.hash.length > 1) read(scope, location.hash);
  reportHeight(scope);

  // A file dropped beside the element is meant for it too, until it has left the page.
  for (const kind of ["dragover", "dragleave", "drop"] as const) {
    document.addEventListener(kind, (event) => {
      if (event.composedPath().includes(scope) || (kind === "dragleave" && event.relatedTarget)) return;
      const { dataTransfer } = event;
      if (!scope.dispatchEvent(new DragEvent(kind, { dataTransfer, cancelable: true }))) event.preventDefault();
    });
  }

  window.addEventListener("popstate", ({ state }) => {
    read(scope, entryOf(state)?.address ?? location.hash);
  });

  for (const change of ["run", "progress", "framechange", "lookchange"]) {
    scope.addEventListener(change, () => {
      willWrite(scope);
    });
  }

  const touch = (event: Event): void => {
    isTouched = true;
    if (event.type.startsWith("pointer")) isPressed = event.type === "pointerdown";
  };
  for (const kind of ["pointerdown", "pointerup", "pointercancel", "keydown", "drop", "paste"]) {
    document.addEventListener(kind, touch, { capture: true });
  }

  // Where nothing has the focus, a key is meant for the element: it is what the page is about.
  document.addEventListener("keydown", (event) => {
    // An event that is made again does not tell of AltGr, which is for writing.
    if (event.target !== document.body || event.defaultPrevented || event.getModifierState("AltGraph")) return;
    if (!scope.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
  });
}
