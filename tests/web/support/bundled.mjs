import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../../web/node_modules/esbuild/lib/main.js";

/** A script that leaves what modules of the page export, told as the text of a module beside them, in a variable. */
export async function bundled(contents, globalName) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../../../web/src/", import.meta.url)), loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName,
    tsconfigRaw: "{}",
  });
  return outputFiles[0].text;
}

/** Writes a page that runs a module, with all that this imports but styles, and has a link that steers a figure. */
export async function bundledPage(module, folder) {
  await build({
    entryPoints: [module],
    bundle: true,
    format: "esm",
    outfile: join(folder, "page.js"),
    loader: { ".css": "empty", ".svg": "text" },
  });
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><title>A page</title><a href="#" data-relu-scope="fig1" data-frame="60">then</a>
    <script type="module" src="page.js"></script>`,
  );
}
