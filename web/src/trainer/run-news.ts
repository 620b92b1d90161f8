import type { Advance, Begun } from "./messages";
import type { Preset, Run } from "./trainer-module";

/** What stays the same over a run; `experiment` has every key given its value. */
export function lastingOf(
  run: Run,
  experiment: string,
  presets: readonly Preset[],
): Pick<Begun, "experiment" | "engine" | "underflow" | "plot" | "theory" | "isPreset"> {
  const isPreset = presets.some((preset) => preset.experiment === experiment);
  return {
    experiment,
    engine: run.engine(),
    underflow: run.underflow(),
    plot: run.plot(),
    theory: run.theory(),
    isPreset,
  };
}

/** What a run has recorded after so many frames and losses. */
export function newsOf(
  run: Run,
  frames: number,
  losses: number,
): Pick<Advance, "frameIterations" | "frameLosses" | "losses"> {
  return {
    frameIterations: run.frameIterations(frames),
    frameLosses: run.frameLosses(frames),
    losses: run.losses(losses),
  };
}
