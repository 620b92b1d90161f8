/** The parts that are loaded together when the reader first asks for one of them; see `element/load-late-parts.ts`. */

import advice from "./advice.css";
import compare from "./compare-panel.css";
import data from "./data-panel.css";
import embed from "../dialogs/embed-dialog.css";
import explanations from "../reading/explanations.css";
import exporting from "./export-panel.css";
import help from "../dialogs/help-dialog.css";
import hands from "../hands/hands.css";
import imbalance from "./imbalance-line.css";
import link from "./copied-link.css";
import many from "./many-runs-panel.css";
import story from "../story/story.css";
import plane from "../views/plane.css";
import fitted from "../views/fitted.css";
import coarse from "../ghosts/coarse-pictures.css";
import words from "../words/words.css";
import look from "./look-panel.css";
import neurons from "./neurons-panel.css";
import sheet from "../dialogs/dialog.css";
import theory from "./theory-panel.css";
import tour from "../tour/tour.css";

/** The style sheets of these parts. */
export const styles = [
  advice,
  data,
  hands,
  neurons,
  look,
  theory,
  compare,
  many,
  exporting,
  sheet,
  help,
  embed,
  tour,
  story,
  coarse,
  words,
  link,
  imbalance,
  explanations,
  plane,
  fitted,
];

export { adviceOn } from "./advice";
export { CopiedLinkNotice } from "./copied-link";
export { EmbedDialog } from "../dialogs/embed-dialog";
export { FileIntake } from "./file-intake";
export { HelpDialog } from "../dialogs/help-dialog";
export { Exports } from "../export/export-files";
export { ImbalanceLine } from "./imbalance-line";
export { helpReading } from "../reading/reading";
export { unfitSettings } from "../reading/unfit-settings";
export { followCoarsely } from "../ghosts/coarse-pictures";
export { library } from "../export/lazy-library";
export { shapeInSpace } from "../views/shape-in-space";
export { panelContents } from "./panel-contents";
export { drawWords } from "../words/draw-words";
export { Story } from "../story/story";
export { Tour } from "../tour/tour";
export { Videos } from "../export/videos";
