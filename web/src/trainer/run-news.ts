import type { Advance, Begun } from "./messages";
import type { Preset, Run } from "./trainer-module";

/** The part of a run that stays the same; `experiment` is resolved. */
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

/** A run's recordings after the first `frames` frames and `losses` losses, of which there is one for every so many recorded ones. */
export function newsOf(
  run: Run,
  frames: number,
  losses: number,
  every = 1,
): Pick<Advance, "frameIterations" | "frameLosses" | "losses"> {
  return {
    frameIterations: run.frameIterations(frames),
    frameLosses: run.frameLosses(frames),
    losses: run.losses(losses, every),
  };
}
