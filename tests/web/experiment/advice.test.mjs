// What is said of a run that has not learned, and what mends it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, hosted, ready, until, visit, withScope } from "../support/browser.mjs";

const runs = {
  "a learning rate of 3": [{ training: { learningRate: 3 } }, /dead|too large/, /learning rate/],
  "years for x": [
    { data: { x: [2000, 2005, 2010, 2020], y: [0.1, 0.4, 0.2, 0.9] } },
    /dead|too large/,
    /\(x − 2,010\) \/ 10/,
  ],
  "a run that ends on its plateau": [{ training: { iterations: 200 } }, /hardly fallen/, /iterations/],
  "steps too small to see": [{ training: { learningRate: 1e-9 } }, /hardly fallen/, /learning rate/],
  "a run that diverges": [
    { network: { initScale: 1 }, training: { learningRate: 1000, iterations: 500 } },
    /dead|too large/,
    /learning rate/,
  ],
};

for (const [name, [experiment, why, change]] of Object.entries(runs)) {
  test(`${name}: said in words, with one press that mends it`, async () => {
    await visit(`${hosted()}#experiment=${encodeURIComponent(JSON.stringify(experiment))}`, async (page) => {
      await ready(page);
      await until(page, (scope) => scope.shadowRoot.querySelector(".advice").checkVisibility());
      const said = await withScope(page, (scope) => scope.shadowRoot.querySelector(".advice p").textContent);
      assert.match(said, why);
      assert.match(said, change);
      await (await find(page, ".advice button")).click();
      await until(page, (scope) => !scope.shadowRoot.querySelector(".advice").checkVisibility());
      await until(page, (scope) => {
        const losses = scope.run?.loss ?? [1];
        return losses.at(-1) < 0.6 * losses[0] && !scope.run.diverged;
      });
      await (await find(page, ".tools .undo")).click();
      await until(page, (scope) => scope.shadowRoot.querySelector(".advice").checkVisibility());
    });
  });
}

test("a run that learns is left alone", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelector(".advice").checkVisibility()), false);
  });
});
