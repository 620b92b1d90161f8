import type { FunctionLayout } from "./function-layout";
import { positionsOf, positionsWithin, traceDiscs, traceLine, traceStars } from "../plot/symbols";
import type { Picture, Plot } from "../trainer/trainer-module";
import { paintMarks } from "../plot/paint-symbols";
import type { Still } from "../plot/surface";
import type { MarksContext } from "../plot/svg-context";
import type { PenBehind } from "./runs-behind";
import { targetsOf } from "./view";

/**
 * Paints the marks of the function view: zero line and stars, and over them, since there may be thousands of stars, curve and
 * data. The origin is the plot's upper left corner. More stars than `crowd` are painted as one picture of them all. A run behind another is
 * drawn with its `pen`, without the zero line. `still` paints many stars again when nothing but the rest has changed.
 */
export function paintFunction(
  context: MarksContext,
  { box, x, y, weight, radius, line }: FunctionLayout,
  plot: Plot,
  output: number,
  { kinks, weights, grid, curve }: Picture,
  colours: { green: string; blue: string },
  crowd: number,
  pen?: PenBehind,
  still?: Still,
): void {
  const { green, blue } = pen?.colour === undefined ? colours : { green: pen.colour, blue: pen.colour };
  context.save();
  context.globalAlpha *= pen?.opacity ?? 1;
  if (!pen) {
    context.save();
    context.beginPath();
    context.strokeStyle = blue;
    context.lineWidth = 0.75 * line;
    context.globalAlpha *= 0.5;
    context.setLineDash([3 * line, 1.5 * line]);
    context.moveTo(0, weight(0));
    context.lineTo(box.width, weight(0));
    context.stroke();
    context.restore();
  }

  const paintStars = (context: MarksContext): void => {
    const stars = positionsWithin(box, radius, kinks, weights, x, weight);
    paintMarks(context, pen?.shapes[0] ?? traceStars, stars, radius, blue, crowd);
  };
  if (still && kinks.length > crowd) still([kinks, weights, x, weight, blue], paintStars);
  else paintStars(context);

  context.beginPath();
  context.strokeStyle = green;
  context.setLineDash((pen?.dashes ?? []).map((length) => length * line));
  context.lineWidth = line;
  context.lineJoin = "round";
  traceLine(context, grid, curve, x, y);
  context.stroke();

  context.beginPath();
  context.fillStyle = green;
  traceDiscs(context, positionsOf(plot.x, targetsOf(plot, output), x, y), radius);
  context.fill();
  context.restore();
}
