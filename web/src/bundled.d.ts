/** What `build.mjs` puts in when it bundles; `trainer` itself is in `module.d.ts`. */

/** The bytes of the WebAssembly module. */
declare module "trainer.wasm" {
  const bytes: Uint8Array;
  export default bytes;
}

/** The text of the bundled worker. */
declare module "worker-source" {
  const text: string;
  export default text;
}

declare module "*.css" {
  const text: string;
  export default text;
}
