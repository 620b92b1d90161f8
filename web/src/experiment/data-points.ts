import type { Experiment } from "../relu-scope";

/** An input or a target of a point: a number, or a list where there are several inputs or outputs. */
export type Entry = number | number[];

/** The data: as many targets y as inputs x. */
export interface Points {
  x: Entry[];
  y: Entry[];
}

/** One of the numbers of a point: of its inputs or its targets that of this index. */
export type Coordinate = readonly [of: keyof Points, index: number];

/** The data of an experiment, if they are given and not drawn by a teacher. */
export function pointsOf({ data: { x, y } }: Experiment): Points | undefined {
  return x && y && { x, y };
}

/** The numbers of each point, in the order of tables: its inputs, and its targets. */
export function coordinatesOf(points: Points): Coordinate[] {
  return (["x", "y"] as const).flatMap((of) => {
    const entry = points[of][0];
    return Array.from({ length: typeof entry === "object" ? entry.length : 1 }, (_, index) => [of, index] as const);
  });
}

/** A number of the point with this index. */
export function valueOf(points: Points, [of, index]: Coordinate, point: number): number {
  const entry = points[of][point];
  return (typeof entry === "object" ? entry[index] : entry) ?? 0;
}

/** Replaces a number of a point. */
export function setValue(points: Points, [of, index]: Coordinate, point: number, value: number): void {
  const entry = points[of][point];
  if (typeof entry === "object") entry[index] = value;
  else points[of][point] = value;
}
