import { select } from "d3-selection";
import { writeRaised } from "../plot/axes";
import styles from "./neurons-view.css";
import { labelOfNegative, labelOfPositive, writeLabel } from "../plot/labels";
import { drawLegend, layOutLegend } from "./legend";
import type { Overlay } from "../experiment/look";
import { traceStars, traceTriangles } from "../plot/symbols";
import type { Picture, Plot, Trail } from "../trainer/trainer-module";
import { neuronMark, type Spot } from "./neuron-trail";
import { nearest } from "./neuron-hit-test";
import { layOutNeurons, toDisc, type NeuronsLayout } from "./neurons-layout";
import { label as labelled } from "../text/notation";
import { formatNumber, powerOfTen } from "../text/number-format";
import { paintMarks } from "../plot/paint-symbols";
import { paintDisc, paintNeurons } from "./paint-neurons";
import { paintDirectionsOnDisc } from "./paint-theory";
import { settlingAxis } from "./settling-axis";
import { isSameAxis, toPixel, type WeightAxis } from "../plot/scales";
import { colourOf, type Surface } from "../plot/surface";
import { marksOnNeurons, type LegendEntry } from "./theory-marks";
import { ticksOf } from "../plot/ticks";
import { areSamePictures, lettersBehind, pensBehind, picturesBehind, type PictureBehind } from "./runs-behind";
import { weightAxisOf, type DrawnView, type Interaction, type Scene, type ViewKind } from "./view";

/** The angles at the rim, in degrees. */
const angles = [0, 45, 90, 135, 180, 225, 270, 315];

/** Rays along which the rings may tell their norm, in degrees, the better first. */
const rays = [292.5, 247.5, 337.5, 202.5];

/** How far a ray is from all lines across the directions of the data, as a sine. */
function clearance(ray: number, { directions: { cosines, sines } }: Plot): number {
  const angle = (ray * Math.PI) / 180;
  return Math.min(
    ...cosines.map((cosine, i) => Math.abs(Math.cos(angle) * cosine + Math.sin(angle) * (sines[i] ?? 0))),
  );
}

/** The most data points whose names are written at the rim. */
const mostNamesAtRim = 8;

/**
 * The polar picture of the neurons' input weights w̃_j = (w_j, b_j): the direction is theirs, the distance from the inner
 * circle grows with ‖w̃_j‖. Marks tell the sign of a_j, crosses at the rim the directions x̃_i of the data, and dashed
 * lines where ⟨w̃, x̃_i⟩ = 0.
 */
export const neuronsView: ViewKind = { aspect: 1.12, draws: "directions", styles, on };

/** The last frame drawn, and its layout. */
interface Drawn {
  scene: Scene;
  plot: Plot;
  overlays: ReadonlySet<Overlay>;
  weightAxis: WeightAxis;
  picture: Picture;
  behind: readonly PictureBehind[];
  layout: NeuronsLayout;
  /** The norms that have a ring. */
  ticks: number[];
  /** The entries of the legend. */
  key: string;
}

function on(base: Surface, interaction?: Interaction): DrawnView {
  const colours = {
    positive: base.layer("positive"),
    negative: base.layer("negative"),
    grid: base.layer("grid"),
    rim: base.layer("rim"),
    ink: base.layer("ink"),
    sectors: base.layer("sectors"),
    ground: base.layer("ground"),
  };
  const keys = [base.layer("key"), base.layer("key"), base.layer("key")];
  const penOf = pensBehind(base);
  const { rim } = colours;
  const rings = base.layer("rings");
  const names = base.layer("names");
  const legends = {
    positive: base.layer("legend positive").append("text"),
    negative: base.layer("legend negative").append("text"),
  };

  const settled = settlingAxis(base.figure, interaction?.redraw);
  const mark = neuronMark(base.layer("mark"));

  let drawn: Drawn | undefined;

  /** Writes the labels, which stay the same over a run. Returns the norms that have a ring. */
  function drawAxes(layout: NeuronsLayout, plot: Plot): number[] {
    const { x, y, inner, outer, tick, label, norm } = layout;
    const at = (degrees: number, distance: number): [number, number] => [
      x + distance * Math.cos((degrees * Math.PI) / 180),
      y - distance * Math.sin((degrees * Math.PI) / 180),
    ];
    /** Whether an angle at the rim would lie in the legend, as in small pictures. */
    const isInLegend = (angle: number): boolean => {
      const [across, down] = at(angle, outer + 0.6 * tick);
      return angle > 90 && across - 2.2 * tick < 4 * label && down - tick < 2.8 * label;
    };
    rim
      .selectAll("text")
      .data(angles.filter((angle) => !isInLegend(angle)))
      .join("text")
      .attr("font-size", tick)
      .attr("text-anchor", (angle) => (angle % 180 === 90 ? "middle" : angle > 90 && angle < 270 ? "end" : "start"))
      .attr("x", (angle) => at(angle, outer + 0.6 * tick)[0])
      .attr("y", (angle) => at(angle, outer + 0.6 * tick)[1] + tick * (0.35 - 0.35 * Math.sin((angle * Math.PI) / 180)))
      .text((angle) => `${angle}°`);

    // That which is farthest from the lines.
    const [ray = 0] = [...rays].sort((one, other) => clearance(other, plot) - clearance(one, plot));
    const ticks = ticksOf(norm, outer - inner < 120 ? 3 : 5, 4);
    const positive = ticks.values.filter((value) => value > 0);
    const unit = ticks.exponent === 0 ? "" : ` × ${powerOfTen(ticks.exponent)}`;
    rings
      .selectAll<SVGTextElement, number>("text")
      .data(positive)
      .join("text")
      .attr("font-size", 0.85 * tick)
      .attr("text-anchor", "middle")
      .attr("x", (value) => at(ray, toPixel(norm)(value))[0])
      .attr("y", (value) => at(ray, toPixel(norm)(value))[1] + 0.3 * tick)
      .each(function (value) {
        writeRaised(this, ticks.format(value) + unit, 0.85 * tick);
      });

    const { cosines, sines } = plot.directions;
    // Where an angle is written right of a cross, the name of that is left of it.
    const isLeft = (i: number): boolean =>
      (cosines[i] ?? 0) > 0.5 &&
      angles.some((angle) => {
        const [across, down] = at(angle, outer);
        return Math.hypot(x + outer * (cosines[i] ?? 0) - across, y - outer * (sines[i] ?? 0) - down) < 1.2 * tick;
      });
    names
      .selectAll<SVGTextElement, number>("text")
      .data(
        [...cosines.keys()].filter((i) => {
          const isApart = (k: number): boolean =>
            outer * Math.hypot((cosines[k] ?? 0) - (cosines[i] ?? 0), (sines[k] ?? 0) - (sines[i] ?? 0)) > tick;
          // Of those in one place the first alone has room for its name.
          return cosines.length <= mostNamesAtRim && Number.isFinite(cosines[i]) && [...Array(i).keys()].every(isApart);
        }),
      )
      .join("text")
      .attr("text-anchor", (i) => (isLeft(i) ? "end" : "start"))
      .attr("x", (i) => x + 0.965 * outer * (cosines[i] ?? 0) + (isLeft(i) ? -0.5 : 0.5) * tick)
      .attr("y", (i) => y - 0.965 * outer * (sines[i] ?? 0) + 0.3 * tick)
      .each(function (i) {
        writeLabel(select(this), labelled(`x_{${i + 1}}`), tick);
      });

    [legends.positive, legends.negative].forEach((text, row) => {
      writeLabel(text, row === 0 ? labelOfPositive : labelOfNegative, label);
      text.attr("x", 1.35 * label).attr("y", (1.2 + 1.45 * row) * label);
    });
    return positive;
  }

  /** Writes the legends into corners, as far as they have room beside the disc: left below, right below, right above. */
  function drawKeys({ tick, box, x, y, outer }: NeuronsLayout, corners: readonly (readonly LegendEntry[])[]): void {
    const edge = 0.3 * tick;
    keys.forEach((key, corner) => {
      const legend = layOutLegend(corners[corner] ?? [], 1, tick);
      const left = corner === 0 ? edge : box.width - edge - legend.width;
      const top = corner === 2 ? edge : box.height - legend.height - edge;
      key.attr("transform", `translate(${left},${top})`);
      const near = corner === 2 ? top + legend.height : top;
      const isClear = Math.hypot(x - edge - legend.width, near - y) > outer + 0.3 * tick;
      drawLegend(key, isClear ? legend : { ...legend, rows: [] });
    });
  }

  function draw(scene: Scene): void {
    const { recording, look, frame, picture, trail } = scene;
    if (!picture?.directions) return;
    const { directions, weights, critical } = picture;
    const { plot, theory } = recording;
    const { overlays } = look;
    const weightAxis = settled(weightAxisOf(scene), scene.room ?? recording);
    const behind = picturesBehind(scene);
    const isSame = drawn?.plot === plot && drawn.overlays === overlays && isSameAxis(drawn.weightAxis, weightAxis);
    const kept = isSame ? drawn : undefined;
    const layout = kept?.layout ?? layOutNeurons(base.width, base.height, weightAxis, base.scale);
    const ticks = kept?.ticks ?? drawAxes(layout, plot);
    const entries = marksOnNeurons(theory, picture, overlays);
    const letters = lettersBehind(behind);
    const corners = [entries.slice(0, 2), [...entries.slice(2), ...letters.slice(2)], letters.slice(0, 2)];
    const key = JSON.stringify(corners);
    if (kept?.key !== key) drawKeys(layout, corners);
    // Other axes of the function view come with a picture of their own, of the same neurons.
    const isKept = kept?.picture.directions === directions && kept.picture.critical === critical;
    if (!isKept || !areSamePictures(kept.behind, behind)) {
      const context = base.marks(layout.box, 0);
      const [positive, negative] = [colourOf(colours.positive), colourOf(colours.negative)];
      const [ink, ground] = [colourOf(colours.ink), colourOf(colours.ground)];
      const [grid, rim, sectors] = [colourOf(colours.grid), colourOf(colours.rim), colourOf(colours.sectors)];
      const inks = { positive, negative, grid, rim, ink, sectors };
      paintDirectionsOnDisc(context, layout, picture, overlays, { positive, negative, ink, ground });
      paintDisc(context, layout, ticks, plot, inks);
      for (const { picture, index } of behind) {
        const { directions, weights } = picture;
        if (directions) paintNeurons(context, layout, { directions, weights }, inks, base.crowd, penOf(index));
      }
      paintNeurons(context, layout, { directions, weights }, inks, base.crowd, {}, base.still);
      const { label, radius } = layout;
      paintMarks(context, traceStars, Float64Array.of(0.6 * label, 0.88 * label), radius, positive, base.crowd);
      paintMarks(context, traceTriangles, Float64Array.of(0.6 * label, 2.3 * label), radius, negative, base.crowd);
    }
    drawn = { scene, plot, overlays, weightAxis, picture, behind, layout, ticks, key };
    if (trail) mark.draw(trail, frame, layout, spotsIn(layout));
    else mark.clear();
    base.svg.setAttribute(
      "aria-label",
      `${weights.length} neurons by direction and norm of their input weights, at iteration ${picture.iteration}, ` +
        `frame ${frame}; the largest norm over the run is ${formatNumber(weightAxis.largestNorm)}.`,
    );
  }

  /** The neuron whose mark is nearest. */
  function neuronAt(left: number, top: number, within: number): number | undefined {
    const directions = drawn?.picture.directions;
    if (!drawn || !directions) return undefined;
    const { x, y, norm } = drawn.layout;
    const { cosines, sines, norms } = directions;
    const distanceOf = toPixel(norm);
    const [across, up] = [left - x, y - top];
    const distance = Math.hypot(across, up);
    const [least, most] = [norm.invert(distance - within), norm.invert(distance + within)];
    return nearest(norms.length, within, (j) => {
      const length = norms[j] ?? NaN;
      if (!(length >= least && length <= most)) return Infinity;
      const [cosine, sine] = [cosines[j] ?? NaN, sines[j] ?? NaN];
      // The distance from the neuron's ray is no more than that from its mark.
      if (!(Math.abs(across * sine - up * cosine) <= within)) return Infinity;
      const radius = distanceOf(length);
      return Math.hypot(radius * cosine - across, radius * sine - up);
    });
  }

  return {
    figure: base.figure,
    fit() {
      base.fit();
      drawn = undefined;
    },
    draw,
    neuronAt,
    placed: () => drawn && { view: "neurons", layout: drawn.layout, scene: drawn.scene },
  };
}

/** Where a neuron is in every frame. */
function spotsIn(layout: NeuronsLayout): (trail: Trail) => Spot[] {
  const place = toDisc(layout);
  return ({ directions: { cosines, sines, norms } }) =>
    [...norms].map((norm, frame) => place(cosines[frame] ?? NaN, sines[frame] ?? NaN, norm));
}
