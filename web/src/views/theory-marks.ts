import type { Overlay } from "../experiment/look";
import type { CriticalDirections, Picture, Theory } from "../trainer/trainer-module";
import { furtherShapes, traceStars, traceTriangles, type TraceMarks } from "../plot/symbols";
import { legend as names, nothingToDraw as nothing } from "../text/prose";

/** Marks of the theory, and of what is drawn in any case, by their names in `prose.ts`. */
export type TheoryMark = keyof typeof names | (typeof pinnedMarks)[number];

/** The marks of the pinned runs, in their order. */
export const pinnedMarks = ["pinned", "pinned-b", "pinned-c", "pinned-d"] as const;

/** An entry of a legend: the mark, and its name unless it has another text; without a mark the text alone. */
export interface LegendEntry {
  readonly mark?: TheoryMark;
  readonly text?: string;
}

/** Stability of critical directions in painting order: of several at one kink the last stays visible. */
export const stabilities = ["repelling", "halfStable", "attracting"] as const;
export type Stability = (typeof stabilities)[number];

/** How a mark is drawn. */
export interface MarkStyle {
  /** Dashes and gaps in turn, in units of the line's width; none where there is no line. */
  dashes?: readonly number[];
  dot?: "full" | "half" | "open";
  /** A shape in the middle, or one at either end. */
  shapes?: readonly TraceMarks[];
  /** How many times as thick as others the line is. */
  thickness?: number;
}

/** Full dots for what attracts and open ones for what repels, as in pictures of dynamical systems. */
export const styles: Readonly<Record<TheoryMark, MarkStyle>> = {
  curve: { dashes: [], thickness: 1.5 },
  data: { dot: "full" },
  neuron: { shapes: [traceStars] },
  pinned: { dashes: [], thickness: 1.5, shapes: [traceStars, traceTriangles] },
  "pinned-b": { dashes: [5, 3], thickness: 1.5, shapes: furtherShapes[0] },
  "pinned-c": { dashes: [1.5, 2], thickness: 1.5, shapes: furtherShapes[1] },
  "pinned-d": { dashes: [9, 2, 2, 2], thickness: 1.5, shapes: furtherShapes[2] },
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

/** The overlays that are on, in the order of the legend of the function view; where there is nothing to draw it says so. */
export function marksOnFunction(theory: Theory, { critical }: Picture, overlays: ReadonlySet<Overlay>): LegendEntry[] {
  const entries = marksOfDirections(theory, critical, overlays);
  if (overlays.has("least-squares")) entries.push({ mark: "least-squares" });
  if (overlays.has("limit")) entries.push(theory.limit === "" ? { mark: "limit" } : { text: nothing.limit });
  return entries;
}

/** The same of the neurons view. Arcs that are stationary can be seen there alone. */
export function marksOnNeurons(theory: Theory, { critical }: Picture, overlays: ReadonlySet<Overlay>): LegendEntry[] {
  const entries = marksOfDirections(theory, critical, overlays);
  return critical?.stationary.length ? [...entries, { mark: "stationary" }] : entries;
}

function marksOfDirections(
  theory: Theory,
  critical: CriticalDirections | undefined,
  overlays: ReadonlySet<Overlay>,
): LegendEntry[] {
  if (!overlays.has("directions")) return [];
  if (theory.directions !== "") return [{ text: nothing.directions }];
  if (!critical) return [];
  const { attraction } = critical;
  if (attraction.length === 0) return [{ text: nothing.residuals }];
  return [
    ...(attraction.some((value) => value !== 0) ? ([{ mark: "attracting" }, { mark: "repelling" }] as const) : []),
    ...(attraction.includes(0) ? ([{ mark: "halfStable" }] as const) : []),
  ];
}
