import type { Points } from "../experiment/data-points";
import { grainOf, rounded } from "../plot/pixel-rounding";
import type { Point } from "./data-edits";
import type { FunctionLayout } from "./function-layout";

/** Where a data point is in the figure, in pixels. */
export function positionOf({ box, x, y }: FunctionLayout, points: Points, index: number): [number, number] {
  return [box.left + x(points.x[index] ?? 0), box.top + y(points.y[index] ?? 0)];
}

/** The point of the plot nearest to a position in the figure, with no more digits than a pixel resolves. */
export function pointAt(layout: FunctionLayout, left: number, top: number): Point {
  const { box, x, y } = layout;
  const grain = grainsOf(layout);
  return {
    x: rounded(x.invert(Math.max(0, Math.min(box.width, left - box.left))), grain.x),
    y: rounded(y.invert(Math.max(0, Math.min(box.height, top - box.top))), grain.y),
  };
}

/** The data point nearest to a position in the figure, if it is within so many pixels. */
export function nearestPoint(
  layout: FunctionLayout,
  points: Points,
  left: number,
  top: number,
  within: number,
): number | undefined {
  let nearest: number | undefined;
  let shortest = within;
  for (const index of points.x.keys()) {
    const [x, y] = positionOf(layout, points, index);
    const distance = Math.hypot(x - left, y - top);
    if (distance > shortest) continue;
    shortest = distance;
    nearest = index;
  }
  return nearest;
}

/** Powers of ten within two pixels of each axis. */
export function grainsOf({ x, y }: FunctionLayout): Point {
  return { x: grainOf(Math.abs(x.invert(1) - x.invert(0))), y: grainOf(Math.abs(y.invert(1) - y.invert(0))) };
}
