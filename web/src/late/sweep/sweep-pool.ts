import type { TrainedRuns } from "../../trainer/sweep-messages";
import { SweeperConnection, type SweepTrainer } from "./sweeper-connection";

/** How long the runs that a worker has in hand should take, in milliseconds. */
const inHand = 100;
const mostInHand = 400;

/** How long a worker may be silent before another takes its place, in milliseconds. It reports every second. */
const patience = 20_000;

/** How often the same run may be on hand when a worker dies. */
const mostDeaths = 3;

/** The most workers: beyond that the page itself could not keep up. */
const mostWorkers = 16;

export interface PoolListener {
  trained(runs: TrainedRuns): void;
  untrained(run: number, message: string): void;
  /** No worker can be had any more. */
  failed(reason: string): void;
}

/** What the workers train. */
export interface PoolWork {
  readonly trainer: SweepTrainer;
  /** As JSON text. */
  readonly sweep: string;
  /** How many losses of each run are kept, up to which iteration. */
  readonly points: number;
  readonly last: number;
}

/** A worker, and the runs that it has in hand, in its order. */
interface Member {
  readonly connection: SweeperConnection;
  runs: number[];
  /** When it was last heard of, and when the run in hand began, as far as is known. */
  heard: number;
  began: number;
  /** Whether it has trained a run. */
  isProven: boolean;
}

/** Workers that train the runs of a sweep: as many as there are processors, less one for the page. */
export class SweepPool {
  readonly #work: PoolWork;
  readonly #listener: PoolListener;
  readonly #members = new Set<Member>();
  readonly #deaths = new Map<number, number>();
  readonly #watch: ReturnType<typeof setInterval>;
  /** Those that no worker has in hand. */
  #waiting: number[];
  #isResting = false;
  /** Of a run, in milliseconds. */
  #pace = inHand;

  constructor(work: PoolWork, runs: readonly number[], listener: PoolListener) {
    this.#work = work;
    this.#waiting = [...runs];
    this.#listener = listener;
    const processors = navigator.hardwareConcurrency || 2;
    for (let count = Math.min(processors - 1, mostWorkers, runs.length); count > 1; count--) this.#open();
    this.#open();
    this.#watch = setInterval(() => {
      this.#replaceSilent();
    }, patience / 10);
  }

  get workers(): number {
    return this.#members.size;
  }

  /** Changes the order of those that are still to be begun. */
  reorder(order: (runs: readonly number[]) => number[]): void {
    this.#waiting = order(this.#waiting);
  }

  /** Begins no further run, or goes on. */
  rest(isResting: boolean): void {
    this.#isResting = isResting;
    for (const member of this.#members) {
      member.heard = performance.now();
      this.#supply(member);
    }
  }

  close(): void {
    clearInterval(this.#watch);
    for (const { connection } of this.#members) connection.close();
    this.#members.clear();
  }

  #open(): void {
    const connection = new SweeperConnection(
      this.#work.trainer,
      (message) => {
        member.heard = performance.now();
        if (message.kind === "trained") this.#take(member, message);
        else if (message.kind === "untrained") {
          this.#release(member, [message.run]);
          this.#listener.untrained(message.run, message.message);
        }
        this.#supply(member);
      },
      (reason) => {
        this.#replace(member, reason);
      },
    );
    const member: Member = {
      connection,
      runs: [],
      heard: performance.now(),
      began: performance.now(),
      isProven: false,
    };
    this.#members.add(member);
    connection.post({ kind: "sweep", sweep: this.#work.sweep, check: false });
    this.#supply(member);
  }

  #take(member: Member, trained: TrainedRuns): void {
    const first = !member.isProven;
    member.isProven = true;
    const now = performance.now();
    const took = (now - member.began) / trained.runs.length;
    // The first report includes the worker's start.
    this.#pace = first ? Math.min(this.#pace, took) : 0.7 * this.#pace + 0.3 * took;
    member.began = now;
    this.#release(member, trained.runs);
    this.#listener.trained(trained);
  }

  #release(member: Member, runs: readonly number[]): void {
    const released = new Set(runs);
    member.runs = member.runs.filter((run) => !released.has(run));
  }

  #supply(member: Member): void {
    if (this.#isResting || !this.#members.has(member)) return;
    const wanted = Math.min(Math.max(Math.round(inHand / Math.max(this.#pace, 0.01)), 1), mostInHand);
    if (member.runs.length > wanted / 2) return;
    if (member.runs.length === 0) member.began = performance.now();
    // Near the end everybody gets a share.
    const share = Math.ceil(this.#waiting.length / this.#members.size);
    const runs = this.#waiting.splice(0, Math.min(wanted, share));
    if (runs.length === 0) return;
    member.runs.push(...runs);
    const { points, last } = this.#work;
    member.connection.post({ kind: "train", runs, points, last });
  }

  #replaceSilent(): void {
    // A page out of sight is given little time, and so are its workers.
    if (document.hidden) return;
    for (const member of [...this.#members]) {
      if (member.runs.length === 0 || performance.now() - member.heard < patience) continue;
      member.connection.close();
      this.#replace(member, "it does not answer.");
    }
  }

  /** Has the runs of a worker that has died done again. */
  #replace(member: Member, reason: string): void {
    this.#members.delete(member);
    const [suspect, ...others] = member.runs;
    member.runs = [];
    this.#waiting.unshift(...others);
    if (suspect !== undefined) {
      const deaths = (this.#deaths.get(suspect) ?? 0) + 1;
      this.#deaths.set(suspect, deaths);
      if (deaths < mostDeaths) this.#waiting.unshift(suspect);
      else this.#listener.untrained(suspect, reason);
    }
    // Where workers are scarce, those that there are do it all.
    if (member.isProven || (this.#members.size === 0 && this.#mayTryAgain(suspect))) this.#open();
    else if (this.#members.size === 0) {
      this.close();
      this.#listener.failed(reason);
    }
    for (const each of this.#members) this.#supply(each);
  }

  /** A first worker that dies before it has done anything may have met a run that kills it. */
  #mayTryAgain(suspect: number | undefined): boolean {
    return suspect !== undefined && (this.#deaths.get(suspect) ?? 0) < mostDeaths;
  }
}
