import { messageOf } from "../browser/error-message";
import { bytesOf } from "../browser/base64";
import { hasSimd } from "./simd";
import packedTrainer from "packed-trainer";
import { trainer as words } from "../text/prose";
import { unpacked, unpackedAtOnce } from "./lzma";

/** A trainer as it is loaded: the text of its worker, and its module, packed with LZMA, in base64. */
export interface TrainerParts {
  readonly worker: string;
  readonly packed: string;
}

/** The full trainer, and the text of the worker that trains the runs of a sweep with it. */
export interface FullTrainerParts extends TrainerParts {
  readonly sweeper: string;
}

const compiled = new Map<TrainerParts, Promise<WebAssembly.Module>>();
let module: WebAssembly.Module | undefined;

/**
 * A trainer's module, unpacked and compiled once for all elements of a page, when the first of them trains. Rejects with a
 * sentence where it cannot be run, and then tries again the next time.
 */
export function compiledTrainer(trainer: TrainerParts): Promise<WebAssembly.Module> {
  const found = compiled.get(trainer) ?? compile(trainer);
  compiled.set(trainer, found);
  found.catch(() => compiled.delete(trainer));
  return found;
}

/** The module of the first trainer at once, for what cannot wait. Throws the same sentences. */
export function compiledTrainerAtOnce(): WebAssembly.Module {
  check();
  try {
    module ??= new WebAssembly.Module(unpackedAtOnce(bytesOf(packedTrainer)));
    return module;
  } catch (error) {
    throw failure(error);
  }
}

async function compile({ packed }: TrainerParts): Promise<WebAssembly.Module> {
  check();
  try {
    const made = await WebAssembly.compile(await unpacked(bytesOf(packed)));
    if (packed === packedTrainer) module = made;
    return made;
  } catch (error) {
    throw failure(error);
  }
}

function check(): void {
  if (typeof WebAssembly !== "object") throw new Error(words.needsWebAssembly);
  if (!hasSimd()) throw new Error(words.needsSimd);
}

function failure(error: unknown): Error {
  const reason = messageOf(error);
  // Each browser names the policy in words of its own.
  return new Error(
    /CSP|Content Security Policy|unsafe-eval/i.test(reason) ? words.isForbidden : words.doesNotCompile(reason),
  );
}
