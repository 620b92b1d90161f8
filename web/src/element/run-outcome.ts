import { messageOf } from "../browser/error-message";
import type { Status } from "../panels/status";
import type { RunSummary } from "../relu-scope";
import type { Recording } from "../run/recording";
import type { Training } from "../run/training";
import type { Emit } from "./emit";
import { loadLateParts } from "./load-late-parts";
import type { Problems } from "./problems";
import type { ReaderCommands } from "./reader-commands";

/** Follows a run to its end: shows its progress, dispatches events, settles `ready`, and advises where it has not learned. */
export class RunOutcome {
  /** The last finished run. */
  run: RunSummary | undefined;
  /** Settles with the first finished run; rejects when that fails. */
  readonly ready: Promise<RunSummary>;
  readonly #training: Training;
  readonly #status: Status;
  readonly #problems: Problems;
  readonly #commands: ReaderCommands;
  readonly #emit: Emit;
  #resolve: ((run: RunSummary) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  constructor(training: Training, status: Status, problems: Problems, commands: ReaderCommands, emit: Emit) {
    this.#training = training;
    this.#status = status;
    this.#problems = problems;
    this.#commands = commands;
    this.#emit = emit;
    this.ready = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A page that awaits it learns of a failure; for others the message on screen is enough.
    this.ready.catch(() => undefined);
  }

  /** Takes in what the run has recorded. */
  advance(recording: Recording): void {
    const { progress, done } = recording;
    this.#status.update(recording);
    if (progress) this.#emit("progress", { iteration: progress.iteration, iterations: progress.iterations });
    if (!done) return;
    this.run = recording.summary();
    this.#resolve?.(this.run);
    this.#emit("run", this.run);
    if (progress?.finished) void this.#advise(recording);
  }

  /** There will be no first run. */
  fail(message: string): void {
    this.#reject?.(new Error(message));
  }

  /** Says why a run has not learned, and offers an experiment that does. */
  async #advise(recording: Recording): Promise<void> {
    // A superseded run needs no advice.
    const found = await this.#training.ask("mending", {}, recording).catch(() => undefined);
    if (!found || found.trouble === "none") return;
    try {
      const { adviceOn } = await loadLateParts();
      if (recording !== this.#training.recording) return;
      const commands = this.#commands.canSet ? this.#commands : undefined;
      this.#status.advise(...adviceOn(recording.experiment, found, commands));
    } catch (error) {
      this.#problems.complainOfPart(messageOf(error));
    }
  }
}
