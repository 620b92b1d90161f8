import { paintCrowds } from "./stamped-symbols";
import type { Positions, TraceMarks } from "./symbols";
import type { MarksContext } from "./svg-context";

/** How many marks are filled at a time: one path of very many takes far longer than many paths of a few. */
const batch = 20;

/** Fills a mark at every position; more than `crowd` of them as one picture of all. */
export function paintMarks(
  context: MarksContext,
  trace: TraceMarks,
  positions: Positions,
  radius: number,
  colour: string,
  crowd: number,
): void {
  const count = positions.length / 2;
  if (count > crowd) {
    paintCrowds(context, [{ trace, positions, colour }], radius);
    return;
  }
  context.fillStyle = colour;
  for (let from = 0; from < count; from += batch) {
    context.beginPath();
    trace(context, positions, radius, from, Math.min(from + batch, count));
    context.fill();
  }
}
