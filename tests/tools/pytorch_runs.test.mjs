// Random experiments of every combination of initialisation, biases, activation, precision, width and shape, made here and in
// PyTorch: the same initial weights in every bit, and the same runs. Part of them unless RELUSCOPE_FULL=1. Each time
// others are drawn; RELUSCOPE_SEED=… repeats those of a failure. Skipped where Debian's python3-torch is not installed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { diverged, python, root, runOf, skip } from "./pytorch.mjs";

const seed = Number(process.env.RELUSCOPE_SEED ?? randomInt(2 ** 32));
const one = process.env.RELUSCOPE_FULL === "1" ? 1 : 12;

/** Random numbers in [0, 1) from a seed (splitmix32). */
function chanceFrom(state) {
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
}

const chance = chanceFrom(seed);
const below = (count) => Math.floor(chance() * count);
const between = (low, high) => low + (high - low) * chance();
const decades = (low, high) => 10 ** between(Math.log10(low), Math.log10(high));

function someExperiment(network, precision, { inputs = 1, outputs = 1 } = {}) {
  const numbers = (count, most) => Array.from({ length: count }, () => Number(between(-most, most).toFixed(3)));
  const rows = (count, columns, most) =>
    columns === 1 ? numbers(count, most) : Array.from({ length: count }, () => numbers(columns, most));
  const count = 1 + below(8);
  const x = rows(count, inputs, 2);
  const y = rows(count, outputs, 1.5);
  const initScale = chance() < 0.3 ? decades(1e-30, 1e3) : decades(1e-3, 3);
  // Descent turns unstable at about 1 / (curvature), which grows with the weights and the points.
  const steepest =
    (1 + Math.max(...x.map((row) => [row].flat().reduce((sum, value) => sum + value * value, 0)))) *
    Math.max(1, 4 * initScale * initScale);
  return {
    data: { x, y },
    network: { ...network, initScale, seed: below(2 ** 32) },
    training: { learningRate: decades(1e-3, 0.3) / steepest, iterations: 50 + below(100), precision },
  };
}

const widths = [() => 1, () => 2 + below(13), () => 15, () => 16, () => 17, () => 18 + below(300)];
const experiments = [];
for (const precision of ["float64", "float32"]) {
  for (const activation of ["relu", "leaky-relu", "gelu", "softplus", "tanh"]) {
    for (const initialisation of ["balanced", "unbalanced", "dominated"]) {
      for (const [hiddenBias, outputBias] of [
        [true, false],
        [true, true],
        [false, false],
        [false, true],
      ]) {
        for (const width of widths) {
          const network = { width: width(), initialisation, hiddenBias, outputBias, activation };
          experiments.push(someExperiment(network, precision));
        }
      }
    }
  }
}
const shapes = [1, 2, 3, 9, 40].flatMap((inputs) => [1, 2, 3].map((outputs) => ({ inputs, outputs }))).slice(1);
for (const precision of ["float64", "float32"]) {
  for (const activation of ["relu", "leaky-relu", "tanh"]) {
    for (const initialisation of ["balanced", "unbalanced", "dominated"]) {
      for (const shape of shapes) {
        const network = { width: widths[below(widths.length)](), initialisation, activation };
        const biases = { hiddenBias: chance() < 0.5, outputBias: chance() < 0.5 };
        experiments.push(someExperiment({ ...network, ...biases }, precision, shape));
      }
    }
  }
}
const drawn = one === 1 ? experiments : experiments.filter(() => below(one) === 0);

/** The initial and final weights of an experiment and all its finite losses, by the command line. */
function ours(experiment) {
  const { frames, loss, final, status } = runOf(experiment, [0, diverged]);
  return { initial: frames[0], loss: status === 0 ? [...loss, final.loss] : loss, final };
}

const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const farthest = (left, right) => largest(left.map((value, index) => value - right[index]));
const all = ({ w, b, a, c = 0 }) => [w, b, a, c].flat(2);

test(`${drawn.length} random experiments are PyTorch's (RELUSCOPE_SEED=${seed})`, { skip }, () => {
  const input = drawn.map((experiment) => `${JSON.stringify(experiment)}\n`).join("");
  const { stdout, stderr, status } = spawnSync(python, [root("tests/tools/notebook.py")], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  assert.equal(status, 0, stderr);
  const theirs = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(theirs.length, drawn.length);

  let amplified = 0;
  const check = (experiment, expected, engine, closeness) => {
    const run = ours({ ...experiment, training: { ...experiment.training, engine } });
    const outputs = [experiment.data.y[0]].flat().length;
    const told = `\nRELUSCOPE_SEED=${seed}, ${engine}: ${JSON.stringify(experiment)}`;
    const { w, b, a, c = Array.from({ length: outputs }, () => 0) } = run.initial;
    const initial = { w: w.flat(), b, a: a.flat(), c: [c].flat() };
    assert.deepEqual(initial, expected.initial, `initial weights${told}`);
    if (!expected.spread) {
      // Rounding decides when it diverges.
      amplified += 1;
      return;
    }
    assert.equal(run.loss.length, expected.loss.length, `steps with a finite loss${told}`);
    const comparisons = [["loss", farthest(run.loss, expected.loss), largest(expected.loss), expected.spread.loss]];
    if (expected.final) {
      const apart = farthest(all(run.final), all(expected.final));
      const scale = Math.max(largest(all(expected.final)), largest(all(expected.initial)));
      comparisons.push(["weights", apart, scale, expected.spread.weights]);
    }
    for (const [what, apart, scale, spread] of comparisons) {
      if (!(apart <= closeness * scale)) {
        // Where rounding decides, PyTorch itself comes elsewhere when it sums in another order.
        assert.ok(apart <= 100 * spread, `${what} ${apart / scale} apart, PyTorch itself ${spread / scale}${told}`);
        amplified += 1;
      }
    }
  };
  drawn.forEach((experiment, index) => {
    const float64 = experiment.training.precision === "float64";
    check(experiment, theirs[index], "dense", float64 ? 1e-11 : 5e-6);
    const isOnLine = typeof experiment.data.x[0] === "number" && typeof experiment.data.y[0] === "number";
    if (float64 && isOnLine && experiment.network.activation === "relu") {
      check(experiment, theirs[index], "cells", 1e-9);
    }
  });
  assert.ok(amplified <= drawn.length / 50, `${amplified} of ${drawn.length} runs amplify rounding`);
});
