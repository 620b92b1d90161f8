import type { Ends, Picture, Plot } from "../../trainer/trainer-module";
import { targetsOf } from "../../views/view";

/** The values of a learnt function as rows of a table under their names, and what they are. */
export interface LearntValues {
  what: "curve" | "map" | "fitted";
  rows: (readonly (string | number)[])[];
}

/** What the function view draws of an output: a curve, a map of the plane, or the values on the data. */
export function valuesIn(picture: Picture, plot: Plot, output: number): LearntValues {
  const { options, plane, grid, curve, fitted = new Float64Array() } = picture;
  if (plot.inputs === 1)
    return { what: "curve", rows: [["x", "h"], ...Array.from(grid, (x, k) => [x, curve[k] ?? NaN])] };
  if (plane && options.plane) {
    const { columns, rows } = options.plane;
    const first = evenly(options.xRange ?? plot.xRange, columns);
    const second = evenly(options.secondRange ?? plot.secondRange, rows);
    const points = second.flatMap((x2, row) =>
      first.map((x1, column) => [x1, x2, plane[row * columns + column] ?? NaN]),
    );
    return { what: "map", rows: [["x1", "x2", "h"], ...points] };
  }
  const values = targetsOf({ ...plot, y: fitted }, output);
  return {
    what: "fitted",
    rows: [["y", "h"], ...Array.from(targetsOf(plot, output), (y, i) => [y, values[i] ?? NaN])],
  };
}

/** So many numbers from one to another. */
function evenly([low, high]: Ends, count: number): number[] {
  return Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}
