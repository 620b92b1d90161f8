import { bytesOf } from "../../browser/base64";

/** What was gzipped and written in base64. Reading from it rejects when it is damaged. */
export function inflated(base64: string): Response {
  return new Response(new Response(bytesOf(base64)).body?.pipeThrough(new DecompressionStream("gzip")));
}
