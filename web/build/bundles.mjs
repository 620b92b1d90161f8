import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "@swc/core";
import { build, transform } from "esbuild";
import { compress } from "lzma1";
import subsetFont from "subset-font";
import { integrity } from "./policy.mjs";

/** The folder `web`. */
export const web = dirname(dirname(fileURLToPath(import.meta.url)));

/** The project's version, which CMakeLists.txt has. */
export async function projectVersion() {
  const [, found] = /project\(reluscope VERSION ([\d.]+)/.exec(await readFile(join(web, "../CMakeLists.txt"), "utf8"));
  return found;
}

const sourceMaps = process.argv.includes("--source-maps");

const common = {
  bundle: true,
  minify: !sourceMaps,
  sourcemap: sourceMaps && "inline",
  format: "iife",
  target: ["es2022"],
  legalComments: "none",
  logLevel: "warning",
  write: false,
  metafile: true,
  // Classic scripts have none.
  define: { "import.meta.url": "undefined" },
  // The compiler's settings lead to declarations instead of what is to be bundled.
  tsconfigRaw: "{}",
};

/** The npm packages that have gone into what pages load, and besides into what Node does. */
export const packages = new Set(["computer-modern", "reveal.js"]);
export const nodePackages = new Set(["@resvg/resvg-wasm"]);

/** The bundled scripts, by name, and which of them each begins with. The entry is a file of `src`, or {contents}. */
async function bundles(entry, options, taken = packages) {
  const { outputFiles, metafile } = await build({
    ...common,
    ...options,
    absWorkingDir: web,
    ...(typeof entry === "string" ? { entryPoints: [join("src", entry)] } : { stdin: { ...entry, resolveDir: web } }),
    outdir: "out",
  });
  for (const input of Object.keys(metafile.inputs)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
    if (name) taken.add(name);
  }
  return {
    texts: Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text])),
    imports: Object.fromEntries(
      Object.entries(metafile.outputs).map(([path, { imports }]) => [
        basename(path),
        imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => basename(path)),
      ]),
    ),
  };
}

/** The text of a bundled script. */
async function bundle(entry, options) {
  const [text] = Object.values((await bundles(entry, options)).texts);
  return text;
}

/** A bundled script that every reader loads: smaller still than esbuild makes it. */
export async function smallest(script, module = false) {
  if (sourceMaps) return script;
  const { code } = await minify(script, {
    module,
    compress: { passes: 3, ecma: 2022, keep_fargs: false },
    mangle: true,
    format: { asciiOnly: true },
  });
  return code;
}

/** A TrueType file in base64, with these letters alone. */
async function subset(name, letters) {
  const file = await readFile(join(web, `node_modules/computer-modern/fonts/cmu-${name}.ttf`));
  return (await subsetFont(file, letters, { targetFormat: "truetype" })).toString("base64");
}

/** The letters that the pictures' labels need. */
function typeface(style) {
  const ranges = [
    [0x20, 0x7e],
    [0xb0, 0xb7],
    [0x391, 0x3c9],
    [0x2013, 0x2014],
    [0x2018, 0x201d],
  ];
  const letters = ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
  );
  return subset(`serif-500-${style}`, `${letters.join("")}\u00a0×‖…−→`);
}

/** Resolves `name` to a text that is known already. */
function given(name, contents, loader = "text") {
  return {
    name,
    setup(esbuild) {
      esbuild.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
      esbuild.onLoad({ filter: /.*/, namespace: name }, () => ({ contents, loader, resolveDir: web }));
    },
  };
}

/** What d3-scale takes of d3-interpolate: our scales run between two numbers, never between colours, dates or texts. */
const interpolators = `
  export const interpolateNumber = (a, b) => (t) => a * (1 - t) + b * t;
  export const interpolateRound = (a, b) => (t) => Math.round(a * (1 - t) + b * t);
  export { interpolateNumber as interpolate, interpolateNumber as piecewise };
`;

/** What d3-scale takes of d3-format: nothing that runs, since we format ticks ourselves. */
const formats = ["format", "formatPrefix", "formatSpecifier", "precisionFixed", "precisionPrefix", "precisionRound"]
  .map((name) => `export const ${name} = undefined;`)
  .join("\n");

/** The half of lzma1 that unpacks, which the package has no name for. */
const decoder = ["decoder", "streams"].map((name) => `export * from "./node_modules/lzma1/lib/${name}.js";`).join("\n");

/** The text of a style sheet, without what only its reader needs. */
const styles = {
  name: "styles",
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path), loader: "text" }));
  },
};

/** A style sheet without what only its reader needs. */
export async function minified(path) {
  // Nested rules are unfolded: browsers disagree on what is nested in :host().
  const options = { loader: "css", minify: true, target: "chrome119" };
  return (await transform(await readFile(path, "utf8"), options)).code;
}

/** Bytes as the page inflates them. */
function packed(bytes) {
  return gzipSync(bytes, { level: 9 }).toString("base64");
}

/** Ways of jsPDF to read HTML and SVG that are not used here. */
const unused = ["canvg", "html2canvas", "dompurify"].map((name) => given(name, "export default undefined;", "js"));

/** Modules of `src/` for which Node has others, in `src/node/`: what a browser has and Node has not. */
const twins = [
  "browser/css-colour",
  "browser/font-faces",
  "browser/offscreen",
  "browser/text-width",
  "late/export/rasterise",
];

/** Takes Node's module in the place of a browser's, wherever that is imported. */
const forNode = {
  name: "for-node",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const twin = twins.find((name) => join(resolveDir, path) === join(web, "src", name));
      return twin && { path: join(web, "src/node", `${basename(twin)}.ts`) };
    });
    // linkedom does without another package's canvas, if asking for it fails.
    esbuild.onResolve({ filter: /^canvas$/ }, () => ({ path: "canvas", namespace: "none" }));
    esbuild.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: 'throw new Error("none");' }));
  },
};

/** A library as a script of its own, which hands it to the page that has loaded it. */
function libraryScript(file, plugins) {
  const contents = `
    import library from "./src/late/export/${file}";
    import { provide } from "./src/late/export/provide-library";
    provide(library);`;
  return bundle({ contents }, { plugins });
}

/** A trainer of the folder `wasm`: the script around its module, a worker with that in it, by its entry, and the module, packed. */
async function trainerParts(wasm, name) {
  // The trainer is given its module: it looks for nothing beside itself, and has no use for ways to load it.
  const script = (await readFile(join(wasm, `${name}.mjs`), "utf8"))
    .replaceAll("import.meta.url", '"file:///"')
    .replaceAll(/typeof fetch\s*==\s*"function"/g, "false");
  const worker = async (entry) => smallest(await bundle(entry, { plugins: [given("trainer", script, "js")] }));
  const packed = Buffer.from(compress(await readFile(join(wasm, `${name}.wasm`)), 9)).toString("base64");
  return { script, worker, packed };
}

/**
 * All scripts of the page, with the trainer in the folder `wasm`: the element as one classic script, alone and with what it loads,
 * and in modules; the libraries that it loads; and the scripts of the pages around it.
 */
export async function scripts(wasm) {
  const [first, full] = await Promise.all(["reluscope", "reluscope-full"].map((name) => trainerParts(wasm, name)));
  const firstWorker = await first.worker("trainer/worker.ts");
  // What is heavy and seldom needed: files of their own, which the page that is one file carries packed.
  const libraryParts = [
    ...unused,
    given("full-worker-source", await full.worker("trainer/worker.ts")),
    given("sweep-worker-source", await full.worker("trainer/sweep-worker.ts")),
    given("packed-full-trainer", full.packed),
    given("typeface-upright", await typeface("roman")),
    given("typeface-italic", await typeface("italic")),
    given("typeface-theta", await subset("bright-500-italic", "θ")),
  ];
  const libraries = {
    pdf: await libraryScript("pdf", libraryParts),
    trainer: await libraryScript("full-trainer", libraryParts),
    video: await libraryScript("video-encoding", libraryParts),
    typeface: await libraryScript("typeface", libraryParts),
  };
  const hashes = Object.fromEntries(Object.entries(libraries).map(([name, text]) => [name, integrity(text)]));
  const packedLibraries = Object.fromEntries(Object.entries(libraries).map(([name, text]) => [name, packed(text)]));
  /** What the element is made of, with the worker and these libraries in it. */
  function elementWith(embedded, loader = "scripts") {
    return {
      plugins: [
        ...libraryParts,
        given("load-library", `export { default } from "./src/late/export/library-${loader}";`, "js"),
        given("lzma-decoder", decoder, "js"),
        given("worker-source", firstWorker),
        given("packed-trainer", first.packed),
        given("trainer", first.script, "js"),
        given("library-integrity", JSON.stringify(hashes), "json"),
        given("embedded-libraries", JSON.stringify(embedded), "json"),
        given("d3-interpolate", interpolators, "js"),
        given("d3-format", formats, "js"),
        styles,
      ],
    };
  }
  const inModules = {
    format: "esm",
    splitting: true,
    entryNames: "reluscope",
    chunkNames: "[name]-[hash]",
    define: {},
  };
  const inNode = {
    ...inModules,
    inject: [join(web, "src/node/page.ts")],
    external: ["node:*"],
    entryNames: "plot",
  };
  const { plugins: packageParts } = elementWith({}, "modules");
  const partsForNode = [
    forNode,
    given("trainer", full.script, "js"),
    given("load-library", 'export { default } from "./src/node/library-modules";', "js"),
    ...packageParts,
  ];
  // The example of a lecture note is the built-in tour, as the page would save it.
  const note = `
    export { lectureNote } from "./src/late/tour/lecture-note";
    export { default as style } from "./src/late/tour/lecture-note.css";
    export { default as tour } from "./src/late/tour/built-in-tour.json";`;
  const whileBuilding = { ...inModules, inject: [join(web, "src/node/document.ts")], platform: "node" };
  const [element, wholeElement, modules, page, frameHeight, packageModules, anywidget, nodeModules, exampleNote] =
    await Promise.all([
      bundle("element/define.ts", elementWith({})).then(smallest),
      bundle("element/define.ts", elementWith(packedLibraries)),
      bundles("element/define.ts", { ...elementWith({}), ...inModules }),
      bundle("site/page.ts").then(smallest),
      bundle("site/frame-height.ts"),
      bundles("element/define.ts", { ...inModules, plugins: packageParts }),
      bundle("anywidget/anywidget.ts", { ...elementWith(packedLibraries), format: "esm" }),
      bundles("node/plot.ts", { ...inNode, plugins: partsForNode }, nodePackages),
      bundle({ contents: note }, { ...whileBuilding, plugins: [styles, forNode] }),
    ]);
  return {
    element,
    wholeElement,
    modules,
    page,
    frameHeight,
    libraries,
    packageModules,
    anywidget,
    nodeModules,
    exampleNote,
  };
}
