import createTrainer, { type ExperimentError, type Progress, type Run, type Trainer } from "trainer";
import wasmBinary from "trainer.wasm";
import { answers, buffersOf } from "./answers";
import type { FromWorker, Question, RequestKind, ToWorker } from "./messages";
import { hasSimd } from "./simd";

/** How long training may keep the worker from its messages, and how often it reports; both in milliseconds. */
const slice = 8;
const reportInterval = 40;

interface Job {
  readonly number: number;
  readonly run: Run;
  /** Iterations that are expected to take one slice. */
  stride: number;
  milliseconds: number;
  reportedAt: number;
  frames: number;
  losses: number;
  stopped: boolean;
}

// A worker's global scope posts and receives as a MessagePort does, and its own type clashes with that of a window.
const page = self as unknown as MessagePort;
const turns = new MessageChannel();

let trainer: Trainer | undefined;
let job: Job | undefined;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  page.postMessage(message, transfer);
}

function isExperimentError(error: unknown): error is ExperimentError {
  return error instanceof Error && error.name === "ExperimentError";
}

function train(trainer: Trainer, number: number, text: string): void {
  let run;
  let experiment;
  try {
    experiment = trainer.resolve(text);
    run = new trainer.Run(text);
  } catch (error) {
    if (!isExperimentError(error)) throw error;
    post({ kind: "refused", run: number, key: error.key, message: error.message });
    return;
  }
  job?.run.delete();
  job = { number, run, stride: 1, milliseconds: 0, reportedAt: -Infinity, frames: 0, losses: 0, stopped: false };
  post({ kind: "accepted", run: number, experiment, engine: run.engine(), plot: run.plot() });
  turns.port2.postMessage(number);
}

/** Trains for one slice, reports when it is time, and asks for the next turn. */
function takeTurn(job: Job): void {
  const began = performance.now();
  job.run.advance(job.stride);
  const ended = performance.now();
  const took = ended - began;
  job.milliseconds += took;
  job.stride = Math.max(1, Math.round(job.stride * Math.min(8, Math.max(1 / 8, slice / Math.max(took, 0.1)))));
  const progress = job.run.progress();
  if (progress.finished || ended - job.reportedAt >= reportInterval) report(job, progress);
  if (!progress.finished) turns.port2.postMessage(job.number);
}

function report(job: Job, progress: Progress): void {
  const frameIterations = job.run.frameIterations(job.frames);
  const frameLosses = job.run.frameLosses(job.frames);
  const losses = job.run.losses(job.losses);
  post({
    kind: "advanced",
    run: job.number,
    progress,
    frameIterations,
    frameLosses,
    losses,
    trainingMilliseconds: job.milliseconds,
    done: progress.finished || job.stopped,
  });
  job.frames += frameIterations.length;
  job.losses += losses.length;
  job.reportedAt = performance.now();
}

function stop(job: Job): void {
  const progress = job.run.progress();
  if (progress.finished || job.stopped) return;
  job.stopped = true;
  report(job, progress);
}

function sendPicture(job: Job, frame: number, needsDirections: boolean): void {
  const picture = job.run.picture(frame, needsDirections);
  post({ kind: "picture", run: job.number, frame, picture }, buffersOf(picture));
}

async function respond<Kind extends RequestKind>(
  number: number,
  request: number,
  about: Kind,
  question: Question<Kind>,
): Promise<void> {
  try {
    if (job?.number !== number) throw new Error("The run has been superseded.");
    const answer = await answers[about](job.run, question);
    post({ kind: "answer", request, answer }, buffersOf(answer));
  } catch (error) {
    post({ kind: "no-answer", request, message: error instanceof Error ? error.message : String(error) });
  }
}

/** A trainer that throws anything but a refusal (out of memory, say) cannot be relied on any more. */
function guard(action: () => void): void {
  try {
    action();
  } catch (error) {
    job = undefined;
    post({
      kind: "failed",
      message: `The trainer broke down: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}

page.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  guard(() => {
    if (data.kind === "train" && trainer) train(trainer, data.run, data.experiment);
    if (data.kind === "request") void respond(data.run, data.request, data.about, data.question);
    if (job?.number !== data.run) return;
    if (data.kind === "stop") stop(job);
    if (data.kind === "picture") sendPicture(job, data.frame, data.needsDirections);
  });
};

// A message to oneself lets whatever the page has sent meanwhile come first, and is not held back as a timer is.
turns.port1.onmessage = ({ data }: MessageEvent<number>) => {
  const current = job;
  if (current?.number !== data || current.stopped) return;
  guard(() => {
    takeTurn(current);
  });
};

if (hasSimd()) {
  createTrainer({ wasmBinary }).then(
    (created) => {
      trainer = created;
      post({ kind: "ready", fields: trainer.fields(), presets: trainer.presets() });
    },
    (error: unknown) => {
      post({ kind: "failed", message: `The trainer could not be started: ${String(error)}` });
    },
  );
} else {
  post({
    kind: "failed",
    message: "This browser cannot run the trainer: it lacks WebAssembly with SIMD, which browsers have had since 2023.",
  });
}
