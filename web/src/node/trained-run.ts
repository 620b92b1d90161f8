import { bytesOf } from "../browser/base64";
import packed from "packed-full-trainer";
import createTrainer from "trainer";
import { Recording } from "../run/recording";
import { unpackedAtOnce } from "../trainer/lzma";
import { lastingOf, newsOf } from "../trainer/run-news";
import type { Run, Trainer } from "../trainer/trainer-module";

/** A run that has been trained to its end, and what the page would know of it. */
export interface TrainedRun {
  readonly run: Run;
  readonly recording: Recording;
}

let loading: Promise<Trainer> | undefined;

/** The full trainer, in this thread. */
export function trainer(): Promise<Trainer> {
  loading ??= WebAssembly.compile(unpackedAtOnce(bytesOf(packed))).then((module) =>
    createTrainer({
      instantiateWasm(imports, use) {
        const instance = new WebAssembly.Instance(module, imports);
        use(instance, module);
        return instance.exports;
      },
    }),
  );
  return loading;
}

/** A run that is to be trained. */
export interface BegunRun {
  readonly run: Run;
  /** Its resolved experiment, as JSON text. */
  readonly experiment: string;
}

/** Begins a run of an experiment, given as JSON text. Throws an `ExperimentError` if it is refused. The run has to be deleted. */
export function begunRun(trainer: Trainer, experiment: string): BegunRun {
  const resolved = trainer.resolve(experiment);
  return { run: new trainer.Run(resolved), experiment: resolved };
}

/** Trains a run to its end. */
export function trainedRun(trainer: Trainer, { run, experiment }: BegunRun): TrainedRun {
  const began = performance.now();
  run.advance(run.progress().iterations);
  const recording = new Recording({
    run: 0,
    position: { frame: 0 },
    ...lastingOf(run, experiment, trainer.presets()),
    first: {
      run: 0,
      progress: run.progress(),
      ...newsOf(run, 0, 0),
      trainingMilliseconds: performance.now() - began,
      done: true,
    },
  });
  return { run, recording };
}
