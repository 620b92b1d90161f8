import type { Commands } from "../../panels/commands";
import type { Stage } from "../../panels/stage";
import { Exports } from "../export/export-files";
import { Videos } from "../export/videos";
import { ComparePanel } from "./compare-panel";
import { DataPanel, type TakesFiles } from "./data-panel";
import { ExportPanel } from "./export-panel";
import { LookPanel } from "./look-panel";
import { ManyRunsPanel, type SweepProblems } from "./many-runs-panel";
import { TheoryPanel } from "./theory-panel";

/** The contents of the panels, by the panels' names. */
export interface PanelContents {
  data: DataPanel;
  look: LookPanel;
  theory: TheoryPanel;
  compare: ComparePanel;
  many: ManyRunsPanel;
  export: ExportPanel;
}

/** Makes the contents; `redraw` is called when one has more to show. */
export const panelContents: {
  readonly [Name in keyof PanelContents]: (
    stage: Stage,
    files: TakesFiles,
    commands: Commands,
    redraw: () => void,
    problems: SweepProblems,
  ) => PanelContents[Name];
} = {
  data: ({ draft, training }, files) => new DataPanel(draft, training, files),
  look: (stage) => new LookPanel(stage),
  theory: (stage) => new TheoryPanel(stage),
  compare: ({ training }, _, commands, redraw) => new ComparePanel(training, commands, redraw),
  many: (stage, _files, _commands, redraw, problems) => new ManyRunsPanel(stage, problems, redraw),
  export: (stage, files) => new ExportPanel(new Exports(stage), new Videos(stage), files),
};
