// The recipes of .github/recipes, followed to the letter with tools of Debian's and npm's. Plain HTML always, the others in a
// full run.

import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { isFirefox, dist } from "../support/browser.mjs";
import { bundledPage } from "../support/bundled.mjs";
import { followed, installed, packaged, ran, recipe, withCdn, works } from "../support/recipe.mjs";

const skip = isFirefox || process.env.RELUSCOPE_FULL === undefined;

test("plain HTML", { skip: isFirefox }, async () => {
  await works(await followed("html"), "index.html");
});

/** Tools of npm's: how each is called, and the page that it makes. */
const npmTools = {
  vitepress: [["vitepress", "build"], ".vitepress/dist", "index.html"],
  astro: [["astro", "build"], "dist", "index.html"],
  eleventy: [["@11ty/eleventy"], "_site", "index.html"],
};

for (const [name, [command, folder, page]] of Object.entries(npmTools)) {
  test(name, { skip }, async () => {
    const project = await followed(name);
    await installed(project, name);
    assert.ok((await recipe(name)).includes(`npx ${command.join(" ")}`));
    await ran(project, "npx", ...command);
    await works(join(project, folder), page);
  });
}

/** Tools of Debian's. */
const tools = {
  hugo: [["hugo"], "public", "alignment/index.html"],
  jekyll: [["jekyll", "build"], "_site", "index.html"],
  mkdocs: [["mkdocs", "build"], "site", "index.html"],
  sphinx: [["sphinx-build", ".", "_build"], "_build", "index.html"],
  quarto: [["pandoc", "--standalone", "alignment.md", "--output", "alignment.html"], "", "alignment.html"],
};

for (const [name, [command, folder, page]] of Object.entries(tools)) {
  test(name, { skip }, async () => {
    const project = await followed(name);
    assert.ok((await recipe(name)).includes(`    ${command.join(" ")}\n`));
    await ran(project, ...command);
    await works(join(project, folder), page);
  });
}

test("Observable Framework", { skip }, async () => {
  const project = await followed("observable");
  await installed(project, "observable");
  assert.ok((await recipe("observable")).includes("    npx observable build\n"));
  await ran(project, "node", ...withCdn, "node_modules/@observablehq/framework/dist/bin/observable.js", "build");
  await works(join(project, "dist"), "index.html");
});

test("reveal.js", { skip }, async () => {
  const project = await followed("reveal");
  for (const name of ["reveal.css", "reveal.js"]) {
    await copyFile(`${dist}site/examples/slides/${name}`, join(project, name));
  }
  await works(project, "slides.html");
});

test("LaTeX", { skip }, async () => {
  const project = await followed("latex");
  await works(await followed("html"), "index.html", {
    body: async (page) => {
      const figure = await page.evaluate(async () => {
        const bytes = await (
          await document.querySelector("relu-scope").toPDF("function", { columns: 1 })
        ).arrayBuffer();
        return [...new Uint8Array(bytes)];
      });
      await writeFile(join(project, "figure.pdf"), new Uint8Array(figure));
    },
  });
  await ran(project, "pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex");
  assert.match(await ran(project, "pdftotext", "paper.pdf", "-"), /have aligned[^]*frame 60/);
});

// Its theme is on its makers' server. This one is empty, and the page shows what MyST hands to a theme as themes do.
test("MyST", { skip }, async () => {
  const project = await followed("myst");
  await installed(project, "mystmd");
  await copyFile(`${dist}npm/anywidget.js`, join(project, "anywidget.js"));
  await mkdir(join(project, "theme"));
  await writeFile(
    join(project, "theme/template.yml"),
    "jtex: v1\ntitle: Empty\nkind: site\nversion: 1.0.0\nbuild:\n  install: 'true'\n  start: 'true'\n",
  );
  const settings = await readFile(join(project, "myst.yml"), "utf8");
  await writeFile(join(project, "myst.yml"), settings.replace("book-theme", "./theme"));
  await ran(project, "npx", "myst", "build", "--site", "--ci");
  const site = join(project, "_build/site");
  const { mdast } = JSON.parse(await readFile(join(site, "content/index.json"), "utf8"));
  const [{ esm, model }] = mdast.children[0].children.filter(({ type }) => type === "anywidget");
  assert.equal(await readFile(join(site, "public", esm), "utf8"), String(await packaged("anywidget.js")));
  await writeFile(
    join(site, "public/index.html"),
    `<!doctype html><title>Early alignment</title><div id="widget"></div><a href="#" data-relu-scope="fig1" data-frame="60">then</a>
    <script type="module">
      import widget from "${esm}";
      const traits = ${JSON.stringify(model)};
      const model = { get: (name) => traits[name], set: (name, value) => (traits[name] = value) };
      Object.assign(model, { save_changes() {}, on() {}, off() {} });
      const el = document.createElement("div");
      const host = document.getElementById("widget");
      host.attachShadow({ mode: "open" }).append(el);
      widget.render({ model, el });
    </script>`,
  );
  await works(join(site, "public"), "index.html");
});

// Python's side is a few lines that keep traits; what is in the page is Jupyter's and anywidget's own.
test("a notebook's cell: traits and figure follow each other", { skip }, async () => {
  const text = await recipe("notebooks");
  const [, _esm] = /_esm = """([^]+?)"""/.exec(text);
  const [, views] = /views = traitlets\.Unicode\("(.+)"\)/.exec(text);
  const project = await followed("notebooks");
  await installed(project, "notebooks");
  await bundledPage(join(project, "notebook.js"), join(project, "site"));
  await works(join(project, "site"), "index.html", {
    before: async (page) => {
      await page.waitForFunction(() => globalThis.cell !== undefined);
      await page.evaluate(
        async (traits) => {
          globalThis.python = await globalThis.cell(traits);
        },
        { _esm, views, frame: 0, run: {}, id: "fig1", experiment: { preset: "three-points", network: { seed: 4 } } },
      );
    },
    body: async (page) => {
      const traits = (condition) => page.waitForFunction(`(${condition})(python.traits)`);
      await traits(({ frame, run }) => frame === 60 && run.iterations.length > 100);
      await traits(({ experiment }) => experiment.network.width > 0 && experiment.network.seed === 4);
      await page.evaluate(() => globalThis.python.set({ frame: 30 }));
      await page.waitForFunction(() => document.querySelector("relu-scope").frame === 30);
      await page.evaluate(() => globalThis.python.set({ experiment: { network: { seed: 7 } } }));
      await traits(({ experiment }) => experiment.preset === "orthogonal" && experiment.network.seed === 7);
      await page.$eval("relu-scope", (scope) => (scope.experiment = { network: { seed: 9 } }));
      await traits(({ experiment }) => experiment.network.seed === 9);
      await page.evaluate(() => globalThis.python.view.remove());
      await page.waitForFunction(() => document.querySelector("relu-scope") === null);
    },
  });
});
