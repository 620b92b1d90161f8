/** A file's encoding: by its byte order mark, or by the zero byte beside its first letter; else UTF-8. */
function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === undefined || second === undefined || (first === 0) === (second === 0)) return "utf-8";
  return first === 0 ? "utf-16be" : "utf-16le";
}

/**
 * Decodes a file, or the first bytes of one. Text that is not UTF-8 is read in the encoding `otherwise`, if given. Throws an
 * error with the position of the first wrong byte.
 */
export function decode(bytes: Uint8Array, isCut: boolean, otherwise?: string): string {
  const encoding = encodingOf(bytes);
  const read = (length: number, isCut: boolean): string | undefined => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream: isCut });
    } catch {
      return undefined;
    }
  };
  const text = read(bytes.length, isCut);
  if (text !== undefined) return text;
  if (otherwise !== undefined && encoding === "utf-8") return new TextDecoder(otherwise).decode(bytes);
  let [sound, wrong] = [0, bytes.length];
  while (wrong - sound > 1) {
    const half = (sound + wrong) >> 1;
    if (read(half, true) === undefined) wrong = half;
    else sound = half;
  }
  throw new Error(`it is no ${encoding.toUpperCase()} text: it goes wrong at byte ${wrong} of ${bytes.length}.`);
}
