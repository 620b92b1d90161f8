// What is said of a run that is under way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../support/bundled.mjs";
import { until, withScope } from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";

const { TimeLeft } = await bundled(`export { TimeLeft } from "./panels/time-left";`, "exported").then((script) =>
  new Function(`${script}; return exported;`)(),
);

/** What is told, every 40 ms, of a run that takes so long for its iterations. */
function told(timeAt, iterations) {
  const left = new TimeLeft(0);
  const estimates = [];
  for (let now = 40, iteration = 0; now < timeAt(iterations); now += 40) {
    while (timeAt(iteration + 1) <= now) iteration++;
    const estimate = left.after(iteration, iterations, now);
    estimates.push({ estimate, truth: timeAt(iterations) - now });
  }
  return estimates;
}

test("the time left is told once the pace is steady, and is about right", () => {
  const estimates = told((iteration) => iteration / 2, 20000);
  const known = estimates.filter(({ estimate }) => estimate !== undefined);
  assert.ok(known.length > 0.8 * estimates.length, `${known.length} of ${estimates.length}`);
  for (const { estimate, truth } of known) assert.ok(Math.abs(estimate - truth) < 750, `${estimate}, not ${truth}`);
});

test("of a run that begins slowly no time is told that is much too long", () => {
  // The first hundredth takes two thirds of the time, as while neurons turn.
  const timeAt = (iteration) => 4000 * Math.min(1, iteration / 1000) ** 0.3 + Math.max(0, iteration - 1000) * 0.02;
  for (const { estimate, truth } of told(timeAt, 100000)) {
    assert.ok(estimate === undefined || estimate < 20 * truth, `${estimate}, not ${truth}`);
  }
  const hasty = ((timeAt(20) - timeAt(0)) / 20) * 100000;
  assert.ok(hasty > 50 * timeAt(100000), "a first pace would have told far too much");
});

testOnPage("a message names a setting as the form does, and keeps the key for scripts", async (page) => {
  const key = await withScope(
    page,
    (scope) =>
      new Promise((resolve) => {
        scope.addEventListener("error", ({ detail }) => resolve(`${detail.key} ${detail.message}`), { once: true });
        scope.experiment = { training: { learningRate: -1 } };
      }),
  );
  assert.match(key, /^training\.learningRate training\.learningRate: -1 /);
  await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
  const said = await withScope(page, (scope) => scope.shadowRoot.querySelector("[role=alert] p").textContent);
  assert.match(said, /^Learning rate \(training\.learningRate\): -1 is not/);
  // Where the text of an experiment is at fault, its keys are what is spoken of.
  await withScope(page, (scope) => void (scope.experiment = { network: { depth: 3 } }));
  await until(page, (scope) => /network\.depth/.test(scope.shadowRoot.querySelector("[role=alert] p").textContent));
});
