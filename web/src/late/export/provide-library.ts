/** Hands a library to the page that has loaded its script; see `lazy-library.ts`. */
export function provide(detail: unknown): void {
  document.currentScript?.dispatchEvent(new CustomEvent("provide", { detail }));
}
