// Experiments with several inputs or outputs on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { downloads, hosted } from "../support/browser.mjs";
import { ready, show } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

/** What a sheet has to name of each: the views, and the settings below them. */
const printed = {
  "preset=xor": [/x\s*1\n[^]*x\s*2\n/, /xor · 60 ReLU neurons/, /Iterations/],
  "preset=two-outputs&output=2": [/h\s*θ\s*,\s*2\n/, /two-outputs · 100 ReLU neurons/, /Iterations/],
  [`experiment=${encodeURIComponent('{"data":{"teacher":{"points":5,"inputs":20}},"training":{"iterations":200}}')}`]: [
    /60 ReLU neurons/,
    /Iterations/,
  ],
};

for (const [hash, parts] of Object.entries(printed)) {
  test(`${decodeURIComponent(hash)} is printed with its views, in light colours from a dark screen`, async () => {
    await visit(
      `${hosted()}#${hash}`,
      async (page) => {
        await ready(page);
        await show(page, 40);
        const path = join(downloads, "shape.pdf");
        await page.pdf({ path, format: "A4", timeout: 120000 });
        const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" });
        for (const part of [...parts, /frame\s+40/]) assert.match(text, part);
        const grey = execFileSync("pdftoppm", ["-r", "20", "-gray", "-l", "1", path]);
        const pixels = grey.subarray(/^P5\s+\d+\s+\d+\s+255\s/.exec(grey.subarray(0, 40).toString("latin1"))[0].length);
        assert.ok(pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length / 255 > 0.8);
      },
      { theme: "dark" },
    );
  });
}
