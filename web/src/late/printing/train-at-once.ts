import createTrainer, { type Trainer } from "trainer";
import { compiledTrainerAtOnce } from "../../trainer/compiled-trainer";
import type { Picture, PictureOptions, Run, Trail } from "../../trainer/trainer-module";
import { lastingOf, newsOf } from "../../trainer/run-news";
import { frameAt, type FramePosition } from "../../trainer/frame-position";
import { nextStride } from "../../trainer/stride";
import { printed as words } from "../text/prose-printed";
import { Recording } from "../../run/recording";

/** How long training runs between looks at the clock, in milliseconds. */
const slice = 20;

/** The part of a run that a printout needs. */
export interface Wanted {
  /** As JSON text. */
  experiment: string;
  position: FramePosition;
  options: PictureOptions;
  /** The neuron whose trail is drawn. */
  neuron?: number | undefined;
}

/** A run as far as it was trained, and its frame at the wanted position, or the nearest one. */
export interface Trained {
  recording: Recording;
  frame: number;
  picture: Picture;
  /** Undefined where the run has no such neuron. */
  trail: Trail | undefined;
}

let trainer: Trainer | undefined;

/**
 * Trains on this thread and blocks it, until the run ends or the clock reaches `until`: printing cannot wait for a worker.
 * Undefined if no frame is recorded by then, as the first one of many neurons and points takes long. Throws an error with
 * a sentence if there is no trainer or it refuses the experiment.
 */
export function trainAtOnce({ experiment, position, options, neuron }: Wanted, until: number): Trained | undefined {
  trainer ??= trainerAtOnce();
  const resolved = trainer.resolve(experiment);
  const run = new trainer.Run(resolved);
  try {
    const began = performance.now();
    advance(run, until);
    if (run.frameIterations(0).length === 0) return undefined;
    const progress = run.progress();
    const recording = new Recording({
      run: 0,
      position,
      ...lastingOf(run, resolved, trainer.presets()),
      first: {
        run: 0,
        progress,
        ...newsOf(run, 0, 0),
        trainingMilliseconds: performance.now() - began,
        done: progress.finished,
      },
    });
    const frame = frameAt(position, recording.iterations);
    const trail = neuron !== undefined && neuron < recording.width ? run.trail(neuron) : undefined;
    return { recording, frame, picture: run.picture(frame, options), trail };
  } finally {
    run.delete();
  }
}

/** Releases the trainer's memory. */
export function forgetTrainer(): void {
  trainer = undefined;
}

function advance(run: Run, until: number): void {
  let stride = 1;
  let now = performance.now();
  do {
    const began = now;
    run.advance(stride);
    now = performance.now();
    stride = nextStride(stride, now - began, slice);
  } while (now < until && !run.progress().finished);
}

function trainerAtOnce(): Trainer {
  const module = compiledTrainerAtOnce();
  const made: Parameters<typeof createTrainer>[0] & Partial<Trainer> = {
    instantiateWasm(imports, use) {
      use(new WebAssembly.Instance(module, imports), module);
      return {};
    },
  };
  // `made` becomes the trainer at once; the promise would resolve too late.
  void createTrainer(made);
  const { Run, resolve, fields, presets, version } = made;
  if (Run && resolve && fields && presets && version) return { Run, resolve, fields, presets, version };
  throw new Error(words.comesLate);
}
