import base from "./style/base.css";
import grips from "./style/grips.css";
import marks from "./style/marks.css";
import neuron from "./style/neuron.css";
import panel from "./style/panel.css";
import parameters from "./style/parameters.css";
import pictures from "./style/pictures.css";
import presentation from "./style/presentation.css";
import status from "./style/status.css";
import transport from "./style/transport.css";
import wide from "./style/wide.css";

/** What is said of the parts, and after it, so that it prevails, what is said of some of them where there is room. */
const parts = [base, pictures, grips, marks, transport, status, panel, parameters, neuron];
const wherever = [wide, presentation];

let sheet: CSSStyleSheet | undefined;

/** One style sheet serves all elements of a page; it is made by script, which a strict content policy allows. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    addStyles();
  }
  return sheet;
}

/** Says more, of parts that are loaded later. */
export function addStyles(...more: readonly string[]): void {
  parts.push(...more);
  sheet?.replaceSync([...parts, ...wherever].join("\n"));
}
