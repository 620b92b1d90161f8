import embedded from "embedded-libraries";
import { inflated } from "./gzip";
import type { PdfWriter } from "./pdf";
import { scriptPlace } from "../../browser/script-place";
import type { FullTrainerParts } from "../../trainer/compiled-trainer";
import { trusted, withLeave } from "../../browser/trusted-types";
import type { Typeface } from "./typeface";
import type { VideoEncoding } from "./video-encoding";

/** Libraries that are loaded on first use: scripts beside this one, or packed into the page that is one file. */
export interface Libraries {
  pdf: PdfWriter;
  trainer: FullTrainerParts;
  typeface: Typeface;
  video: VideoEncoding;
}

const loaded = new Map<keyof Libraries, Promise<unknown>>();

/** Loads a library, once; rejects when its file cannot be had, and then tries again the next time. */
export function library<Name extends keyof Libraries>(name: Name): Promise<Libraries[Name]> {
  const found = loaded.get(name) ?? load(name);
  loaded.set(name, found);
  found.catch(() => loaded.delete(name));
  return found as Promise<Libraries[Name]>;
}

async function load(name: keyof Libraries): Promise<unknown> {
  const script = document.createElement("script");
  const packed = embedded[name];
  try {
    if (packed === undefined) beside(script, `reluscope-${name}.js`);
    else script.textContent = trusted().createScript(await inflated(packed).text());
  } catch (error) {
    throw new Error(withLeave(error));
  }
  try {
    return await new Promise((resolve, reject) => {
      const fail = (): void => {
        reject(new Error(`${script.src || name} could not be loaded. The next try loads it anew.`));
      };
      script.addEventListener("provide", (event) => {
        resolve((event as CustomEvent<unknown>).detail);
      });
      // A script that ends without providing anything is not the library.
      script.addEventListener("load", fail);
      script.addEventListener("error", fail);
      document.head.append(script);
      if (packed !== undefined) fail();
    });
  } finally {
    script.remove();
  }
}

/** Has a script load a file beside this one, by the leave that this one had. */
function beside(script: HTMLScriptElement, file: string): void {
  const { folder, nonce, crossOrigin } = scriptPlace;
  if (folder === "") throw new Error(`${file} could not be loaded: nothing tells in which folder it is.`);
  script.nonce = nonce;
  script.crossOrigin = crossOrigin;
  script.src = trusted().createScriptURL(folder + file);
}
