// The tests of the page in one process, so that they share one browser: to start Firefox takes longer than most of them.
//   node all.mjs [FILE...]   those of the files given, or of all but WebKit's, which has a driver of its own
// Where RELUSCOPE_CLAIMS names a folder, processes that do this at the same time share the files out: one takes the next
// file when it is done with the last.

import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertAllClosed } from "./support/browser.mjs";
import { closeShared } from "./support/visit.mjs";

/** The slowest: begun first, so that none is left at the end with a process to itself. */
const first = [
  "run/endurance",
  "run/wide",
  "embedding/examples",
  "export/videos",
  "views/crowd",
  "experiment/data",
].map((name) => `${name}.test.mjs`);

const claims = process.env.RELUSCOPE_CLAIMS;

/** Whether a file is this process's to run. */
async function claim(file) {
  if (claims === undefined) return true;
  try {
    await mkdir(join(claims, file.replaceAll("/", " ")));
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

const here = new URL(".", import.meta.url);
const folders = (await readdir(here, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && !["node_modules", "support", "webkit"].includes(entry.name))
  .map(({ name }) => name);
const found = [];
for (const folder of folders.sort()) {
  const names = (await readdir(new URL(`${folder}/`, here))).filter((name) => name.endsWith(".test.mjs"));
  found.push(...names.sort().map((name) => `${folder}/${name}`));
}
const files = process.argv.length > 2 ? process.argv.slice(2) : found;
const rank = (file) => (first.includes(file) ? first.indexOf(file) : first.length);

let release = () => undefined;
for (const file of files.sort((one, other) => rank(one) - rank(other))) {
  if (!(await claim(file))) continue;
  const problem = await import(`./${file}`).then(
    () => undefined,
    (error) => error,
  );
  release();
  const isFollowed = new Promise((resolve) => (release = resolve));
  await new Promise((ended) => {
    // Tests run in the order in which they are told: when this one begins, the file's have ended. Node takes all to be
    // over when none is left, so it stays until the next file's are told.
    test(`${file} leaves no page open`, async () => {
      ended();
      await isFollowed;
      if (problem) throw problem;
      await closeShared();
      await assertAllClosed();
    });
  });
}
release();
