import { messageOf } from "../browser/error-message";
import createTrainer from "trainer";
import type { FromSweeper, ToSweeper } from "./sweep-messages";
import { Sweeper } from "./sweeper";
import type { FullTrainer } from "./trainer-module";

// As in worker.ts.
const page = self as unknown as MessagePort;
const early: Exclude<ToSweeper, { kind: "module" }>[] = [];
let sweeper: Sweeper | undefined;

function post(message: FromSweeper, transfer: Transferable[] = []): void {
  page.postMessage(message, transfer);
}

function fail(error: unknown): void {
  post({ kind: "failed", reason: messageOf(error) });
}

function start(module: WebAssembly.Module): void {
  createTrainer({
    instantiateWasm(imports, use) {
      WebAssembly.instantiate(module, imports).then((instance) => {
        use(instance, module);
      }, fail);
      return {};
    },
  }).then((trainer) => {
    sweeper = new Sweeper(trainer as FullTrainer, post);
    post({ kind: "ready", fields: trainer.fields(), presets: trainer.presets(), version: trainer.version() });
    for (const message of early) sweeper.receive(message);
  }, fail);
}

page.onmessage = ({ data }: MessageEvent<ToSweeper>) => {
  if (data.kind === "module") start(data.module);
  else if (sweeper) sweeper.receive(data);
  else early.push(data);
};
