import { readFileSync } from "node:fs";
import { initWasm } from "@resvg/resvg-wasm";

export { Resvg } from "@resvg/resvg-wasm";

let ready: Promise<void> | undefined;

/** Loads resvg, which is beside the module. Crowds of marks are drawn without waiting, so it has to be there before. */
export function loadResvg(): Promise<void> {
  ready ??= initWasm(readFileSync(new URL("./resvg.wasm", import.meta.url)));
  return ready;
}
