import { bytesOf } from "./base64";
import { hasSimd } from "./simd";
import packedTrainer from "packed-trainer";
import { trainer as words } from "./prose";
import { unpacked } from "./unpack";

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * The trainer's module, unpacked and compiled once for all elements of a page, when the first of them trains. Rejects
 * with a sentence where it cannot be run, and then tries again the next time.
 */
export function compiledTrainer(): Promise<WebAssembly.Module> {
  if (!compiled) {
    compiled = compile();
    compiled.catch(() => {
      compiled = undefined;
    });
  }
  return compiled;
}

async function compile(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object") throw new Error(words.needsWebAssembly);
  if (!hasSimd()) throw new Error(words.needsSimd);
  try {
    return await WebAssembly.compile(await unpacked(bytesOf(packedTrainer)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Each browser names the policy in words of its own.
    throw new Error(/CSP|Content Security Policy|unsafe-eval/i.test(reason) ? words.isForbidden : words.doesNotCompile(reason));
  }
}
