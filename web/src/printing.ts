import type { Instrument } from "./instrument";
import { Printout } from "./printout";
import printStyles from "./style/print.css";
import { addStyles } from "./style-sheet";
import { forgetTrainer } from "./train-at-once";

/**
 * Printing. A browser does not wait for anything: what is to be on paper has to be there when the listeners of
 * `beforeprint` return. What has not been in sight till then is trained there and then, which takes milliseconds.
 */

addStyles(printStyles);

/** How long printing waits for a figure that is to be trained, and for all figures of a page, in milliseconds. */
const patience = { figure: 3000, page: 8000 };

/** The figures of each window. */
const known = new WeakMap<Window, Set<Printout>>();

/** Prints an instrument that stands in this window as long as the signal is not aborted. */
export function print(instrument: Instrument, window: Window, signal: AbortSignal): void {
  if (signal.aborted) return;
  const printouts = known.get(window) ?? watch(window);
  known.set(window, printouts);
  const printout = new Printout(instrument);
  printouts.add(printout);
  signal.addEventListener("abort", () => {
    printouts.delete(printout);
    printout.clear();
  });
}

function watch(window: Window): Set<Printout> {
  const printouts = new Set<Printout>();
  const show = (): void => {
    const end = performance.now() + patience.page;
    let left = printouts.size;
    // One that takes long leaves the others their share.
    for (const printout of printouts) {
      const now = performance.now();
      printout.show(now + Math.min(patience.figure, (end - now) / left--));
    }
    forgetTrainer();
  };
  const clear = (): void => {
    for (const printout of printouts) printout.clear();
  };
  // The page may also be shown as it would be printed. Where it is printed this comes second, and finds what listeners of
  // the page's own have changed.
  const paper = window.matchMedia("print");
  paper.addEventListener("change", ({ matches }) => {
    if (matches) show();
    else clear();
  });
  window.addEventListener("beforeprint", show);
  window.addEventListener("afterprint", () => {
    if (!paper.matches) clear();
  });
  return printouts;
}
