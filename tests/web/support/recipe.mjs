// Follows the recipes of .github/recipes to the letter: what they say is written, is written, and built with pinned tools.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dist } from "./browser.mjs";
import { stranger } from "./stranger.mjs";
import { visit } from "./visit.mjs";

const top = fileURLToPath(new URL("../../../", import.meta.url));
const npm = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** Where recipes have the package from. */
const cdn = "https://cdn.jsdelivr.net/npm/reluscope@";

/** A file of the npm package. */
export const packaged = (name) => readFile(`${dist}npm/${name}`);

/** Runs a program in a folder; fails when it does. Resolves to what it prints. */
export async function ran(folder, program, ...args) {
  const child = spawn(program, args, {
    cwd: folder,
    env: {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: "1",
      OBSERVABLE_TELEMETRY_DISABLE: "1",
      NODE_OPTIONS: "",
      NODE_TEST_CONTEXT: undefined,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
  const status = await new Promise((ended, refused) => child.on("error", refused).on("close", ended));
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${printed}`);
  return printed;
}

/** Options for a program of Node's, which from then on fetches the package from a CDN that is in `stand-in-cdn.mjs`. */
export const withCdn = ["--import", new URL("stand-in-cdn.mjs", import.meta.url).href];

/** The text of a recipe. */
export const recipe = (name) => readFile(join(top, `.github/recipes/${name}.md`), "utf8");

/** Writes the files of a recipe into a folder in build/recipes, which has nothing else but the packages of its tools. */
export async function followed(name) {
  const folder = join(top, "build/recipes", name);
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder)) {
    if (entry !== "node_modules") await rm(join(folder, entry), { recursive: true });
  }
  const { version } = JSON.parse(await packaged("package.json"));
  const hash = createHash("sha384")
    .update(await packaged("reluscope.js"))
    .digest("base64");
  const files = (await recipe(name)).matchAll(/^`([^`\n]+)`[^\n]*\n\n(`{3,})\w*\n([^]*?)^\2$/gm);
  for (const [, file, , text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text.replaceAll("VERSION", version).replaceAll("INTEGRITY", `sha384-${hash}`));
  }
  return folder;
}

/** Installs the locked packages of a recipe's tools, and the tarball of ours. */
export async function installed(folder, name) {
  const locked = join(top, "tests/web/recipes", name);
  for (const file of await readdir(locked)) await copyFile(join(locked, file), join(folder, file));
  const lock = await readFile(join(folder, "package-lock.json"), "utf8");
  const made = join(folder, "node_modules/.made-with");
  if ((await readFile(made, "utf8").catch(() => "")) !== lock + process.version) {
    await ran(folder, "npm", "ci", ...npm);
    await writeFile(made, lock + process.version);
  }
  const [{ filename }] = JSON.parse(await ran(folder, "npm", "pack", "--json", "--loglevel=error", `${dist}npm`));
  await ran(folder, "npm", "install", "--no-save", "--prefer-offline", ...npm, filename);
}

const types = { css: "text/css", html: "text/html", js: "text/javascript", svg: "image/svg+xml" };

/** Where a tool's pages have their letters from, which say nothing about ours. */
const letters = "https://fonts.googleapis.com/";

/** Answers what a page asks of the CDN with the package's files. */
async function intercept(request) {
  const url = request.url();
  const headers = { "access-control-allow-origin": "*" };
  if (url.startsWith(letters))
    return request.respond({ headers: { ...headers, "content-type": "text/css" }, body: "" });
  if (!url.startsWith(cdn)) return request.continue();
  const [, file] = /^[^/]+\/(.+)$/.exec(url.slice(cdn.length)) ?? [];
  return request.respond({ headers: { ...headers, "content-type": "text/javascript" }, body: await packaged(file) });
}

/** Every file below a folder, as `stranger` serves them. */
async function places(folder) {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Object.fromEntries(
    await Promise.all(
      files.map(async ({ path, name }) => {
        const text = await readFile(join(path, name));
        const type = types[name.split(".").at(-1)] ?? "application/octet-stream";
        const place = join(path, name).slice(folder.length);
        return [place.startsWith("/") ? place : `/${place}`, { text, headers: { "content-type": type } }];
      }),
    ),
  );
}

/**
 * Visits the page that a recipe has led to, in a folder that is served: its figure trains, follows the link in the text, and
 * exports a PDF and a video. `before` is what the page needs first.
 */
export async function works(folder, path, { before = async () => undefined, body = async () => undefined } = {}) {
  const host = await stranger(await places(folder));
  try {
    await visit(
      `${host.address}/${path}`,
      async (page) => {
        await before(page);
        const scope = await page.waitForSelector("pierce/relu-scope");
        const exported = await scope.evaluate(async (scope) => {
          await customElements.whenDefined("relu-scope");
          scope.scrollIntoView();
          await scope.ready;
          document.querySelector("[data-relu-scope]").click();
          const video = { from: 0, to: 1, width: 96, height: 64, format: "webm" };
          const files = [await scope.toPDF("function"), await scope.toVideo(video)];
          return [scope.frame, ...files.map(({ type, size }) => (size > 1000 ? type : `${size} bytes`))];
        });
        assert.deepEqual(exported, [60, "application/pdf", "video/webm"]);
        await body(page);
      },
      { intercept, expected: new RegExp(`^request: (?:${host.address}|${cdn}|${letters})`) },
    );
  } finally {
    await host.close();
  }
}
