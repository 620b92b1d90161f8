// The command line, as a shell sees it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../build/native/reluscope", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "reluscope-"));
after(() => rmSync(folder, { recursive: true }));

const reluscope = (...args) => spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
const path = (name) => join(folder, name);

/** A call that must be refused: status 2, one line on stderr, nothing on stdout. */
function refused(...args) {
  const { status, stdout, stderr } = reluscope(...args);
  assert.equal(status, 2, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /^reluscope: [^\n]+\n$/);
  return stderr;
}

test("without anything it runs the notebook's experiment and prints the run", () => {
  const { status, stdout, stderr } = reluscope("run");
  assert.equal(status, 0);
  assert.equal(stderr, "");
  const run = JSON.parse(stdout);
  assert.equal(run.frames.length, 153);
  assert.equal(run.frames[60].iteration, 211);
  assert.equal(run.loss.length, 20000);
  assert.equal(run.final.iteration, 20000);
  assert.equal(run.experiment.network.width, 60);
  assert.ok(run.seconds > 0 && run.seconds < 60);
});

test("a file, settings and a preset come together", () => {
  writeFileSync(path("e.json"), '{"preset":"non-orthogonal","training":{"iterations":10}}');
  const first = reluscope(
    ...["run", path("e.json"), "--set", "network.width=7", "--set", "network.initialisation=dominated"],
    ...["--set", "data.x=[1,2]", "--set", "data.y=[0,1]", "--output", path("r.json")],
  );
  assert.equal(first.status, 0, first.stderr);
  assert.equal(first.stdout, "");
  const run = JSON.parse(readFileSync(path("r.json"), "utf8"));
  assert.equal(run.experiment.preset, "non-orthogonal");
  assert.deepEqual(run.experiment.data, { x: [1, 2], y: [0, 1] });
  assert.equal(run.experiment.network.initialisation, "dominated");
  assert.equal(run.final.w.length, 7);

  writeFileSync(path("again.json"), JSON.stringify(run.experiment));
  const again = JSON.parse(reluscope("run", path("again.json")).stdout);
  assert.deepEqual({ ...again, seconds: 0 }, { ...run, seconds: 0 });

  const preset = JSON.parse(reluscope("run", "--preset", "three-points", "--set", "network.width=3", "--set", "training.iterations=2").stdout);
  assert.deepEqual(preset.experiment.data.x, [-0.75, -0.5, 0.125]);
});

test("CSV has a row a neuron, and --neurons keeps the first", () => {
  const call = ["run", "--set", "training.iterations=5", "--neurons", "2"];
  assert.equal(reluscope(...call, "--output", path("r.csv")).status, 0);
  const rows = readFileSync(path("r.csv"), "utf8").trimEnd().split("\n");
  assert.equal(rows[0], "frame,iteration,loss,neuron,w,b,a");
  assert.equal(rows.length, 1 + 5 * 2);
  const run = JSON.parse(reluscope(...call).stdout);
  assert.equal(run.neurons, 2);
  assert.equal(Number(rows[2].split(",")[6]), run.frames[0].a[1]);
});

test("a run that diverges ends with status 3 and keeps its record", () => {
  const { status, stderr } = reluscope(
    ...["run", "--set", "network.activation=leaky-relu", "--set", "network.initScale=1"],
    ...["--set", "training.learningRate=10", "--output", path("d.json")],
  );
  assert.equal(status, 3);
  const run = JSON.parse(readFileSync(path("d.json"), "utf8"));
  assert.match(stderr, new RegExp(`^reluscope: .*iteration ${run.diverged.iteration}\\b[^\\n]*\\n$`));
  assert.equal(run.loss.length, run.diverged.iteration);
  assert.ok(run.frames.length > 0);
});

test("a wrong call is one line, status 2 and no file", () => {
  const before = readdirSync(folder);
  assert.match(refused("run", "--set", "network.width=0", "--output", path("no.json")), /network\.width: 0 .*1 to 1,000,000/);
  assert.match(refused("run", path("missing.json")), /missing\.json/);
  assert.match(refused("run", "--preset", "nope"), /orthogonal, non-orthogonal/);
  assert.match(refused("run", "--set", "nonsense"), /key=value/);
  assert.match(refused("run", "--output", path("r.txt")), /\.json or \.csv/);
  assert.match(refused("run", "--output", path("no/such/r.json")), /no such folder/);
  assert.match(refused("run", "--neurons", "0"), /neurons/);
  assert.match(refused("run", "--neurons", "x"), /neurons/);
  assert.match(refused("run", path("e.json"), "--preset", "orthogonal"), /preset/);
  assert.match(refused("nonsense"), /nonsense|subcommand/);
  refused();
  writeFileSync(path("bad.json"), "{");
  assert.match(refused("run", path("bad.json")), /not JSON/);
  rmSync(path("bad.json"));
  assert.deepEqual(readdirSync(folder), before);
});

test("a wrong experiment is one line that names the key, and no file", () => {
  const deep = "[".repeat(100000);
  writeFileSync(path("wrong.json"), "");
  const before = readdirSync(folder);
  // The content of a file, or what a call has instead.
  for (const [given, says] of [
    ["", /: the experiment is not JSON: it breaks off after 0 bytes$/],
    ['{"network":{"width":NaN}}', /: the experiment is not JSON: it goes wrong at byte 21 of 25, at "NaN}}"$/],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), /not JSON: it goes wrong at byte 9 of 10/],
    [Buffer.from('{"preset":"\xff\xfe"}', "latin1"), /not JSON/],
    ["{}\0", /not JSON: it goes wrong at byte 3 of 3/],
    [deep, /: \[0\].*: nested deeper than an experiment can be$/],
    [`{"data":${deep}`, /: data\[0\].*: nested deeper than an experiment can be$/],
    ['{"network":{"seed":1,"seed":2}}', /: network\.seed: given twice$/],
    ['{"network":{"\\u001b[31mred\\n":2}}', /: network\.\\u001b\[31mred\\n: unknown key/],
    [`{"data":{"x":[${"1,".repeat(3000000)}1]}}`, /: data\.x\[1000000\]: no list may have more than 1,000,000/],
    [["--set", "training.learningRate=1e309"], /: training\.learningRate: "1e309" is not a number from 1e-12 to 1,000$/],
    [["--set", "training.learningRate=-Infinity"], /: training\.learningRate: "-Infinity" is not a number/],
    [["--set", "network.seed=9007199254740993"], /: network\.seed: 9007199254740992 is not a whole number/],
    [["--set", `data.x=${deep}`], /: data\.x: "\[{40}…" is not a list of 1 to 10,000/],
    [["--set", `${"a.".repeat(50000)}b=1`], /: a\.a\.a.*…: unknown key/],
    [["--set", "network.initial={\"w\":[1e200],\"b\":[0],\"a\":[1e200]}"], /: network\.initial: the loss .* not finite/],
    [["--set", "__proto__=1"], /: __proto__: unknown key/],
    [["--set", "preset.width=3"], /: preset\.width: unknown key/],
    [["--preset", "__proto__"], /: preset: "__proto__" is not one of/],
    [
      ["--set", "network.width=1000000", "--set", "training.iterations=100000000", "--set", "training.frameGrowth=1"],
      /about [\d,]+ GB, more than the 1 GB allowed: keep fewer neurons of each frame with --neurons N$/,
    ],
    [
      ["--set", "training.iterations=100000000", "--set", "training.frameGrowth=1", "--neurons", "1"],
      /about [\d.,]+ GB/,
    ],
  ]) {
    if (!Array.isArray(given)) writeFileSync(path("wrong.json"), given);
    const call = Array.isArray(given) ? given : [path("wrong.json")];
    const said = refused("run", ...call, "--output", path("no.json")).trimEnd();
    assert.match(said, says);
    assert.ok(said.length < 600, said);
  }
  assert.deepEqual(readdirSync(folder), before);
});

test("a file beyond 1 GB is refused before training, with the hint", () => {
  const call = ["run", "--preset", "three-points", "--output", path("huge.json")];
  assert.match(refused(...call), /GB.*--neurons/);
  assert.equal(existsSync(path("huge.json")), false);
});

test("presets are listed, one a line", () => {
  const { status, stdout } = reluscope("presets");
  assert.equal(status, 0);
  const names = stdout.trimEnd().split("\n").map((line) => line.split(" ")[0]);
  assert.deepEqual(names, ["orthogonal", "non-orthogonal", "non-orthogonal-large-init", "three-points", "forty-points"]);
});
