// Every test of the page in one process, so that they share one browser: to start Firefox takes longer than most of them.

import { readdir } from "node:fs/promises";

const files = await readdir(new URL(".", import.meta.url));
for (const file of files.filter((name) => name.endsWith(".test.mjs")).sort()) await import(`./${file}`);
