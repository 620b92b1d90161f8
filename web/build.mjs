/**
 * Bundles the page: `node build.mjs [WASM FOLDER] [OUT FOLDER]`, with the command line in the folder `native` beside that of WebAssembly. `--source-maps` after these adds source maps and minifies nothing.
 *
 *   OUT/element/         the element: one classic script, what that loads when asked for, and its declarations
 *   OUT/site/            the element and the pages around it; static, relative addresses
 *   OUT/site/parts/      the same element in modules, for index.html: what is opened is loaded then
 *   OUT/npm/             the npm package: the same in modules that bundlers take, the classic script, declarations
 *   OUT/reluscope.html   index.html of the site as one file that runs from disk
 */

import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { nodePackages, packages, projectVersion, scripts } from "./build/bundles.mjs";
import { writePackage } from "./build/npm.mjs";
import { schemasOf } from "./build/schemas.mjs";
import { notices, writeSite } from "./build/site.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wasm = resolve(process.argv[2] ?? join(here, "../build/wasm"));
const out = resolve(process.argv[3] ?? join(here, "../dist"));

const made = await scripts(wasm);
const about = {
  licences: await notices(packages),
  schemas: schemasOf(join(wasm, "../native/reluscope")),
  version: await projectVersion(),
};
const offline = await writeSite(out, made, about);
await writePackage(out, made, { ...about, licences: await notices(new Set([...packages, ...nodePackages])) });
const sizes = Object.entries({ element: made.element, ...made.libraries, "one file": offline });
console.log(`${out}: ${sizes.map(([name, text]) => `${name} ${Math.round(text.length / 1024)} kB`).join(", ")}`);
