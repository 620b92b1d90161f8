import type { Recording } from "../../run/recording";
import type { Training } from "../../run/training";
import { SweeperConnection } from "../sweep/sweeper-connection";

/** What has been asked about each run, and what has come. */
const asked = new WeakMap<Recording, Promise<Float64Array>>();
const known = new WeakMap<Recording, Float64Array>();

/** When each frame of a run is shown by change, from 0 to 1, if that has come; see `core/run/change.hpp`. */
export function changeMomentsAtHand(recording: Recording): Float64Array | undefined {
  return known.get(recording);
}

/**
 * The same, as soon as a worker of its own has trained the run again: the trainer that the page begins with does not
 * compute it. Rejects with a sentence when that cannot be done.
 */
export function changeMoments(recording: Recording, training: Training): Promise<Float64Array> {
  const before = asked.get(recording);
  if (before) return before;
  const coming = computed(recording, training);
  asked.set(recording, coming);
  coming.then(
    (moments) => known.set(recording, moments),
    () => asked.delete(recording),
  );
  return coming;
}

async function computed(recording: Recording, training: Training): Promise<Float64Array> {
  const trainer = await training.fullTrainer();
  let lose: (error: Error) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    lose = reject;
  });
  const connection = new SweeperConnection(
    { sweeper: trainer.sweeper, compiled: () => training.compiled(trainer) },
    () => undefined,
    (reason) => {
      lose(new Error(reason));
    },
  );
  try {
    const experiment = JSON.stringify(recording.experiment);
    const iterations = recording.iterations.at(-1) ?? 0;
    return await Promise.race([connection.ask({ about: "change", experiment, iterations }), lost]);
  } finally {
    connection.close();
  }
}
