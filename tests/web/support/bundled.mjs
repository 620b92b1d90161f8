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
