import { Printout, type Printable } from "./printout";
import styles from "./print.css";
import { forgetTrainer } from "./train-at-once";

/**
 * Printing. A browser does not wait for anything: what is to be on paper has to be there when the listeners of
 * `beforeprint` return. What has not been in sight till then is trained there and then, which takes milliseconds.
 */

export { styles };

/** How long printing waits for a figure that is to be trained, and for all figures of a page, in milliseconds. */
const patience = { figure: 3000, page: 8000 };

/** The printing of each window. A class, since minifiers move plain functions into others, whose figures theirs then keep. */
const known = new WeakMap<Window, WindowPrinting>();

/** Prints an instrument that stands in this window as long as the signal is not aborted. */
export function print(instrument: Printable, window: Window, signal: AbortSignal): void {
  if (signal.aborted) return;
  const { printouts } = known.get(window) ?? new WindowPrinting(window);
  const printout = new Printout(instrument);
  printouts.add(printout);
  signal.addEventListener("abort", () => {
    printouts.delete(printout);
    printout.clear();
  });
}

/** Shows the figures of a window on paper, and clears them when it has been printed. */
class WindowPrinting {
  readonly printouts = new Set<Printout>();

  constructor(window: Window) {
    known.set(window, this);
    // The page may also be shown as it would be printed. Where it is printed this comes second, and finds what listeners
    // of the page's own have changed.
    const paper = window.matchMedia("print");
    paper.addEventListener("change", ({ matches }) => {
      if (matches) this.#show();
      else this.#clear();
    });
    window.addEventListener("beforeprint", () => {
      this.#show();
    });
    window.addEventListener("afterprint", () => {
      if (!paper.matches) this.#clear();
    });
  }

  #show(): void {
    const end = performance.now() + patience.page;
    let left = this.printouts.size;
    // One that takes long leaves the others their share.
    for (const printout of this.printouts) {
      const now = performance.now();
      printout.show(now + Math.min(patience.figure, (end - now) / left--));
    }
    forgetTrainer();
  }

  #clear(): void {
    for (const printout of this.printouts) printout.clear();
  }
}
