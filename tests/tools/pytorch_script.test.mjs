// The scripts that the page writes make the same runs in PyTorch. Skipped where Debian's python3-torch is not installed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { build } from "../../web/node_modules/esbuild/lib/main.js";
import { python, root, runOf, skip } from "./pytorch.mjs";

const { outputFiles } = await build({
  entryPoints: [root("web/src/late/export/pytorch-script.ts")],
  bundle: true,
  write: false,
  format: "esm",
  tsconfigRaw: "{}",
});
const { pytorchScript } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

const data = { x: [-1.5, -1, 0, 0.25, 2], y: [0.7, -0.3, -0.3, 0.4, 0.2] };
const cases = {
  "the notebook's own": {},
  "balanced, from a large initialisation": { network: { initScale: 1, seed: 32 }, data },
  "narrow, below PyTorch's vectorised draws": { network: { width: 10, initScale: 0.5, seed: 4 }, data },
  "of a width that is no multiple of 16": { network: { width: 37, initScale: 0.5, seed: 5 }, data },
  unbalanced: { network: { initialisation: "unbalanced", initScale: 1, seed: 3 }, data },
  dominated: { network: { initialisation: "dominated", initScale: 1, seed: 6 }, data },
  "without a hidden bias": { network: { hiddenBias: false, initScale: 0.5, seed: 2 }, data },
  "with an output bias": { network: { outputBias: true, initScale: 0.5, seed: 7 }, data },
  "unbalanced, with an output bias and no hidden one": {
    network: { initialisation: "unbalanced", hiddenBias: false, outputBias: true, initScale: 1, seed: 8 },
    data,
  },
  "dominated, with an output bias and no hidden one": {
    network: { initialisation: "dominated", hiddenBias: false, outputBias: true, initScale: 1, seed: 9 },
    data,
  },
  "from given weights": {
    network: { initial: { w: [0.1, -1e-7, 2], b: [0.3, 1, -1], a: [1, -0.5, 0.25], c: 0.125 }, outputBias: true },
    data,
  },
};
const plane = {
  x: [
    [0, 1.4],
    [-1.2, -0.7],
    [1.2, -0.7],
    [0.3, 0.2],
  ],
  y: [1, -1, 0.5, 0],
};
const planeOfTwo = {
  ...plane,
  y: [
    [1, 0],
    [-1, 0.5],
    [0.5, 1],
    [0, -1],
  ],
};
Object.assign(cases, {
  "of two inputs": { network: { initScale: 0.5, seed: 12 }, data: plane },
  "of two inputs, without a hidden bias, unbalanced": {
    network: { initialisation: "unbalanced", hiddenBias: false, outputBias: true, initScale: 0.5, seed: 13 },
    data: plane,
  },
  "of two outputs": {
    network: { width: 30, initScale: 0.5, outputBias: true, seed: 14 },
    data: {
      x: data.x,
      y: [
        [0, 1],
        [-0.5, 0.5],
        [1, 0],
        [0.5, -0.5],
        [-1, 0.2],
      ],
    },
  },
  "of two inputs and two outputs, dominated and clipped": {
    network: { initialisation: "dominated", width: 31, initScale: 0.5, seed: 15, clipping: [0.2, 1.5] },
    data: planeOfTwo,
  },
  "of a teacher, with zero output at first": {
    network: { width: 20, initScale: 0.1, seed: 16, zeroOutput: true, hiddenBias: false },
    data: { teacher: { seed: 4, points: 12, inputs: 20, width: 3 } },
  },
  "from given weights of two inputs and outputs": {
    network: {
      initial: {
        w: [
          [0.1, -1],
          [2, 0.5],
        ],
        b: [0.3, -1],
        a: [
          [1, -0.5],
          [0.25, 0.75],
        ],
      },
    },
    data: planeOfTwo,
  },
});
for (const activation of ["leaky-relu", "gelu", "softplus", "tanh"]) {
  cases[`with ${activation}`] = { network: { activation, initScale: 1, seed: 11 }, data };
  cases[`of two inputs with ${activation}`] = { network: { activation, initScale: 0.5, seed: 17 }, data: plane };
}

for (const [name, experiment] of Object.entries(cases)) {
  for (const [precision, closeness] of [
    // A teacher's values are PyTorch's up to the last bits of float32.
    ["float64", experiment.data?.teacher ? 1e-6 : 1e-9],
    ["float32", 1e-5],
  ]) {
    test(`the script of a run ${name} in ${precision}`, { skip }, () => {
      const run = runOf({ ...experiment, training: { iterations: 500, learningRate: 0.02, precision } });
      const script = pytorchScript(run.experiment, "1.0.0");
      assert.ok(script.trimEnd().split("\n").length < 60, "60 lines or more");
      const { stdout, stderr } = spawnSync(python, ["-"], { input: script, encoding: "utf8" });
      const final = Number(/^final loss: (\S+)\n$/.exec(stdout)?.[1] ?? assert.fail(stdout + stderr));
      assert.ok(run.final.loss < 0.999 * run.loss[0] || name === "the notebook's own", "the run must move");
      const apart = Math.abs(final - run.final.loss);
      assert.ok(apart <= closeness * run.loss[0], `${final} instead of ${run.final.loss}: ${apart / run.loss[0]}`);
    });
  }
}

test("a script does not hold the weights of thousands of neurons", () => {
  const many = Array.from({ length: 2001 }, () => 0.5);
  const { experiment } = runOf({ training: { iterations: 1 } });
  const given = { ...experiment, network: { ...experiment.network, initial: { w: many, b: many, a: many } } };
  assert.throws(() => pytorchScript(given, "1.0.0"), {
    name: "RangeError",
    message: /2,001 neurons, only of up to 2,000/,
  });
});

test("the script of a run that goes on counts on, in small steps of descent for flow as well", () => {
  for (const [dynamics, range] of [
    ["descent", "range(300, 305)"],
    ["flow", "range(3000, 3050)"],
  ]) {
    const { experiment } = runOf({ training: { iterations: 5, firstIteration: 300, dynamics } });
    assert.ok(pytorchScript(experiment, "1.0.0").includes(`in ${range}:`), dynamics);
  }
});
