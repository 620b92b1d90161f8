import { messageOf } from "../browser/error-message";
import createTrainer from "trainer";
import type { FromWorker, ToWorker } from "./messages";
import { RunQueue } from "./run-queue";

// A worker's global scope posts and receives as a MessagePort does, and its own type clashes with that of a window.
const page = self as unknown as MessagePort;
// A message to oneself lets messages from the page come first, and is not throttled as a timer is.
const turns = new MessageChannel();
/** Messages that came before the trainer was made. */
const early: ToWorker[] = [];
let queue: RunQueue | undefined;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  page.postMessage(message, transfer);
}

function fail(error: unknown): void {
  post({ kind: "failed", reason: messageOf(error) });
}

/** Makes the trainer from the module that the page has compiled. */
function start(module: WebAssembly.Module): void {
  createTrainer({
    instantiateWasm(imports, use) {
      WebAssembly.instantiate(module, imports).then((instance) => {
        use(instance, module);
      }, fail);
      return {};
    },
  }).then((trainer) => {
    queue = new RunQueue(trainer, {
      post,
      now: () => performance.now(),
      requestTurn: (run) => {
        turns.port2.postMessage(run);
      },
    });
    post({ kind: "ready", fields: trainer.fields(), presets: trainer.presets(), version: trainer.version() });
    for (const message of early) queue.receive(message);
  }, fail);
}

addEventListener("messageerror", () => {
  fail(new Error("the browser cannot hand a compiled module to a worker."));
});

page.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "module") start(data.module);
  else if (queue) queue.receive(data);
  else early.push(data);
};

turns.port1.onmessage = ({ data }: MessageEvent<number>) => {
  queue?.takeTurn(data);
};
