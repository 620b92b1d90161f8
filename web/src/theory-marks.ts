import type { Overlay } from "./look";
import type { CriticalDirections, Theory } from "./module";
import { legend as names } from "./prose";

/** What the theory draws; `prose.ts` has a name for each. */
export type TheoryMark = keyof typeof names;

/** What critical directions do, the one that matters most last: where several have the same kink it is seen. */
export const stabilities = ["repelling", "halfStable", "attracting"] as const;
export type Stability = (typeof stabilities)[number];

/** How a mark is drawn, in units of the line width: dashes and gaps in turn, and a dot that is full, half full or open. */
export interface MarkStyle {
  dashes: readonly number[];
  dot?: "full" | "half" | "open";
}

/** Full dots for what attracts and open ones for what repels, as in pictures of dynamical systems. */
export const styles: Readonly<Record<TheoryMark, MarkStyle>> = {
  attracting: { dashes: [], dot: "full" },
  repelling: { dashes: [1, 3], dot: "open" },
  halfStable: { dashes: [4, 3], dot: "half" },
  "least-squares": { dashes: [6, 4] },
  limit: { dashes: [9, 3, 1.5, 3] },
};

/** What a critical direction does to neurons with a_j > 0 (`sign` 1) or a_j < 0 (`sign` −1). */
export function stabilityOf({ attraction }: CriticalDirections, index: number, sign: 1 | -1): Stability {
  const towards = sign * (attraction[index] ?? 0);
  return towards > 0 ? "attracting" : towards < 0 ? "repelling" : "halfStable";
}

/** The marks that are drawn, in the order of the legend. */
export function marksOf(theory: Theory, overlays: ReadonlySet<Overlay>): TheoryMark[] {
  const { directions, limit } = theory;
  const marks: TheoryMark[] = [];
  if (overlays.has("directions") && typeof directions !== "string" && directions.attraction.length > 0) {
    if (directions.attraction.some((value) => value !== 0)) marks.push("attracting", "repelling");
    if (directions.attraction.includes(0)) marks.push("halfStable");
  }
  if (overlays.has("least-squares")) marks.push("least-squares");
  if (overlays.has("limit") && typeof limit !== "string") marks.push("limit");
  return marks;
}
