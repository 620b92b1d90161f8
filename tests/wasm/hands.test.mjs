// Neurons in hand, and one step explained, in the full module.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import createFullTrainer from "../../build/wasm/reluscope-full.mjs";

const module = await WebAssembly.compile(
  readFileSync(new URL("../../build/wasm/reluscope-full.wasm", import.meta.url)),
);
const trainer = await createFullTrainer({
  instantiateWasm(imports, use) {
    const instance = new WebAssembly.Instance(module, imports);
    use(instance, module);
    return instance.exports;
  },
});

const preset = '{"preset":"three-neurons"}';
const drawn = '{"network":{"width":5,"seed":3,"initScale":1}}';

test("weights that are drawn are written out, and make the same run", () => {
  const { experiment, weights, kinks, norms } = trainer.inHand(drawn, undefined);
  const { initial } = JSON.parse(experiment).network;
  assert.deepEqual(initial.a, [...weights]);
  assert.deepEqual(
    initial.w.map((w, j) => -initial.b[j] / w),
    [...kinks],
  );
  assert.equal(norms.length, 5);
  const [one, other] = [drawn, experiment].map((text) => {
    const run = new trainer.Run(text);
    run.advance(100);
    const { w, b, a, loss } = run.frame(20);
    run.delete();
    return [[...w], [...b], [...a], loss];
  });
  assert.deepEqual(one, other);
});

test("a neuron is placed, turned, added, copied and removed", () => {
  const after = (edit, experiment = preset) => trainer.inHand(experiment, { isBalanced: true, ...edit });
  const placed = after({ kind: "place", neuron: 2, kink: -1, weight: -2 });
  assert.equal(placed.kinks[2], -1);
  assert.equal(placed.weights[2], -2);
  assert.ok(Math.abs(placed.norms[2] - 2) < 1e-12);
  const turned = after({ kind: "turn", neuron: 0, across: 0, up: -3, norm: 2 });
  assert.deepEqual([turned.cosines[0], turned.sines[0], turned.norms[0], turned.weights[0]], [0, -1, 2, 2]);
  const added = after({ kind: "add", kink: 0.5, weight: 1 });
  assert.deepEqual([added.weights.length, added.kinks[3]], [4, 0.5]);
  assert.equal(after({ kind: "copy", neuron: 1 }, added.experiment).weights.length, 5);
  assert.equal(after({ kind: "remove", neuron: 1 }).weights.length, 2);
});

test("what is no edit is refused", () => {
  for (const edit of [
    { kind: "place", neuron: 3, kink: 0, weight: 1 },
    { kind: "place", neuron: 0, kink: NaN, weight: 1 },
    { kind: "place", neuron: 0, kink: 0, weight: 1e40 },
    { kind: "turn", neuron: 0, across: 0, up: 0, norm: 1 },
    { kind: "turn", neuron: 0, across: 1, up: 0, norm: 0 },
    { kind: "add", kink: 0, weight: 0 },
    { kind: "explode", neuron: 0 },
  ]) {
    assert.throws(
      () => trainer.inHand(preset, { isBalanced: true, ...edit }),
      /(RangeError|ExperimentError)/,
      edit.kind,
    );
  }
  assert.throws(() => trainer.inHand('{"preset":"plane"}', undefined), /one input and one output/);
});

test("one step leads to the next frame's weights", () => {
  const run = new trainer.Run(preset);
  run.advance(10);
  const [before, after] = [run.frame(3), run.frame(4)];
  assert.equal(after.iteration, before.iteration + 1);
  for (const neuron of [0, 1, 2]) {
    const step = trainer.oneStep(preset, before, neuron);
    assert.equal(step.residuals.length, 2);
    for (const [next, weights] of [
      [step.nextW, after.w],
      [step.nextB, after.b],
      [step.nextA, after.a],
    ]) {
      assert.ok(Math.abs(next - weights[neuron]) < 1e-15);
    }
  }
  run.delete();
});
