import type { Axes, Look } from "../../experiment/look";
import type { Plot } from "../../trainer/trainer-module";
import { unfit as words } from "../text/prose-views";

/** The axes that the function view has with so many inputs. */
export function axesWith(inputs: number): readonly (keyof Axes)[] {
  return inputs === 1 ? ["xRange", "weightRange"] : inputs === 2 ? ["xRange", "secondRange"] : [];
}

/** What of a look the data do not allow: its keys, and why. */
export function unfitSettings(
  look: Look,
  { inputs, outputs }: Plot,
): { key: keyof Axes | "output"; message: string }[] {
  const axes = (["xRange", "weightRange", "secondRange"] as const).filter(
    (key) => look[key] && !axesWith(inputs).includes(key),
  );
  return [
    ...axes.map((key) => ({ key, message: words.axis(key, inputs) })),
    ...(look.output > outputs ? [{ key: "output", message: words.output(look.output, outputs) } as const] : []),
  ];
}
