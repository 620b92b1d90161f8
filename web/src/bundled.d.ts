/** What `build.mjs` puts in when it bundles; `trainer` itself is in `module.d.ts`. */

/** The WebAssembly module: packed with LZMA, in base64. */
declare module "packed-trainer" {
  const base64: string;
  export default base64;
}

/** The same of the full trainer. */
declare module "packed-full-trainer" {
  const base64: string;
  export default base64;
}

/** What of lzma1 is used. */
declare module "lzma-decoder" {
  export class InputBuffer {
    constructor(bytes: Uint8Array);
  }
  export class OutputBuffer {
    /** Grows when there is more than that. */
    constructor(capacity: number);
    toArray(): Uint8Array<ArrayBuffer>;
  }
  export class Decoder {
    /** Bytes that have been unpacked, and those that there are. */
    readonly nowPos64: bigint;
    readonly outSize: bigint;
    /** Reads the head. Throws when it is not one. */
    initDecompression(input: InputBuffer, output: OutputBuffer): void;
    /** Unpacks a little: 0 when there is more to do, 1 at the end, −1 when it is damaged. */
    codeOneChunk(): number;
    /** Hands over what has been unpacked. */
    flush(): void;
  }
}

/** The text of the bundled worker. */
declare module "worker-source" {
  const text: string;
  export default text;
}

declare module "full-worker-source" {
  const text: string;
  export default text;
}

/** The text of the worker that trains the runs of a sweep. */
declare module "sweep-worker-source" {
  const text: string;
  export default text;
}

/** The libraries that the page carries with it instead of loading them: gzipped, in base64, by name. */
declare module "embedded-libraries" {
  const libraries: Readonly<Partial<Record<string, string>>>;
  export default libraries;
}

/** The hash of each library's file, as the attribute `integrity` has it, by name. */
declare module "library-integrity" {
  const hashes: Readonly<Partial<Record<string, string>>>;
  export default hashes;
}

/** TrueType files in base64. */
declare module "typeface-upright" {
  const base64: string;
  export default base64;
}
declare module "typeface-theta" {
  const base64: string;
  export default base64;
}
declare module "typeface-italic" {
  const base64: string;
  export default base64;
}

/** What of Node's is used, in `node/` alone. */
declare module "node:fs" {
  export function readFileSync(file: URL): Uint8Array<ArrayBuffer>;
}
declare module "node:buffer" {
  export const Buffer: { from(bytes: Uint8Array): { toString(encoding: "base64"): string } };
}

declare module "*.css" {
  const text: string;
  export default text;
}

/** What TypeScript's own declarations lack. */
declare namespace WebAssembly {
  class Exception {}
}
