import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { ready, show, textOf, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { frameCount, reference } from "../support/default-run.mjs";

function assertClose(actual, expected, tolerance, what) {
  assert.equal(actual.length, expected.length, `${what}: length`);
  actual.forEach((value, index) => {
    const difference = Math.abs(value - expected[index]);
    assert.ok(difference <= tolerance, `${what} ${index}: ${value} is ${difference} away from ${expected[index]}`);
  });
}

testOnPage("the default run is PyTorch's", async (page) => {
  const run = await withScope(page, (scope) => scope.run);
  assert.deepEqual(run.iterations, reference.frame_iterations);
  const tolerance = 1e-11 * reference.frame_loss[0];
  assertClose(run.frameLoss, reference.frame_loss, tolerance, "loss of frame");
  assert.equal(run.loss.length * run.lossEvery, reference.case.steps);
  const losses = run.loss.filter((_, index) => (index * run.lossEvery) % reference.loss_every === 0);
  assertClose(losses, reference.loss, tolerance, "loss");
  assertClose(run.loss.slice(-1), [reference.final.loss], tolerance, "last loss");
  assert.equal(run.diverged, undefined);
});

testOnPage("the neurons of a frame are PyTorch's", async (page) => {
  for (const { iteration, parameters } of reference.snapshots) {
    const frame = reference.frame_iterations.indexOf(iteration);
    const neurons = await withScope(
      page,
      async (scope, frame) => {
        const { w, b, a, c } = await scope.neurons(frame);
        return { w: [...w], b: [...b], a: [...a], c };
      },
      frame,
    );
    const expected = Object.fromEntries(["w", "b", "a"].map((name) => [name, parameters[name].flat()]));
    const largest = Math.max(...Object.values(expected).flat().map(Math.abs));
    for (const name of ["w", "b", "a"]) {
      assertClose(neurons[name], expected[name], 1e-11 * largest, `${name} at iteration ${iteration}, neuron`);
    }
    assert.equal(neurons.c, 0);
  }
});

testOnPage("a frame that there is not has no neurons", async (page) => {
  for (const frame of [frameCount, -1, 1.5]) {
    const outcome = await withScope(
      page,
      (scope, frame) =>
        scope.neurons(frame).then(
          () => "some",
          () => "none",
        ),
      frame,
    );
    assert.equal(outcome, "none", `frame ${frame}`);
  }
});

testOnPage("frame 60 says which iteration it is", async (page) => {
  await show(page, 60);
  const title = await textOf(page, ".title");
  assert.equal(title, "iteration: 211, frame: 60");
  const value = await withScope(page, () => $("input[type=range]").getAttribute("aria-valuetext"));
  assert.equal(value, "frame 60, iteration 211, time 0.211, loss 1.00");
});

test("float32 trains in float32", async () => {
  const experiment = encodeURIComponent(JSON.stringify({ training: { precision: "float32" } }));
  await visit(`${hosted()}#experiment=${experiment}`, async (page) => {
    await ready(page);
    const run = await withScope(page, (scope) => scope.run);
    assert.equal(run.engine, "dense");
    assertClose(run.frameLoss, reference.frame_loss, 1e-3, "loss of frame");
    assert.notDeepEqual(run.frameLoss, reference.frame_loss);
    const neurons = await withScope(page, async (scope) => [...(await scope.neurons(scope.frames - 1)).w]);
    assert.deepEqual(neurons, neurons.map(Math.fround));
  });
});
