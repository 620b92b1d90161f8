import type { Answer, Question, RequestKind } from "./messages";
import type { Run } from "./module";

/** How the worker answers each kind of request about a run. What a function throws, the page gets as a refusal. */
export const answers: {
  readonly [Kind in RequestKind]: (run: Run, question: Question<Kind>) => Answer<Kind> | Promise<Answer<Kind>>;
} = {
  neurons: (run, { frame }) => run.frame(frame),
  trail: (run, { neuron }) => run.trail(neuron),
};

/** The memory of an answer's arrays, which is handed over instead of copied: the trainer gives nothing but copies. */
export function buffersOf(answer: object): ArrayBufferLike[] {
  return Object.values(answer).flatMap((part: unknown) => {
    if (ArrayBuffer.isView(part)) return [part.buffer];
    return typeof part === "object" && part !== null ? buffersOf(part) : [];
  });
}
