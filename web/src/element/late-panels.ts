import type { PanelContents } from "../late/panels/panel-contents";
import type { Commands } from "../panels/commands";
import { LatePanel } from "../panels/panel";
import type { Stage } from "../panels/stage";
import { names } from "../text/prose";
import { loadLateParts } from "./load-late-parts";
import type { OpenedFiles } from "./opened-files";
import type { Problems } from "./problems";

/** The panels whose contents are loaded when the reader first unfolds one of them. */
export type LatePanels = { readonly [Name in keyof PanelContents]: LatePanel<PanelContents[Name]> };

/** `redraw` is called when a panel has more to show. */
export function latePanels(
  stage: Stage,
  files: OpenedFiles,
  commands: Commands,
  redraw: () => void,
  problems: Problems,
): LatePanels {
  const late = <Name extends keyof PanelContents>(name: Name): LatePanel<PanelContents[Name]> =>
    new LatePanel(name, names[name], async () => {
      const { panelContents } = await loadLateParts();
      return panelContents[name](stage, files, commands, redraw, problems);
    });
  return {
    data: late("data"),
    neurons: late("neurons"),
    look: late("look"),
    theory: late("theory"),
    compare: late("compare"),
    many: late("many"),
    export: late("export"),
  };
}
