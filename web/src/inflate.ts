/** What was gzipped and written in base64. Reading from it rejects when it is damaged. */
export function inflated(base64: string): Response {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream("gzip")));
}
