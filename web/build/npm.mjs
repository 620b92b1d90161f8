import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { smallest, web } from "./bundles.mjs";
import { integrity } from "./policy.mjs";
import { writeSchemas } from "./schemas.mjs";
import { fill } from "./site.mjs";
import { contractFile, manifest } from "./contract.mjs";

/** What is written by hand: README, declarations, what Node gets, and the command. */
const sources = join(web, "npm");

const repository = process.env.GITHUB_REPOSITORY;

/** The heavy modules that are loaded when something is exported, which are as small as they get already. */
const libraryModules = /^(pdf|video-encoding|full-trainer|typeface)-/;

function description(version) {
  const frameworks = Object.fromEntries(
    ["react", "preact", "solid", "vue"].map((name) => [`./${name}`, { types: `./${name}.d.ts` }]),
  );
  return {
    name: "reluscope",
    version,
    description: "Watch gradient descent train a two-layer ReLU network: <relu-scope> for any page",
    keywords: [
      "custom-element",
      "web-components",
      "neural-network",
      "gradient-descent",
      "relu",
      "visualization",
      "anywidget",
    ],
    license: "MIT",
    // Where a release is made, which npm compares with where the tarball comes from.
    ...(repository ? { repository: { type: "git", url: `git+https://github.com/${repository}.git` } } : {}),
    type: "module",
    engines: { node: ">=18.20" },
    // Under Node, as on a server that renders pages, an import does nothing.
    exports: {
      ".": {
        require: { types: "./relu-scope.d.cts", node: "./without-dom.cjs" },
        types: "./relu-scope.d.ts",
        node: "./without-dom.js",
        default: "./modules/reluscope.js",
      },
      "./node": { types: "./node.d.ts", default: "./node/plot.js" },
      "./anywidget": { types: "./anywidget.d.ts", node: "./anywidget-without-dom.js", default: "./anywidget.js" },
      ...frameworks,
      // The classic script and what it loads, for those who copy or serve them.
      "./*.js": "./*.js",
      "./*.json": "./*.json",
    },
    bin: { "reluscope-plot": "./reluscope-plot.mjs" },
    main: "./without-dom.cjs",
    module: "./modules/reluscope.js",
    types: "./relu-scope.d.ts",
    unpkg: "reluscope.js",
    jsdelivr: "reluscope.js",
    customElements: "custom-elements.json",
    sideEffects: ["./modules/*.js", "./reluscope*.js", "./anywidget.js"],
  };
}

/** Writes the npm package into the folder `out`/npm. */
export async function writePackage(
  out,
  { element, libraries, packageModules, anywidget, nodeModules },
  { licences, schemas, version },
) {
  const folder = join(out, "npm");
  await rm(folder, { recursive: true, force: true });
  await Promise.all(["modules", "node"].map((name) => mkdir(join(folder, name), { recursive: true })));
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
  await Promise.all([
    writeSchemas(folder, schemas),
    writeFile(join(folder, "package.json"), json(description(version))),
    writeFile(join(folder, "custom-elements.json"), json(manifest())),
    writeFile(join(folder, "NOTICES.txt"), licences),
    writeFile(join(folder, "reluscope.js"), element),
    writeFile(join(folder, "anywidget.js"), anywidget),
    ...["d.ts", "d.cts"].map((ending) => copyFile(contractFile, join(folder, `relu-scope.${ending}`))),
    copyFile(join(web, "../LICENSE"), join(folder, "LICENSE")),
    ...(await readdir(sources)).map(async (name) => {
      const text = await readFile(join(sources, name), "utf8");
      await writeFile(join(folder, name), fill(text, { version, integrity: integrity(element) }));
    }),
    ...Object.entries(libraries).map(([name, text]) => writeFile(join(folder, `reluscope-${name}.js`), text)),
    copyFile(join(web, "node_modules/@resvg/resvg-wasm/index_bg.wasm"), join(folder, "node/resvg.wasm")),
    ...Object.entries(nodeModules.texts).map(([name, text]) => writeFile(join(folder, "node", name), text)),
    ...Object.entries(packageModules.texts).map(async ([name, text]) =>
      writeFile(join(folder, "modules", name), libraryModules.test(name) ? text : await smallest(text, true)),
    ),
  ]);
}
