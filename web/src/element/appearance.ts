import { channels } from "../browser/css-colour";
import { windowOf } from "../browser/dom";

/**
 * Calls back whenever the colours of the page or those that the reader prefers change, or the screen's resolution, or the
 * window's size, by which slides are scaled, until the signal aborts.
 */
export function watchAppearance(element: HTMLElement, changed: () => void, signal: AbortSignal): void {
  const window = windowOf(element);
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    window.matchMedia(query).addEventListener("change", changed, { signal });
  }
  const watchResolution = (): void => {
    window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        changed();
        watchResolution();
      },
      { once: true, signal },
    );
  };
  watchResolution();
  window.addEventListener(
    "resize",
    () => {
      window.requestAnimationFrame(changed);
    },
    { signal },
  );
  // The style sheet has the colours of `::before` pass to new ones, which is the only sign that a page has others.
  for (const kind of ["transitionrun", "transitionstart", "transitionend", "transitioncancel"] as const) {
    element.addEventListener(
      kind,
      (event) => {
        if (event.target !== element || event.pseudoElement !== "::before") return;
        event.stopImmediatePropagation();
        if (kind === "transitionend") changed();
      },
      { signal },
    );
  }
}

/**
 * Whether a page is dark where an element stands: by its colour scheme there, or, where it has none, by whether its letters
 * are light.
 */
export function isDarkAround(element: HTMLElement): boolean {
  const window = windowOf(element);
  const [light] = channels(window.getComputedStyle(element, "::before").backgroundColor);
  if (light === 0) return true;
  const { colorScheme, color } = window.getComputedStyle(element);
  const [red, green, blue] = channels(color);
  return colorScheme === "normal" && red + green + blue > 1.5 * 255;
}

export function prefersReducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
