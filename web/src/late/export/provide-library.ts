/** Hands what a library's script has made to the page that has loaded the script; see `library.ts`. */
export function provide(detail: unknown): void {
  document.currentScript?.dispatchEvent(new CustomEvent("provide", { detail }));
}
