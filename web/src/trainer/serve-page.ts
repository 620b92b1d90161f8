import { messageOf } from "../browser/error-message";
import createTrainer from "trainer";
import type { Offer } from "./messages";
import type { Trainer } from "./trainer-module";

/** The compiled trainer; other messages wait for it. */
interface ModuleMessage {
  kind: "module";
  module: WebAssembly.Module;
}

/**
 * Makes the trainer from the module that the page has compiled, and says what it offers; then hands the page's messages, those
 * that came before included, to what `make` makes of it. `post` answers the page.
 */
export function servePage<To extends { kind: string }>(
  make: (
    trainer: Trainer,
    post: (message: object, transfer?: Transferable[]) => void,
  ) => { receive(message: Exclude<To, ModuleMessage>): void },
): void {
  // A worker's global scope posts and receives as a MessagePort does, and its own type clashes with that of a window.
  const page = self as unknown as MessagePort;
  const early: Exclude<To, ModuleMessage>[] = [];
  let served: ReturnType<typeof make> | undefined;

  function post(message: object, transfer: Transferable[] = []): void {
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
      served = make(trainer, post);
      const offer: Offer = { fields: trainer.fields(), presets: trainer.presets(), version: trainer.version() };
      post({ kind: "ready", ...offer });
      for (const message of early) served.receive(message);
    }, fail);
  }

  addEventListener("messageerror", () => {
    fail(new Error("the browser cannot hand a compiled module to a worker."));
  });

  page.onmessage = ({ data }: MessageEvent<ModuleMessage | Exclude<To, ModuleMessage>>) => {
    if (isModule(data)) start(data.module);
    else if (served) served.receive(data);
    else early.push(data);
  };
}

function isModule(message: { kind: string }): message is ModuleMessage {
  return message.kind === "module";
}
