import { contours } from "d3-contour";
import type { Box } from "../../plot/surface";

/** The values of a function on a grid over a part of the plane, row after row from the bottom on; its edges have points. */
export interface Field {
  values: Float64Array;
  columns: number;
  rows: number;
  /** From a place on the grid, counted in points from the lower left one, to pixels of the plot. */
  across: (column: number) => number;
  down: (row: number) => number;
}

/** The lines in the plane on which a function has a value, in pixels of the plot; they may end beyond its edges. */
export interface Contour {
  value: number;
  lines: readonly (readonly (readonly [number, number])[])[];
}

export function contoursOf({ values, columns, rows, across, down }: Field, levels: readonly number[]): Contour[] {
  const trace = contours().size([columns, rows]);
  const numbers = Array.from(values);
  return levels.map((value) => ({
    value,
    // d3 has each point in the middle of a cell of size 1.
    lines: trace
      .contour(numbers, value)
      .coordinates.flatMap((rings) =>
        rings.map((ring) => ring.map(([x = 0, y = 0]) => [across(x - 0.5), down(y - 0.5)] as const)),
      ),
  }));
}

/** Where the value of a contour is written. */
export interface ContourLabel {
  value: number;
  x: number;
  y: number;
}

/** How far a label is at least from the edges and from other labels, in heights of its letters. */
const room = { across: 1.8, down: 1, between: 4 };

/** How many vertices of a line lie between two that are tried. */
const step = 3;

/**
 * A place for each label where it is far from the others and from `taken` places, as far as there is one; near to where it
 * was before, if that still does.
 */
export function placeLabels(
  found: readonly Contour[],
  { width, height }: Box,
  size: number,
  taken: readonly (readonly [number, number])[],
  before: readonly ContourLabel[],
): ContourLabel[] {
  const placed: ContourLabel[] = [];
  const [edgeX, edgeY, apart] = [room.across * size, room.down * size, room.between * size];
  for (const { value, lines } of found) {
    const last = before.find((label) => label.value === value);
    let best: ContourLabel | undefined;
    let most = 0;
    for (const line of lines) {
      for (let k = 0; k < line.length; k += step) {
        const [x, y] = line[k] ?? [NaN, NaN];
        if (!(x > edgeX && x < width - edgeX && y > edgeY && y < height - edgeY)) continue;
        const others = Math.min(apart * 2, ...placed.map((other) => Math.hypot(other.x - x, other.y - y)));
        if (others < apart) continue;
        const data = Math.min(apart / 2, ...taken.map(([left, top]) => Math.hypot(left - x, top - y)));
        const kept = last ? Math.max(0, apart - Math.hypot(last.x - x, last.y - y)) : 0;
        const worth = others + 2 * data + 2 * kept;
        if (worth > most) [best, most] = [{ value, x, y }, worth];
      }
    }
    if (best) placed.push(best);
  }
  return placed;
}
