import type { Look } from "../../experiment/look";
import { presets as words } from "../text/prose-sweeps";
import type { OutcomeName } from "./outcomes";

/** A sweep that shows something. */
export interface ExampleSweep {
  readonly name: string;
  readonly says: string;
  readonly look: Pick<Look, "sweep" | "outcome">;
}

function example(name: keyof typeof words, sweep: object, outcome?: OutcomeName): ExampleSweep {
  return { ...words[name], look: { sweep: JSON.stringify(sweep), outcome } };
}

export const exampleSweeps: Readonly<Record<keyof typeof words, ExampleSweep>> = {
  seeds: example("seeds", {
    experiment: { preset: "non-orthogonal" },
    over: { "network.seed": { from: 0, to: 255 } },
  }),
  scaleAndWidth: example("scaleAndWidth", {
    experiment: { preset: "non-orthogonal-large-init", training: { iterations: 50_000 } },
    over: {
      "network.initScale": { from: 0.1, to: 10, count: 25, scale: "log" },
      "network.width": { from: 3, to: 300, count: 17, scale: "log" },
    },
  }),
  lazy: example(
    "lazy",
    {
      experiment: { preset: "orthogonal" },
      over: { "network.initScale": { from: 1e-6, to: 10, count: 43, scale: "log" } },
    },
    "displacement",
  ),
};
