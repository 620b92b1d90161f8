/** What is loaded when the reader first opens some of it, in one piece; see `late-dialogs.ts`. */

import compare from "./compare-panel.css";
import data from "./data-panel.css";
import embed from "../dialogs/embed-dialog.css";
import exporting from "./export-panel.css";
import help from "../dialogs/help-dialog.css";
import look from "./look-panel.css";
import sheet from "../dialogs/dialog.css";
import theory from "./theory-panel.css";
import tour from "./tour.css";

/** The style sheets of these parts. */
export const styles = [data, look, theory, compare, exporting, sheet, help, embed, tour];

export { adviceOn } from "./advice";
export { ColumnSheet } from "../dialogs/column-dialog";
export { ComparePanel } from "./compare-panel";
export { DataPanel } from "./data-panel";
export { EmbedSheet } from "../dialogs/embed-dialog";
export { ExportPanel } from "./export-panel";
export { Exports } from "../export/export-files";
export { Help } from "../dialogs/help-dialog";
export { isTable, textOf } from "../files/open-file";
export { pointsIn, readTable } from "../files/table";
export { TheoryPanel } from "./theory-panel";
export { Tour, toured } from "./tour";
export { Videos } from "../export/videos";
export { ViewPanel } from "./look-panel";
