import { messageOf } from "../../browser/error-message";
import { withLeave } from "../../browser/trusted-types";
import { openWorker } from "../../trainer/open-worker";
import type { FromSweeper, SweepAnswer, SweepQuestion, ToSweeper } from "../../trainer/sweep-messages";

/** What trains: the text of its worker, and how its module is had. */
export interface SweepTrainer {
  readonly sweeper: string;
  compiled(): Promise<WebAssembly.Module>;
}

type News = Exclude<FromSweeper, { kind: "failed" | "answer" | "no-answer" }>;

interface Waiting {
  resolve(answer: SweepAnswer): void;
  reject(error: Error): void;
}

/** A worker that trains runs of a sweep, or tells about it. */
export class SweeperConnection {
  readonly #lost: (reason: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #request = 0;

  /** `received` gets every message but answers; `lost` why there is no worker any more. */
  constructor(trainer: SweepTrainer, received: (message: News) => void, lost: (reason: string) => void) {
    this.#lost = lost;
    try {
      this.#worker = openWorker(
        trainer.sweeper,
        (message) => {
          if (this.#worker) this.#receive(message as FromSweeper, received);
        },
        (reason) => {
          this.#lose(reason);
        },
      );
      trainer.compiled().then(
        (module) => {
          this.post({ kind: "module", module });
        },
        (error: unknown) => {
          this.#lose(messageOf(error));
        },
      );
    } catch (error) {
      const reason = withLeave(error);
      queueMicrotask(() => {
        lost(reason);
      });
    }
  }

  post(message: ToSweeper): void {
    this.#worker?.postMessage(message);
  }

  /** Asks about the sweep in hand. Rejects with the trainer's message, and when the worker ends. */
  ask(question: SweepQuestion): Promise<SweepAnswer> {
    const request = ++this.#request;
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject });
      this.post({ kind: "ask", request, question });
    });
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(new Error("The trainer has ended."));
    this.#waiting.clear();
  }

  #lose(reason: string): void {
    if (!this.#worker) return;
    this.close();
    this.#lost(reason);
  }

  #receive(message: FromSweeper, received: (message: News) => void): void {
    switch (message.kind) {
      case "failed":
        this.#lose(message.reason);
        break;
      case "answer":
      case "no-answer": {
        const waiting = this.#waiting.get(message.request);
        this.#waiting.delete(message.request);
        if (message.kind === "answer") waiting?.resolve(message.answer);
        else waiting?.reject(new Error(message.message));
        break;
      }
      default:
        received(message);
    }
  }
}
