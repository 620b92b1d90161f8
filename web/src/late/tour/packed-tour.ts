import { bytesOf } from "../../browser/base64";
import { SettingError } from "../../experiment/attribute-values";
import { limits } from "./tour-file";

/** What a packed tour begins with, as no JSON does. */
const sign = "z";

/** A tour's JSON as a link holds it: deflated, in the base64 of addresses. */
export async function packedTour(json: string): Promise<string> {
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return sign + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The JSON of a tour as a link or an attribute holds it. Rejects with a `SettingError` if it is damaged. */
export async function unpackedTour(text: string): Promise<string> {
  if (!text.startsWith(sign)) return text;
  try {
    const base64 = text.slice(1).replaceAll("-", "+").replaceAll("_", "/");
    const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const reader = stream.getReader();
    const pieces: BlobPart[] = [];
    // A small text may inflate to any size.
    for (let size = 0; size <= 4 * limits.file;) {
      const { done, value } = await reader.read();
      if (done) return await new Blob(pieces).text();
      pieces.push(value);
      size += value.length;
    }
    await reader.cancel();
  } catch {
    // Told below.
  }
  throw new SettingError("tour", text, `a whole link’s, of at most ${limits.file} letters when unpacked`);
}
