// Gradient flow on the page: trained by the full trainer, which is loaded when the first experiment asks for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist, hosted } from "../support/browser.mjs";
import { ready, until, withoutNames, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const flow = { training: { dynamics: "flow" } };

const start = (page, experiment) => withScope(page, (scope, value) => void (scope.experiment = value), experiment);

/** The run on the page once it is of this engine. */
async function runBy(page, engine) {
  await until(page, (scope, engine) => scope.run?.engine === engine, engine);
  return withScope(page, ({ run }) => run);
}

for (const [where, address] of [
  ["the hosted page", hosted],
  ["the offline file", () => `${pathToFileURL(dist)}reluscope.html`],
]) {
  test(`on ${where}, flow is trained when it is asked for, and descent again after it`, async () => {
    await visit(address(), async (page) => {
      await ready(page);
      const descent = await runBy(page, "cells");
      await start(page, flow);
      const run = await runBy(page, "flow");
      assert.deepEqual(run.iterations, descent.iterations);
      assert.equal(run.loss.length, descent.loss.length);
      // The step of 0.001 makes descent lag behind.
      assert.ok(Math.abs(run.loss[6000] - 0.757258858) < 1e-8, `${run.loss[6000]}`);
      assert.ok(Math.abs(descent.loss[6000] - 0.761462) < 1e-5, `${descent.loss[6000]}`);
      const { a } = await withScope(page, (scope) => scope.neurons(100));
      assert.equal(a.length ?? Object.keys(a).length, 60);
      await start(page, {});
      assert.deepEqual((await runBy(page, "cells")).loss, descent.loss);
    });
  });
}

testOnPage("where flow does not apply, the first trainer says why", async (page) => {
  await start(page, { network: { activation: "tanh" }, ...flow });
  await until(page, () => $("[role=alert]").checkVisibility());
  const said = await withScope(page, () => $("[role=alert] p").textContent);
  assert.match(withoutNames(said), /needs network\.activation/);
});

testOnPage("the exported script of a flow descends in smaller steps, and says so", async (page) => {
  await start(page, flow);
  await runBy(page, "flow");
  const script = await withScope(page, async (scope) => (await scope.toPyTorch()).text());
  assert.match(script, /gradient flow until time 20/);
  assert.match(script, /lr=0\.0001\b/);
  assert.match(script, /range\(200000\)/);
});
