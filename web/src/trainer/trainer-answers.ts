import type { Answer, Distances, Question, RequestKind } from "./messages";
import type { Mended, Phases, Run, RunFile } from "./trainer-module";
import { nextStride } from "./stride";

/** How long the making of a file, or a search, may keep the worker from its messages, in milliseconds. */
const slice = 8;

/** How long to search for settings that mend a run, in milliseconds. */
const patience = 4000;

/** How the worker answers each kind of request about a run. The page gets errors as refusals. */
export const answers: {
  readonly [Kind in RequestKind]: (
    run: Run,
    question: Question<Kind>,
    /** Whether the answer is still wanted. */
    isCurrent: () => boolean,
    /** The pinned run of a number. */
    pinned: (run: number) => Run | undefined,
  ) => Answer<Kind> | Promise<Answer<Kind>>;
} = {
  neurons: (run, { frame }) => run.frame(frame),
  picture: (run, { frame, options }) => run.picture(frame, options),
  outcome: (run) => run.outcome(),
  phases: (run, _, isCurrent) => phasesOf(run, isCurrent),
  distance: (run, { from }, isCurrent, pinned) => distances(run, pinned(from), isCurrent),
  mending: (run, _, isCurrent) => mended(run, isCurrent),
  trail: (run, { neuron }) => run.trail(neuron),
  file: (run, { format, seconds, neurons }) =>
    gathered(run.file(format, seconds, neurons), format === "csv" ? "text/csv" : "application/json"),
  initialWeights: (run) => new Blob([run.initialWeights()], { type: "application/json" }),
  kinkCounts: (run, { frame }) => run.kinkCounts(frame),
  imbalance: (run, { frame }) => run.imbalance(frame),
};

/** Lets the worker hear its messages after each slice of the work. Throws once another run replaces that of the question. */
async function inSlices(isOver: () => boolean, isCurrent: () => boolean): Promise<void> {
  for (let began = performance.now(); !isOver();) {
    if (performance.now() - began < slice) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (!isCurrent()) throw new Error("The run has been superseded.");
    began = performance.now();
  }
}

async function phasesOf(run: Run, isCurrent: () => boolean): Promise<Phases> {
  let phases = run.phases();
  await inSlices(() => {
    phases = run.phases();
    return phases.isOver;
  }, isCurrent);
  return phases;
}

/** How many distances make a curve. */
const manyDistances = 100;

/** The distances between two runs, at no more than so many of the iterations at which both have a frame. */
async function distances(run: Run, pinned: Run | undefined, isCurrent: () => boolean): Promise<Distances> {
  if (!pinned) throw new Error("No run is pinned.");
  const others = new Map([...pinned.frameIterations(0)].map((iteration, frame) => [iteration, frame]));
  const common = [...run.frameIterations(0)].flatMap((iteration, frame) => {
    const other = others.get(iteration);
    return other === undefined ? [] : [{ iteration, frame, other }];
  });
  const every = Math.ceil(common.length / manyDistances);
  const measured = common.filter((_, index) => index % every === 0 || index === common.length - 1);
  const made: number[] = [];
  await inSlices(() => {
    const next = measured[made.length];
    if (next) made.push(run.distance(next.frame, pinned, next.other));
    return made.length === measured.length;
  }, isCurrent);
  return { iterations: measured.map(({ iteration }) => iteration), distances: made };
}

/** The settings that mend a run, if found in time and before another run replaces it. */
async function mended(run: Run, isCurrent: () => boolean): Promise<Mended> {
  const mending = run.mending();
  try {
    const began = performance.now();
    let stride = 1;
    for (let isOver = false; !isOver && performance.now() - began < patience && isCurrent();) {
      const before = performance.now();
      isOver = mending.search(stride);
      const took = performance.now() - before;
      stride = nextStride(stride, took, slice);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return mending.found();
  } finally {
    mending.delete();
  }
}

/** All of a file. The browser keeps the pieces, on disk when they are many. */
async function gathered(file: RunFile, type: string): Promise<Blob> {
  try {
    const pieces: Blob[] = [];
    let began = performance.now();
    for (let piece = file.next(); piece.length > 0; piece = file.next()) {
      pieces.push(new Blob([piece]));
      if (performance.now() - began < slice) continue;
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    return new Blob(pieces, { type });
  } finally {
    file.delete();
  }
}

/** The memory of an answer's arrays, which is handed over instead of copied: the trainer gives nothing but copies. */
export function buffersOf(answer: object): ArrayBufferLike[] {
  return Object.values(answer).flatMap((part: unknown) => {
    if (ArrayBuffer.isView(part)) return [part.buffer];
    return typeof part === "object" && part !== null ? buffersOf(part) : [];
  });
}
