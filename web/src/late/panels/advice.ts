import { make } from "../../browser/dom";
import { differences } from "../../experiment/difference";
import type { Mended } from "../../trainer/trainer-module";
import { formatExactly, typeset } from "../../text/number-format";
import { advice as words } from "../text/prose-opened";
import type { Experiment } from "../../relu-scope";
import { wordingOf } from "../../text/parameter-names";

/**
 * Why a run has not learned, and a button with an experiment that does, where one was found and the reader may train it:
 * without `commands` the reader may not.
 */
export function adviceOn(
  experiment: Experiment,
  { trouble, experiment: text, x, y }: Mended,
  commands: { accept(experiment: string): void } | undefined,
): HTMLElement[] {
  if (trouble === "none") return [];
  const why = words.troubles[trouble];
  if (text === undefined) return [paragraph(`${why} ${words.noRemedy}`)];
  const changes = differences(experiment, JSON.parse(text) as Experiment).flatMap(
    ({ key, section, values: [, value] }) => {
      if (section === "data" || value === undefined) return [];
      const { name } = wordingOf(key);
      return [`${name.toLowerCase()} ${typeof value === "number" ? formatExactly(value) : JSON.stringify(value)}`];
    },
  );
  const rescaled = [rescaling("x", x), rescaling("y", y)].filter((change) => change !== undefined);
  const all = [...rescaled, ...changes];
  const advice = paragraph(`${why} ${words.learns(all.join(", "))}`);
  if (!commands) return [advice];
  const button = make("button", { type: "button" }, words.change(rescaled.length > 0, changes));
  button.addEventListener("click", () => {
    commands.accept(text);
  });
  return [advice, button];
}

function paragraph(text: string): HTMLElement {
  return make("p", {}, ...typeset(text));
}

/** "(x − 2,010) / 10 for x". */
function rescaling(name: string, [shift, scale]: readonly [number, number] = [0, 1]): string | undefined {
  if (shift === 0 && scale === 1) return undefined;
  const short = (value: number): string => formatExactly(Number(Math.abs(value).toPrecision(6)));
  const shifted = shift === 0 ? name : `(${name} ${shift < 0 ? "+" : "−"} ${short(shift)})`;
  const sign = scale < 0 ? "−" : "";
  return words.rescaled(name, scale === 1 ? shifted : `${sign}${shifted} / ${short(scale)}`);
}
