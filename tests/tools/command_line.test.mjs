// The command line, as a shell sees it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

test("plot hands its arguments to reluscope-plot, and says where that comes from if it is missing", () => {
  const drawing = path("drawing");
  mkdirSync(drawing);
  writeFileSync(join(drawing, "reluscope-plot"), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n', { mode: 0o755 });
  const plot = (PATH, ...args) => spawnSync(program, ["plot", ...args], { encoding: "utf8", env: { PATH } });
  const { status, stdout } = plot(drawing, "--help", "a b.json", "--output", "figure.pdf");
  assert.deepEqual([status, stdout], [7, "--help\na b.json\n--output\nfigure.pdf\n"]);
  const missing = plot(path("nowhere"), "run.json");
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /^reluscope: plot is .*npm install --global reluscope.*\n$/);
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

  const preset = JSON.parse(
    reluscope("run", "--preset", "three-points", "--set", "network.width=3", "--set", "training.iterations=2").stdout,
  );
  assert.deepEqual(preset.experiment.data.x, [-0.75, -0.5, 0.125]);
});

test("a table of points in the plane is trained as the same points are as lists", () => {
  writeFileSync(path("plane.csv"), "Y,x1,x2,note\n1,0,1,a\n-1,2,3,b\n");
  const call = ["--set", "training.iterations=5", "--output"];
  assert.equal(reluscope("run", "--data", path("plane.csv"), ...call, path("table.json")).status, 0);
  const points = ["--set", "data.x=[[0,1],[2,3]]", "--set", "data.y=[1,-1]"];
  assert.equal(reluscope("run", ...points, ...call, path("lists.json")).status, 0);
  const [table, lists] = ["table.json", "lists.json"].map((name) => JSON.parse(readFileSync(path(name), "utf8")));
  assert.deepEqual(table.experiment.data.x, [
    [0, 1],
    [2, 3],
  ]);
  assert.deepEqual({ ...table, seconds: 0 }, { ...lists, seconds: 0 });
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
  assert.match(
    refused("run", "--set", "network.width=0", "--output", path("no.json")),
    /network\.width: 0 .*1 to 1,000,000/,
  );
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
    [
      ["--set", "training.learningRate=1e309"],
      /: training\.learningRate: "1e309" is not a number from 1e-12 to 1,000$/,
    ],
    [["--set", "training.learningRate=-Infinity"], /: training\.learningRate: "-Infinity" is not a number/],
    [["--set", "network.seed=9007199254740993"], /: network\.seed: 9007199254740992 is not a whole number/],
    [["--set", `data.x=${deep}`], /: data\.x: "\[{40}…" is not a list of 1 to 10,000/],
    [["--set", `${"a.".repeat(50000)}b=1`], /: a\.a\.a.*…: unknown key/],
    [["--set", 'network.initial={"w":[1e200],"b":[0],"a":[1e200]}'], /: network\.initial: the loss .* not finite/],
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
  const names = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  assert.deepEqual(names, [
    "orthogonal",
    "non-orthogonal",
    "non-orthogonal-large-init",
    "three-neurons",
    "three-points",
    "forty-points",
    "high-dimension",
    "plane",
    "xor",
    "two-outputs",
    "spiral",
  ]);
});

for (const [args, says] of [
  [["runn"], /"runn"; did you mean reluscope run\?/],
  [["preset"], /did you mean reluscope presets\?/],
  [["non-orthogonal"], /reluscope run --preset non-orthogonal/],
  [["experiment.json"], /reluscope run "experiment\.json"/],
  [["--preset", "orthogonal"], /"--preset".*begin with reluscope run/],
  [["dance"], /no command "dance".*reluscope --help/],
  [["run", "--preset", "orthogonal", "--sede", "4"], /"--sede"; did you mean --seed\?/],
  [["run", "--ouput=x.json"], /"--ouput"; did you mean --output\?/],
  [["run", "-o", "x.json"], /"-o"; did you mean --output\?/],
  [["run", "--learning-rate=0.1"], /--set training\.learningRate=0\.1/],
  [["run", "--iteration", "5"], /--set training\.iterations=VALUE/],
  [["run", "--xyzzy"], /"--xyzzy"; reluscope run --help/],
  [["run", "orthogonal"], /no such file; .*--preset orthogonal/],
  [["run", "network.width=7"], /no such file; .*--set network\.width=7/],
  [["run", "a.json", "b.json"], /"b\.json" is one experiment too many/],
  [["run", "a.json", "--preset", "orthogonal"], /not from both: "a\.json" and "orthogonal"/],
  [["run", "--output", ""], /--output is empty/],
  [["run", "--preset", ""], /--preset is empty/],
  [["run", "--output"], /--output/],
  [["run", "--neurons", "2.5"], /--neurons "2\.5".*whole number/],
  [["run", "--seed", "-1"], /network\.seed: -1 is not a whole number/],
  [["presets", "orthogonal"], /takes nothing more/],
]) {
  test(`what is wrong with a call is told, and what to write: ${args.join(" ")}`, () => {
    assert.match(refused(...args), says);
  });
}

test("a seed is short for its key", () => {
  const short = JSON.parse(reluscope("run", "--preset", "orthogonal", "--seed", "4").stdout);
  const long = JSON.parse(reluscope("run", "--set", "network.seed=4").stdout);
  assert.equal(short.experiment.network.seed, 4);
  assert.deepEqual({ ...short, seconds: 0 }, { ...long, seconds: 0 });
});

test("nothing that is given reaches the terminal as it is", () => {
  const odd = "\u001b]0;x\u0007\u009b31m\u202eb\u2028\u007f\r\n";
  const invalid = Buffer.from([0x61, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0xff, 0xc0, 0x80, 0x9b]).toString("latin1");
  for (const word of [odd, `${odd}=${odd}`, odd.repeat(100), `${odd}.json`, invalid]) {
    for (const args of [
      [word],
      [`--${word}`],
      ["presets", word],
      ["run", word],
      ["run", word, word],
      ["run", `--${word}`],
      ["run", `-${word}`],
      ["run", `--width=${word}`],
      ["run", "--preset", word],
      ["run", "--seed", word],
      ["run", "--set", word],
      ["run", "--set", `network.width=${word}`],
      ["run", "--neurons", word],
      ["run", "--output", `${word}.txt`],
      ["run", "--output", `${word}/x.json`],
      ["run", "x.json", "--preset", word],
    ]) {
      const said = refused(...args);
      assert.match(said, /^[\x20-\x7e…]*\n$/, JSON.stringify(args));
      assert.ok(said.length < 2200, said);
    }
  }
});

test("a terminal gets a summary and advice instead of a megabyte of JSON", () => {
  const { stdout, status } = spawnSync("script", ["-qec", `'${program}' run --seed 3`, "/dev/null"], {
    encoding: "utf8",
  });
  assert.equal(status, 0);
  assert.ok(stdout.length < 1000, `${stdout.length} characters`);
  assert.match(stdout, /orthogonal: 60 neurons, 2 points, 20,000 iterations/);
  assert.match(stdout, /loss \d.*at the end/);
  assert.match(stdout, /--output run\.json/);
});

test("help has examples, and they work", () => {
  for (const args of [["--help"], ["run", "--help"]]) {
    const { status, stdout } = reluscope(...args);
    assert.equal(status, 0);
    const examples = stdout.match(/^ {2}reluscope .+$/gm) ?? [];
    assert.ok(examples.length >= 4, stdout);
    for (const [, options] of stdout.matchAll(/^ {2}reluscope (run .+)$/gm)) {
      for (const [option] of options.matchAll(/--[a-z]+/g))
        assert.match(reluscope("run", "--help").stdout, new RegExp(`${option}\\b`));
    }
  }
});

test("where balanced output weights are 0, because their squares underflow, it says so", () => {
  const run = (...settings) =>
    reluscope("run", ...["training.iterations=1", ...settings].flatMap((each) => ["--set", each]));
  const { status, stdout, stderr } = run("network.initScale=1e-25");
  assert.equal(status, 0);
  assert.equal(
    stderr,
    "reluscope: network.initScale: 60 of 60 output weights are 0: squares underflow in float32, as in PyTorch\n",
  );
  const [{ w, a }] = JSON.parse(stdout).frames;
  assert.ok(w.every((weight) => weight !== 0) && a.every((weight) => weight === 0));

  const some = run("network.initScale=5e-22").stderr.match(/initScale: (\d+) of 60/);
  assert.ok(some[1] > 0 && some[1] < 60, some[0]);
  for (const settings of [
    ["network.initScale=1e-12"],
    ["network.initScale=1e-25", "network.initialisation=unbalanced"],
  ]) {
    assert.equal(run(...settings).stderr, "");
  }
});
