/** What `build.mjs` puts in when it bundles; `trainer` itself is in `module.d.ts`. */

/** The WebAssembly module: gzipped, in base64. */
declare module "packed-trainer" {
  const base64: string;
  export default base64;
}

/** The text of the bundled worker. */
declare module "worker-source" {
  const text: string;
  export default text;
}

/** The libraries that the page carries with it instead of loading them: gzipped, in base64, by name. */
declare module "embedded-libraries" {
  const libraries: Readonly<Partial<Record<string, string>>>;
  export default libraries;
}

/** TrueType files in base64. */
declare module "typeface-upright" {
  const base64: string;
  export default base64;
}
declare module "typeface-italic" {
  const base64: string;
  export default base64;
}

declare module "*.css" {
  const text: string;
  export default text;
}
