// The npm package as npm packs it, in a new project.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { isFirefox, dist } from "../support/browser.mjs";
import { followed, installed, packaged, ran, works } from "../support/recipe.mjs";

test("the tarball has what its description names, and no other version than the program", async () => {
  const [{ files, version }] = JSON.parse(await ran(`${dist}npm`, "npm", "pack", "--dry-run", "--json"));
  const names = new Set(files.map(({ path }) => path));
  const { exports, ...about } = JSON.parse(await packaged("package.json"));
  const leaves = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(leaves));
  const named = [about.main, about.module, about.types, about.unpkg, about.jsdelivr, about.customElements];
  for (const name of [...named, ...leaves(exports), "README.md", "LICENSE", "NOTICES.txt"]) {
    if (!name.includes("*")) assert.ok(names.has(name.replace(/^\.\//, "")), name);
  }
  const cmake = await readFile(join(dist, "../CMakeLists.txt"), "utf8");
  assert.match(cmake, new RegExp(`project\\(reluscope VERSION ${version.replaceAll(".", "\\.")} `));
  assert.match(await packaged("README.md").then(String), new RegExp(`reluscope@${version}/reluscope\\.js`));
});

test("the manifest tells editors what the declarations tell TypeScript", async () => {
  const { modules } = JSON.parse(await packaged("custom-elements.json"));
  const [{ attributes, members, events }] = modules[0].declarations;
  const names = (list) => list.map(({ name }) => name);
  assert.ok(names(attributes).includes("xRange") && names(attributes).includes("autoplay"));
  assert.ok(names(members).includes("toVideo") && names(members).includes("experiment"));
  assert.deepEqual(names(events), ["run", "framechange", "progress", "lookchange", "error"]);
  for (const { name, description } of [...attributes, ...members, ...events]) assert.notEqual(description, "", name);
});

test("in Vite, the recipe is followed, and Node imports the package too", { skip: isFirefox }, async () => {
  const folder = await followed("vite");
  await installed(folder, "vite");
  // With the option in the file itself, so that the compiler, which is slow, is called for all files at once.
  const solid = await readFile(join(folder, "solid.tsx"), "utf8");
  await writeFile(join(folder, "of-solid.tsx"), `/** @jsxImportSource solid-js */\n${solid}`);
  const strict = ["--strict", "--noEmit", "--skipLibCheck", "false", "--target", "es2022", "--jsx", "react-jsx"];
  for (const resolution of [
    ["--module", "preserve", "--moduleResolution", "bundler"],
    ["--module", "nodenext"],
  ]) {
    await ran(
      folder,
      "npx",
      "tsc",
      ...strict,
      ...resolution,
      "--types",
      "react",
      "main.ts",
      "figure.tsx",
      "of-solid.tsx",
    );
  }
  // Under Node, there being no DOM, nothing comes of it; but figures do.
  await ran(
    folder,
    "node",
    "--input-type=module",
    "--eval",
    'await import("reluscope"); await import("reluscope/anywidget");',
  );
  await ran(folder, "node", "--input-type=commonjs", "--eval", 'require("reluscope");');
  const plot =
    'import { plot } from "reluscope/node"; console.log(Buffer.from(await plot({}, { frame: 60 })).toString());';
  assert.match(
    await ran(folder, "node", "--input-type=module", "--eval", plot),
    /^<\?xml [^]*iteration: 211, frame: 60/,
  );
  await ran(folder, "npx", "reluscope", "--preset", "orthogonal", "--output", "figure.pdf");
  assert.match(String(await readFile(join(folder, "figure.pdf"), "latin1")), /^%PDF-/);
  await ran(folder, "npx", "vite", "build", "--logLevel", "error");
  // What the page asks for before anything is opened: no more than the site, but for what the bundler adds.
  const page = await readFile(join(folder, "dist/index.html"), "utf8");
  const first = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name);
  let bytes = 0;
  for (const name of first) bytes += gzipSync(await readFile(join(folder, "dist", name))).length;
  assert.ok(first.length > 0 && bytes < 175000, `${bytes} bytes: ${first}`);
  await works(join(folder, "dist"), "index.html", {
    body: async (page) => {
      assert.match(await page.$eval("output", ({ textContent }) => textContent), /^\d+ frames$/);
    },
  });
});
