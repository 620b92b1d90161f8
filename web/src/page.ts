import { readAddress, writeAddress, type Request } from "./address";
import { define } from "./define";

/** The hosted page and the offline file: the element follows the address, and the address follows the element. */

const scope = document.querySelector("relu-scope");
let request: Request = readAddress(location.hash);
/** The experiment that the address stands for, once it is known. */
let addressed: string | undefined;
let writing: ReturnType<typeof setTimeout> | undefined;

/** Writes the address when nothing has changed for a moment. */
function write(): void {
  clearTimeout(writing);
  writing = setTimeout(() => {
    try {
      history.replaceState(null, "", writeAddress(request));
    } catch {
      // Inside a sandbox a page may have no address of its own to change.
    }
  }, 300);
}

function setViewAndFrame(scope: HTMLElement): void {
  for (const name of ["views", "frame"]) {
    const value = request.get(name);
    if (value !== undefined) scope.setAttribute(name, value);
    else scope.removeAttribute(name);
  }
}

if (scope) {
  for (const [name, value] of request) scope.setAttribute(name, value);

  window.addEventListener("hashchange", () => {
    const before = request;
    request = readAddress(location.hash);
    addressed = undefined;
    const [experiment, preset] = [request.get("experiment"), request.get("preset")];
    if (experiment !== before.get("experiment") || preset !== before.get("preset")) {
      scope.experiment = experiment ?? (preset === undefined ? {} : { preset });
    }
    setViewAndFrame(scope);
  });

  // Where nothing has the focus, a key is meant for the element: it is what the page is about.
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body || event.defaultPrevented) return;
    if (!scope.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
  });

  scope.addEventListener("run", () => {
    const experiment = JSON.stringify(scope.experiment);
    if (addressed !== undefined && addressed !== experiment) {
      request.delete("preset");
      request.set("experiment", experiment);
      write();
    }
    addressed = experiment;
  });

  scope.addEventListener("framechange", () => {
    const frame = String(scope.frame);
    if (scope.playing || (request.get("frame") ?? "0") === frame) return;
    request.set("frame", frame);
    write();
  });
}

// Only now, so that the element finds its attributes when it is made.
define();
