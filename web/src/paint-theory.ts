import type { FunctionLayout } from "./function-layout";
import type { Overlay } from "./look";
import { traceLine } from "./marks";
import type { Plot, Theory } from "./module";
import { stabilities, stabilityOf, styles, type MarkStyle, type TheoryMark } from "./theory-marks";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

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
  context: Context,
  layout: FunctionLayout,
  { directions }: Theory,
  overlays: ReadonlySet<Overlay>,
  colours: TheoryColours,
): void {
  if (!overlays.has("directions") || typeof directions === "string") return;
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
  context: Context,
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

/** Paints the functions that the theory knows of over the function view. */
export function paintPredictions(
  context: Context,
  { x, y, line }: FunctionLayout,
  { grid }: Plot,
  { leastSquares, limit }: Theory,
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
  if (overlays.has("limit") && typeof limit !== "string") paint(limit, "limit");
  context.restore();
}

function stroke(context: Context, { dashes }: MarkStyle, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashes.map((length) => length * width));
  context.stroke();
}

/** A dot: full, open, or with its right half full. */
function paintDot(
  context: Context,
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
