import type { FunctionLayout } from "./function-layout";
import type { Overlay } from "../experiment/look";
import { traceLine } from "../plot/symbols";
import type { Picture } from "../trainer/trainer-module";
import type { NeuronsLayout } from "./neurons-layout";
import { stabilities, stabilityOf, styles, type MarkStyle, type TheoryMark } from "./theory-marks";
import type { MarksContext } from "../plot/svg-context";

export interface TheoryColours {
  /** Of neurons with a_j > 0, and with a_j < 0. */
  positive: string;
  negative: string;
  ink: string;
  /** Of what the picture is drawn on. */
  ground: string;
}

/**
 * Paints the critical directions by their kinks, under the function view: from the zero of the weights upwards for a_j > 0
 * and downwards for a_j < 0, where the stars go. Kinks outside the plot are not drawn, as stars are not.
 */
export function paintDirections(
  context: MarksContext,
  layout: FunctionLayout,
  { critical: directions }: Picture,
  overlays: ReadonlySet<Overlay>,
  colours: TheoryColours,
): void {
  if (!overlays.has("directions") || !directions) return;
  const { x } = layout;
  context.save();
  for (const sign of [1, -1] as const) {
    for (const stability of stabilities) {
      directions.kinks.forEach((kink, index) => {
        const isInside = x(kink) >= 0 && x(kink) <= layout.box.width;
        if (isInside && stabilityOf(directions, index, sign) === stability) {
          paintDirection(context, layout, kink, sign, styles[stability], colours);
        }
      });
    }
  }
  context.restore();
}

/** A line from the zero of the weights to the end of the plot, with a dot at its end. */
function paintDirection(
  context: MarksContext,
  { box, x, weight, line }: FunctionLayout,
  kink: number,
  sign: 1 | -1,
  style: MarkStyle,
  { positive, negative, ground }: TheoryColours,
): void {
  const colour = sign > 0 ? positive : negative;
  const radius = 2 * line;
  const end = sign > 0 ? 1.5 * radius : box.height - 1.5 * radius;
  context.beginPath();
  context.moveTo(x(kink), weight(0));
  context.lineTo(x(kink), end);
  stroke(context, style, colour, 0.6 * line);
  paintDot(context, x(kink), end, radius, style, colour, ground);
}

/**
 * Paints the critical directions into the neurons view: a ray in the colour of the sign that it attracts and, within the
 * inner circle, a dot for each sign, a_j > 0 farther out; and the stationary arcs between these.
 */
export function paintDirectionsOnDisc(
  context: MarksContext,
  { x, y, inner, outer, line }: Pick<NeuronsLayout, "x" | "y" | "inner" | "outer" | "line">,
  { critical: directions }: Picture,
  overlays: ReadonlySet<Overlay>,
  colours: TheoryColours,
): void {
  if (!overlays.has("directions") || !directions) return;
  context.save();
  for (const { from, to } of directions.stationary) {
    // Angles grow clockwise on a canvas.
    const [start, end] = [-Math.atan2(from[1], from[0]), -Math.atan2(to[1], to[0])];
    context.beginPath();
    context.arc(x, y, 0.68 * inner, start, start === end ? start - 2 * Math.PI : end, true);
    stroke(context, styles.stationary, colours.ink, 1.2 * line);
  }
  directions.cosines.forEach((cosine, index) => {
    const sine = directions.sines[index] ?? 0;
    const at = (distance: number): [number, number] => [x + distance * cosine, y - distance * sine];
    const towards = directions.attraction[index] ?? 0;
    const colour = towards > 0 ? colours.positive : towards < 0 ? colours.negative : colours.ink;
    context.beginPath();
    context.moveTo(...at(inner));
    context.lineTo(...at(outer));
    stroke(context, styles[towards === 0 ? "halfStable" : "attracting"], colour, 2 * line);
    for (const sign of [1, -1] as const) {
      const [left, top] = at((sign > 0 ? 0.8 : 0.55) * inner);
      const style = styles[stabilityOf(directions, index, sign)];
      paintDot(context, left, top, 3.5 * line, style, sign > 0 ? colours.positive : colours.negative, colours.ground);
    }
  });
  context.restore();
}

/** Paints the functions that the theory knows of over the function view. */
export function paintPredictions(
  context: MarksContext,
  { x, y, line }: FunctionLayout,
  { grid, leastSquares, limit }: Picture,
  overlays: ReadonlySet<Overlay>,
  colours: TheoryColours,
): void {
  context.save();
  const paint = (values: Float64Array, mark: TheoryMark): void => {
    context.beginPath();
    traceLine(context, grid, values, x, y);
    stroke(context, styles[mark], colours.ink, 0.75 * line);
  };
  if (overlays.has("least-squares")) paint(leastSquares, "least-squares");
  if (overlays.has("limit") && limit) paint(limit, "limit");
  context.restore();
}

function stroke(context: MarksContext, { dashes = [], thickness = 1 }: MarkStyle, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = thickness * width;
  context.setLineDash(dashes.map((length) => length * width));
  context.stroke();
}

/** A dot: full, open, or with its right half full. */
function paintDot(
  context: MarksContext,
  x: number,
  y: number,
  radius: number,
  { dot }: MarkStyle,
  colour: string,
  ground: string,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = dot === "full" ? colour : ground;
  context.fill();
  stroke(context, { dashes: [] }, colour, 0.4 * radius);
  if (dot !== "half") return;
  context.beginPath();
  context.arc(x, y, radius, -Math.PI / 2, Math.PI / 2);
  context.fillStyle = colour;
  context.fill();
}
