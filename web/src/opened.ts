/** What is loaded when the reader first opens some of it, in one piece; see `on-demand.ts`. */

import compare from "./style/compare.css";
import data from "./style/data.css";
import embed from "./style/embed.css";
import exporting from "./style/export.css";
import help from "./style/help.css";
import look from "./style/look.css";
import sheet from "./style/sheet.css";
import theory from "./style/theory.css";
import tour from "./style/tour.css";
import { addStyles } from "./style-sheet";

addStyles(data, look, theory, compare, exporting, sheet, help, embed, tour);

export { adviceOn } from "./advice";
export { ColumnSheet } from "./column-sheet";
export { ComparePanel } from "./compare-panel";
export { DataPanel } from "./data-panel";
export { EmbedSheet } from "./embed-sheet";
export { ExportPanel } from "./export-panel";
export { Exports } from "./exports";
export { Help } from "./help";
export { isTable, textOf } from "./open-file";
export { pointsIn, readTable } from "./table";
export { TheoryPanel } from "./theory-panel";
export { Tour, toured } from "./tour";
export { Videos } from "./videos";
export { ViewPanel } from "./view-panel";
