import { outcomes as words } from "../text/prose-sweeps";

/** The numbers of a row that can be drawn, by their columns: how each is scaled. */
const scales = {
  loss: "log",
  relativeLoss: "log",
  halvedAt: "log",
  hundredthAt: "log",
  active: "whole",
  kinks: "whole",
  squaredNorm: "log",
  displacement: "log",
  minimumNormDistance: "log",
  divergedAt: "log",
} as const;

export type OutcomeName = keyof typeof scales;

/** A number of each run that is drawn. */
export interface Outcome {
  readonly column: OutcomeName;
  readonly name: string;
  /** The letters of an axis. */
  readonly label: string;
  readonly scale: "log" | "whole";
}

export const outcomes: readonly Outcome[] = (Object.keys(scales) as OutcomeName[]).map((column) => ({
  column,
  ...words[column],
  scale: scales[column],
}));

/** The outcome of a name; undefined if there is none. */
export function outcomeOf(name: string): Outcome | undefined {
  return outcomes.find(({ column }) => column === name);
}
