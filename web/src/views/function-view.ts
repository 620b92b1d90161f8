import { DataHandles } from "./data-handles";
import { curve } from "./curve";
import styles from "./function-view.css";
import { outsideCounts } from "./outside-counts";
import type { Group, Surface } from "../plot/surface";
import type { Plot } from "../trainer/trainer-module";
import { views } from "../text/prose";
import type { DrawnView, FunctionDrawing, FunctionShape, Interaction, ViewKind } from "./view";

let shapeInSpace: ((inputs: number) => FunctionShape) | undefined;

/** Makes known how a function of several inputs is drawn. */
export function drawInSpace(shapeOf: (inputs: number) => FunctionShape): void {
  shapeInSpace = shapeOf;
}

function shapeOf({ inputs }: Plot): FunctionShape | undefined {
  return inputs === 1 ? curve : shapeInSpace?.(inputs);
}

/**
 * The learnt function: a curve of one input; of several, whose trainer loads late, what has loaded with it: a map of the plane,
 * or the fitted values.
 */
export const functionView: ViewKind = { aspect: 1.06, draws: "picture", styles, on };

function on(base: Surface, interaction?: Interaction): DrawnView {
  const tools = interaction && {
    handles: new DataHandles(base.figure, interaction.draft, interaction.redraw),
    drawCounts: outsideCounts(base.figure, interaction.changeAxes),
    redraw: interaction.redraw,
  };
  let shown: { shape: FunctionShape; drawing: FunctionDrawing } | undefined;
  let layers: Group[] = [];
  /** The surface, as one shape after the other has it for itself. */
  const surface = Object.create(base, {
    layer: {
      value: (name: string): Group => {
        const layer = base.layer(name);
        layers.push(layer);
        return layer;
      },
    },
  }) as Surface;

  return {
    figure: base.figure,
    handles: tools?.handles,
    fit() {
      base.fit();
      shown?.drawing.fit();
    },
    draw(scene) {
      const shape = shapeOf(scene.recording.plot);
      if (!shape) return;
      if (shown?.shape !== shape) {
        for (const layer of layers) layer.remove();
        layers = [];
        tools?.handles.clear();
        shown = { shape, drawing: shape(surface, tools) };
      }
      shown.drawing.draw(scene);
    },
    neuronAt: (left, top, within) => shown?.drawing.neuronAt?.(left, top, within),
    placed: () => shown?.drawing.placed?.(),
    letGo() {
      tools?.handles.letGo();
    },
    describe(text) {
      base.svg.setAttribute("aria-label", `${shown?.drawing.description ?? views.function.description} ${text}`);
    },
  };
}
