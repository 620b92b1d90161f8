import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { minified, smallest, web } from "./bundles.mjs";
import { hash, headers, policy } from "./policy.mjs";
import { writeReference } from "./reference.mjs";
import { writeSchemas } from "./schemas.mjs";

const pages = join(web, "site");

/** What a bundled script begins with, and what that begins with. */
function neededBy(name, imports) {
  return imports[name].flatMap((needed) => [needed, ...neededBy(needed, imports)]);
}

/** The licence of an npm package. Some have no file of it, and only name it. */
async function licenceOf(name) {
  const folder = join(web, "node_modules", name);
  const file = (await readdir(folder)).find((name) => /^(licen[cs]e|ofl)/i.test(name));
  if (file) return readFile(join(folder, file), "utf8");
  const { license, author, homepage, repository } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return `${license}, © ${author?.name ?? author}, ${homepage ?? repository?.url ?? repository}\n`;
}

/** The licences of everything that is bundled, by the names of npm packages. */
export async function notices(packages) {
  const licences = [...packages].sort().map(async (name) => `${name}\n\n${await licenceOf(name)}`);
  const trainer = await readFile(join(pages, "trainer-notices.txt"), "utf8");
  const own = await readFile(join(web, "../LICENSE"), "utf8");
  return [`ReLUscope\n\n${own}`, trainer, ...(await Promise.all(licences))].join(`\n${"-".repeat(80)}\n\n`);
}

/** The examples: folders of pages that are copied, with their content policy filled in and what they need of reveal.js, and a note. */
async function writeExamples(folder, exampleNote, policy) {
  await cp(join(web, "examples"), folder, { recursive: true });
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".html"));
  await Promise.all([
    ...names.map(async (name) => {
      const page = join(folder, name);
      await writeFile(page, fill(await readFile(page, "utf8"), { policy }));
    }),
    ...["reset.css", "reveal.css", "reveal.js"].map((name) =>
      copyFile(join(web, "node_modules/reveal.js/dist", name), join(folder, "slides", name)),
    ),
    writeExampleNote(join(folder, "lecture-note"), exampleNote, policy),
  ]);
}

/** The lecture note among the examples: the built-in tour, written by the module that the page writes tours with. */
async function writeExampleNote(folder, module, policy) {
  const { lectureNote, style, tour } = await import(`data:text/javascript,${encodeURIComponent(module)}`);
  const page = lectureNote(tour, (file) => `../../${file || "index.html"}`, [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<link rel="icon" href="../../icon.svg" type="image/svg+xml">',
    '<link rel="stylesheet" href="lecture-note.css">',
  ]);
  await mkdir(folder, { recursive: true });
  await Promise.all([writeFile(join(folder, "index.html"), page), writeFile(join(folder, "lecture-note.css"), style)]);
}

/** Fills in the places marked `{{name}}`. */
export function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

/** Writes the site, the element and the page that is one file into the folder `out`. Returns the text of that page. */
export async function writeSite(
  out,
  { element, wholeElement, modules, page, frameHeight, libraries, exampleNote },
  { licences, schemas, version },
) {
  const [template, frame, icon] = await Promise.all(
    ["index.html", "embed.html", "icon.svg"].map((name) => readFile(join(pages, name), "utf8")),
  );
  const [style, frameStyle] = await Promise.all(["page.css", "embed.css"].map((name) => minified(join(pages, name))));

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
    examples:
      '<p>In other pages: <a href="examples/index.html">a lecture note, slides and a blog post</a>; <a href="reference/index.html">reference</a>.</p>',
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
    copyFile(join(web, "src/relu-scope.d.ts"), join(out, "element/relu-scope.d.ts")),
    ...Object.entries(modules.texts).map(async ([name, text]) =>
      writeFile(join(out, "site/parts", name), await smallest(text, true)),
    ),
    writeFile(join(out, "site/_headers"), headers(hostedPolicy)),
    writeExamples(join(out, "site/examples"), exampleNote, hostedPolicy),
    writeSchemas(join(out, "site"), schemas),
    writeReference(join(out, "site"), { element, schemas, version, policy: hostedPolicy }),
  ]);
  return offline;
}
