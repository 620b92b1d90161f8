// What is said of a run that has not learned, and what mends it.

import assert from "node:assert/strict";
import {
  appears,
  disappears,
  find,
  isVisible,
  pressTool,
  refreshed,
  textOf,
  until,
  withScope,
} from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";

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
  testOnPage(`${name}: said in words, with one press that mends it`, async (page) => {
    await withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
    await appears(page, ".advice");
    const said = await textOf(page, ".advice p");
    assert.match(said, why);
    assert.match(said, change);
    await (await find(page, ".advice button")).click();
    await disappears(page, ".advice");
    await until(page, (scope) => {
      const losses = scope.run?.loss ?? [1];
      return losses.at(-1) < 0.6 * losses[0] && !scope.run.diverged;
    });
    await pressTool(page, "undo");
    await appears(page, ".advice");
  });
}

testOnPage("a run that learns is left alone", async (page) => {
  // The summary comes with the advice.
  await until(page, () => /engine$/.test($(".summary").textContent));
  await refreshed(page);
  assert.equal(await isVisible(page, ".advice"), false);
});

testOnPage(
  "advice of several lines covers no tool, and can be read to its end",
  async (page) => {
    await withScope(page, (scope) => void (scope.experiment = { training: { learningRate: 3 } }));
    await appears(page, ".advice");
    await withScope(page, () => void ($(".advice p").textContent += " It goes on for a while.".repeat(20)));
    await refreshed(page);
    const { covered, isWhole } = await withScope(page, (scope) => {
      const { shadowRoot } = scope;
      const isCovered = (tool) => {
        const { left, top, width, height } = tool.getBoundingClientRect();
        return !tool.contains(shadowRoot.elementFromPoint(left + width / 2, top + height / 2));
      };
      const advice = $(".advice");
      advice.scrollTop = advice.scrollHeight;
      const last = $(".advice p").getBoundingClientRect().bottom;
      return {
        covered: $$(".tools > button:not([hidden])")
          .filter(isCovered)
          .map(({ className }) => className),
        isWhole: last <= advice.getBoundingClientRect().bottom,
      };
    });
    assert.deepEqual(covered, []);
    assert.ok(isWhole);
    await pressTool(page, "undo");
  },
  { width: 1000, height: 700 },
);
