// Many runs of experiments with several inputs or outputs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { complaint, until } from "../support/instrument.mjs";
import { savedSweep, sweepAddress, swept } from "../support/sweeps.mjs";
import { visit } from "../support/visit.mjs";

const seeds = { "network.seed": { from: 0, to: 5 } };
const sweeps = {
  xor: { experiment: { preset: "xor", training: { iterations: 400 } }, over: seeds },
  "two-outputs": { experiment: { preset: "two-outputs", training: { iterations: 300 } }, over: seeds },
  "a teacher": {
    experiment: { data: { teacher: { points: 5, inputs: 20 } }, network: { width: 10 }, training: { iterations: 200 } },
    over: { "network.initScale": [0.01, 0.1], "network.seed": [0, 1, 2] },
  },
};

for (const [name, sweep] of Object.entries(sweeps)) {
  test(`seeds of ${name} are trained on the page, and saved as a table`, async () => {
    await visit(`${hosted()}#${sweepAddress(sweep)}`, async (page) => {
      await swept(page, 6);
      const [header, ...rows] = (await savedSweep(page, "CSV", "reluscope-sweep.csv")).trimEnd().split("\n");
      assert.equal(rows.length, 6);
      const at = header.split(",").indexOf("loss");
      const losses = rows.map((row) => Number(row.split(",")[at]));
      assert.ok(at > 0 && losses.every((loss) => loss > 0 && Number.isFinite(loss)), `${header}\n${rows[0]}`);
      assert.equal(new Set(losses).size, 6);
      await until(page, () => $(".many canvas, .many svg") !== null);
      assert.equal(await complaint(page), "");
    });
  });
}
