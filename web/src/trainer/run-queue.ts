import createTrainer, { type ExperimentError, type Progress, type Run, type Trainer } from "trainer";
import { answers, buffersOf } from "./trainer-answers";
import type { Advance, Begun, FromWorker, Question, RequestKind, ToWorker } from "./messages";
import { lastingOf, newsOf } from "./run-news";
import { frameAt, type Place } from "./frame-position";
import { trainer as words } from "../text/prose";
import type { Experiment } from "../relu-scope";
import { nextStride } from "./stride";

/** How long training may keep the worker from its messages, and how often it reports; both in milliseconds. */
const slice = 8;
const reportInterval = 40;

/** A run that has no first frame at such an age, in milliseconds, is said to be on the way to it. */
const untilTold = 300;

/** What is expected to occupy it for so long is announced, in milliseconds; so is a run of so many neurons and points. */
const long = 100;
const large = { neurons: 1e5, pairs: 1e7, text: 1e6 };

/**
 * While there is an older run on screen, a new one is not shown, and does not give way to a still newer one, when it is
 * so young, or expected to be finished at such an age, or to have come to the place that is looked at; in milliseconds.
 */
const patience = { always: 16, forTheEnd: 50, forThePlace: 400 };

/** An experiment, and what of it will be looked at first. */
interface Order {
  readonly number: number;
  readonly experiment: string;
  readonly place: Place;
  readonly needsDirections: boolean;
}

interface Job extends Order {
  readonly run: Run;
  readonly began: number;
  /** Iterations that are expected to take one slice, and the milliseconds that one took of late. */
  stride: number;
  pace: number;
  milliseconds: number;
  reportedAt: number;
  frames: number;
  losses: number;
  stopped: boolean;
  /** Whether the place has been recorded and its picture sent, or the page asks for what it looks at by itself. */
  isPlaced: boolean;
}

// A worker's global scope posts and receives as a MessagePort does, and its own type clashes with that of a window.
const page = self as unknown as MessagePort;
const turns = new MessageChannel();
/** The runs that have asked for a turn. */
const waiting = new Set<number>();
let isResting = false;

let trainer: Trainer | undefined;
/** What is to be trained next; a newer one takes its place. */
let next: Order | undefined;
/** What is being trained, or was last. */
let job: Job | undefined;
/** What the page shows and asks about. */
let shown: Job | undefined;
/** What is kept to compare others with. */
let pinned: Job | undefined;
/** What is to be kept once it has a first frame. */
let toPin: Job | undefined;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  page.postMessage(message, transfer);
}

/** What the trainer says when it refuses. Anything else that it throws is thrown on: it cannot be relied on any more. */
function refusalOf(error: unknown): Pick<ExperimentError, "key" | "message"> {
  if (error instanceof Error && error.name === "ExperimentError") return error as ExperimentError;
  // The trainer's own exception, for which it had no memory left to make more of it.
  if (error instanceof WebAssembly.Exception) return { key: "", message: "there is no memory left for it" };
  throw error;
}

function refuse(run: number, error: unknown): void {
  const { key, message } = refusalOf(error);
  post({ kind: "refused", run, key, message });
}

function take(trainer: Trainer, order: Order): void {
  const { number } = order;
  try {
    next = { ...order, experiment: trainer.resolve(order.experiment) };
    post({ kind: "accepted", run: number, experiment: next.experiment });
  } catch (error) {
    refuse(number, error);
  }
  if (!job || !isNearlyThere(job, job.run.progress())) begin(trainer);
}

/** Begins to train what is next, if there is anything. */
function begin(trainer: Trainer): void {
  if (!next) return;
  const order = next;
  next = undefined;
  try {
    const before = job;
    job = jobOf(trainer, order, pinned);
    letGo(before);
    askForTurn(order.number);
  } catch (error) {
    refuse(order.number, error);
  }
}

/** Announces that it will not be interrupted meanwhile. */
function occupied<Result>(isLong: boolean, work: () => Result): Result {
  if (!isLong) return work();
  post({ kind: "occupied", isOccupied: true });
  try {
    return work();
  } finally {
    post({ kind: "occupied", isOccupied: false });
  }
}

/** Whether a run may take long to set up. */
function isLarge(experiment: string): boolean {
  if (experiment.length > large.text) return true;
  const { data, network } = JSON.parse(experiment) as Experiment;
  const { width = 0 } = network;
  return width >= large.neurons || width * data.x.length >= large.pairs;
}

/** `beside` is what goes on to need its memory. */
function jobOf(trainer: Trainer, order: Order, beside: Job | undefined): Job {
  const { experiment } = order;
  const run = occupied(isLarge(experiment), () =>
    beside ? new trainer.Run(experiment, beside.run) : new trainer.Run(experiment),
  );
  const counts = { stride: 1, pace: 0, milliseconds: 0, reportedAt: -Infinity, frames: 0, losses: 0 };
  return { ...order, run, began: performance.now(), ...counts, stopped: false, isPlaced: false };
}

/** Frees a run that is of no use any more. */
function letGo(old: Job | undefined): void {
  if (old && ![job, shown, pinned, toPin].includes(old)) old.run.delete();
}

/** Keeps a run: the one on the page, or one that is trained for it, beside what else is trained. */
function pin(trainer: Trainer, number: number, experiment: string): void {
  if (shown?.number === number) {
    keep(shown);
    return;
  }
  try {
    const order = { number, experiment: trainer.resolve(experiment), place: { frame: 0 }, needsDirections: false };
    const before = toPin;
    toPin = { ...jobOf(trainer, order, job), isPlaced: true };
    letGo(before);
    prepareToPin(toPin);
  } catch (error) {
    refusePin(number, error);
  }
}

/** Trains a run on the way to its first frame, and keeps it then. */
function prepareToPin(current: Job): void {
  train(current);
  if (hasFrame(current)) {
    const news = begun(current, advance(current, current.run.progress()));
    toPin = undefined;
    keep(current);
    post({ kind: "pinned", ...news });
  }
  askForTurn(current.number);
}

function refusePin(number: number, error: unknown): void {
  dropPin(number);
  refuse(number, error);
}

/** Lets go of what is to be kept, if that is the run of this number. */
function dropPin(number: number | undefined): void {
  if (toPin?.number !== number) return;
  const before = toPin;
  toPin = undefined;
  letGo(before);
}

/** Keeps a run in the place of the one that was kept before. */
function keep(kept: Job | undefined): void {
  const before = pinned;
  pinned = kept;
  letGo(before);
}

/** Whether it is better to wait for a run than to show it as it is, or to give it up for a newer one. */
function isNearlyThere({ place, began, pace, stopped, isPlaced }: Job, progress: Progress): boolean {
  if (!shown || stopped || progress.finished) return false;
  const { iteration, iterations } = progress;
  const age = performance.now() - began;
  const after = (last: number): number => age + (Math.min(last, iterations) - iteration) * pace;
  return (
    age < patience.always ||
    after(iterations) < patience.forTheEnd ||
    (!isPlaced && after("iteration" in place ? place.iteration : iterations) < patience.forThePlace)
  );
}

/** Whether there is something to show: the first frame of many neurons and points takes some turns. */
function hasFrame({ frames, run }: Job): boolean {
  return frames > 0 || run.frameIterations(0).length > 0;
}

/** Trains for one slice. Returns the time when that ended. */
function train(current: Job): number {
  const began = performance.now();
  occupied(current.stride === 1 && current.pace > long, () => {
    current.run.advance(current.stride);
  });
  const ended = performance.now();
  const took = ended - began;
  current.milliseconds += took;
  current.pace = took / current.stride;
  current.stride = nextStride(current.stride, took, slice);
  return ended;
}

/** Trains for one slice, reports when it is time, and asks for the next turn. */
function takeTurn(trainer: Trainer, current: Job): void {
  if (current === toPin) {
    prepareToPin(current);
    return;
  }
  const ended = train(current);
  const progress = current.run.progress();
  const waits = current === job && isNearlyThere(current, progress);
  const isDue = progress.finished || (!waits && ended - current.reportedAt >= reportInterval);
  if (isDue && hasFrame(current)) {
    report(current, progress);
  } else if (isDue && ended - current.began >= untilTold) {
    current.reportedAt = ended;
    post({ kind: "prepares", run: current.number });
  }
  if (current === job && !waits) begin(trainer);
  if ([job, pinned].includes(current) && !progress.finished) askForTurn(current.number);
}

/** A message to oneself lets whatever the page has sent meanwhile come first, and is not held back as a timer is. */
function askForTurn(number: number): void {
  if (waiting.has(number)) return;
  waiting.add(number);
  turns.port2.postMessage(number);
}

/** Stops taking turns, or goes on with those runs that are not at their end. */
function rest(isToRest: boolean): void {
  isResting = isToRest;
  if (isResting) return;
  carryOn(job);
  carryOn(pinned);
  carryOn(toPin);
}

/** Goes on with a run, unless it is at its end. */
function carryOn(current: Job | undefined): void {
  if (current && !current.stopped && !current.run.progress().finished) askForTurn(current.number);
}

/** A run has come to the end of the memory: what is on the page stays, with what it has recorded; any other is let go. */
function giveUp(trainer: Trainer, current: Job, error: unknown): void {
  const { message } = refusalOf(error);
  if (current === toPin) {
    refusePin(current.number, error);
    return;
  }
  if (current === shown) {
    // Before anything else is asked of it, which takes memory too.
    current.run.end();
    stop(trainer, current);
    post({ kind: "ended", run: current.number, message });
    return;
  }
  refuse(current.number, error);
  if (current !== pinned) abandon(trainer, current);
}

/** Goes on with what is next, or with the run on the page, in place of one that the page does not show yet. */
function abandon(trainer: Trainer, current: Job): void {
  job = shown;
  letGo(current);
  if (next) begin(trainer);
  else carryOn(job);
}

/** Ends a run early: that on the page, or one on the way to its first frame. */
function stopRun(trainer: Trainer, number: number): void {
  if (shown?.number === number) {
    stop(trainer, shown);
  } else if (job?.number === number) {
    post({ kind: "refused", run: number, key: "", message: words.isStopped });
    abandon(trainer, job);
  }
}

/** Tells the page what a run has recorded since it was last told. */
function report(job: Job, progress: Progress): void {
  const news = advance(job, progress);
  const buffers = buffersOf(news);
  if (job === shown || job === pinned) {
    post({ kind: "advanced", ...news }, buffers);
    return;
  }
  const message = begun(job, news);
  const before = shown;
  shown = job;
  letGo(before);
  post({ kind: "begun", ...message }, buffers);
}

function begun({ number, experiment, place, run }: Job, first: Advance): Begun {
  return { run: number, place, ...lastingOf(run, experiment, trainer?.presets() ?? []), first };
}

function advance(job: Job, progress: Progress): Advance {
  const news = newsOf(job.run, job.frames, job.losses);
  const done = progress.finished || job.stopped;
  const nearest = nearestPicture(job, done);
  job.frames += news.frameIterations.length;
  job.losses += news.losses.length;
  job.reportedAt = performance.now();
  return {
    run: job.number,
    progress,
    ...news,
    ...(nearest ? { nearest } : {}),
    trainingMilliseconds: job.milliseconds,
    done,
  };
}

/** What is to be seen at the place where the page will look first, or on the way there. */
function nearestPicture(job: Job, done: boolean): Advance["nearest"] {
  if (job.isPlaced) return undefined;
  const { run, place, needsDirections } = job;
  const iterations = run.frameIterations(0);
  const frame = frameAt(place, iterations);
  const isRecorded = "frame" in place ? frame === place.frame : (iterations.at(-1) ?? 0) >= place.iteration;
  const picture = run.picture(frame, needsDirections);
  job.isPlaced = done || isRecorded;
  return { frame, picture };
}

/** Ends a run early; what has been waiting for it to finish need not wait any more. */
function stop(trainer: Trainer, ended: Job): void {
  const progress = ended.run.progress();
  if (progress.finished || ended.stopped) return;
  ended.stopped = true;
  try {
    report(ended, progress);
  } catch (error) {
    refusalOf(error);
    ended.run.end();
    report(ended, progress);
  }
  if (ended === job) begin(trainer);
}

/** Sends a picture of the run on the page. One that is trained, and leaves no room for its own pictures, is given up. */
function sendPicture(trainer: Trainer, job: Job, frame: number, needsDirections: boolean): void {
  job.isPlaced = true;
  try {
    let picture;
    try {
      picture = job.run.picture(frame, needsDirections);
    } catch (error) {
      giveUp(trainer, job, error);
      picture = job.run.picture(frame, needsDirections);
    }
    post({ kind: "picture", run: job.number, frame, picture }, buffersOf(picture));
  } catch (error) {
    post({ kind: "no-picture", run: job.number, frame, message: refusalOf(error).message });
  }
}

async function respond<Kind extends RequestKind>(
  number: number,
  request: number,
  about: Kind,
  question: Question<Kind>,
): Promise<void> {
  try {
    const asked = [shown, pinned].find((known) => known?.number === number);
    if (!asked) throw new Error("The run has been superseded.");
    const isCurrent = (): boolean => !next && (asked === job || asked === pinned);
    const answer = await answers[about](asked.run, question, isCurrent);
    post({ kind: "answer", request, answer }, buffersOf(answer));
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) breakDown(error);
    else post({ kind: "no-answer", request, message: error instanceof Error ? error.message : String(error) });
  }
}

/** A trainer that throws anything but a refusal (out of memory, say) cannot be relied on any more. */
function guard(action: () => void): void {
  try {
    action();
  } catch (error) {
    breakDown(error);
  }
}

function breakDown(error: unknown): void {
  next = job = shown = pinned = toPin = undefined;
  post({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
}

/** Makes the trainer from the module that the page has compiled. */
function start(module: WebAssembly.Module): void {
  createTrainer({
    instantiateWasm(imports, use) {
      WebAssembly.instantiate(module, imports).then((instance) => {
        use(instance, module);
      }, breakDown);
      return {};
    },
  }).then((created) => {
    trainer = created;
    post({ kind: "ready", fields: trainer.fields(), presets: trainer.presets(), version: trainer.version() });
  }, breakDown);
}

addEventListener("messageerror", () => {
  breakDown(new Error("the browser cannot hand a compiled module to a worker."));
});

page.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  guard(() => {
    if (data.kind === "module") start(data.module);
    if (data.kind === "train" && trainer) {
      const { run: number, experiment, place, needsDirections } = data;
      take(trainer, { number, experiment, place, needsDirections });
    }
    if (data.kind === "pin" && trainer) pin(trainer, data.run, data.experiment);
    if (data.kind === "unpin") {
      dropPin(toPin?.number);
      keep(undefined);
    }
    if (data.kind === "rest") rest(data.isResting);
    if (data.kind === "request") void respond(data.run, data.request, data.about, data.question);
    if (data.kind === "stop" && trainer) stopRun(trainer, data.run);
    if (data.kind === "picture" && trainer && shown?.number === data.run) {
      sendPicture(trainer, shown, data.frame, data.needsDirections);
    }
  });
};

turns.port1.onmessage = ({ data }: MessageEvent<number>) => {
  waiting.delete(data);
  if (isResting) return;
  const current = [job, pinned, toPin].find((known) => known?.number === data);
  if (!trainer || !current || current.stopped) return;
  const trains = trainer;
  guard(() => {
    try {
      takeTurn(trains, current);
    } catch (error) {
      giveUp(trains, current, error);
    }
  });
};
