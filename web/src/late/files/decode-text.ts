/** How the text in a file is encoded: as its byte order mark says, or the zero beside its first letter; else in UTF-8. */
function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === undefined || second === undefined || (first === 0) === (second === 0)) return "utf-8";
  return first === 0 ? "utf-16be" : "utf-16le";
}

/**
 * The text in a file, of which these are the first bytes, or all. Where they are no UTF-8, it is read in the encoding that
 * `otherwise` names. Throws with the first byte that is wrong.
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
