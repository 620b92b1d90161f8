import { axisBottom, axisLeft, axisRight } from "d3-axis";
import { drawAxis, drawSides } from "../plot/axes";
import { joinedRanges, layOutFunction, type FunctionLayout } from "./function-layout";
import { labelOfInput, labelOfKinks, labelOfOutput, labelOfWeights, writeLabel } from "../plot/labels";
import { drawLegend } from "./legend";
import type { Overlay } from "../experiment/look";
import type { Ends, Picture, Plot, Theory, Trail } from "../trainer/trainer-module";
import { neuronMark, type Spot } from "./neuron-trail";
import { nearest } from "./neuron-hit-test";
import type { Label } from "../text/notation";
import { paintFunction } from "./paint-function";
import { paintDirections, paintPredictions, type TheoryColours } from "./paint-theory";
import { areSamePictures, entriesBehind, pensBehind, picturesBehind, type PictureBehind } from "./runs-behind";
import { settlingAxis } from "./settling-axis";
import { isSameAxis, toPixel, type WeightAxis } from "../plot/scales";
import { colourOf, type Surface } from "../plot/surface";
import { marksOnFunction, type LegendEntry } from "./theory-marks";
import { outputOf, weightAxisOf, type FunctionDrawing, type FunctionTools, type Scene } from "./view";

/** The part of a scene that this view draws. */
interface FunctionScene {
  plot: Plot;
  theory: Theory;
  overlays: ReadonlySet<Overlay>;
  weightAxis: WeightAxis;
  picture: Picture;
  xRange: Ends | undefined;
  /** The output that is drawn, from 0. */
  output: number;
  /** Drawn behind it, and what is said of them. */
  behind: readonly PictureBehind[];
  told: readonly LegendEntry[];
}

function functionScene(scene: Scene, picture: Picture): FunctionScene {
  const { recording, look } = scene;
  const { plot, theory } = recording;
  const behind = picturesBehind(scene);
  const { overlays, xRange } = look;
  const output = outputOf(plot, look);
  return {
    plot,
    theory,
    overlays,
    weightAxis: weightAxisOf(scene),
    picture,
    xRange,
    output,
    behind,
    told: entriesBehind(scene, behind),
  };
}

/** The twin-axis picture: data and the learnt function against the left axis, one star per neuron against the right. */
export function curve(base: Surface, tools?: FunctionTools): FunctionDrawing {
  const sides = base.layer("sides");
  const bottom = base.layer("axis bottom");
  const left = base.layer("axis left");
  const right = base.layer("axis right");
  const key = base.layer("key");
  const theoryGroups = {
    positive: base.layer("positive"),
    negative: base.layer("negative"),
    ground: base.layer("ground"),
  };
  const penOf = pensBehind(base);
  const title = base.layer("title").append("text").attr("text-anchor", "middle");
  const labels = {
    function: label("green"),
    weights: label("blue"),
    input: label("green"),
    kinks: label("blue"),
  };

  const settled = settlingAxis(base.figure, tools?.redraw);
  const mark = neuronMark(base.layer("mark"));

  /** The last scene, and its layout. */
  let drawn: (FunctionScene & { layout: FunctionLayout; whole: Scene }) | undefined;

  function label(colour: string): typeof title {
    return base.layer(`label ${colour}`).append("text").attr("text-anchor", "middle");
  }

  function place(text: typeof title, what: Label, size: number, x: number, y: number, turned: boolean): void {
    writeLabel(text, what, size);
    text.attr("transform", `translate(${x},${y})${turned ? " rotate(-90)" : ""}`);
  }

  function drawAxes(
    { margins, box, tick, label, x, y, weight, legend }: FunctionLayout,
    { plot, output }: FunctionScene,
  ): void {
    const origin = `translate(${box.left},${box.top})`;
    key.attr("transform", `translate(${box.left},${box.top - legend.height - 0.3 * tick})`);
    drawLegend(key, legend);
    sides.attr("transform", origin);
    left.attr("transform", origin);
    right.attr("transform", `translate(${box.left + box.width},${box.top})`);
    bottom.attr("transform", `translate(${box.left},${box.top + box.height})`);

    const vertical = { count: box.height < 200 ? 4 : 6, size: tick, digits: 5 };
    const horizontal = { count: box.width < 400 ? 4 : 6, size: tick, digits: 8 };
    drawSides(sides, box, false);
    drawAxis(bottom, axisBottom<number>(x), x, horizontal);
    // Between the ticks and the letters of the label.
    const room = (margin: number, letters: number): number => margin - 11 - letters * label;
    drawAxis(left, axisLeft<number>(y), y, { ...vertical, room: room(margins.left, 1.25) });
    drawAxis(right, axisRight<number>(weight), weight, { ...vertical, room: room(margins.right, 1.45) });
    bottom.select(".exponent").attr("x", box.width).attr("y", -8).attr("text-anchor", "end");
    // A long one has its place inside, away from the title.
    const isLong = (left.select<SVGTextElement>(".exponent").node()?.textContent ?? "").length > 6;
    left
      .select(".exponent")
      .attr("x", isLong ? 6 : 4)
      .attr("y", isLong ? 1.2 * tick : -8)
      .attr("text-anchor", "start");
    right.select(".exponent").attr("x", -4).attr("y", -8).attr("text-anchor", "end");

    const middle = box.top + box.height / 2;
    const below = box.top + box.height + margins.bottom - label * 0.75;
    place(labels.function, labelOfOutput(plot, output), label, label * 1.05, middle, true);
    place(labels.weights, labelOfWeights, label, base.width - label * 0.62, middle, true);
    place(labels.input, labelOfInput, label, box.left + box.width * 0.23, below, false);
    place(labels.kinks, labelOfKinks, label, box.left + box.width * 0.73, below, false);
    title
      .attr("font-size", tick)
      .attr("x", box.left + box.width / 2)
      .attr("y", box.top - legend.height - 1.3 * tick);
  }

  function coloursOfTheory(): TheoryColours {
    const { positive, negative, ground } = theoryGroups;
    return {
      positive: colourOf(positive),
      negative: colourOf(negative),
      ink: colourOf(key),
      ground: colourOf(ground),
    };
  }

  function draw({ picture, ...given }: Scene): void {
    if (!picture) return;
    const { frame, trail } = given;
    const found = functionScene({ ...given, picture }, picture);
    const whole = { ...found, weightAxis: settled(found.weightAxis, given.room ?? given.recording) };
    const scene = tools?.handles.inHand(whole) ?? whole;
    const { plot, overlays, weightAxis, output, behind } = scene;
    const kept = drawn && hasSameAxes(drawn, scene) ? drawn : undefined;
    const layout =
      kept?.layout ??
      layOutFunction(
        base.width,
        base.height,
        rangesOf(scene),
        weightAxis,
        entriesOf(scene, base.hasLegend),
        base.scale,
      );
    if (!kept) drawAxes(layout, scene);
    if (
      kept?.picture !== picture ||
      kept.plot !== plot ||
      kept.overlays !== overlays ||
      !areSamePictures(kept.behind, behind)
    ) {
      const context = base.marks(layout.box, 0);
      const colours = coloursOfTheory();
      paintDirections(context, layout, picture, overlays, colours);
      const twins = { green: colourOf(left), blue: colourOf(right) };
      for (const { plot, picture, index } of behind) {
        paintFunction(context, layout, plot, output, picture, twins, base.crowd, penOf(index));
      }
      paintFunction(context, layout, plot, output, picture, twins, base.crowd, undefined, base.still);
      paintPredictions(context, layout, picture, overlays, colours);
    }
    drawn = { ...scene, layout, whole: { ...given, picture } };
    title.text(`iteration: ${picture.iteration}, frame: ${frame}`);
    tools?.handles.draw({ ...layout, up: ["y", output] }, scene);
    tools?.drawCounts(layout, picture, (scene.xRange ?? weightAxis.chosen) !== undefined);
    if (trail) mark.draw(trail, frame, layout, spotsIn(layout));
    else mark.clear();
  }

  /** The neuron whose star is nearest. */
  function neuronAt(left: number, top: number, within: number): number | undefined {
    if (!drawn) return undefined;
    const { box, x, weight } = drawn.layout;
    const { kinks, weights } = drawn.picture;
    const [across, down] = [toPixel(x), toPixel(weight)];
    const [column, row] = [left - box.left, top - box.top];
    if (column < 0 || column > box.width) return undefined;
    // Two comparisons rule out most neurons.
    const [first, last] = [x.invert(column - within), x.invert(column + within)];
    const [least, most] = [weight.invert(row + within), weight.invert(row - within)];
    return nearest(kinks.length, within, (j) => {
      const kink = kinks[j] ?? NaN;
      const a = weights[j] ?? NaN;
      const isNear = kink >= first && kink <= last && a >= least && a <= most;
      return isNear ? Math.hypot(across(kink) - column, down(a) - row) : Infinity;
    });
  }

  return {
    fit() {
      drawn = undefined;
    },
    draw,
    neuronAt,
    placed: () => drawn && { view: "function", layout: drawn.layout, scene: drawn.whole },
  };
}

/** The ranges that the axes must cover. */
function rangesOf({ plot, behind, xRange }: FunctionScene): Pick<Plot, "xRange" | "yRange"> {
  const ranges = [plot, ...behind.map((run) => run.plot)].reduce<Pick<Plot, "xRange" | "yRange">>(joinedRanges, plot);
  return xRange ? { xRange, yRange: ranges.yRange } : ranges;
}

/** The entries of the legend. */
function entriesOf({ theory, picture, overlays, told }: FunctionScene, hasLegend = false): LegendEntry[] {
  const always = hasLegend ? ([{ mark: "curve" }, { mark: "data" }, { mark: "neuron" }] as const) : [];
  return [...always, ...told, ...marksOnFunction(theory, picture, overlays)];
}

/** Whether everything but the marks stays where it is. */
function hasSameAxes(one: FunctionScene, other: FunctionScene): boolean {
  const ends = (scene: FunctionScene): string => {
    const { xRange, yRange } = rangesOf(scene);
    return [...xRange, ...yRange, scene.plot.outputs, scene.output, JSON.stringify(entriesOf(scene))].join();
  };
  return ends(one) === ends(other) && isSameAxis(one.weightAxis, other.weightAxis);
}

/** Where a neuron is in every frame. Where its kink goes through infinity its trail is broken. */
function spotsIn({ x, weight }: FunctionLayout): (trail: Trail) => Spot[] {
  const [across, down] = [toPixel(x), toPixel(weight)];
  return ({ w, a, kinks }) =>
    [...a].map((weight, frame) => {
      const isCut = frame > 0 && Math.sign(w[frame] ?? 0) !== Math.sign(w[frame - 1] ?? 0);
      return [across(kinks[frame] ?? NaN), down(weight), isCut];
    });
}
