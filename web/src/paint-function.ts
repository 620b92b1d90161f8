import type { FunctionLayout } from "./function-layout";
import { paintCrowd } from "./crowd";
import { positionsOf, positionsWithin, traceDiscs, traceLine, traceStars } from "./marks";
import type { Picture, Plot } from "./module";

/** How many stars are filled at a time: one path of very many takes far longer than many paths of a few. */
const batch = 20;

/**
 * Paints the marks of the function view: curve, data, zero line and stars. The origin is the plot's upper left corner.
 * More stars than `crowd` are painted as one picture of them all.
 */
export function paintFunction(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { box, x, y, weight, radius, line }: FunctionLayout,
  plot: Plot,
  picture: Picture,
  colours: { green: string; blue: string },
  crowd = 500,
): void {
  context.beginPath();
  context.strokeStyle = colours.green;
  context.lineWidth = line;
  context.lineJoin = "round";
  traceLine(context, plot.grid, picture.curve, x, y);
  context.stroke();

  context.beginPath();
  context.fillStyle = colours.green;
  traceDiscs(context, positionsOf(plot.x, plot.y, x, y), radius);
  context.fill();

  context.save();
  context.beginPath();
  context.strokeStyle = colours.blue;
  context.lineWidth = 0.75 * line;
  context.globalAlpha = 0.5;
  context.setLineDash([3 * line, 1.5 * line]);
  context.moveTo(0, weight(0));
  context.lineTo(box.width, weight(0));
  context.stroke();
  context.restore();

  const stars = positionsWithin(box, radius, picture.kinks, picture.weights, x, weight);
  if (stars.length / 2 > crowd) {
    paintCrowd(context, stars, radius, colours.blue);
    return;
  }
  context.fillStyle = colours.blue;
  for (let from = 0; from < stars.length / 2; from += batch) {
    context.beginPath();
    traceStars(context, stars, radius, from, Math.min(from + batch, stars.length / 2));
    context.fill();
  }
}
