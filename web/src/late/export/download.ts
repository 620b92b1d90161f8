import { make } from "../../browser/dom";

/** Hands a file to the reader, as the browser does with a download. */
export function save(file: File): void {
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: file.name }).click();
  // Long after the browser has begun to read it, however much there is.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
