import type { Overlay } from "../experiment/look";
import type { CriticalDirections, Theory } from "../trainer/trainer-module";
import { legend as names } from "../text/prose";

/** Marks of the theory, by their names in `prose.ts`. */
export type TheoryMark = keyof typeof names;

/** Stability of critical directions in painting order: of several at one kink the last stays visible. */
export const stabilities = ["repelling", "halfStable", "attracting"] as const;
export type Stability = (typeof stabilities)[number];

/** How a mark is drawn. */
export interface MarkStyle {
  /** Dashes and gaps in turn, in units of the line's width. */
  dashes: readonly number[];
  dot?: "full" | "half" | "open";
  /** How many times as thick as others the line is. */
  thickness?: number;
}

/** Full dots for what attracts and open ones for what repels, as in pictures of dynamical systems. */
export const styles: Readonly<Record<TheoryMark, MarkStyle>> = {
  attracting: { dashes: [], dot: "full" },
  repelling: { dashes: [1, 3], dot: "open" },
  halfStable: { dashes: [4, 3], dot: "half" },
  stationary: { dashes: [], thickness: 3 },
  "least-squares": { dashes: [6, 4] },
  limit: { dashes: [9, 3, 1.5, 3] },
};

/** Stability of a critical direction for neurons with a_j > 0 (`sign` 1) or a_j < 0 (`sign` −1). */
export function stabilityOf({ attraction }: CriticalDirections, index: number, sign: 1 | -1): Stability {
  const towards = sign * (attraction[index] ?? 0);
  return towards > 0 ? "attracting" : towards < 0 ? "repelling" : "halfStable";
}

/** The marks that are drawn over the function view, in the order of the legend. */
export function marksOnFunction(theory: Theory, overlays: ReadonlySet<Overlay>): TheoryMark[] {
  const marks: TheoryMark[] = marksOfDirections(theory, overlays);
  if (overlays.has("least-squares")) marks.push("least-squares");
  if (overlays.has("limit") && typeof theory.limit !== "string") marks.push("limit");
  return marks;
}

/** The marks that are drawn over the neurons view. Arcs that are stationary can be seen there alone. */
export function marksOnNeurons(theory: Theory, overlays: ReadonlySet<Overlay>): TheoryMark[] {
  const hasArcs = overlays.has("directions") && typeof theory.directions !== "string";
  return [...marksOfDirections(theory, overlays), ...(hasArcs ? (["stationary"] as const) : [])];
}

function marksOfDirections({ directions }: Theory, overlays: ReadonlySet<Overlay>): TheoryMark[] {
  if (!overlays.has("directions") || typeof directions === "string") return [];
  const { attraction } = directions;
  return [
    ...(attraction.some((value) => value !== 0) ? (["attracting", "repelling"] as const) : []),
    ...(attraction.includes(0) ? (["halfStable"] as const) : []),
  ];
}
