/** Calls back whenever the preferred colour scheme or the screen's resolution changes, until the signal aborts. */
export function watchAppearance(changed: () => void, signal: AbortSignal): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed, { signal });
  const watchResolution = (): void => {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        changed();
        watchResolution();
      },
      { once: true, signal },
    );
  };
  watchResolution();
}

export function prefersReducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
