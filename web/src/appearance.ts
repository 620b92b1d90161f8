/**
 * Calls back whenever the colours that the reader prefers or the screen's resolution change, or the window's size, by which
 * slides are scaled, until the signal aborts.
 */
export function watchAppearance(changed: () => void, signal: AbortSignal): void {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", changed, { signal });
  }
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
  window.addEventListener(
    "resize",
    () => {
      requestAnimationFrame(changed);
    },
    { signal },
  );
}

export function prefersReducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
