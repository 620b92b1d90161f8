import { Decoder, InputBuffer, OutputBuffer } from "lzma-decoder";

/** Milliseconds that the page spends on it at a time. */
const slice = 5;

/**
 * What was packed with LZMA, by a fifth smaller than with what browsers inflate by themselves. Rejects when it is
 * damaged. Does it in slices: all of it takes some frames of the page.
 */
export async function unpacked(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { decoder, output } = begin(packed);
  while (unpackOn(decoder, slice)) await nextTask();
  decoder.flush();
  return output.toArray();
}

/** The same in one go, for what cannot wait. */
export function unpackedAtOnce(packed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { decoder, output } = begin(packed);
  unpackOn(decoder, Infinity);
  decoder.flush();
  return output.toArray();
}

function begin(packed: Uint8Array): { decoder: Decoder; output: OutputBuffer } {
  const output = new OutputBuffer(4 * packed.length);
  const decoder = new Decoder();
  decoder.initDecompression(new InputBuffer(packed), output);
  return { decoder, output };
}

/** Goes on for so many milliseconds. Returns whether there is more to do. */
function unpackOn(decoder: Decoder, slice: number): boolean {
  const began = performance.now();
  for (let steps = 1; decoder.nowPos64 < decoder.outSize; steps++) {
    const state = decoder.codeOneChunk();
    if (state < 0) throw new Error("it is damaged.");
    if (state > 0) break;
    if (steps % 500 === 0 && performance.now() - began > slice) return true;
  }
  return false;
}

/** Lets the page do what it has to do. A timer would be held back in a page that is in the background. */
function nextTask(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
}
