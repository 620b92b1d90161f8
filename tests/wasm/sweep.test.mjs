// Sweeps in the full module: the same rows as the command line's.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import createFullTrainer from "../../build/wasm/reluscope-full.mjs";

const root = new URL("../../", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "reluscope-sweep-"));
after(() => rmSync(folder, { recursive: true }));

const module = await WebAssembly.compile(readFileSync(new URL("build/wasm/reluscope-full.wasm", root)));
const trainer = await createFullTrainer({
  instantiateWasm(imports, use) {
    const instance = new WebAssembly.Instance(module, imports);
    use(instance, module);
    return instance.exports;
  },
});

/** What the command line writes of a sweep, by the ending of its file. */
function commandLine(sweep, ending) {
  const [given, output] = [join(folder, "sweep.json"), join(folder, `out.${ending}`)];
  rmSync(output, { force: true });
  writeFileSync(given, JSON.stringify(sweep));
  const { status, stderr } = spawnSync(
    fileURLToPath(new URL("build/native/reluscope", root)),
    ["sweep", given, "--output", output],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return readFileSync(output, "utf8");
}

/** The table that the module makes, its rows on their way through JavaScript, as the page makes it. */
function table(sweep, format, stride) {
  const made = new trainer.Sweep(JSON.stringify(sweep));
  made.check();
  let text = made.tableHeader(format);
  for (let run = 0; run < made.size(); run++) {
    const training = made.start(run);
    while (!training.finished()) training.advance(stride);
    text += made.tableRow(format, run, training.engine(), training.silence(), training.row());
    training.delete();
  }
  made.delete();
  return text;
}

const sweeps = {
  "seeds and scales": {
    experiment: { preset: "non-orthogonal-large-init", training: { iterations: 3000 } },
    over: {
      "network.seed": { from: 0, to: 2 },
      "network.initScale": { from: 1e-8, to: 1, count: 5, scale: "log" },
    },
  },
  "engines and dynamics": {
    experiment: { training: { iterations: 2000 } },
    over: {
      "training.dynamics": ["descent", "flow"],
      "training.precision": ["float64"],
      "network.width": [1, 10, 100],
    },
  },
  "activations and precisions": {
    experiment: { training: { iterations: 500 } },
    over: { "network.activation": ["relu", "tanh", "gelu"], "training.precision": ["float32", "float64"] },
  },
  "a corner that diverges": {
    experiment: { preset: "non-orthogonal-large-init", training: { iterations: 400 } },
    over: { "training.learningRate": [0.001, 1, 100], "network.initScale": [1, 1000] },
  },
  presets: { experiment: { training: { iterations: 50 } }, over: { preset: ["orthogonal", "forty-points"] } },
};

for (const [name, sweep] of Object.entries(sweeps)) {
  test(`a sweep over ${name} has the command line's rows, bit for bit, however it is sliced`, () => {
    assert.equal(table(sweep, "ndjson", 1e9), commandLine(sweep, "ndjson"));
    assert.equal(table(sweep, "csv", 97), commandLine(sweep, "csv"));
  });
}

test("a sweep tells what it consists of, and what its runs are", () => {
  const sweep = new trainer.Sweep(JSON.stringify(sweeps["seeds and scales"]));
  assert.equal(sweep.size(), 15);
  assert.deepEqual(sweep.keys(), [
    { key: "network.seed", values: ["0", "1", "2"] },
    {
      key: "network.initScale",
      values: ["1e-8", "1e-6", "0.0001", "0.01", "1"].map((text) => JSON.stringify(Number(text))),
    },
  ]);
  const rows = commandLine(sweeps["seeds and scales"], "ndjson").trimEnd().split("\n").map(JSON.parse);
  assert.deepEqual(JSON.parse(sweep.experimentOf(7)), rows[7].experiment);
  assert.equal(JSON.parse(sweep.experiment()).preset, "non-orthogonal-large-init");
  assert.deepEqual(
    sweep.columns(),
    Object.keys(rows[0]).filter(
      (key) => !["version", "run", "at", "engine", "noMinimumNorm", "experiment"].includes(key),
    ),
  );
  assert.equal(sweep.script(), commandLine(sweeps["seeds and scales"], "py"));
  assert.throws(() => sweep.experimentOf(15), { name: "RangeError" });
  assert.throws(() => sweep.start(-1), { name: "RangeError" });
  sweep.delete();
});

test("losses at even distances are those of the run", () => {
  const experiment = { training: { iterations: 1000 } };
  const sweep = new trainer.Sweep(JSON.stringify({ experiment, over: { "network.seed": [3] } }));
  const swept = sweep.start(0);
  swept.advance(1e9);
  const run = new trainer.Run(JSON.stringify({ ...experiment, network: { seed: 3 } }));
  run.advance(1e9);
  const losses = run.losses(0, 1);
  assert.deepEqual(
    [...swept.losses(1000, 5)].slice(0, 4),
    [0, 250, 500, 750].map((iteration) => losses[iteration]),
  );
  // Beyond the end of the run there is none.
  assert.deepEqual(
    [...swept.losses(4000, 5)].map(Number.isNaN),
    [false, false, true, true, true].map((no, k) => k > 0),
  );
  for (const each of [sweep, swept, run]) each.delete();
});

test("a warning names the run whose initial scale underflows", () => {
  const underflow = (over) => {
    const sweep = new trainer.Sweep(JSON.stringify({ experiment: {}, over: { "network.initScale": over } }));
    const note = sweep.underflow();
    sweep.delete();
    return note;
  };
  assert.match(underflow([1e-6, 1e-30]), /^run 1: network\.initScale: \d+ of 60 output weights are 0/);
  assert.equal(underflow([1e-6, 1e-3]), "");
});

for (const [name, sweep, key, message] of [
  ["no JSON", "{over", "", /./],
  ["no key", { experiment: {}, over: {} }, "over", /0 keys are not 1 to 3/],
  ["no experiment", { over: { "network.seed": [1] } }, "experiment", /missing/],
  ["an unknown key", { experiment: {}, over: { "network.sed": [1] } }, "over.network.sed", /unknown key/],
  ["a list of numbers", { experiment: {}, over: { "data.x": [1] } }, "over.data.x", /no single value/],
  ["a range's end", { experiment: {}, over: { "network.seed": { from: -1, to: 3 } } }, "over.network.seed.from", /-1/],
  ["too many", { experiment: {}, over: { "network.seed": { from: 0, to: 1e9 } } }, "over.network.seed", /1,000,000/],
]) {
  test(`a sweep with ${name} is refused with its key`, () => {
    const text = typeof sweep === "string" ? sweep : JSON.stringify(sweep);
    assert.throws(
      () => new trainer.Sweep(text),
      (error) => error.name === "ExperimentError" && error.key === key && message.test(error.message),
    );
  });
}

test("a run that is refused is named by `check`", () => {
  const sweep = new trainer.Sweep(JSON.stringify({ experiment: {}, over: { "network.width": [60, 0] } }));
  assert.throws(() => sweep.check(), { name: "ExperimentError", key: "network.width" });
  sweep.delete();
});
