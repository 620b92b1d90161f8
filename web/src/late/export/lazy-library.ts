import load from "load-library";
import type { PdfWriter } from "./pdf";
import type { FullTrainerParts } from "../../trainer/compiled-trainer";
import type { Typeface } from "./typeface";
import type { VideoEncoding } from "./video-encoding";

/** Libraries that are loaded on first use. */
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
