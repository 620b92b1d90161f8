import { valueOf, type Coordinate, type Points } from "../experiment/data-points";
import { grainOf, rounded } from "../plot/pixel-rounding";
import type { Scale } from "../plot/scales";
import type { Box } from "../plot/surface";

/** Where data points are in a figure: their first input across, and another number upwards. */
export interface DataLayout {
  box: Box;
  x: Scale;
  y: Scale;
  up: Coordinate;
}

/** A place among the axes. */
export interface Place {
  x: number;
  y: number;
}

export const across: Coordinate = ["x", 0];

/** Where a data point is in the figure, in pixels. */
export function positionOf({ box, x, y, up }: DataLayout, points: Points, index: number): [number, number] {
  return [box.left + x(valueOf(points, across, index)), box.top + y(valueOf(points, up, index))];
}

/** The place nearest to a position in the figure, with no more digits than a pixel resolves. */
export function placeAt(layout: DataLayout, left: number, top: number): Place {
  const { box, x, y } = layout;
  const grain = grainsOf(layout);
  return {
    x: rounded(x.invert(Math.max(0, Math.min(box.width, left - box.left))), grain.x),
    y: rounded(y.invert(Math.max(0, Math.min(box.height, top - box.top))), grain.y),
  };
}

/** The data point nearest to a position in the figure, if it is within so many pixels. */
export function nearestPoint(
  layout: DataLayout,
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
export function grainsOf({ x, y }: Pick<DataLayout, "x" | "y">): Place {
  return { x: grainOf(Math.abs(x.invert(1) - x.invert(0))), y: grainOf(Math.abs(y.invert(1) - y.invert(0))) };
}
