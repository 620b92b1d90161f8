import { traceDiscs, traceStars, traceTriangles, type Positions } from "../plot/symbols";
import type { Directions, Plot } from "../trainer/trainer-module";
import type { NeuronsLayout } from "./neurons-layout";
import { paintMarks } from "../plot/paint-symbols";
import { reused } from "../plot/reused";
import { paintCrowds } from "../plot/stamped-symbols";
import { toPixel } from "../plot/scales";
import type { Still } from "../plot/surface";
import type { MarksContext } from "../plot/svg-context";
import type { PenBehind } from "./runs-behind";

export interface NeuronsColours {
  /** Of neurons with a_j ≥ 0, and of the others. */
  positive: string;
  negative: string;
  /** Of the grid, of the circles, of the data, and of the sector lines. */
  grid: string;
  rim: string;
  ink: string;
  sectors: string;
}

/** Distances from the centre where sector lines end and data are drawn, as fractions of the disc's radius. */
const reach = { sectors: 0.95, data: 0.965 };

/** How many directions of data have lines and crosses of their own; of more, lines and crosses grow shorter and pale. */
const apart = 24;

/** Paints the grid, sector lines and directions of the data, which stay the same over a run. */
export function paintDisc(
  context: MarksContext,
  layout: NeuronsLayout,
  rings: readonly number[],
  plot: Plot,
  colours: NeuronsColours,
): void {
  const { x, y, inner, outer, radius, line } = layout;
  context.save();
  context.lineWidth = line;
  context.strokeStyle = colours.grid;
  context.beginPath();
  for (const ring of rings) traceDiscs(context, Float64Array.of(x, y), toPixel(layout.norm)(ring));
  for (let spoke = 0; spoke < 8; spoke++) {
    traceRay(context, layout, Math.cos((spoke * Math.PI) / 4), Math.sin((spoke * Math.PI) / 4), inner, outer);
  }
  context.stroke();

  const data = distinct(plot.directions, outer);
  const crowding = Math.min(1, apart / data.length);
  context.strokeStyle = colours.sectors;
  context.lineWidth = 1.5 * line;
  context.setLineDash([5 * line, 3 * line]);
  context.globalAlpha = Math.max(0.3, crowding);
  context.beginPath();
  // Neurons with ⟨w̃, x̃_i⟩ = 0 are at right angles to x̃_i, on either side. Of many, the ends at the rim are drawn.
  const start = crowding < 1 ? outer * (reach.sectors - 0.15 * Math.max(0.4, crowding)) : layout.inner;
  for (const [cosine, sine] of data) {
    traceRay(context, layout, -sine, cosine, start, reach.sectors * outer);
    traceRay(context, layout, sine, -cosine, start, reach.sectors * outer);
  }
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;

  context.strokeStyle = colours.rim;
  context.beginPath();
  traceDiscs(context, Float64Array.of(x, y), inner);
  traceDiscs(context, Float64Array.of(x, y), outer);
  context.lineWidth = line;
  context.stroke();
  context.strokeStyle = colours.ink;
  context.lineWidth = (crowding < 1 ? 1 : 2) * line;
  context.beginPath();
  const arm = 1.1 * radius * Math.max(0.4, crowding);
  for (const [cosine, sine] of data) {
    const [left, top] = [x + reach.data * outer * cosine, y - reach.data * outer * sine];
    context.moveTo(left - arm, top);
    context.lineTo(left + arm, top);
    context.moveTo(left, top - arm);
    context.lineTo(left, top + arm);
  }
  context.stroke();
  context.restore();
}

/** Paints a mark for each neuron; those of a run behind another with its pen. `still` paints many again when they have not changed. */
export function paintNeurons(
  context: MarksContext,
  layout: NeuronsLayout,
  neurons: { directions: Directions; weights: Float64Array },
  colours: Pick<NeuronsColours, "positive" | "negative">,
  crowd: number,
  pen: Partial<PenBehind> = {},
  still?: Still,
): void {
  const { opacity = 1, shapes: [stars = traceStars, triangles = traceTriangles] = [], colour } = pen;
  const [up, down] = [colour ?? colours.positive, colour ?? colours.negative];
  const { directions, weights } = neurons;
  const count = weights.length;
  if (still && count > crowd) {
    still([directions, weights, layout, up, down], (context) => {
      paintNeurons(context, layout, neurons, colours, crowd, pen);
    });
    return;
  }
  context.save();
  const { positive, negative } = positionsBySign(layout, neurons);
  // Each sign shows through the other.
  context.globalAlpha = count > 500 && count <= crowd ? 0.6 * opacity : opacity;
  if (count > crowd) {
    const below = { trace: triangles, positions: negative, colour: down };
    const above = { trace: stars, positions: positive, colour: up };
    paintCrowds(context, [below, above], layout.radius);
  } else {
    paintMarks(context, triangles, negative, layout.radius, down, crowd);
    paintMarks(context, stars, positive, layout.radius, up, crowd);
  }
  context.restore();
}

/** A line outwards, from one distance from the centre to another. */
function traceRay(
  context: Pick<CanvasRenderingContext2D, "moveTo" | "lineTo">,
  { x, y }: NeuronsLayout,
  cosine: number,
  sine: number,
  start: number,
  end: number,
): void {
  context.moveTo(x + start * cosine, y - start * sine);
  context.lineTo(x + end * cosine, y - end * sine);
}

/** The directions that differ by a pixel at this distance; there may be thousands of data. */
function distinct({ cosines, sines }: Directions, distance: number): [number, number][] {
  const found = new Map<string, [number, number]>();
  cosines.forEach((cosine, i) => {
    const sine = sines[i] ?? NaN;
    if (!Number.isFinite(cosine)) return;
    const key = `${Math.round(cosine * distance)} ${Math.round(sine * distance)}`;
    if (!found.has(key)) found.set(key, [cosine, sine]);
  });
  return [...found.values()];
}

const positives = reused((length) => new Float64Array(length));
const negatives = reused((length) => new Float64Array(length));

/** Positions of the neurons, by the sign of a_j, until the next call; neurons with w̃ = 0 have no direction and no position. */
function positionsBySign(
  { x, y, norm }: NeuronsLayout,
  { directions: { cosines, sines, norms }, weights }: { directions: Directions; weights: Float64Array },
): { positive: Positions; negative: Positions } {
  const distanceOf = toPixel(norm);
  const positive = positives(2 * weights.length);
  const negative = negatives(2 * weights.length);
  let [ups, downs] = [0, 0];
  for (let j = 0; j < weights.length; j++) {
    const distance = distanceOf(norms[j] ?? NaN);
    const left = x + distance * (cosines[j] ?? NaN);
    const top = y - distance * (sines[j] ?? NaN);
    if (!Number.isFinite(left + top)) continue;
    if ((weights[j] ?? 0) < 0) {
      negative[downs++] = left;
      negative[downs++] = top;
    } else {
      positive[ups++] = left;
      positive[ups++] = top;
    }
  }
  return { positive: positive.subarray(0, ups), negative: negative.subarray(0, downs) };
}
