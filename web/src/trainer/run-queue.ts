import { messageOf } from "../browser/error-message";
import type { ExperimentError, PictureOptions, Progress, Run, Trainer } from "trainer";
import { answers, buffersOf } from "./trainer-answers";
import { isLarge, Job, type Order } from "./job";
import type { FromWorker, Question, RequestKind, ToWorker } from "./messages";
import { trainer as words } from "../text/prose";

/** How often training reports, in milliseconds. */
const reportInterval = 40;

/** Age in milliseconds at which a run without a first frame is reported to be preparing it. */
const untilReported = 300;

/**
 * Grace periods in milliseconds before a new run replaces the shown one, or gives way to a still newer one, to avoid
 * flicker: for every run, for one expected to finish by then, and for one expected to reach the position looked at, which under
 * gradient flow is longer, since a coarse run is on the page meanwhile.
 */
const patience = { always: 16, forTheEnd: 50, forThePosition: 1000, underFlow: 2000 };

/** How much shorter than the last run the next is hoped to be, for each one that has been given up since. */
const hope = 0.9;

/** The worker around a queue. */
export interface Surroundings {
  post(message: FromWorker, transfer?: Transferable[]): void;
  /** The time in milliseconds. */
  now(): number;
  /** Has `takeTurn` called with this number once the messages that have arrived meanwhile are received. */
  requestTurn(run: number): void;
}

/**
 * The runs of a worker: one that is trained, one that the page shows, some that are pinned, each perhaps the same as another. They
 * train in turns of a slice each; a newer order replaces the run that is trained.
 */
export class RunQueue {
  readonly #trainer: Trainer;
  readonly #surroundings: Surroundings;
  /** Numbers of the runs that have requested a turn. */
  readonly #waiting = new Set<number>();
  #isResting = false;
  /** Milliseconds that the last run to end has trained; less and less as others are given up, unless they were slow. */
  #lastTook = Infinity;
  /** Trained next; a newer one takes its place. */
  #next: Order | undefined;
  /** Being trained, or trained last. */
  #job: Job | undefined;
  /** Shown by the page, which asks about it. */
  #shown: Job | undefined;
  /** Kept for comparison, or on their way to be. */
  #pinned: readonly Job[] = [];

  constructor(trainer: Trainer, surroundings: Surroundings) {
    this.#trainer = trainer;
    this.#surroundings = surroundings;
  }

  receive(message: ToWorker): void {
    this.#guard(() => {
      switch (message.kind) {
        case "train": {
          const { run: number, experiment, position, options, mostLosses } = message;
          this.#take({ number, experiment, position, options, mostLosses });
          break;
        }
        case "pin":
          this.#pin(message.run, message.experiment);
          break;
        case "unpin":
          this.#unpin(message.run);
          break;
        case "spare":
          this.#trainer.spareBuffers = [...message.buffers];
          break;
        case "rest":
          this.#rest(message.isResting);
          break;
        case "request":
          void this.#respond(message.run, message.request, message.about, message.question);
          break;
        case "stop":
          this.#stopRun(message.run);
          break;
        case "picture":
          if (this.#shown?.number === message.run) {
            this.#sendPicture(this.#shown, message.frame, message.options);
          }
          break;
      }
    });
  }

  /** Trains a run that has requested its turn for one slice. */
  takeTurn(number: number): void {
    this.#waiting.delete(number);
    if (this.#isResting) return;
    const current = this.#find(number, this.#job);
    if (!current || current.stopped) return;
    this.#guard(() => {
      try {
        this.#advance(current);
      } catch (error) {
        this.#giveUp(current, error);
      }
    });
  }

  /** A trainer that throws anything but a refusal (out of memory, say) cannot be relied on any more. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#breakDown(error);
    }
  }

  #breakDown(error: unknown): void {
    this.#next = this.#job = this.#shown = undefined;
    this.#pinned = [];
    this.#post({ kind: "failed", reason: messageOf(error) });
  }

  #post(message: FromWorker, transfer?: Transferable[]): void {
    this.#surroundings.post(message, transfer);
  }

  #refuse(run: number, error: unknown): void {
    const { key, message } = refusalOf(error);
    this.#post(key === "NotHeld" ? { kind: "lacks", run } : { kind: "refused", run, key, message });
  }

  #take(order: Order): void {
    const { number } = order;
    try {
      const experiment = this.#trainer.resolve(order.experiment);
      this.#next = { ...order, experiment };
      this.#post({ kind: "accepted", run: number, experiment });
    } catch (error) {
      this.#refuse(number, error);
    }
    if (!this.#job || !this.#isNearlyThere(this.#job)) this.#begin();
  }

  /** Begins to train the next order, if there is one. */
  #begin(): void {
    const order = this.#next;
    if (!order) return;
    this.#next = undefined;
    try {
      const before = this.#job;
      if (before && !before.run.progress().finished) {
        const age = this.#surroundings.now() - before.began;
        if (age <= patienceWith(before)) this.#lastTook *= hope;
        else this.#lastTook = before.isFlow ? 2 * age : Infinity;
      }
      this.#job = this.#jobOf(order, this.#pinned);
      this.#letGo(before);
      this.#requestTurn(order.number);
    } catch (error) {
      this.#refuse(order.number, error);
    }
  }

  /** Announces that the worker will not hear messages during long work. */
  #occupied<Result>(isLong: boolean, work: () => Result): Result {
    if (!isLong) return work();
    this.#post({ kind: "occupied", isOccupied: true });
    try {
      return work();
    } finally {
      this.#post({ kind: "occupied", isOccupied: false });
    }
  }

  /** The pinned run of this number, or another one that has it. */
  #find(number: number, other: Job | undefined): Job | undefined {
    return [other, ...this.#pinned].find((known) => known?.number === number);
  }

  /** `beside` are jobs that go on to need their memory. */
  #jobOf(order: Order, beside: readonly Job[]): Job {
    const { experiment } = order;
    const { Run } = this.#trainer;
    const taken = beside.reduce((bytes, { run }) => bytes + run.bytes(), 0);
    const run = this.#occupied(isLarge(experiment), () => new Run(experiment, taken));
    return new Job(order, run, this.#surroundings.now());
  }

  /** Frees a run that is no longer used. */
  #letGo(old: Job | undefined): void {
    if (old && ![this.#job, this.#shown, ...this.#pinned].includes(old)) old.run.delete();
  }

  /** Pins a run: the one on the page, or one that is trained for it beside the current job. */
  #pin(number: number, experiment: string): void {
    if (this.#shown?.number === number) {
      this.#pinned = [...this.#pinned, this.#shown];
      return;
    }
    try {
      const resolved = this.#trainer.resolve(experiment);
      const order = {
        number,
        experiment: resolved,
        position: { frame: 0 },
        options: { needsDirections: false, needsCritical: false },
        mostLosses: Infinity,
      };
      const beside = new Set([...(this.#job ? [this.#job] : []), ...this.#pinned]);
      const job = this.#jobOf(order, [...beside]);
      job.isPositioned = job.isToPin = true;
      this.#pinned = [...this.#pinned, job];
      this.#prepareToPin(job);
    } catch (error) {
      this.#unpin(number);
      this.#refuse(number, error);
    }
  }

  /** Trains a run towards its first frame, and pins it then. */
  #prepareToPin(current: Job): void {
    this.#train(current);
    if (current.hasFrame) {
      const first = current.news(current.run.progress(), this.#surroundings.now());
      current.isToPin = false;
      this.#post({ kind: "pinned", ...current.begun(first, this.#trainer.presets()) });
    }
    this.#requestTurn(current.number);
  }

  /** Lets go of the pinned run of this number, if there is one. */
  #unpin(number: number): void {
    const before = this.#pinned;
    this.#pinned = before.filter((job) => job.number !== number);
    this.#letGo(before.find((job) => job.number === number));
  }

  /** Whether it is better to wait for a run than to show it as it is, or to give it up for a newer one. */
  #isNearlyThere(job: Job): boolean {
    const progress = job.run.progress();
    if (!this.#shown || job.stopped || progress.finished) return false;
    const { iterations } = progress;
    const age = this.#surroundings.now() - job.began;
    // A run like the last one: that tells more than the pace under gradient flow, which is slow at first.
    const after = (last: number): number =>
      Math.max(age, Math.min(age + job.until(Math.min(last, iterations), progress), this.#lastTook));
    return (
      age < patience.always ||
      after(iterations) < patience.forTheEnd ||
      (!job.isPositioned && after(job.awaited) < patienceWith(job))
    );
  }

  /** Trains for one slice. Returns the time when it ended. */
  #train(current: Job): number {
    return this.#occupied(current.isLong, () => current.train(() => this.#surroundings.now()));
  }

  /** Trains for one slice, reports when it is time, and requests the next turn. */
  #advance(current: Job): void {
    if (current.isToPin) {
      this.#prepareToPin(current);
      return;
    }
    const ended = this.#train(current);
    const progress = current.run.progress();
    if (progress.finished) this.#lastTook = current.milliseconds;
    const waits = current === this.#job && this.#isNearlyThere(current);
    const isDue = progress.finished || (!waits && ended - current.reportedAt >= reportInterval);
    if (isDue && current.hasFrame) {
      this.#report(current, progress);
    } else if (isDue && ended - current.began >= untilReported) {
      current.reportedAt = ended;
      this.#post({ kind: "prepares", run: current.number });
    }
    if (current === this.#job && !waits) this.#begin();
    if ([this.#job, ...this.#pinned].includes(current) && !progress.finished) this.#requestTurn(current.number);
  }

  #requestTurn(number: number): void {
    if (this.#waiting.has(number)) return;
    this.#waiting.add(number);
    this.#surroundings.requestTurn(number);
  }

  /** Stops taking turns, or resumes the runs that are not at their end. */
  #rest(isResting: boolean): void {
    this.#isResting = isResting;
    if (isResting) return;
    for (const job of [this.#job, ...this.#pinned]) this.#resume(job);
  }

  #resume(current: Job | undefined): void {
    if (current && !current.stopped && !current.run.progress().finished) this.#requestTurn(current.number);
  }

  /** A run has used up the memory: the one on the page stays, with what it has recorded; any other is let go. */
  #giveUp(current: Job, error: unknown): void {
    const { message } = refusalOf(error);
    if (current === this.#shown) {
      // Before anything else is asked of it, which takes memory too.
      current.run.end();
      this.#stop(current);
      this.#post({ kind: "ended", run: current.number, message });
      return;
    }
    this.#refuse(current.number, error);
    if (this.#pinned.includes(current)) this.#unpin(current.number);
    else this.#abandon(current);
  }

  /** Trains the next order, or the run on the page, instead of a run that the page does not show yet. */
  #abandon(current: Job): void {
    this.#job = this.#shown;
    this.#letGo(current);
    if (this.#next) this.#begin();
    else this.#resume(this.#job);
  }

  /** Ends a run early: the one on the page, or one on the way to its first frame. */
  #stopRun(number: number): void {
    if (this.#shown?.number === number) {
      this.#stop(this.#shown);
    } else if (this.#job?.number === number) {
      this.#post({ kind: "refused", run: number, key: "", message: words.isStopped });
      this.#abandon(this.#job);
    }
  }

  /** Reports what a run has recorded since the last report. */
  #report(job: Job, progress: Progress): void {
    const news = job.news(progress, this.#surroundings.now());
    const buffers = buffersOf(news);
    if ([this.#shown, ...this.#pinned].includes(job)) {
      this.#post({ kind: "advanced", ...news }, buffers);
      return;
    }
    const begun = job.begun(news, this.#trainer.presets());
    const before = this.#shown;
    this.#shown = job;
    this.#letGo(before);
    this.#post({ kind: "begun", ...begun }, buffers);
  }

  /** Ends a run early, and begins the order that has waited for its end. */
  #stop(ended: Job): void {
    const progress = ended.run.progress();
    if (progress.finished || ended.stopped) return;
    ended.stopped = true;
    try {
      this.#report(ended, progress);
    } catch (error) {
      refusalOf(error);
      ended.run.end();
      this.#report(ended, progress);
    }
    if (ended === this.#job) this.#begin();
  }

  /** Sends a picture of the run on the page. A run that leaves no memory for its own pictures is given up. */
  #sendPicture(job: Job, frame: number, options: PictureOptions): void {
    job.isPositioned = true;
    try {
      let picture;
      try {
        picture = job.run.picture(frame, options);
      } catch (error) {
        this.#giveUp(job, error);
        picture = job.run.picture(frame, options);
      }
      this.#post({ kind: "picture", run: job.number, frame, picture }, buffersOf(picture));
    } catch (error) {
      this.#post({ kind: "no-picture", run: job.number, frame, message: refusalOf(error).message });
    }
  }

  async #respond<Kind extends RequestKind>(
    number: number,
    request: number,
    about: Kind,
    question: Question<Kind>,
  ): Promise<void> {
    try {
      const asked = this.#find(number, this.#shown);
      if (!asked) throw new Error("The run has been superseded.");
      const isCurrent = (): boolean => !this.#next && [this.#job, ...this.#pinned].includes(asked);
      const pinned = (from: number): Run | undefined => this.#find(from, undefined)?.run;
      const answer = await answers[about](asked.run, question, isCurrent, pinned);
      this.#post({ kind: "answer", request, answer }, buffersOf(answer));
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) this.#breakDown(error);
      else {
        const message = messageOf(error);
        this.#post({ kind: "no-answer", request, message });
      }
    }
  }
}

/** How long to wait until a run is at the position looked at, in milliseconds. */
function patienceWith({ isFlow }: Job): number {
  return isFlow ? patience.underFlow : patience.forThePosition;
}

/** The trainer's refusal. Anything else that it throws is thrown on. */
function refusalOf(error: unknown): Pick<ExperimentError, "key" | "message"> {
  if (error instanceof Error && error.name === "ExperimentError") return error as ExperimentError;
  // The trainer's own exception, when there was no memory left to convert it.
  if (error instanceof WebAssembly.Exception) return { key: "", message: "there is no memory left for it" };
  throw error;
}
