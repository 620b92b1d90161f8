// Several inputs and outputs across the boundary of the module.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const load = async (name) => {
  const at = (suffix) => new URL(`../../build/wasm/${name}.${suffix}`, import.meta.url);
  const { default: createTrainer } = await import(at("mjs"));
  const bytes = readFileSync(at("wasm"));
  return createTrainer({
    instantiateWasm(imports, use) {
      void WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => use(instance, module));
      return {};
    },
  });
};

const small = await load("reluscope");
const full = await load("reluscope-full");

const refusal = (trainer, experiment) => {
  try {
    trainer.resolve(JSON.stringify(experiment));
    return "accepted";
  } catch (error) {
    return error.key;
  }
};

const finished = (experiment) => {
  const run = new full.Run(JSON.stringify(experiment));
  run.advance(1e9);
  return run;
};

const plain = { needsDirections: false, needsCritical: false };

const shapes = [
  { preset: "spiral" },
  { preset: "high-dimension" },
  { data: { x: [[1, 2]], y: [1] } },
  { data: { x: [1], y: [[1, 2]] } },
  { data: { teacher: {} } },
  { network: { zeroOutput: true } },
  { network: { clipping: [0, 1] } },
];

for (const experiment of shapes) {
  test(`the first module leaves ${JSON.stringify(experiment)} to the full one`, () => {
    assert.equal(refusal(small, experiment), "NotHeld");
    assert.equal(refusal(full, experiment), "accepted");
  });
}

test("both modules offer the same presets, with experiments that are JSON", () => {
  const names = (trainer) => trainer.presets().map(({ name, shows }) => [name, shows]);
  assert.deepEqual(names(small), names(full));
  for (const { experiment } of [...small.presets(), ...full.presets()]) JSON.parse(experiment);
});

test("with two inputs a picture has kinks across the plane, and h on the grid that is asked for", () => {
  const run = finished({ preset: "plane", training: { iterations: 2000 } });
  const { inputs, outputs, xRange, secondRange, x, y } = run.plot();
  assert.deepEqual([inputs, outputs, x.length, y.length], [2, 1, 6, 3]);
  const last = run.frameIterations(0).length - 1;
  const picture = run.picture(last, { ...plain, needsDirections: true, plane: { columns: 5, rows: 3 } });
  const { w, b, weights, plane, fitted, directions } = picture;
  assert.deepEqual([w.length, b.length, weights.length, plane.length, fitted.length], [120, 60, 60, 15, 3]);
  assert.equal(directions.norms.length, 60);
  const h = (x1, x2) =>
    weights.reduce((sum, a, j) => sum + a * Math.max(0, w[2 * j] * x1 + w[2 * j + 1] * x2 + b[j]), 0);
  const scale = Math.max(...plane.map(Math.abs));
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 5; column++) {
      const x1 = xRange[0] + ((xRange[1] - xRange[0]) * column) / 4;
      const x2 = secondRange[0] + ((secondRange[1] - secondRange[0]) * row) / 2;
      assert.ok(Math.abs(plane[row * 5 + column] - h(x1, x2)) <= 1e-12 * scale);
    }
  }
  for (let i = 0; i < 3; i++) assert.ok(Math.abs(fitted[i] - h(x[2 * i], x[2 * i + 1])) <= 1e-12 * scale);
  assert.throws(() => run.picture(last, { ...plain, plane: { columns: 1, rows: 3 } }), { name: "RangeError" });
  assert.throws(() => run.kinkCounts(last), { name: "RangeError" });
  assert.equal(run.theory().limit, "shape");
  run.delete();
});

test("with two outputs a picture is of the one that is chosen", () => {
  const run = finished({ preset: "two-outputs", training: { iterations: 500 } });
  const [first, second] = [0, 1].map((output) => run.picture(40, { ...plain, output }));
  const { a, w, b, c } = run.frame(40);
  assert.deepEqual([...first.weights, ...second.weights], [...a]);
  assert.equal(c.length, 2);
  const h = (picture, x) => picture.weights.reduce((sum, weight, j) => sum + weight * Math.max(0, w[j] * x + b[j]), 0);
  for (const picture of [first, second]) {
    for (const [k, x] of picture.grid.entries()) {
      assert.ok(Math.abs(picture.curve[k] - h(picture, x)) <= 1e-12 * Math.max(...picture.curve.map(Math.abs)));
    }
  }
  // Whoever asks may not know yet how many there are.
  assert.deepEqual(run.picture(40, { ...plain, output: 2 }).weights, first.weights);
  assert.throws(() => run.picture(40, { ...plain, output: -1 }), { name: "RangeError" });
  run.delete();
});

test("with many inputs the neurons are drawn in the principal plane of the last frame's weights", () => {
  // Four neurons in a plane of R³, far from each other in length.
  const w = [
    [3, 0, 4],
    [-3, 0, -4],
    [0, 2, 0],
    [0, 0, 0],
  ];
  const run = finished({
    data: { x: [[1, 1, 1]], y: [1] },
    network: { hiddenBias: false, initial: { w, b: [0, 0, 0, 0], a: [1, 1, 1, 1] } },
    training: { iterations: 1, learningRate: 1e-12 },
  });
  const { cosines, sines, norms } = run.picture(0, { ...plain, needsDirections: true }).directions;
  [5, 5, 2, 0].forEach((norm, j) => assert.ok(Math.abs(norms[j] - norm) < 1e-9));
  assert.ok(Math.abs(Math.abs(cosines[0]) - 1) < 1e-9 && Math.abs(cosines[0] + cosines[1]) < 1e-9);
  assert.ok(Math.abs(sines[2] + 1) < 1e-9, "the largest coordinate is positive, and drawn at the opposite angle");
  run.delete();
});
