import embedded from "embedded-libraries";
import { inflated } from "./inflate";
import type { PdfWriter } from "./pdf";
import type { Typeface } from "./typeface";
import type { VideoEncoding } from "./video-encoding";

/** What is only loaded when it is first asked for: scripts beside this one, or packed into the page that is one file. */
export interface Libraries {
  pdf: PdfWriter;
  typeface: Typeface;
  video: VideoEncoding;
}

/** The script that this module is in, known only while that runs for the first time. */
const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

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
  if (packed === undefined) script.src = new URL(`reluscope-${name}.js`, here || document.baseURI).href;
  else script.textContent = await inflated(packed).text();
  try {
    return await new Promise((resolve, reject) => {
      const fail = (): void => {
        reject(new Error(`${script.src || name} could not be loaded. The next try loads it anew.`));
      };
      script.addEventListener("provide", (event) => {
        resolve((event as CustomEvent<unknown>).detail);
      });
      // What has come to its end without providing anything is not the library.
      script.addEventListener("load", fail);
      script.addEventListener("error", fail);
      document.head.append(script);
      if (packed !== undefined) fail();
    });
  } finally {
    script.remove();
  }
}
