/**
 * Bundles the page: `node build.mjs [WASM FOLDER] [OUT FOLDER]`.
 *
 *   OUT/element/         the element: one classic script, what that loads when asked for, and its declarations
 *   OUT/site/            the element and the pages around it; static, relative addresses
 *   OUT/site/parts/      the same element in modules, for index.html: what is opened is loaded then
 *   OUT/reluscope.html   index.html of the site as one file that runs from disk
 */

import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "@swc/core";
import { build, transform } from "esbuild";
import { compress } from "lzma1";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const wasm = resolve(process.argv[2] ?? join(here, "../build/wasm"));
const site = join(here, "site");
const out = resolve(process.argv[3] ?? join(here, "../dist"));

const common = {
  bundle: true,
  minify: true,
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

/** The npm packages that have gone into a bundle. */
const packages = new Set();

/** The bundled scripts, by name, and which of them each begins with. */
async function bundles(entry, options) {
  const { outputFiles, metafile } = await build({
    ...common,
    ...options,
    absWorkingDir: here,
    entryPoints: [join("src", entry)],
    outdir: "out",
  });
  for (const input of Object.keys(metafile.inputs)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
    if (name) packages.add(name);
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

/** What a bundled script begins with, and what that begins with. */
function neededBy(name, imports) {
  return imports[name].flatMap((needed) => [needed, ...neededBy(needed, imports)]);
}

/** The text of a bundled script. */
async function bundle(entry, options) {
  const [text] = Object.values((await bundles(entry, options)).texts);
  return text;
}

/** A bundled script that every reader loads: smaller still than esbuild makes it. */
async function smallest(script, module = false) {
  const { code } = await minify(script, { module, compress: { passes: 3, ecma: 2022, keep_fargs: false }, mangle: true, format: { asciiOnly: true } });
  return code;
}

/** A TrueType file in base64, with the letters that the pictures' labels need alone. */
async function typeface(style) {
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
  const file = await readFile(join(here, `node_modules/computer-modern/fonts/cmu-serif-500-${style}.ttf`));
  return (await subsetFont(file, `${letters.join("")}\u00a0×‖…−`, { targetFormat: "truetype" })).toString("base64");
}

/** The licences of everything that is bundled. */
async function notices() {
  const licences = [...packages].sort().map(async (name) => {
    const folder = join(here, "node_modules", name);
    const file = (await readdir(folder)).find((name) => /^(licen[cs]e|ofl)/i.test(name));
    return `${name}\n\n${await readFile(join(folder, file), "utf8")}`;
  });
  const trainer = await readFile(join(site, "trainer-notices.txt"), "utf8");
  const own = await readFile(join(here, "../LICENSE"), "utf8");
  return [`ReLUscope\n\n${own}`, trainer, ...(await Promise.all(licences))].join(`\n${"-".repeat(80)}\n\n`);
}

/** Resolves `name` to a text that is known already. */
function given(name, contents, loader = "text") {
  return {
    name,
    setup(esbuild) {
      esbuild.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
      esbuild.onLoad({ filter: /.*/, namespace: name }, () => ({ contents, loader, resolveDir: here }));
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

/** The content policy: scripts and styles from the sources given, the trainer, what `more` allows, and nothing else. */
function policy(scripts, styles, ...more) {
  return [
    "default-src 'none'",
    `script-src ${scripts} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    ...more,
  ].join("; ");
}

/**
 * What a host is to send with every file, as Netlify and Cloudflare Pages read it. Any page may frame the site, those too
 * that let nothing in but what agrees to it and asks the same of what it holds itself.
 */
function headers(policy) {
  return [
    "/*",
    `  Content-Security-Policy: ${policy}`,
    "  Cross-Origin-Embedder-Policy: require-corp",
    "  Cross-Origin-Resource-Policy: cross-origin",
    "  Referrer-Policy: no-referrer",
    "  X-Content-Type-Options: nosniff",
    "",
  ].join("\n");
}

/** The examples: folders of pages that are copied, with their content policy filled in and what they need of reveal.js. */
async function buildExamples(policy) {
  const folder = join(out, "site/examples");
  await cp(join(here, "examples"), folder, { recursive: true });
  const pages = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".html"));
  await Promise.all([
    ...pages.map(async (name) => {
      const page = join(folder, name);
      await writeFile(page, fill(await readFile(page, "utf8"), { policy }));
    }),
    ...["reset.css", "reveal.css", "reveal.js"].map((name) =>
      copyFile(join(here, "node_modules/reveal.js/dist", name), join(folder, "slides", name)),
    ),
  ]);
}

/** The source expression that allows exactly this inline text. */
function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Fills in the places marked `{{name}}`. */
function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

/** The text of a style sheet, without what only its reader needs. */
const styles = {
  name: "styles",
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path), loader: "text" }));
  },
};
async function minified(path) {
  return (await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: common.target })).code;
}

/** Bytes as the page inflates them. */
function packed(bytes) {
  return gzipSync(bytes, { level: 9 }).toString("base64");
}

// The trainer is given its module: it looks for nothing beside itself, and has no use for ways to load it.
const trainer = (await readFile(join(wasm, "reluscope.mjs"), "utf8"))
  .replaceAll("import.meta.url", '"file:///"')
  .replaceAll(/typeof fetch\s*==\s*"function"/g, "false");
const workerSource = await smallest(
  await bundle("trainer/worker.ts", {
    plugins: [given("trainer", trainer, "js")],
  }),
);
// What is heavy and seldom needed: files of their own, which the page that is one file carries packed.
const libraries = {
  pdf: await bundle("late/export/pdf.ts", {
    // Ways of jsPDF to read HTML and SVG that are not used here.
    external: ["canvg", "html2canvas", "dompurify"],
  }),
  video: await bundle("late/export/video-encoding.ts"),
  typeface: await bundle("late/export/typeface.ts", {
    plugins: [given("typeface-upright", await typeface("roman")), given("typeface-italic", await typeface("italic"))],
  }),
};
packages.add("computer-modern");
packages.add("reveal.js");
const packedLibraries = Object.fromEntries(Object.entries(libraries).map(([name, text]) => [name, packed(text)]));
const packedTrainer = Buffer.from(compress(await readFile(join(wasm, "reluscope.wasm")), 9)).toString("base64");

/** What the element is made of, with the worker and these libraries in it. */
function elementWith(embedded) {
  return {
    plugins: [
      given("lzma-decoder", decoder, "js"),
      given("worker-source", workerSource),
      given("packed-trainer", packedTrainer),
      given("trainer", trainer, "js"),
      given("embedded-libraries", JSON.stringify(embedded), "json"),
      given("d3-interpolate", interpolators, "js"),
      given("d3-format", formats, "js"),
      styles,
    ],
  };
}
const [element, wholeElement, modules, page, frameHeight] = await Promise.all([
  bundle("element/define.ts", elementWith({})).then(smallest),
  bundle("element/define.ts", elementWith(packedLibraries)),
  bundles("element/define.ts", {
    ...elementWith({}),
    ...{ format: "esm", splitting: true, entryNames: "reluscope", chunkNames: "[name]-[hash]", define: {} },
  }),
  bundle("site/page.ts").then(smallest),
  bundle("site/frame-height.ts"),
]);

const [template, frame, style, frameStyle, icon] = await Promise.all(
  ["index.html", "embed.html", "page.css", "embed.css", "icon.svg"].map((name) => readFile(join(site, name), "utf8")),
);

const licences = await notices();

await Promise.all([
  rm(join(out, "site"), { recursive: true, force: true }),
  rm(join(out, "element"), { recursive: true, force: true }),
]);
await Promise.all(["site/parts", "element"].map((folder) => mkdir(join(out, folder), { recursive: true })));

// What the element's module begins with is asked for beside it, not after it.
const printing = Object.keys(modules.texts).find((name) => name.startsWith("printing-"));
const sharedModules = new Set(neededBy("reluscope.js", modules.imports));
// The examples hold frames.
const hostedPolicy = policy("'self'", "'self'", "frame-src 'self'");
const hosted = fill(template, {
  policy: hostedPolicy,
  icon: "icon.svg",
  style: '<link rel="stylesheet" href="page.css" />',
  script: [
    ...[...sharedModules].map((name) => `<link rel="modulepreload" href="parts/${name}" />`),
    '<script src="page.js" defer></script>',
    '<script src="parts/reluscope.js" type="module"></script>',
    // Not needed for the first screen, but whoever prints as soon as the page is loaded needs it.
    `<script src="parts/${printing}" type="module" fetchpriority="low"></script>`,
  ].join("\n    "),
  examples: '<p>In other pages: <a href="examples/index.html">a lecture note, slides and a blog post</a>.</p>',
});
const inlineScripts = [page, wholeElement].map((text) =>
  text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--"),
);
const offline = fill(template, {
  policy: policy([...inlineScripts, ...Object.values(libraries)].map(hash).join(" "), hash(style)),
  icon: `data:image/svg+xml,${encodeURIComponent(icon)}`,
  style: `<style>${style}</style>`,
  script: inlineScripts.map((text) => `<script>${text}</script>`).join("\n    "),
  examples: "",
});

await Promise.all([
  writeFile(join(out, "site/index.html"), hosted),
  writeFile(join(out, "site/embed.html"), fill(frame, { policy: hostedPolicy })),
  writeFile(join(out, "site/embed.css"), frameStyle),
  writeFile(join(out, "site/page.js"), page),
  writeFile(join(out, "site/frame-height.js"), frameHeight),
  writeFile(join(out, "site/page.css"), style),
  writeFile(join(out, "site/icon.svg"), icon),
  writeFile(join(out, "reluscope.html"), `${offline}\n<!--\n${licences.replaceAll("--", "- -")}-->\n`),
  ...["site", "element"].flatMap((folder) => [
    writeFile(join(out, folder, "reluscope.js"), element),
    writeFile(join(out, folder, "NOTICES.txt"), licences),
    ...Object.entries(libraries).map(([name, text]) => writeFile(join(out, folder, `reluscope-${name}.js`), text)),
  ]),
  copyFile(join(here, "src/relu-scope.d.ts"), join(out, "element/relu-scope.d.ts")),
  ...Object.entries(modules.texts).map(async ([name, text]) =>
    writeFile(join(out, "site/parts", name), await smallest(text, true)),
  ),
  writeFile(join(out, "site/_headers"), headers(hostedPolicy)),
  buildExamples(hostedPolicy),
]);
const sizes = Object.entries({ element, ...libraries, "one file": offline });
console.log(`${out}: ${sizes.map(([name, text]) => `${name} ${Math.round(text.length / 1024)} kB`).join(", ")}`);
