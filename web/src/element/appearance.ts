import { channels } from "../browser/css-colour";
import { windowOf } from "../browser/dom";

/**
 * Calls back until the signal aborts, whenever the page's colours, the reader's preferred colours, the screen's resolution
 * or the window's size changes. Slides are scaled by the window's size.
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
  // The style sheet animates the colours of `::before`; its transitions are the only sign that the page's have changed.
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

/** Whether a page is dark around an element: by its colour scheme there or, if it has none, by light letters. */
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
