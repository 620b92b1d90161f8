import { bytesOf } from "../../browser/base64";

/** Inflates gzipped bytes in base64. Reading the response rejects when they are damaged. */
export function inflated(base64: string): Response {
  return new Response(new Response(bytesOf(base64)).body?.pipeThrough(new DecompressionStream("gzip")));
}
