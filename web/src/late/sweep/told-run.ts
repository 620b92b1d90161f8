import { formatCount, formatNumber } from "../../text/number-format";
import { wordingOf } from "../../text/parameter-names";
import { manyRuns as words } from "../text/prose-sweeps";
import { printedValue } from "./key-axis";
import { outcomeOf, type Outcome } from "./outcomes";
import type { Results } from "./results";

/** What is told of a run of a sweep: its values, and what came of it, above all the `chosen` outcome. */
export function toldRun(results: Results, run: number, chosen: Outcome | undefined): string {
  const indices = results.indices(run);
  const at = results.keys.map(({ key, values }, index) => {
    const { name, symbol } = wordingOf(key);
    return `${symbol ?? name.toLowerCase()} ${printedValue(values[indices[index] ?? 0])}`;
  });
  return [...at, ...outcomesOf(results, run, chosen)].join(" · ");
}

function outcomesOf(results: Results, run: number, chosen: Outcome | undefined): string[] {
  const failure = results.failures.get(run);
  if (failure !== undefined) return [failure];
  if (!results.isTrained(run)) return [words.notTrained];
  const diverged = results.value(run, "divergedAt");
  if (Number.isFinite(diverged)) return [words.diverges(formatCount(diverged))];
  const columns = new Set<Outcome["column"]>(["loss", "kinks", ...(chosen ? [chosen.column] : [])]);
  return [...columns].flatMap((column) => {
    const outcome = outcomeOf(column);
    const value = results.value(run, column);
    if (!outcome) return [];
    const number = outcome.scale === "whole" ? formatCount(value) : formatNumber(value);
    return [`${lowered(outcome.label)} ${Number.isFinite(value) ? number : words.unknown}`];
  });
}

/** A sentence's beginning inside of one; symbols stay as they are. */
function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
