import { Printout, type Printable } from "./printout";
import styles from "./print.css";
import { forgetTrainer } from "./train-at-once";

/**
 * Printing. A browser prints as soon as the listeners of `beforeprint` return, and waits for nothing. Figures that have not
 * been in sight are therefore trained in the listener, which takes milliseconds.
 */

export { styles };

/** How long printing trains one figure, and all figures of a page, at most, in milliseconds. */
const patience = { figure: 3000, page: 8000 };

/** The printing of each window. A class: a minifier may inline a function, and its closure would then keep figures alive. */
const known = new WeakMap<Window, WindowPrinting>();

/** Prints an instrument with this window until the signal aborts. */
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

/** Puts the printouts of a window's figures in place before printing, and clears them afterwards. */
class WindowPrinting {
  readonly printouts = new Set<Printout>();

  constructor(window: Window) {
    known.set(window, this);
    // Print media can also be emulated. In real printing this event comes second, and sees what the page's own listeners
    // have changed.
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
    // A slow figure must leave the others their share of the time.
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
