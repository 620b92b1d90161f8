// The JSON Schemas, beside the reader of the WebAssembly module and the sweeps of the command line, on the same documents.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import createTrainer from "../../build/wasm/reluscope-full.mjs";

const root = new URL("../../", import.meta.url);
const { default: Ajv } = createRequire(new URL("tests/web/", root))("ajv");
const program = fileURLToPath(new URL("build/native/reluscope", root));
const folder = mkdtempSync(join(tmpdir(), "reluscope-schema-"));
after(() => rmSync(folder, { recursive: true }));

const reluscope = (...args) => spawnSync(program, args, { encoding: "utf8" });
const schemaOf = (what) => JSON.parse(reluscope("schema", what).stdout);
const schema = schemaOf("experiment");
const sweepSchema = schemaOf("sweep");
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
const [isExperiment, isSweep] = [schema, sweepSchema].map((each) => ajv.compile(each));

const module = await WebAssembly.compile(readFileSync(new URL("build/wasm/reluscope-full.wasm", root)));
const trainer = await createTrainer({
  instantiateWasm(imports, use) {
    const instance = new WebAssembly.Instance(module, imports);
    use(instance, module);
    return instance.exports;
  },
});

/** Why the reader refuses an experiment; empty when it does not. */
function refusal(experiment) {
  try {
    trainer.resolve(JSON.stringify(experiment));
    return "";
  } catch ({ message }) {
    return message;
  }
}

let state = 20;
/** A number from 0 to 1, the same in each run of the test. */
function chance() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}
const pick = (list) => list[Math.floor(chance() * list.length)];

/** Values that are wrong for most keys, or at the edge of what some take. */
const strange = [
  null,
  true,
  false,
  "",
  "relu",
  "flow",
  0,
  -1,
  0.5,
  1,
  1e-31,
  1e-160,
  1e7,
  1e300,
  [],
  [1],
  [null],
  [[1], [2]],
  [[1, 2], 3],
  [[]],
  [2, 1],
  {},
  { w: [1] },
];

/** A value of a key that is most often right, by the key's schema. */
function valueFor({ type, enum: choices, oneOf, anyOf, minimum, maximum, items }) {
  if (anyOf) return valueFor(pick(anyOf));
  if (oneOf) return pick(oneOf).const;
  if (type === "null") return null;
  if (choices) return pick(choices);
  if (type === "boolean") return chance() < 0.5;
  if (type === "array") return Array.from({ length: 2 }, () => valueFor(items));
  const value = pick([minimum ?? -3, maximum ?? 3, minimum ?? 0, Math.min(maximum ?? 2, 2), (minimum ?? 0) + 1]);
  return chance() < 0.1 ? value + (chance() < 0.5 ? 1e-3 : -2) : value;
}

function objectFor({ properties }, share) {
  const object = {};
  for (const [name, each] of Object.entries(properties)) {
    if (chance() > share) continue;
    object[name] = chance() < 0.04 ? pick(strange) : each.properties ? objectFor(each, share) : valueOf(name, each);
  }
  if (chance() < 0.02) object[pick(["wdith", "x", "initial", "network.width"])] = pick(strange);
  return object;
}

function valueOf(name, each) {
  if (name === "version") return chance() < 0.97 ? 1 : 2;
  if (name === "$schema") return "https://example.org/experiment.schema.json";
  return valueFor(each);
}

test("a thousand experiments are accepted and refused alike", () => {
  const counts = { accepted: 0, refused: 0, ofLengths: 0 };
  for (let index = 0; index < 1000; index++) {
    const experiment = objectFor(schema, [0.15, 0.3, 0.6][index % 3]);
    const complaint = refusal(experiment);
    const told = `${JSON.stringify(experiment)}: ${complaint || "accepted"}; ${ajv.errorsText(isExperiment.errors)}`;
    // A schema cannot compare lengths and numbers.
    const isOfLengths =
      / is not as long as |, as the first is$| do not go with | make a product of | more than can be drawn|the smaller one first/.test(
        complaint,
      );
    if (isExperiment(experiment)) assert.ok(complaint === "" || isOfLengths, told);
    else assert.notEqual(complaint, "", `${told}; ${ajv.errorsText(isExperiment.errors)}`);
    counts[complaint === "" ? "accepted" : isOfLengths ? "ofLengths" : "refused"] += 1;
  }
  assert.ok(counts.accepted > 150 && counts.refused > 150, JSON.stringify(counts));
});

test("what goes together is told by the schema too", () => {
  const initial = { w: [1, 2], b: [0, 1], a: [1, 1] };
  const flow = { dynamics: "flow" };
  for (const [network, training, isRight] of [
    [{ initial }, {}, true],
    [{ initial, width: 2 }, {}, false],
    [{ initial: { w: [1], a: [1] } }, {}, false],
    [{ initial: { w: [1], a: [1] }, hiddenBias: false }, {}, true],
    [{ initial, hiddenBias: false }, {}, false],
    [{ initial: { ...initial, c: 1 } }, {}, false],
    [{ initial: { ...initial, c: 1 }, outputBias: true }, {}, true],
    [{}, flow, true],
    [{ activation: "tanh" }, flow, false],
    [{}, { ...flow, precision: "float32" }, false],
    [{}, { ...flow, engine: "dense" }, false],
    [{ activation: "gelu" }, { engine: "cells" }, false],
    [{ initScale: 1e-40 }, {}, false],
    [{ initScale: 1e-40 }, flow, true],
    [{ clipping: [0, 2] }, {}, true],
    [{ clipping: [0, 2, 3] }, {}, false],
    [{ clipping: [0, 2], outputBias: true }, {}, false],
    [{ clipping: null, outputBias: true }, {}, true],
    [{ zeroOutput: true, width: 4 }, flow, true],
    [{ zeroOutput: true, width: 5 }, {}, false],
    [{ initial, zeroOutput: false }, {}, false],
    [{ initial: { w: [[1], [2]], b: [0, 1], a: [[1, 1]], c: [0] } }, {}, true],
    [{ initial: { ...initial, c: [0] } }, {}, true],
    [{ initial: { ...initial, c: [1] } }, {}, false],
  ]) {
    judge({ network, training }, isRight);
  }
});

function judge(experiment, isRight) {
  assert.equal(
    isExperiment(experiment),
    isRight,
    `${JSON.stringify(experiment)} ${ajv.errorsText(isExperiment.errors)}`,
  );
  const complaint = refusal(experiment);
  assert.equal(complaint === "", isRight, `${JSON.stringify(experiment)} ${complaint}`);
}

test("several inputs and outputs go without flow and cells, wherever they come from", () => {
  const x = [
    [0, 1],
    [1, 0],
  ];
  const teacher = { points: 5, inputs: 1, width: 2 };
  for (const [experiment, isOnLine] of [
    [{}, true],
    [{ data: { x: [[1], [2]], y: [[0], [1]] } }, true],
    [{ data: { x, y: [1, 2] } }, false],
    [{ data: { x: [1, 2], y: x } }, false],
    [{ data: { teacher } }, true],
    [{ data: { teacher: { ...teacher, inputs: 2 } } }, false],
    [{ data: { teacher: {} } }, false],
    [{ preset: "plane" }, false],
    [{ preset: "plane", data: { y: [1, 2, 3] } }, false],
    [{ preset: "plane", data: { x: [1, 2, 3] } }, true],
    [{ preset: "two-outputs" }, false],
    [{ preset: "two-outputs", data: { y: [1, 2, 3, 4, 5, 6, 7] } }, true],
    [{ preset: "high-dimension", training: { precision: "float64" } }, false],
    [{ preset: "high-dimension", data: { teacher }, training: { precision: "float64" } }, true],
  ]) {
    judge(experiment, true);
    judge({ ...experiment, training: { ...experiment.training, dynamics: "flow" } }, isOnLine);
    judge({ ...experiment, training: { ...experiment.training, engine: "cells" } }, isOnLine);
  }
  // This preset has float32 and no hidden biases.
  judge({ preset: "high-dimension", data: { teacher }, training: { dynamics: "flow" } }, false);
  judge({ preset: "high-dimension", data: { teacher }, network: { initial: { w: [1], a: [1] } } }, true);
  judge({ data: { teacher, x: [1] } }, false);
  judge({ data: { x: [[]], y: [1] } }, false);
});

test("every key has a description, and a default where all presets have the same", () => {
  const sections = ["data", "network", "training"].map((name) => schema.properties[name].properties);
  for (const [name, { description }] of sections.flatMap((section) => Object.entries(section))) {
    assert.ok(description?.length > 5, name);
  }
  const [, network, training] = sections;
  assert.equal(network.activation.default, "relu");
  assert.equal(training.tolerance.default, 1e-10);
  assert.equal("default" in network.width, false);
});

test("what the schema of sweeps refuses is refused, and the other way round but for what runs are together", () => {
  const swept = Object.entries(sweepSchema.properties.over.properties);
  const counts = { accepted: 0, refused: 0 };
  for (let index = 0; index < 200; index++) {
    const over = {};
    for (const [key, { anyOf, ...list }] of [pick(swept), pick(swept)].slice(0, 1 + (index % 2))) {
      const [values = list, range] = anyOf ?? [];
      if (range && chance() < 0.5) {
        const given = objectFor({ properties: range.properties }, 0.9);
        // A million runs take long to check.
        if (given.count > 9) given.count = pick([3, 2e6]);
        else if (given.count === undefined) given.to = given.from + 2;
        over[key] = given;
      } else {
        over[key] =
          chance() < 0.05 ? pick(strange) : Array.from({ length: 1 + (index % 3) }, () => valueFor(values.items));
      }
    }
    const sweep = { $schema: "sweep.schema.json", over, experiment: { training: { iterations: 10 } } };
    const given = join(folder, "sweep.json");
    writeFileSync(given, JSON.stringify(sweep));
    const { status, stderr } = reluscope("sweep", given, "--output", join(folder, "sweep.py"));
    const told = `${JSON.stringify(sweep)}: ${stderr || "accepted"}`;
    if (!isSweep(sweep)) assert.equal(status, 2, `${told} ${ajv.errorsText(isSweep.errors)}`);
    else
      assert.ok(
        status === 0 || /count: missing| needs |runs are more| make a product of |a PyTorch script cannot/.test(stderr),
        told,
      );
    counts[status === 0 ? "accepted" : "refused"] += 1;
  }
  assert.ok(counts.accepted > 30 && counts.refused > 30, JSON.stringify(counts));
});

test("an experiment and a sweep may say where their schema is", () => {
  assert.equal(refusal({ $schema: "experiment.schema.json", network: { width: 3 } }), "");
  const [given, output] = [join(folder, "given.json"), join(folder, "out.ndjson")];
  const sweep = {
    $schema: "sweep.schema.json",
    experiment: { training: { iterations: 3 } },
    over: { "network.seed": [1, 2] },
  };
  writeFileSync(given, JSON.stringify(sweep));
  assert.equal(reluscope("sweep", given, "--output", output).status, 0);
  assert.equal(readFileSync(output, "utf8").trim().split("\n").length, 2);
});

test("the command line tells which schemas there are", () => {
  assert.match(
    reluscope("schema", "run").stderr,
    /there is no schema of "run"; there is one of experiment and one of sweep/,
  );
  assert.equal(reluscope("schema").stdout, reluscope("schema", "experiment").stdout);
});
