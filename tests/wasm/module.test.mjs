// The WebAssembly module as the page's worker uses it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import createFullTrainer from "../../build/wasm/reluscope-full.mjs";
import createSmallTrainer from "../../build/wasm/reluscope.mjs";

const root = new URL("../../", import.meta.url);
const { trainer, memory } = await load(createFullTrainer, "reluscope-full");
const reference = JSON.parse(readFileSync(new URL("tests/reference/orthogonal_seed0_float64.json", root), "utf8"));

/** The module, and the memory that its instance exports. */
async function load(createTrainer, name) {
  let memory;
  const module = await WebAssembly.compile(readFileSync(new URL(`build/wasm/${name}.wasm`, root)));
  const trainer = await createTrainer({
    instantiateWasm(imports, use) {
      const instance = new WebAssembly.Instance(module, imports);
      memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
      use(instance, module);
      return instance.exports;
    },
  });
  return { trainer, memory };
}

/** The members of an interface in the hand-written declarations. */
function declared(name) {
  const text = readFileSync(new URL("web/src/trainer/trainer-module.d.ts", root), "utf8");
  const body = text.match(new RegExp(`export interface ${name}(?: extends \\w+)? \\{([^]*?)\\n\\}`))[1];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map((match) => match[1]);
}

function finished(experiment) {
  const run = new trainer.Run(JSON.stringify(experiment));
  run.advance(Number.MAX_SAFE_INTEGER);
  return run;
}

/** All of a file, which is freed. */
function textOf(file) {
  const pieces = [];
  for (let piece = file.next(); piece.length > 0; piece = file.next()) pieces.push(piece);
  file.delete();
  return Buffer.concat(pieces).toString("utf8");
}

/** The loss and the parameters after the last step, from the run's file. */
function finalOf(run) {
  return JSON.parse(textOf(run.file("json", 0, 1e9))).final;
}

/** What a picture is made for. */
const plain = { needsDirections: false, needsCritical: false };
const withDirections = { ...plain, needsDirections: true };

test("the small module trains the page's first run, and says of which experiments it has no engine", async () => {
  const { trainer: small } = await load(createSmallTrainer, "reluscope");
  assert.equal(small.resolve("{}"), trainer.resolve("{}"));
  const lossOf = ({ Run }) => {
    const run = new Run("{}");
    run.advance(20000);
    const losses = [...run.losses(0, 1)];
    run.delete();
    return losses;
  };
  assert.deepEqual(lossOf(small), lossOf(trainer));
  for (const experiment of [
    { network: { activation: "tanh" } },
    { training: { precision: "float32" } },
    { training: { dynamics: "flow" } },
  ]) {
    const text = JSON.stringify(experiment);
    assert.throws(() => small.resolve(text), { name: "ExperimentError", key: "NotHeld" });
    assert.doesNotThrow(() => trainer.resolve(text));
  }
});

test("a run beside others gets the memory that they leave", () => {
  const wide = JSON.stringify({ network: { width: 100000 }, training: { iterations: 8e7 } });
  const other = new trainer.Run(wide);
  assert.throws(
    () => new trainer.Run(wide, other.bytes()),
    /training\.frameGrowth: .*less the [\d.]+ GB that the run beside it takes/,
  );
  const small = new trainer.Run("{}", other.bytes());
  small.advance(1e6);
  const { loss, halvedAt, hundredthAt, active } = small.outcome();
  assert.deepEqual(Object.keys(small.outcome()).sort(), declared("Outcome").sort());
  const losses = small.losses(0, 1);
  assert.deepEqual(
    [...small.losses(5, 7)],
    [...losses].filter((_, k) => k % 7 === 0 && k >= 35),
  );
  assert.equal(
    losses.findIndex((value) => value <= losses[0] / 2),
    halvedAt,
  );
  assert.equal(
    losses.findIndex((value) => value <= losses[0] / 100),
    hundredthAt,
  );
  const { w, b, loss: last } = finalOf(small);
  assert.equal(loss, last);
  assert.equal(w.filter((w, j) => w * -0.5 + b[j] > 0 || w * 2 + b[j] > 0).length, active);
  small.delete();
  other.delete();
});

test("has every entry that is declared, and declares every entry it has", () => {
  for (const name of declared("Trainer")) {
    assert.equal(typeof trainer[name], "function", name);
  }
  for (const name of declared("FullTrainer")) {
    assert.equal(typeof trainer[name], "function", name);
  }
  const bindings = ["bindings", "full_bindings"]
    .map((name) => readFileSync(new URL(`wasm/${name}.cpp`, root), "utf8"))
    .join("");
  const bound = [...bindings.matchAll(/function\("(\w+)"/g), ...bindings.matchAll(/class_<\w+>\("(\w+)"/g)];
  const classes = ["Trainer", "FullTrainer", "Run", "RunFile", "Mending", "Sweep", "SweptRun"];
  const known = new Set([...classes, ...classes.flatMap(declared)]);
  for (const [, name] of bound) {
    assert.ok(known.has(name), `${name} is bound but not declared`);
  }
  const run = new trainer.Run("{}");
  for (const name of declared("Run")) {
    assert.equal(typeof run[name], "function", name);
  }
  for (const [value, name] of [
    [run.progress(), "Progress"],
    [run.plot(), "Plot"],
    [run.theory(), "Theory"],
    [trainer.presets()[0], "Preset"],
    [trainer.fields().find((field) => field.kind === "number"), "Field"],
  ]) {
    assert.deepEqual(Object.keys(value).sort(), declared(name).sort(), name);
  }
  run.advance(1);
  const picture = run.picture(0, { needsDirections: true, needsCritical: true });
  const inPlane = new trainer.Run('{"preset":"plane"}');
  inPlane.advance(1);
  const mapped = inPlane.picture(0, { needsDirections: true, needsCritical: true, plane: { columns: 3, rows: 2 } });
  const members = new Set([...Object.keys(picture), ...Object.keys(mapped)]);
  assert.deepEqual([...members].sort(), declared("Picture").sort());
  inPlane.delete();
  assert.deepEqual(Object.keys(picture.critical).sort(), declared("CriticalDirections").sort());
  assert.deepEqual(Object.keys(run.frame(0)).sort(), declared("Frame").sort());
  assert.deepEqual(Object.keys(picture.directions).sort(), declared("Directions").sort());
  assert.equal(run.picture(0, plain).directions, undefined);
  assert.deepEqual(Object.keys(run.trail(0)).sort(), declared("Trail").sort());
  for (const [value, name] of [
    [run.kinkCounts(0), "KinkCounts"],
    [run.imbalance(0), "Imbalance"],
  ]) {
    assert.deepEqual(Object.keys(value).sort(), declared(name).sort(), name);
  }
  run.delete();
});

test("trains the notebook's run to PyTorch's numbers", () => {
  const run = finished({});
  const progress = run.progress();
  assert.equal(progress.finished, true);
  assert.deepEqual([...run.frameIterations(0)], reference.frame_iterations);
  const losses = run.frameLosses(0);
  reference.frame_loss.forEach((loss, frame) => assert.ok(Math.abs(losses[frame] - loss) <= 1e-11, `frame ${frame}`));
  const final = finalOf(run);
  for (const name of ["w", "b", "a"]) {
    reference.final.parameters[name].forEach((value, neuron) =>
      assert.ok(Math.abs(final[name][neuron] - value) <= 1e-11, `${name}[${neuron}]`),
    );
  }
  run.delete();
});

test("what it returns is copied out: it outlives the run and the heap's growth", () => {
  const run = finished({ training: { iterations: 100 } });
  const { a } = run.frame(5);
  const before = [...a];
  const wide = finished({ network: { width: 200000 }, training: { iterations: 20 } });
  run.delete();
  wide.delete();
  assert.deepEqual([...a], before);
  assert.equal(a.length, 60);
});

test("what it copies out is copied into spare memory of that size, if there is any", () => {
  const run = finished({ training: { iterations: 10 } });
  const { weights } = run.picture(0, plain);
  trainer.spareBuffers = [new Float64Array(60).fill(7).buffer, new ArrayBuffer(3)];
  const [spare] = trainer.spareBuffers;
  const { kinks, weights: again } = run.picture(0, plain);
  assert.ok([kinks.buffer, again.buffer].includes(spare), "it has 60 neurons");
  assert.notEqual(kinks.buffer, again.buffer);
  assert.deepEqual(again, weights);
  assert.deepEqual(
    trainer.spareBuffers.map(({ byteLength }) => byteLength),
    [3],
  );
  delete trainer.spareBuffers;
  run.delete();
});

test("a picture is made from the frame's weights", () => {
  const run = finished({ network: { initScale: 0.5 }, training: { iterations: 500 } });
  const index = 20;
  const picture = run.picture(index, withDirections);
  const frame = run.frame(index);
  const { grid } = run.plot();
  assert.equal(picture.iteration, frame.iteration);
  assert.deepEqual(picture.weights, frame.a);
  frame.w.forEach((w, j) => assert.equal(picture.kinks[j], -frame.b[j] / w));
  grid.forEach((x, k) => {
    const h = frame.w.reduce((sum, w, j) => sum + frame.a[j] * Math.max(w * x + frame.b[j], 0), frame.c);
    assert.ok(Math.abs(picture.curve[k] - h) < 1e-14);
  });
  const { cosines, sines, norms } = picture.directions;
  frame.w.forEach((w, j) => {
    assert.ok(Math.abs(norms[j] - Math.hypot(w, frame.b[j])) <= 4e-16 * norms[j]);
    assert.ok(Math.abs(cosines[j] * norms[j] - w) <= 4e-16 * norms[j]);
    assert.ok(Math.abs(sines[j] * norms[j] - frame.b[j]) <= 4e-16 * norms[j]);
  });
  run.delete();
});

test("a neuron's trail is what its frames say, to the last bit", () => {
  for (const experiment of [
    { training: { iterations: 3000 } },
    { preset: "three-points", network: { width: 300 }, training: { iterations: 30000 } },
    { preset: "non-orthogonal-large-init", training: { iterations: 3000, precision: "float32" } },
  ]) {
    const run = finished(experiment);
    const frames = run.frameIterations(0).length;
    const { x } = run.plot();
    const width = run.frame(0).w.length;
    for (const neuron of [0, 1, Math.floor(width / 2), width - 1]) {
      const trail = run.trail(neuron);
      assert.equal(trail.w.length, frames);
      for (let k = 0; k < frames; k++) {
        const { w, b, a } = run.frame(k);
        const { kinks, directions } = run.picture(k, withDirections);
        const told = [trail.w[k], trail.b[k], trail.a[k], trail.kinks[k]];
        assert.deepEqual(told, [w[neuron], b[neuron], a[neuron], kinks[neuron]]);
        for (const part of ["cosines", "sines", "norms"]) {
          assert.equal(trail.directions[part][k], directions[part][neuron]);
        }
        const active = x.filter((x) => w[neuron] * x + b[neuron] > 0);
        assert.deepEqual(
          x.filter((x) => x >= trail.activeFrom[k] && x <= trail.activeTo[k]),
          active,
          `neuron ${neuron} in frame ${k}`,
        );
      }
    }
    run.delete();
  }
});

test("the range of the norms covers all frames", () => {
  const run = new trainer.Run('{"preset":"non-orthogonal-large-init","training":{"iterations":500}}');
  const before = run.progress();
  assert.equal(before.largestNorm, 0);
  let largest = 0;
  for (let steps = 0; steps < 500; steps += 100) {
    run.advance(100);
    const { largestNorm, initialNorm } = run.progress();
    const frames = run.frameIterations(0).length;
    largest = 0;
    for (let k = 0; k < frames; k++) largest = Math.max(largest, ...run.picture(k, withDirections).directions.norms);
    assert.equal(largestNorm, largest);
    const first = run.picture(0, withDirections).directions.norms;
    assert.ok(Math.abs(initialNorm - first.reduce((sum, norm) => sum + norm) / first.length) < 1e-15);
  }
  run.delete();
});

test("the directions of the data are those that the neurons see", () => {
  const of = (experiment) => {
    const run = new trainer.Run(JSON.stringify(experiment));
    const { cosines, sines, norms } = run.plot().directions;
    run.delete();
    return [cosines, sines, norms].map((values) => [...values]);
  };
  const data = { x: [0, 0.75], y: [1, 1] };
  assert.deepEqual(of({ data }), [
    [0, 0.6],
    [1, 0.8],
    [1, 1.25],
  ]);
  assert.deepEqual(of({ data, network: { hiddenBias: false } }), [
    [NaN, 1],
    [NaN, 0],
    [0, 0.75],
  ]);
});

test("tells the theory of a run, or why there is none", () => {
  const run = new trainer.Run("{}");
  const { escapeTime, ...theory } = run.theory();
  assert.deepEqual(theory, { directions: "", limit: "", keepsBalance: true });
  assert.ok(Math.abs(escapeTime - Math.log(1e6)) < 1e-12);
  run.advance(1);
  const { critical: directions, leastSquares, limit, grid } = run.picture(0, { ...plain, needsCritical: true });
  assert.deepEqual(grid, run.plot().grid);
  assert.deepEqual([...directions.kinks], [2, -0.5, 2, -0.5]);
  assert.deepEqual([...directions.attraction], [-1, 1, -1, 1]);
  directions.cosines.forEach((cosine, k) => assert.ok(Math.abs(Math.hypot(cosine, directions.sines[k]) - 1) < 1e-15));
  assert.deepEqual(directions.stationary, [
    { from: [directions.cosines[3], directions.sines[3]], to: [directions.cosines[0], directions.sines[0]] },
  ]);
  assert.equal(run.picture(0, plain).critical, undefined);
  grid.forEach((x, k) => {
    assert.ok(Math.abs(leastSquares[k] - (0.8 * x - 0.6)) < 1e-14);
    const expected = Math.max(0.4 * x + 0.2, 0) - Math.max(-0.4 * x + 0.8, 0);
    assert.ok(Math.abs(limit[k] - expected) < 1e-14, `at ${x}`);
  });
  run.delete();

  for (const [experiment, about, silence] of [
    [{ preset: "three-points" }, "limit", "orthogonality"],
    [{ network: { activation: "tanh" } }, "directions", "activation"],
    [{ network: { hiddenBias: false } }, "directions", "hiddenBias"],
    [{ network: { outputBias: true } }, "limit", "outputBias"],
    [{ network: { outputBias: true } }, "directions", ""],
  ]) {
    const silent = new trainer.Run(JSON.stringify(experiment));
    assert.equal(silent.theory()[about], silence);
    silent.advance(1);
    const picture = silent.picture(0, { ...plain, needsCritical: true });
    if (silence !== "") assert.equal({ directions: picture.critical, limit: picture.limit }[about], undefined);
    silent.delete();
  }
});

test("draws the curve on the axis that is chosen, and counts the neurons outside", () => {
  const run = finished({ network: { initScale: 0.5 }, training: { iterations: 2000 } });
  const { kinks, weights } = run.picture(60, plain);
  const [xRange, weightRange] = [
    [-0.25, 0.75],
    [-0.01, 0.01],
  ];
  const { grid, curve, outside, ...others } = run.picture(60, { ...plain, xRange, weightRange, knowsNeurons: true });
  assert.equal(others.kinks, undefined);
  assert.deepEqual(others.options.xRange, xRange);
  // As much again on either side, halved: for as long as the reader goes on.
  assert.deepEqual([grid[0], grid[100], grid[300], grid.at(-1), grid.length], [-0.75, -0.25, 0.75, 1.25, 401]);
  const { w, b, a, c } = run.frame(60);
  grid.forEach((x, k) => {
    const h = w.reduce((sum, w, j) => sum + a[j] * Math.max(0, w * x + b[j]), c);
    assert.ok(Math.abs(curve[k] - h) < 1e-14, `at ${x}`);
  });
  const isInside = (kink) => kink >= xRange[0] && kink <= xRange[1];
  const count = (isCounted) => [...kinks].filter((kink, j) => isCounted(kink, weights[j])).length;
  assert.deepEqual(
    [outside[0], outside[2], outside[4], outside[6]],
    [
      count((kink) => kink < xRange[0]),
      count((kink) => kink > xRange[1]),
      count((kink, a) => isInside(kink) && a < weightRange[0]),
      count((kink, a) => isInside(kink) && a > weightRange[1]),
    ],
  );
  assert.ok(outside[0] > 0 && outside[2] > 0 && outside[4] + outside[6] > 0);
  for (const range of [
    [1, 1],
    [0, NaN],
    [-Infinity, 0],
  ]) {
    assert.throws(() => run.picture(60, { ...plain, xRange: range }), { name: "RangeError" });
  }
  run.delete();
});

test("finds the phases frame by frame, and the distance between two runs", () => {
  const [run, other] = [{}, { network: { seed: 1 } }].map((experiment) => {
    const made = new trainer.Run(JSON.stringify(experiment));
    made.advance(Infinity);
    return made;
  });
  const frames = run.frameIterations(0);
  let phases = run.phases();
  let looked = 1;
  for (; !phases.isOver; looked++) phases = run.phases();
  assert.ok(looked > 100 && looked <= frames.length, `${looked} of ${frames.length} frames`);
  for (const [from, to] of [phases.positive, phases.negative]) {
    assert.ok(from > 0 && to > from && frames.includes(from) && frames.includes(to));
  }
  const last = frames.length - 1;
  const [one, another] = [run, other].map((made) => made.picture(last, plain).curve);
  const expected = Math.max(...one.map((value, k) => Math.abs(value - another[k])));
  assert.equal(run.distance(last, other, last), expected);
  assert.equal(run.distance(5, run, 5), 0);
  assert.throws(() => run.distance(frames.length, other, 0), /frame/);
  run.delete();
  other.delete();
});

test("counts kinks and measures the imbalance of a frame", () => {
  const run = finished({ network: { initScale: 0.5 }, training: { iterations: 2000 } });
  const index = 60;
  const start = run.frame(0);
  const { w, b, a } = run.frame(index);
  const { kinks } = run.picture(index, plain);
  const { between, none } = run.kinkCounts(index);
  const count = (low, high) => kinks.filter((kink) => kink >= low && kink < high).length;
  assert.deepEqual([...between], [count(-Infinity, -0.5), count(-0.5, 2), count(2, Infinity)]);
  assert.equal(none, 0);
  const invariants = [...a].map((_, j) => a[j] ** 2 - (w[j] ** 2 + b[j] ** 2));
  const drifts = invariants.map((value, j) => value - (start.a[j] ** 2 - (start.w[j] ** 2 + start.b[j] ** 2)));
  const largest = (values) => Math.max(...values.map(Math.abs));
  assert.deepEqual(run.imbalance(index), { largest: largest(invariants), drift: largest(drifts) });
  assert.ok(run.imbalance(index).drift > 0);
  run.delete();
});

test("a run's file is the command line's", () => {
  const experiment = { network: { width: 300 }, training: { iterations: 40 } };
  const run = finished(experiment);
  const folder = mkdtempSync(join(tmpdir(), "reluscope-"));
  const setting = ["--set", "network.width=300", "--set", "training.iterations=40"];
  for (const [format, neurons] of [
    ["json", 1e9],
    ["csv", 1e9],
    ["json", 4],
  ]) {
    const path = join(folder, `run.${format}`);
    const count = neurons > 300 ? [] : ["--neurons", String(neurons)];
    const program = fileURLToPath(new URL("build/native/reluscope", root));
    assert.equal(spawnSync(program, ["run", ...setting, ...count, "--output", path]).status, 0);
    const expected = readFileSync(path, "utf8");
    const seconds = Number(/"seconds":([^,]*)/.exec(expected)?.[1] ?? 0);
    assert.equal(textOf(run.file(format, seconds, neurons)), expected);
  }
  rmSync(folder, { recursive: true });
  run.delete();
});

test("a run's file outlives the run, and is refused beyond a gigabyte", () => {
  const run = finished({ training: { iterations: 40 } });
  const expected = textOf(run.file("csv", 0, 60));
  const file = run.file("csv", 0, 60);
  run.delete();
  finished({ network: { width: 2000 }, training: { iterations: 40 } }).delete();
  assert.equal(textOf(file), expected);

  const large = new trainer.Run('{"network":{"width":60000},"training":{"iterations":1e8}}');
  assert.throws(() => large.file("json", 0, 1e9), { name: "RangeError", message: /GB.*fewer neurons/ });
  assert.throws(() => large.file("json", 0, NaN), { name: "RangeError", message: /neurons/ });
  large.delete();
});

test("the initial weights make an experiment with the same run", () => {
  const run = finished({ training: { iterations: 40 } });
  const again = new trainer.Run(run.initialWeights());
  again.advance(40);
  assert.deepEqual(finalOf(again), finalOf(run));
  run.delete();
  again.delete();
});

test("refusals are Errors that name their key", () => {
  const refused = (text) => {
    try {
      new trainer.Run(text);
    } catch (error) {
      return error;
    }
    return assert.fail(`${text} was accepted`);
  };
  const width = refused('{"network":{"width":0}}');
  assert.ok(width instanceof Error);
  assert.equal(width.name, "ExperimentError");
  assert.equal(width.key, "network.width");
  assert.equal(width.message, "network.width: 0 is not a whole number from 1 to 1,000,000");
  assert.equal(refused("nonsense").key, "");
  assert.match(refused('{"training":{"frameGrowth":1,"iterations":1e7}}').message, /GB/);
  assert.throws(() => trainer.resolve('{"preset":"<b>"}'), { key: "preset" });

  const run = finished({ training: { iterations: 10 } });
  for (const index of [-1, 10, 1.5, 1e300, NaN]) {
    assert.throws(() => run.frame(index), { name: "RangeError" });
    assert.throws(() => run.picture(index, plain), { name: "RangeError" });
    assert.throws(() => run.trail(index < 0 || !Number.isInteger(index) ? index : 60), { name: "RangeError" });
    assert.throws(() => run.kinkCounts(index), { name: "RangeError" });
    assert.throws(() => run.imbalance(index), { name: "RangeError" });
  }
  run.delete();
});

test("any text at all crosses into the module and is refused there", () => {
  for (const [text, key, says] of [
    ["", "", /breaks off after 0 bytes/],
    ["{}\0{}", "", /goes wrong at byte 3 of 5, at "\\u0000{}"/],
    ['{"preset":"\ud800"}', "", /not JSON/],
    ['{"preset":"\u{1f389}\u202e"}', "preset", /"\\ud83c\\udf89\\u202e" is not one of orthogonal/],
    ['{"h\u00e9":1}', "h\\u00e9", /unknown key/],
    ['{"a\\u0000b":1}', "a\\u0000b", /unknown key/],
    ["[".repeat(1e6), /^\[0\]/, /nested deeper/],
    ['{"a":'.repeat(1e6), /^a\.a/, /nested deeper/],
    [`{"data":{"x":${"[".repeat(1e6)}`, /^data\.x\[0\]/, /nested deeper/],
    [`{"data":{"x":[${"1,".repeat(5e6)}`, "data.x[1000000]", /no list may have more than 1,000,000/],
    [`{"${"k".repeat(1e7)}":1}`, `${"k".repeat(40)}…`, /unknown key/],
    [`{"preset":"${"\u00e9".repeat(5e6)}"}`, "preset", /is not one of/],
  ]) {
    for (const read of [trainer.resolve, (text) => new trainer.Run(text)]) {
      assert.throws(() => read(text), { name: "ExperimentError", key, message: says });
    }
  }
  for (const nothing of [undefined, null, 5, {}, []]) assert.throws(() => trainer.resolve(nothing));
});

/** Runs something while the module gets no more memory than it has. */
function withoutGrowth(work) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError("no more");
  };
  try {
    work();
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
}

const outOfMemory = { name: "ExperimentError", key: "", message: /more memory than/ };

test("where memory runs out, the run ends there, and what there is stays", async () => {
  for (const training of [{}, { precision: "float32" }, { engine: "dense" }]) {
    const { trainer } = await load(createFullTrainer, "reluscope-full");
    const wide = JSON.stringify({ network: { width: 50000 }, training: { iterations: 20000, ...training } });
    const run = new trainer.Run(wide);
    run.advance(100);
    const frames = run.frameIterations(0).length;
    const { a } = run.frame(frames - 1);
    withoutGrowth(() => {
      assert.throws(() => {
        while (!run.progress().finished) run.advance(1);
      }, outOfMemory);
      // There is room now for all that can be asked about it.
      const recorded = run.frameIterations(0).length;
      assert.ok(recorded >= frames && !run.progress().finished);
      assert.deepEqual(run.frame(frames - 1).a, a);
      const last = run.frame(recorded - 1);
      assert.equal(run.picture(recorded - 1, withDirections).directions.norms.length, 50000);
      assert.equal(run.outcome().loss, last.loss);
      assert.ok(textOf(run.file("json", 0, 5)).endsWith(',"neurons":5}\n'));
      run.advance(1000);
      assert.equal(run.frameIterations(0).length, recorded);
      assert.throws(() => new trainer.Run('{"network":{"width":1000000},"training":{"iterations":2}}'), outOfMemory);
    });
    run.delete();
    trainer.resolve("{}");
  }
});

test("with next to no memory left all is answered or refused, and nothing is overwritten", async () => {
  const { trainer, memory } = await load(createFullTrainer, "reluscope-full");
  const experiment = JSON.stringify({ network: { width: 300, initScale: 1e-3 }, training: { iterations: 300 } });
  const run = new trainer.Run(experiment);
  run.advance(300);
  const padded = (bytes) => `${experiment}${" ".repeat(bytes)}`;
  const held = [];
  const asks = [
    () => run.progress(),
    () => run.engine(),
    () => run.underflow(),
    () => run.plot(),
    () => run.theory(),
    () => run.losses(0, 1),
    () => run.frameIterations(0),
    () => run.frameLosses(0),
    () => run.frame(50),
    () => run.picture(50, withDirections),
    () => run.trail(299),
    () => run.kinkCounts(50),
    () => run.imbalance(50),
    () => run.outcome(),
    () => textOf(run.file("json", 0, 1e9)),
    () => textOf(run.file("csv", 0, 1e9)),
    () => run.file("x".repeat(1e6), 0, 1).delete(),
    () => run.initialWeights(),
    () => trainer.resolve(experiment),
    ...[1e2, 1e3, 1e4, 1e5, 1e6].map((bytes) => () => trainer.resolve(padded(bytes))),
    ...[1e3, 1e5, 1e7].map((bytes) => () => held.push(new trainer.Run(padded(bytes)))),
    () => held.push(new trainer.Run("\ufffd".repeat(1e6))),
    () => trainer.resolve(`{"${"k".repeat(1e6)}":1}`),
    () => trainer.fields(),
    () => trainer.presets(),
    () => trainer.version(),
  ];
  const answers = asks.slice(0, 19).map((ask) => ask());
  // What lies below the module's own data belongs to nobody; a null pointer leads there.
  const nobodys = () => [...new Uint8Array(memory.buffer, 0, 1024)];
  const before = nobodys();
  let refusals = 0;
  const askAll = () => {
    asks.forEach((ask, k) => {
      let answer;
      try {
        answer = ask();
      } catch (error) {
        assert.equal(error.name, "ExperimentError", `${ask}: ${error}`);
        refusals += Number(outOfMemory.message.test(error.message));
        return;
      }
      if (k < answers.length) assert.deepEqual(answer, answers[k], String(ask));
    });
    assert.deepEqual(nobodys(), before);
  };
  withoutGrowth(() => {
    for (let width = 1 << 17; width >= 1; width >>= 1) {
      try {
        for (;;) held.push(new trainer.Run(JSON.stringify({ network: { width } })));
      } catch (error) {
        assert.match(error.message, outOfMemory.message);
      }
      if (width <= 1 << 10) askAll();
    }
  });
  assert.ok(refusals > 100);
  for (const each of held) each.delete();
  asks.slice(0, 19).forEach((ask, k) => assert.deepEqual(ask(), answers[k], String(ask)));
  run.delete();
});

test("where the browser has no memory for a copy, the error says so", () => {
  const run = finished({});
  const { slice } = Uint8Array.prototype;
  Uint8Array.prototype.slice = () => {
    throw new RangeError("Array buffer allocation failed");
  };
  try {
    for (const ask of [
      () => run.frame(3),
      () => run.picture(3, withDirections),
      () => run.losses(0, 1),
      () => trainer.resolve("{}"),
    ]) {
      assert.throws(ask, outOfMemory);
    }
  } finally {
    Uint8Array.prototype.slice = slice;
  }
  run.delete();
});

test("text beyond the most that an experiment may have is refused with its size in UTF-8", () => {
  for (const [text, size] of [
    [" ".repeat(151e6), "151 MB"],
    ["\ufffd".repeat(2 ** 26), "202 MB"],
  ]) {
    const refusal = {
      name: "ExperimentError",
      key: "",
      message: `the text has ${size}, more than the 150 MB that an experiment may have`,
    };
    assert.throws(() => trainer.resolve(text), refusal);
    assert.throws(() => new trainer.Run(text), refusal);
  }
});

test("resolve gives every key, and the same again", () => {
  const given = new Set();
  const addKeys = (object, section) => {
    for (const [name, value] of Object.entries(object)) {
      given.add(section + name);
      if (value !== null && typeof value === "object") addKeys(value, `${section}${name}.`);
    }
  };
  for (const experiment of ['{"preset":"non-orthogonal"}', '{"data":{"teacher":{}},"network":{"zeroOutput":true}}']) {
    const resolved = trainer.resolve(experiment);
    assert.equal(trainer.resolve(resolved), resolved);
    addKeys(JSON.parse(resolved), "");
  }
  for (const { key } of trainer.fields()) assert.ok(given.has(key), key);
});

test("10,000 runs and 10,000 refusals come and go in bounded memory", () => {
  const once = () => {
    const run = new trainer.Run('{"network":{"width":500},"training":{"iterations":30}}');
    run.advance(30);
    run.picture(3, withDirections);
    run.trail(499);
    run.progress();
    run.theory();
    run.imbalance(3);
    run.kinkCounts(3);
    run.delete();
    assert.throws(() => new trainer.Run('{"network":{"width":-1}}'), { key: "network.width" });
  };
  for (let k = 0; k < 100; ++k) {
    once();
  }
  const before = memory.buffer.byteLength;
  for (let k = 0; k < 10_000; ++k) {
    once();
  }
  assert.equal(memory.buffer.byteLength, before);
});
