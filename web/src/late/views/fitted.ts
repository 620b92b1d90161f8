import { scaleLinear } from "d3-scale";
import { writeLabel } from "../../plot/labels";
import { joined, type Scale } from "../../plot/scales";
import { boxWithin, colourOf, scaledMargins, type Surface } from "../../plot/surface";
import { positionsOf, traceDiscs, traceGrid } from "../../plot/symbols";
import { label as labelled } from "../../text/notation";
import type { Ends, Picture, Plot } from "../../trainer/trainer-module";
import { drawLegend, layOutLegend } from "../../views/legend";
import {
  areSamePictures,
  entriesBehind,
  pensBehind,
  picturesBehind,
  type PenBehind,
  type PictureBehind,
} from "../../views/runs-behind";
import {
  outputOf,
  targetsOf,
  type FittedLayout,
  type FunctionDrawing,
  type FunctionTools,
  type Scene,
} from "../../views/view";
import { described } from "../text/prose-views";
import { drawAxesOfValues } from "./axes-of-values";

/** The last frame drawn, and its layout. */
interface Drawn {
  scene: Scene;
  picture: Picture;
  behind: readonly PictureBehind[];
  layout: FittedLayout;
  about: string;
}

/** The fitted values of the data, upwards, against the given ones, across: on the diagonal they are equal. */
export function fitted(base: Surface, tools?: FunctionTools): FunctionDrawing {
  const sides = base.layer("sides");
  const bottom = base.layer("axis bottom");
  const left = base.layer("axis left");
  const grid = base.layer("grid");
  const points = base.layer("fitted-points");
  const penOf = pensBehind(base);
  const diagonal = base.layer("diagonal");
  const key = base.layer("key");
  const title = base.layer("title").append("text").attr("text-anchor", "middle");
  const given = base.layer("label").append("text").attr("text-anchor", "middle");
  const learnt = base.layer("label green").append("text").attr("text-anchor", "middle");
  let drawn: Drawn | undefined;

  function drawAxes({ margins, box, x, y, tick, label }: FittedLayout, plot: Plot, output: number, scene: Scene): void {
    drawAxesOfValues({ sides, bottom, left }, { box, x, y, tick }, margins.left - 11 - 1.25 * label);
    const { outputs } = plot;
    const [target, value] = outputs === 1 ? ["y_i", "h_θ(x_i)"] : [`y_{i,${output + 1}}`, `h_{θ,${output + 1}}(x_i)`];
    writeLabel(given, labelled(target), label);
    writeLabel(learnt, labelled(value), label);
    given.attr("transform", `translate(${box.left + box.width / 2},${base.height - 0.7 * label})`);
    learnt.attr("transform", `translate(${1.05 * label},${box.top + box.height / 2}) rotate(-90)`);
    const legend = legendOf(scene, box.width, tick);
    key.attr("transform", `translate(${box.left},${box.top - legend.height - 0.3 * tick})`);
    drawLegend(key, legend);
    title
      .attr("font-size", tick)
      .attr("x", box.left + box.width / 2)
      .attr("y", box.top - legend.height - 1.1 * tick);
  }

  function paint(layout: FittedLayout, picture: Picture, plot: Plot, output: number, scene: Scene): void {
    const { box, x, y, line } = layout;
    const context = base.marks(box, layout.radius);
    context.beginPath();
    context.strokeStyle = colourOf(grid);
    traceGrid(context, x.ticks(6), y.ticks(6), x, y);
    context.stroke();
    const ends = joined(endsOf(x), endsOf(y));
    context.beginPath();
    context.strokeStyle = colourOf(diagonal);
    context.lineWidth = 1.5 * line;
    context.setLineDash([6 * line, 4 * line]);
    context.moveTo(x(ends[0]), y(ends[0]));
    context.lineTo(x(ends[1]), y(ends[1]));
    context.stroke();
    context.setLineDash([]);
    for (const { picture, plot, index } of picturesBehind(scene)) {
      paintPoints(layout, picture, plot, output, context, penOf(index));
    }
    paintPoints(layout, picture, plot, output, context);
  }

  function paintPoints(
    { x, y, radius, line }: FittedLayout,
    { fitted = new Float64Array() }: Picture,
    plot: Plot,
    output: number,
    context: ReturnType<Surface["marks"]>,
    pen?: PenBehind,
  ): void {
    const { outputs } = plot;
    const colour = pen?.colour ?? colourOf(points);
    const targets = targetsOf(plot, output);
    const values = targetsOf({ ...plot, y: fitted }, output);
    context.save();
    context.globalAlpha *= pen?.opacity ?? 1;
    context.save();
    // What is left to be learnt.
    context.beginPath();
    context.strokeStyle = colour;
    context.globalAlpha *= 0.35;
    context.lineWidth = line;
    targets.forEach((target, i) => {
      context.moveTo(x(target), y(target));
      context.lineTo(x(target), y(values[i] ?? NaN));
    });
    context.stroke();
    context.restore();
    context.beginPath();
    context.fillStyle = colour;
    const size = radius * (targets.length * outputs > 300 ? 0.6 : 1);
    const positions = positionsOf(targets, values, x, y);
    if (pen?.colour === undefined) traceDiscs(context, positions, size);
    else pen.shapes[0]?.(context, positions, size, 0, targets.length);
    context.fill();
    context.restore();
  }

  return {
    description: described.fitted,
    fit() {
      drawn = undefined;
    },
    draw(scene) {
      const { recording, look, frame, picture } = scene;
      if (!picture?.fitted) return;
      const { plot } = recording;
      const output = outputOf(plot, look);
      const behind = picturesBehind(scene);
      const about = JSON.stringify([recording.number, output, toldBehind(scene)]);
      const kept = drawn?.about === about ? drawn : undefined;
      const layout = kept?.layout ?? layOut(base, plot, scene);
      if (!kept) drawAxes(layout, plot, output, scene);
      if (kept?.picture !== picture || !areSamePictures(kept.behind, behind))
        paint(layout, picture, plot, output, scene);
      drawn = { scene, picture, behind, layout, about };
      title.text(`iteration: ${picture.iteration}, frame: ${frame}`);
      tools?.drawCounts({ box: layout.box, x: layout.x, weight: layout.y }, { outside: new Float64Array() }, false);
    },
    placed: () => drawn && { view: "fitted", layout: drawn.layout, scene: drawn.scene },
  };
}

function endsOf(scale: Scale): Ends {
  const [low = 0, high = 0] = scale.domain();
  return [low, high];
}

function legendOf(scene: Scene, width: number, size: number): ReturnType<typeof layOutLegend> {
  return layOutLegend(toldBehind(scene), width, size);
}

function toldBehind(scene: Scene): ReturnType<typeof entriesBehind> {
  return entriesBehind(scene, picturesBehind(scene));
}

function layOut({ width, height, scale }: Surface, { targetRange }: Plot, scene: Scene): FittedLayout {
  const { margins, tick, label, radius } =
    width < 520 * scale
      ? { margins: { top: 36, right: 24, bottom: 58, left: 60 }, tick: 12, label: 18, radius: 4 }
      : { margins: { top: 44, right: 40, bottom: 72, left: 80 }, tick: 14, label: 22, radius: 5 };
  const scaled = scaledMargins(margins, scale);
  scaled.top += legendOf(scene, width - scaled.left - scaled.right, tick * scale).height;
  const box = boxWithin(width, height, scaled);
  // Every run begins near 0.
  const range = joined(targetRange, [0, 0]);
  return {
    margins: scaled,
    box,
    x: scaleLinear([...targetRange], [0, box.width]),
    y: scaleLinear([...range], [box.height, 0]),
    tick: tick * scale,
    label: label * scale,
    radius: radius * scale,
    line: scale,
  };
}
