import type { Printable } from "../late/printing/printout";
import { addStyles } from "./style-sheet";

/**
 * Prints an instrument as a figure, until the signal aborts. Loads the code for that late, but without being asked: nothing
 * can be loaded any more when the page is printed. Without it, the page is printed as it is on screen.
 */
export async function letPrint(instrument: Printable, signal: AbortSignal): Promise<void> {
  const printing = await import("../late/printing/printing").catch(() => undefined);
  if (printing) addStyles(printing.styles);
  const window = instrument.stage.element.ownerDocument.defaultView;
  if (window) printing?.print(instrument, window, signal);
}
