import type { Answer, Question, RequestKind } from "./messages";
import type { Run, RunFile } from "./module";

/** How long the making of a file may keep the worker from its messages, in milliseconds. */
const slice = 8;

/** How the worker answers each kind of request about a run. What a function throws, the page gets as a refusal. */
export const answers: {
  readonly [Kind in RequestKind]: (run: Run, question: Question<Kind>) => Answer<Kind> | Promise<Answer<Kind>>;
} = {
  neurons: (run, { frame }) => run.frame(frame),
  picture: (run, { frame, needsDirections }) => run.picture(frame, needsDirections),
  outcome: (run) => run.outcome(),
  trail: (run, { neuron }) => run.trail(neuron),
  file: (run, { format, seconds, neurons }) =>
    gathered(run.file(format, seconds, neurons), format === "csv" ? "text/csv" : "application/json"),
  initialWeights: (run) => new Blob([run.initialWeights()], { type: "application/json" }),
  kinkCounts: (run, { frame }) => run.kinkCounts(frame),
  imbalance: (run, { frame }) => run.imbalance(frame),
};

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
