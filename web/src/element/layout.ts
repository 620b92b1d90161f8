import { make } from "../browser/dom";
import type { Control } from "../experiment/attribute-values";
import type { NeuronBar } from "../panels/neuron-bar";
import type { ParameterPanel } from "../panels/parameter-panel";
import type { PlaybackControls } from "../panels/playback-controls";
import type { SpokenSummary } from "../panels/spoken-summary";
import type { Status } from "../panels/status";
import type { Toolbar } from "../panels/toolbar";
import type { ViewGrid } from "../views/view-grid";
import type { LateDialogs } from "./late-dialogs";
import type { LateImbalance } from "./late-imbalance";
import type { LatePanels } from "./late-panels";
import type { OpenedFiles } from "./opened-files";

/** The parts of the instrument, from top to bottom. */
export interface LayoutParts {
  readonly pictures: ViewGrid;
  readonly summary: SpokenSummary;
  readonly playback: PlaybackControls;
  readonly toolbar: Toolbar;
  readonly imbalance: LateImbalance;
  readonly neuronBar: NeuronBar;
  readonly status: Status;
  readonly dialogs: LateDialogs;
  readonly files: OpenedFiles;
  readonly parameters: ParameterPanel;
  readonly panels: LatePanels;
}

/** Puts the parts into an element. Returns what shows some controls alone. */
export function layOut(
  element: HTMLElement,
  { pictures, summary, playback, toolbar, imbalance, neuronBar, status, dialogs, files, ...settings }: LayoutParts,
): (controls: ReadonlySet<Control>) => void {
  const { data, look, theory, compare, export: exporting } = settings.panels;
  const changing = [settings.parameters, data, look, theory, compare].map((panel) => panel.element);
  element.append(
    pictures.element,
    summary.element,
    make("div", { class: "bar" }, playback.element, toolbar.element),
    dialogs.notice,
    imbalance.element,
    neuronBar.element,
    status.element,
    dialogs.element,
    files.element,
    make("div", { class: "panels" }, ...changing, exporting.element),
  );
  return (controls) => {
    const canSet = controls.has("parameters");
    toolbar.show(canSet);
    toolbar.element.hidden = !controls.has("play");
    playback.show(controls.has("play"), controls.has("seek"));
    for (const part of [...changing, neuronBar.element]) part.hidden = !canSet;
    exporting.element.hidden = !controls.has("export");
    pictures.enable(canSet);
  };
}
