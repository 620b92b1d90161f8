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

/** The parts of the instrument. */
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

/**
 * Puts the parts into an element: a stage, on which the pictures and what plays them share a screen and notes are beneath,
 * and the panels. Returns what shows some controls alone.
 */
export function layOut(
  element: HTMLElement,
  { pictures, summary, playback, toolbar, imbalance, neuronBar, status, dialogs, files, ...settings }: LayoutParts,
): (controls: ReadonlySet<Control>) => void {
  const { data, neurons, look, theory, compare, many, export: exporting } = settings.panels;
  const changing = [settings.parameters, data, neurons, look, theory, compare].map((panel) => panel.element);
  const notes = [
    ...[dialogs.element, toolbar.element, status.element, dialogs.notice],
    ...[imbalance.element, neuronBar.element, files.element],
  ];
  const stage = make(
    "div",
    { class: "stage" },
    make("div", { class: "screen" }, pictures.element, summary.element, playback.element),
    make("div", { class: "notes" }, ...notes),
  );
  const panels = make("div", { class: "panels" }, ...changing, many.element, exporting.element);
  const layout = make("div", { class: "layout settable" }, stage, panels);
  element.append(layout);
  return (controls) => {
    const canSet = controls.has("parameters");
    toolbar.show(canSet);
    toolbar.element.hidden = !controls.has("play");
    playback.show(controls.has("play"), controls.has("seek"));
    for (const part of [...changing, neuronBar.element]) part.hidden = !canSet;
    exporting.element.hidden = !controls.has("export");
    layout.classList.toggle("settable", canSet);
    pictures.enable(canSet);
  };
}
