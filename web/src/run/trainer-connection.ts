import { messageOf } from "../browser/error-message";
import { compiledTrainer, type TrainerParts } from "../trainer/compiled-trainer";
import type { Answer, FromWorker, Question, RequestKind, ToWorker } from "../trainer/messages";
import packed from "packed-trainer";
import { trainer as words } from "../text/prose";
import { openWorker } from "../trainer/open-worker";
import { withLeave } from "../browser/trusted-types";
import worker from "worker-source";

/**
 * How long a worker that is occupied may keep an answer waiting before another replaces it, in milliseconds. On a slow machine the
 * next worker would be no faster: where it takes longer to do what was asked for than to ask for something else, as while a slider
 * moves, nothing would ever come to its end.
 */
const patience = { least: 500, most: 4000 };

/** The trainer that the page begins with. */
const firstTrainer: TrainerParts = { worker, packed };

interface Waiting {
  resolve(answer: Answer<RequestKind>): void;
  reject(error: Error): void;
}

/** A worker with a trainer in it: opens it, posts to it, and matches its answers with requests. */
export class TrainerConnection {
  readonly #received: (message: FromWorker) => void;
  readonly #lost: (message: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  /** What is opened next. */
  trainer: TrainerParts = firstTrainer;
  #worker: Worker | undefined;
  #isReady = false;
  /** Since when the worker does something that may take long and cannot be interrupted, if it does. */
  #occupiedSince: number | undefined;
  #patience = patience.least;
  #request = 0;

  /** `received` gets every message but answers to requests; `lost` a sentence that says why there is no trainer. */
  constructor(received: (message: FromWorker) => void, lost: (message: string) => void) {
    this.#received = received;
    this.#lost = lost;
  }

  get isOpen(): boolean {
    return this.#worker !== undefined;
  }

  /** Whether the trainer has started. */
  get isReady(): boolean {
    return this.#isReady;
  }

  open(): void {
    try {
      const worker = openWorker(
        this.trainer.worker,
        (message) => {
          this.#receive(message as FromWorker);
        },
        (reason) => {
          this.#lose(reason);
        },
      );
      this.#worker = worker;
      void this.#supply(worker);
    } catch (error) {
      this.#lose(withLeave(error));
    }
  }

  post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** Asks about a run. Rejects with the trainer's message when it refuses, and when the worker ends. */
  ask<Kind extends RequestKind>(run: number, about: Kind, question: Question<Kind>): Promise<Answer<Kind>> {
    const request = ++this.#request;
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject });
      this.post({ kind: "request", run, request, about, question });
    });
  }

  /**
   * Calls `replace` when an answer has not come in time because the worker cannot be interrupted: in the least time if what it does
   * is of no use any more, else in twice that of the last such work. Waits for a worker that is slow because the machine is busy.
   */
  insist(isAnswered: () => boolean, isOfUse: boolean, replace: () => void): void {
    const worker = this.#worker;
    setTimeout(
      () => {
        if (worker !== this.#worker || this.#occupiedSince === undefined || isAnswered()) return;
        this.#setPatience(2 * this.#patience);
        replace();
      },
      isOfUse ? this.#patience : patience.least,
    );
  }

  /** Ends the worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#isReady = false;
    this.#occupiedSince = undefined;
    for (const request of this.#waiting.values()) request.reject(new Error("The trainer has ended."));
    this.#waiting.clear();
  }

  /** Hands the worker the compiled module. */
  async #supply(worker: Worker): Promise<void> {
    try {
      const module = await compiledTrainer(this.trainer);
      worker.postMessage({ kind: "module", module } satisfies ToWorker);
    } catch (error) {
      if (worker === this.#worker) this.#lost(messageOf(error));
    }
  }

  #occupied(isOccupied: boolean): void {
    const now = performance.now();
    if (!isOccupied && this.#occupiedSince !== undefined) this.#setPatience(2 * (now - this.#occupiedSince));
    this.#occupiedSince = isOccupied ? now : undefined;
  }

  #setPatience(milliseconds: number): void {
    this.#patience = Math.min(Math.max(milliseconds, patience.least), patience.most);
  }

  #lose(reason: string): void {
    this.#lost(this.#isReady ? words.brokeDown(reason) : words.doesNotStart(reason));
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case "failed":
        this.#lose(message.reason);
        return;
      case "occupied":
        this.#occupied(message.isOccupied);
        return;
      case "answer":
      case "no-answer": {
        const { request } = message;
        const waiting = this.#waiting.get(request);
        this.#waiting.delete(request);
        if (message.kind === "answer") waiting?.resolve(message.answer);
        else waiting?.reject(new Error(message.message));
        return;
      }
      case "ready":
        this.#isReady = true;
    }
    this.#received(message);
  }
}
