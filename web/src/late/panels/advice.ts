import { differences } from "../../experiment/difference";
import type { Mended } from "../../trainer/trainer-module";
import { formatExactly } from "../../text/number-format";
import { advice as words } from "../text/prose-opened";
import type { Experiment } from "../../relu-scope";
import { wordingOf } from "../../text/parameter-names";

/** Why a run has not learned, and what is offered, in words. */
export interface Advice {
  /** Powers of ten are raised by `typeset`. */
  why: string;
  /** With what it learns, where that has been found. */
  remedy: { name: string; experiment: string } | undefined;
}

/** What there is to say of a run that was searched for what mends it; nothing of one that has learned. */
export function adviceOn(experiment: Experiment, { trouble, experiment: text, x, y }: Mended): Advice | undefined {
  if (trouble === "none") return undefined;
  const why = words.troubles[trouble];
  if (text === undefined) return { why: `${why} ${words.noRemedy}`, remedy: undefined };
  const changes = differences(experiment, JSON.parse(text) as Experiment).flatMap(({ key, section, values: [, value] }) => {
    if (section === "data" || value === undefined) return [];
    const { name } = wordingOf(key);
    return [`${name.toLowerCase()} ${typeof value === "number" ? formatExactly(value) : JSON.stringify(value)}`];
  });
  const rescaled = [rescaling("x", x), rescaling("y", y)].filter((change) => change !== undefined);
  const all = [...rescaled, ...changes];
  return {
    why: `${why} ${words.learns(all.join(", "))}`,
    remedy: { name: words.change(rescaled.length > 0, changes), experiment: text },
  };
}

/** "(x − 2,010) / 10 for x". */
function rescaling(name: string, [shift, scale]: readonly [number, number] = [0, 1]): string | undefined {
  if (shift === 0 && scale === 1) return undefined;
  const short = (value: number): string => formatExactly(Number(Math.abs(value).toPrecision(6)));
  const shifted = shift === 0 ? name : `(${name} ${shift < 0 ? "+" : "−"} ${short(shift)})`;
  const sign = scale < 0 ? "−" : "";
  return words.rescaled(name, scale === 1 ? shifted : `${sign}${shifted} / ${short(scale)}`);
}
