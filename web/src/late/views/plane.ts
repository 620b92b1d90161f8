import { axisRight } from "d3-axis";
import { makeSvg } from "../../browser/dom";
import { drawAxis } from "../../plot/axes";
import { labelOfNegative, labelOfOutput, labelOfPositive, writeLabel } from "../../plot/labels";
import { isSameAxis, scaleOfWeights, toPixel, type WeightAxis } from "../../plot/scales";
import { colourOf, type Surface } from "../../plot/surface";
import { ticksOf } from "../../plot/ticks";
import { label as labelled } from "../../text/notation";
import type { Ends, Picture, Plot } from "../../trainer/trainer-module";
import { drawLegend } from "../../views/legend";
import { nearest } from "../../views/neuron-hit-test";
import { settlingAxis } from "../../views/settling-axis";
import type { LegendEntry } from "../../views/theory-marks";
import {
  areSamePictures,
  entriesBehind,
  pensBehind,
  picturesBehind,
  type PictureBehind,
} from "../../views/runs-behind";
import {
  outputOf,
  targetsOf,
  weightAxisOf,
  type FunctionDrawing,
  type FunctionTools,
  type PlaneLayout,
  type Scene,
} from "../../views/view";
import { described, marks as words } from "../text/prose-views";
import { drawAxesOfValues } from "./axes-of-values";
import { cssOf, rampLayers, rampOf } from "./colour-ramp";
import { contoursOf, placeLabels, type ContourLabel } from "./contours";
import { activePart, distanceTo, endsOf, kinkOf } from "./kink-lines";
import { fieldOf, paintContours, paintData, paintKinks, paintMap } from "./paint-plane";
import { layOutPlane } from "./plane-layout";

const labelOfFirst = labelled("x_1");
const labelOfSecond = labelled("x_2");

/** How many slices the bar of colours has. */
const slices = 64;

/** How far the colours reach beyond the largest target, as a factor. */
const headroom = 1.25;

/** About how many contours there are. */
const mostContours = 9;

/** How near a pointer is to a kink at most: lines take more of the plot than stars do. */
const reachOfKinks = 6;

/** The part of a scene that this view draws, with its layout. */
interface Drawn {
  scene: Scene;
  plot: Plot;
  picture: Picture;
  behind: readonly PictureBehind[];
  weightAxis: WeightAxis;
  output: number;
  layout: PlaneLayout;
  /** What the layout depends on. */
  about: string;
  labels: readonly ContourLabel[];
}

/** A map of the plane of two inputs: the learnt function in colours and contours, the data, and each neuron's kink. */
export function plane(base: Surface, tools?: FunctionTools): FunctionDrawing {
  const ramp = rampLayers(base);
  const bar = base.layer("bar");
  const sides = base.layer("sides");
  const bottom = base.layer("axis bottom");
  const left = base.layer("axis left-input");
  const right = base.layer("axis values");
  const contourLabels = base.layer("contours");
  const paper = base.layer("ground");
  const signs = { positive: base.layer("positive"), negative: base.layer("negative") };
  const key = base.layer("key");
  const title = base.layer("title").append("text").attr("text-anchor", "middle");
  const texts = Object.fromEntries(
    ["first", "second", "values"].map((name) => [
      name,
      base.layer("label").append("text").attr("text-anchor", "middle"),
    ]),
  );
  const penOf = pensBehind(base);
  const mark = base.layer("mark");
  const settled = settlingAxis(base.figure, tools?.redraw);
  let drawn: Drawn | undefined;

  function drawAxes(layout: PlaneLayout, plot: Plot, output: number): void {
    const { box, bar: colours, x, y, values, tick, label, margins } = layout;
    drawAxesOfValues({ sides, bottom, left }, { box, x, y, tick }, margins.left - 11 - 1.1 * label);
    contourLabels.attr("transform", `translate(${box.left},${box.top})`);
    right.attr("transform", `translate(${colours.left + colours.width},${colours.top})`);
    const room = margins.right - (colours.left + colours.width - box.left - box.width) - 11 - 1.2 * label;
    drawAxis(right, axisRight<number>(values), values, {
      count: box.height < 200 ? 4 : 6,
      size: tick,
      digits: 5,
      room,
    });
    right.select(".exponent").attr("x", 0).attr("y", -8).attr("text-anchor", "middle");

    const colourOfValue = rampOf(ramp, values.domain()[1] ?? 1);
    const slice = colours.height / slices;
    bar
      .attr("transform", `translate(${colours.left},${colours.top})`)
      .selectAll("rect")
      .data(Array.from({ length: slices }, (_, k) => k))
      .join("rect")
      .attr("width", colours.width)
      .attr("y", (k) => k * slice)
      // They overlap, so that no gap is seen between them.
      .attr("height", (k) => (k < slices - 1 ? 1.5 : 1) * slice)
      .attr("fill", (k) => cssOf(colourOfValue(values.invert((k + 0.5) * slice))));

    const middle = box.top + box.height / 2;
    const place = (name: string, what: typeof labelOfFirst, x: number, y: number, turned: boolean): void => {
      const text = texts[name];
      if (!text) return;
      writeLabel(text, what, label);
      text.attr("transform", `translate(${x},${y})${turned ? " rotate(-90)" : ""}`);
    };
    place("first", labelOfFirst, box.left + box.width / 2, box.top + box.height + margins.bottom - 0.65 * label, false);
    place("second", labelOfSecond, 0.95 * label, middle, true);
    place("values", labelOfOutput(plot, output), base.width - 0.5 * label, middle, true);
    const above = box.top - layout.legend.height - 0.9 * tick;
    title
      .attr("font-size", tick)
      .attr("x", box.left + box.width / 2)
      .attr("y", above - 1.6 * tick);
    drawSigns(layout, above);
    key.attr("transform", `translate(${box.left},${box.top - layout.legend.height - 0.3 * tick})`);
    drawLegend(key, layout.legend);
  }

  /** Tells which colour kinks of either sign have: a short line with its ticks, and what it stands for. */
  function drawSigns({ box, tick, line }: PlaneLayout, top: number): void {
    ([signs.positive, signs.negative] as const).forEach((group, index) => {
      const isPositive = index === 0;
      group.selectAll("*").remove();
      group.attr("transform", `translate(${box.left + index * 6.2 * tick},${top})`);
      const [length, short] = [2.2 * tick, 0.4 * tick];
      group
        .append("path")
        .attr("class", "kink")
        .attr("d", `M0,0H${length}M${0.25 * length},0V${-short}M${0.75 * length},0V${-short}`)
        .attr("stroke-width", 1.5 * line);
      const text = group
        .append("text")
        .attr("x", length + 0.5 * tick)
        .attr("y", 0.3 * tick);
      writeLabel(text, isPositive ? labelOfPositive : labelOfNegative, tick);
    });
  }

  function draw(scene: Scene): void {
    const { recording, look, frame, picture } = scene;
    if (!picture?.w) return;
    const output = outputOf(recording.plot, look);
    const whole = { plot: recording.plot, weightAxis: settled(weightAxisOf(scene), recording) };
    const { plot, weightAxis } = tools?.handles.inHand(whole) ?? whole;
    const behind = picturesBehind(scene);
    const ranges: [Ends, Ends] = [look.xRange ?? plot.xRange, look.secondRange ?? plot.secondRange];
    const reach = headroom * (largest(plot.y) || 1);
    const entries = entriesOf(scene, behind);
    const about = JSON.stringify([ranges, reach, output, plot.outputs, entries]);
    const kept = drawn?.about === about ? drawn : undefined;
    const layout = kept?.layout ?? layOutPlane(base.width, base.height, ...ranges, reach, entries, base.scale);
    if (!kept) drawAxes(layout, plot, output);
    const isSame =
      kept?.picture === picture &&
      kept.plot === plot &&
      areSamePictures(kept.behind, behind) &&
      isSameAxis(kept.weightAxis, weightAxis);
    const labels = isSame ? kept.labels : paint(layout, picture, plot, output, weightAxis, behind);
    drawn = { scene, plot, picture, behind, weightAxis, output, layout, about, labels };
    title.text(`iteration: ${picture.iteration}, frame: ${frame}`);
    tools?.handles.draw(layout, { plot, weightAxis });
    tools?.drawCounts(
      { box: layout.box, x: layout.x, weight: layout.y },
      { outside: new Float64Array() },
      (look.xRange ?? look.secondRange) !== undefined,
    );
    drawMark(scene, layout, picture, output);
  }

  function paint(
    layout: PlaneLayout,
    picture: Picture,
    plot: Plot,
    output: number,
    weightAxis: WeightAxis,
    behind: readonly PictureBehind[],
  ): readonly ContourLabel[] {
    const { box, x, y, values, tick, line } = layout;
    const context = base.marks(box, 0);
    const colourOfValue = rampOf(ramp, values.domain()[1] ?? 1);
    const [ink, ground] = [colourOf(key), colourOf(paper)];
    const field = fieldOf(picture, plot, layout);
    const targets = targetsOf(plot, output);
    let labels: readonly ContourLabel[] = [];
    if (field) {
      paintMap(context, field, colourOfValue);
      const levels = ticksOf(values, mostContours, 5);
      const found = contoursOf(field, levels.values);
      paintContours(context, found, ink, line);
      const spots = [...targets.keys()].map((i) => [x(plot.x[2 * i] ?? NaN), y(plot.x[2 * i + 1] ?? NaN)] as const);
      labels = placeLabels(found, box, 0.8 * tick, spots, drawn?.labels ?? []);
      contourLabels
        .selectAll("text")
        .data(labels)
        .join("text")
        .attr("font-size", 0.8 * tick)
        .attr("text-anchor", "middle")
        .attr("x", (label) => label.x)
        .attr("y", (label) => label.y + 0.28 * tick)
        .text(({ value }) => levels.format(value));
    }
    for (const run of behind) {
      const pale = fieldOf(run.picture, run.plot, layout);
      const { colour = colourOf(bottom), opacity, dashes } = penOf(run.index);
      context.globalAlpha = Math.min(1, 2 * opacity);
      if (pale) paintContours(context, contoursOf(pale, [0]), colour, 2 * line, dashes);
      context.globalAlpha = 1;
    }
    const most = Math.max(...weightAxis.range.map(Math.abs));
    const strength = toPixel(scaleOfWeights(weightAxis, [0, most || 1], [0, 1]));
    const inks = { positive: colourOf(signs.positive), negative: colourOf(signs.negative) };
    paintKinks(context, layout, picture, strength, inks);
    paintData(context, layout, plot.x, targets, colourOfValue, { ink, paper: ground });
    return labels;
  }

  /** Marks a neuron: its kink is thick, and where it is active has a tint of its colour. */
  function drawMark(
    { trail, frame }: Scene,
    { box, x, y, line }: PlaneLayout,
    { weights }: Picture,
    output: number,
  ): void {
    mark.selectAll("*").remove();
    if (!trail || !(frame < trail.b.length)) return;
    const kink = kinkOf(trail.w, trail.b, frame, x, y);
    const weight = trail.a[output * trail.b.length + frame] ?? weights[0] ?? 0;
    const plot = makeSvg("svg", {
      ...{ x: String(box.left), y: String(box.top) },
      ...{ width: String(box.width), height: String(box.height) },
    });
    const group = makeSvg("g", { class: weight < 0 ? "negative" : "positive" });
    plot.append(group);
    group.append(makeSvg("path", { class: "active", d: pathOf(activePart(kink, box)) }));
    const ends = endsOf(kink, box);
    if (ends) {
      const d = `M${ends.map((spot) => spot.map((at) => at.toFixed(2)).join()).join("L")}`;
      group.append(makeSvg("path", { class: "halo", d, "stroke-width": String(6 * line) }));
      group.append(makeSvg("path", { class: "kink", d, "stroke-width": String(3 * line) }));
    }
    mark.append(() => plot);
  }

  return {
    description: described.plane,
    fit() {
      drawn = undefined;
    },
    draw,
    neuronAt(across, down, within) {
      if (!drawn) return undefined;
      const { layout, picture } = drawn;
      const { box, x, y } = layout;
      const { w, b, weights } = picture;
      const [column, row] = [across - box.left, down - box.top];
      if (!w || !b || column < 0 || column > box.width || row < 0 || row > box.height) return undefined;
      return nearest(weights.length, Math.min(within, reachOfKinks), (j) => {
        const distance = distanceTo(kinkOf(w, b, j, x, y), column, row);
        return Number.isNaN(distance) ? Infinity : distance;
      });
    },
    placed: () => drawn && { view: "plane", layout: drawn.layout, scene: drawn.scene },
  };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function pathOf(corners: readonly (readonly [number, number])[]): string {
  return corners.length > 0 ? `M${corners.map((spot) => spot.map((at) => at.toFixed(2)).join()).join("L")}Z` : "";
}

/** The entries of the legend: the runs behind, and what is asked for that there is none of. */
function entriesOf(scene: Scene, behind: readonly PictureBehind[]): LegendEntry[] {
  const { look } = scene;
  const isDrawn = ["directions", "least-squares", "limit"] as const;
  return [
    ...entriesBehind(scene, behind),
    ...(scene.behind.filter(({ picture }) => picture).length > behind.length ? [{ text: words.otherPinned }] : []),
    ...(isDrawn.some((overlay) => look.overlays.has(overlay)) ? [{ text: words.noOverlays }] : []),
  ];
}
