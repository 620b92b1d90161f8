import base from "./base.css";
import grips from "../views/data-handles.css";
import layout from "./layout.css";
import marks from "../plot/symbols.css";
import neuron from "../panels/neuron-bar.css";
import outside from "../views/outside-counts.css";
import panel from "../panels/panel.css";
import { kinds } from "../views/registry";
import parameters from "../panels/parameter-panel.css";
import pictures from "../views/view-grid.css";
import presentation from "./presentation.css";
import status from "../panels/status.css";
import transport from "../panels/playback-controls.css";

/** What is said of the parts, and after it, so that it prevails, what is said of some of them where there is room. */
const parts = [
  base,
  pictures,
  ...kinds.map(([, { styles }]) => styles),
  grips,
  outside,
  marks,
  transport,
  status,
  panel,
  parameters,
  neuron,
];
const wherever = [layout, presentation];

/** A document takes sheets that are its own alone. They are gone when it is. */
const sheets = new WeakMap<Document, CSSStyleSheet>();
const made = new Set<WeakRef<CSSStyleSheet>>();

/** One style sheet serves all elements of a document; it is made by script, which a strict content policy allows. */
export function styleSheet(document: Document): CSSStyleSheet {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new (document.defaultView ?? window).CSSStyleSheet();
    sheets.set(document, sheet);
    made.add(new WeakRef(sheet));
    fill(sheet);
  }
  return sheet;
}

/** Says more, of parts that are loaded later. */
export function addStyles(...more: readonly string[]): void {
  parts.push(...more);
  for (const sheet of made) fill(sheet.deref());
}

function fill(sheet: CSSStyleSheet | undefined): void {
  sheet?.replaceSync([...parts, ...wherever].join("\n"));
}
