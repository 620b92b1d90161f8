import base from "./style/base.css";
import compare from "./style/compare.css";
import embed from "./style/embed.css";
import exporting from "./style/export.css";
import help from "./style/help.css";
import data from "./style/data.css";
import look from "./style/look.css";
import neuron from "./style/neuron.css";
import panel from "./style/panel.css";
import parameters from "./style/parameters.css";
import pictures from "./style/pictures.css";
import presentation from "./style/presentation.css";
import sheetStyle from "./style/sheet.css";
import status from "./style/status.css";
import theory from "./style/theory.css";
import tour from "./style/tour.css";
import transport from "./style/transport.css";
import wide from "./style/wide.css";

let sheet: CSSStyleSheet | undefined;

/** One style sheet serves all elements of a page; it is made by script, which a strict content policy allows. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(
      [
        base,
        pictures,
        transport,
        status,
        panel,
        data,
        parameters,
        look,
        neuron,
        theory,
        compare,
        exporting,
        sheetStyle,
        help,
        embed,
        tour,
        wide,
        presentation,
      ].join("\n"),
    );
  }
  return sheet;
}
