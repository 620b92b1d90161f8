/**
 * The shapes of the pictures, traced onto any context that knows a canvas's path methods (a canvas, or d3-path for SVG).
 * Filling and stroking are the caller's.
 */

import { reused } from "./reused";
import { toPixel, type ToPixel, type Scale } from "./scales";
import type { Box } from "./surface";

/** The path methods that these functions use. */
export type PathContext = Pick<CanvasRenderingContext2D, "moveTo" | "lineTo" | "closePath" | "arc">;

/** Positions on the plot, x and y in turn. */
export type Positions = Float64Array;

/** Traces marks of one shape, `radius` pixels from centre to corner, at positions number `from` up to, not including, `to`. */
export type TraceMarks = (
  context: Pick<PathContext, "moveTo" | "lineTo" | "closePath">,
  positions: Positions,
  radius: number,
  from: number,
  to: number,
) => void;

/** Five-pointed stars: their inner corners are where the sides of a pentagram cross. */
export const traceStars = tracerOf(5, 0.381966);

/** Triangles that stand on a corner. */
export const traceTriangles = tracerOf(3, 1, 180);

/** Pairs of shapes for further runs: squares and diamonds, stars of four rays upright and turned, and of three, either way up. */
export const furtherShapes = [
  [tracerOf(4, 1, 45), tracerOf(4, 1)],
  [tracerOf(4, 0.4), tracerOf(4, 0.4, 45)],
  [tracerOf(3, 0.25), tracerOf(3, 0.25, 180)],
] as const;

/** Traces stars whose inner corners are at this part of their radius, or polygons where it is 1, turned by so many degrees. */
function tracerOf(rays: number, inner: number, turn = 0): TraceMarks {
  const count = inner < 1 ? 2 * rays : rays;
  const corners = Array.from({ length: count }, (_, k) => {
    const angle = ((k / count) * 2 + turn / 180) * Math.PI;
    const distance = k % 2 === 1 ? inner : 1;
    return [distance * Math.sin(angle), -distance * Math.cos(angle)] as const;
  });
  return (context, positions, radius, from, to) => {
    for (let i = 2 * from; i < 2 * to; i += 2) {
      const x = positions[i] ?? 0;
      const y = positions[i + 1] ?? 0;
      let isFirst = true;
      for (const [dx, dy] of corners) {
        if (isFirst) context.moveTo(x + dx * radius, y + dy * radius);
        else context.lineTo(x + dx * radius, y + dy * radius);
        isFirst = false;
      }
      context.closePath();
    }
  };
}

/** The line through (xs[i], ys[i]); it is broken where a value is not finite. */
export function traceLine(context: PathContext, xs: Float64Array, ys: Float64Array, x: ToPixel, y: ToPixel): void {
  let isBroken = true;
  xs.forEach((value, index) => {
    const height = ys[index] ?? NaN;
    if (Number.isFinite(height)) context[isBroken ? "moveTo" : "lineTo"](x(value), y(height));
    isBroken = !Number.isFinite(height);
  });
}

/** Lines across the whole plot at these values of either axis. */
export function traceGrid(
  context: PathContext,
  columns: readonly number[],
  rows: readonly number[],
  x: Scale,
  y: Scale,
): void {
  const [left = 0, right = 0] = x.range();
  const [bottom = 0, top = 0] = y.range();
  for (const column of columns) {
    context.moveTo(Math.round(x(column)) + 0.5, bottom);
    context.lineTo(Math.round(x(column)) + 0.5, top);
  }
  for (const row of rows) {
    context.moveTo(left, Math.round(y(row)) + 0.5);
    context.lineTo(right, Math.round(y(row)) + 0.5);
  }
}

export function traceDiscs(context: PathContext, positions: Positions, radius: number): void {
  for (let i = 0; i + 1 < positions.length; i += 2) {
    const x = positions[i] ?? 0;
    const y = positions[i + 1] ?? 0;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

/** Positions of the points (xs[i], ys[i]) in pixels. */
export function positionsOf(xs: Float64Array, ys: Float64Array, x: Scale, y: Scale): Positions {
  return Float64Array.from({ length: 2 * xs.length }, (_, i) =>
    i % 2 === 0 ? x(xs[i / 2] ?? NaN) : y(ys[(i - 1) / 2] ?? NaN),
  );
}

const positionsFound = reused((length) => new Float64Array(length));

/** Positions of the points (xs[i], ys[i]) that are at most `reach` pixels outside the plot; without those that are NaN. Until the next call. */
export function positionsWithin(
  { width, height }: Box,
  reach: number,
  xs: Float64Array,
  ys: Float64Array,
  x: Scale,
  y: Scale,
): Positions {
  const [across, down] = [toPixel(x), toPixel(y)];
  const positions = positionsFound(2 * xs.length);
  let count = 0;
  for (let i = 0; i < xs.length; i++) {
    const column = across(xs[i] ?? NaN);
    if (!(column >= -reach && column <= width + reach)) continue;
    const row = down(ys[i] ?? NaN);
    if (!(row >= -reach && row <= height + reach)) continue;
    positions[count++] = column;
    positions[count++] = row;
  }
  return positions.subarray(0, count);
}
