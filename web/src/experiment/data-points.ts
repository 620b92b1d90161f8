import type { Experiment } from "../relu-scope";

/** Data with one input and one output: as many targets y as inputs x. */
export interface Points {
  x: number[];
  y: number[];
}

/** The data of an experiment, if they are given and have one input and one output. */
export function pointsOf({ data: { x, y } }: Experiment): Points | undefined {
  return isList(x) && isList(y) ? { x, y } : undefined;
}

function isList(values: number[] | number[][] | undefined): values is number[] {
  return typeof values?.[0] === "number";
}
