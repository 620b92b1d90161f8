import type { Instrument } from "./instrument";
import { addStyles } from "./style-sheet";

/**
 * Has an instrument printed as a figure, until the signal aborts. What that takes comes late, but at once: nothing can be
 * loaded any more when the page is printed. Where it cannot be had, what is on screen is printed.
 */
export async function letPrint(instrument: Instrument, signal: AbortSignal): Promise<void> {
  const printing = await import("../late/printing/printing").catch(() => undefined);
  if (printing) addStyles(printing.styles);
  const window = instrument.element.ownerDocument.defaultView;
  if (window) printing?.print(instrument, window, signal);
}
