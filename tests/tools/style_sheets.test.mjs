// The style sheets of the element.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const sources = new URL("../../web/src/", import.meta.url);

test("none asks what an element holds", async () => {
  const sheets = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith(".css"));
  assert.ok(sheets.length > 20);
  for (const sheet of sheets) {
    const text = await readFile(new URL(sheet, sources), "utf8");
    // With it every change of a text, of which a refresh makes dozens, has Chromium style and lay out the page for 4 ms.
    assert.ok(!text.includes(":has("), `${sheet} has a selector with :has()`);
  }
});
