import type { SweepAnswer, HandQuestion, StepQuestion } from "../../trainer/sweep-messages";
import type { Stage } from "../../panels/stage";
import { library } from "../export/lazy-library";
import { SweeperConnection } from "../sweep/sweeper-connection";

/** Answers what needs the full trainer and no run: a worker beside the one that trains. */
export class Desk {
  readonly #stage: Stage;
  #connection: Promise<SweeperConnection> | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Rejects with the trainer's message, and when the worker cannot be had; the next question then tries again. */
  async ask<Question extends HandQuestion | StepQuestion>(question: Question): Promise<SweepAnswer<Question>> {
    this.#connection ??= this.#open();
    this.#connection.catch(() => {
      this.#connection = undefined;
    });
    return (await this.#connection).ask(question);
  }

  async #open(): Promise<SweeperConnection> {
    const parts = await library("trainer");
    const trainer = { sweeper: parts.sweeper, compiled: () => this.#stage.training.compiled(parts) };
    return new SweeperConnection(
      trainer,
      () => undefined,
      () => {
        this.#connection = undefined;
      },
    );
  }
}
