// Sweeps from the command line: the table of many runs, its parts, and what is left of one that was ended.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../build/native/reluscope", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "reluscope-sweep-"));
after(() => rmSync(folder, { recursive: true }));

const path = (name) => join(folder, name);
const text = (name) => readFileSync(path(name), "utf8");
const reluscope = (args, input = "") => spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, input });

/** The output of a call that must succeed without a word on stderr. */
function output(args, input) {
  const { status, stdout, stderr } = reluscope(args, input);
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  return stdout;
}

/** A call that must be refused: status 2, one line on stderr, nothing on stdout. */
function refused(...args) {
  const { status, stdout, stderr } = reluscope(args);
  assert.equal(status, 2, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /^reluscope: [^\n]+\n$/);
  return stderr;
}

const rowsOf = (lines) =>
  lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const tableOf = (csv) => {
  const [names, ...rows] = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return rows.map((cells) => {
    assert.equal(cells.length, names.length);
    return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
  });
};

const quick = ["--set", "training.iterations=300", "--set", "network.width=8"];

test("every row equals the run of its experiment, bit for bit", () => {
  const over = ["--over", "network.seed=3:5", "--over", "network.initScale=1e-4:1:3:log"];
  const rows = rowsOf(output(["sweep", "--preset", "non-orthogonal", "--set", "training.iterations=2000", ...over]));
  assert.deepEqual(
    rows.map(({ at }) => [at["network.seed"], at["network.initScale"]]),
    [3, 4, 5].flatMap((seed) => [1e-4, 1e-2, 1].map((scale) => [seed, scale])),
  );
  for (const [index, row] of rows.entries()) {
    assert.equal(row.run, index);
    const single = JSON.parse(output(["run", "-"], JSON.stringify(row)));
    assert.deepEqual(single.experiment, row.experiment);
    assert.equal(single.experiment.network.seed, row.at["network.seed"]);
    assert.equal(single.final.loss, row.loss);
    const summary = JSON.parse(output(["run", "-", "--summary"], JSON.stringify(row)));
    assert.deepEqual({ ...summary, run: row.run, at: row.at }, row);
  }
});

test("the order and the bytes do not depend on how many runs are trained at a time", () => {
  // Slow runs come first.
  const call = ["sweep", "--over", "training.iterations=40000,10,20000,30,1,2,3,5000", "--over", "network.seed=0:3"];
  const alone = output([...call, "--jobs", "1"]);
  assert.equal(alone.split("\n").length, 33);
  for (const jobs of ["2", "7", "5000"]) assert.equal(output([...call, "--jobs", jobs]), alone);
  assert.equal(output(call), alone);
});

test("CSV has the same numbers, and each row opens in the page", () => {
  const over = ["--over", "network.activation=relu,gelu", "--over", "network.outputBias=true,false"];
  const rows = rowsOf(output(["sweep", ...quick, ...over]));
  assert.equal(output(["sweep", ...quick, ...over, "--output", path("t.csv")]), "");
  const table = tableOf(text("t.csv"));
  assert.equal(table.length, 4);
  for (const [index, cells] of table.entries()) {
    const { at, experiment, version, ...row } = rows[index];
    assert.equal(version, 1);
    for (const [name, value] of Object.entries({ ...row, ...at })) {
      const cell = cells[name] === "" ? null : typeof value === "number" ? Number(cells[name]) : cells[name];
      assert.equal(cell, typeof value === "boolean" ? String(value) : value, name);
    }
    assert.deepEqual(JSON.parse(decodeURIComponent(cells.address.replace("#experiment=", ""))), experiment);
  }
  assert.deepEqual(
    table.map(({ noMinimumNorm }) => noMinimumNorm),
    ["outputBias", "", "activation", "activation"],
  );
});

test("a sweep is read from a file, from standard input, or made of an experiment", () => {
  const over = { "network.seed": { from: 0, to: 3 }, "network.initialisation": ["balanced", "dominated"] };
  const experiment = { training: { iterations: 20 } };
  writeFileSync(path("sweep.json"), JSON.stringify({ version: 1, experiment, over }));
  writeFileSync(path("experiment.json"), JSON.stringify(experiment));
  const expected = output(["sweep", path("sweep.json")]);
  assert.equal(rowsOf(expected).length, 8);
  assert.equal(output(["sweep", "-"], text("sweep.json")), expected);
  const keys = ["--over", "network.seed=0:3", "--over", "network.initialisation=balanced,dominated"];
  assert.equal(output(["sweep", path("experiment.json"), ...keys]), expected);
  assert.equal(
    output(["sweep", path("experiment.json"), "--over", `network.seed={"from":0,"to":3}`, ...keys]),
    expected,
  );
  const settings = ["--set", "training.iterations=5", "--over", "network.seed=7"];
  const [row, ...more] = rowsOf(output(["sweep", path("sweep.json"), ...settings]));
  assert.deepEqual([row.at["network.seed"], row.iterations, more.length], [7, 5, 1]);
});

test("the parts of a sweep joined are the whole one", () => {
  for (const name of ["s.csv", "s.ndjson"]) {
    const call = (output, ...more) => [
      "sweep",
      ...quick,
      "--over",
      "network.seed=0:9",
      ...more,
      "--output",
      path(output),
    ];
    output(call(name));
    for (const count of [1, 3, 10, 14]) {
      const parts = Array.from({ length: count }, (_, index) => {
        output(call(`${index + 1}.${name}`, "--shard", `${index + 1}/${count}`));
        return text(`${index + 1}.${name}`);
      });
      assert.equal(parts.join(""), text(name));
      for (let index = 1; index <= count; index++) rmSync(path(`${index}.${name}`));
    }
  }
});

test("runs that diverge are rows like others", () => {
  const call = [
    "--set",
    "network.activation=leaky-relu",
    "--set",
    "network.initScale=1",
    "--set",
    "training.iterations=200",
  ];
  const rows = rowsOf(output(["sweep", ...call, "--over", "training.learningRate=1e-3:10:3:log"]));
  assert.equal(rows[0].divergedAt, null);
  assert.ok(rows[0].loss > 0);
  const last = rows.at(-1);
  assert.ok(last.divergedAt > 0 && last.divergedAt < 200);
  assert.equal(last.loss, null);
  assert.equal(last.squaredNorm, null);
  const { status, stdout, stderr } = reluscope(["run", "--summary", ...call, "--set", "training.learningRate=10"]);
  assert.equal(status, 3);
  assert.match(stderr, /training diverged/);
  assert.equal(JSON.parse(stdout).divergedAt, last.divergedAt);

  const initial = `network.initial={"w":[1e200],"b":[0],"a":[1e200]}`;
  const [huge] = rowsOf(output(["sweep", "--set", initial, "--over", "training.learningRate=0.1"]));
  assert.deepEqual([huge.divergedAt, huge.loss], [0, null]);
});

test("a torn last line is dropped, and the rest is taken up", () => {
  for (const name of ["r.csv", "r.ndjson"]) {
    const call = ["sweep", ...quick, "--over", "network.seed=0:19", "--output", path(name)];
    output(call);
    const whole = text(name);
    for (const size of [
      0,
      1,
      whole.length - 1,
      whole.length,
      ...Array.from({ length: 12 }, () => randomInt(whole.length)),
    ]) {
      truncateSync(path(name), size);
      output([...call, "--resume"]);
      assert.equal(text(name), whole, `${size} bytes were left`);
    }
    rmSync(path(name));
    output([...call, "--resume"]);
    assert.equal(text(name), whole);
  }
});

test("whatever a kill leaves can be taken up", async () => {
  const call = ["sweep", "--over", "network.seed=0:999", "--set", "training.iterations=2000"];
  output([...call, "--output", path("whole.csv")]);
  const whole = text("whole.csv");
  const took = statSync(path("whole.csv"));
  assert.ok(took.size > 100_000);
  let kills = 0;
  for (let sizes = new Set(); kills < 25;) {
    const child = spawn(program, [...call, "--output", path("killed.csv"), "--resume"], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code)));
    await new Promise((resolve) => setTimeout(resolve, randomInt(120)));
    child.kill("SIGKILL");
    if ((await ended) === "SIGKILL") kills++;
    const left = existsSync(path("killed.csv")) ? text("killed.csv") : "";
    assert.ok(whole.startsWith(left), "not the beginning of the whole table");
    if (left === whole || sizes.has(left.length)) rmSync(path("killed.csv"), { force: true });
    sizes.add(left.length);
  }
  output([...call, "--output", path("killed.csv"), "--resume"]);
  assert.equal(text("killed.csv"), whole);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`${signal} finishes the runs under way, and says that it was interrupted`, async () => {
    const name = `${signal}.ndjson`;
    const call = ["sweep", "--over", "network.seed=0:9999", "--output", path(name)];
    const child = spawn(program, call, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (data) => (said += data));
    const ended = new Promise((resolve) => child.on("close", resolve));
    while (!existsSync(path(name)) || statSync(path(name)).size < 10_000) await new Promise((go) => setTimeout(go, 5));
    child.kill(signal);
    assert.equal(await ended, signal === "SIGINT" ? 130 : 143);
    assert.match(said, /finishing the runs under way/);
    const rows = rowsOf(text(name));
    assert.match(
      said,
      new RegExp(`interrupted after ${rows.length.toLocaleString("en")} of 10,000 runs; --resume goes on`),
    );
    assert.ok(text(name).endsWith("\n"));
    assert.deepEqual(
      rows.map(({ run }) => run),
      rows.map((_, index) => index),
    );
    // It is not replaced by a call that forgets to resume.
    assert.match(refused(...call), /it has [\d,]+ of the 10,000 runs already: --resume goes on with it/);
    assert.equal(rowsOf(text(name)).length, rows.length);
  });
}

test("a file of another sweep is not taken up", () => {
  const call = (...more) => ["sweep", ...quick, ...more, "--output", path("other.csv"), "--resume"];
  output(call("--over", "network.seed=0:4"));
  const before = text("other.csv");
  for (const [other, says] of [
    [call("--over", "network.seed=1:5"), /line 2 is not of this sweep, whose run 0 it should have/],
    [call("--over", "network.seed=0:3"), /line 6 is not of this sweep, which has no more/],
    [call("--over", "network.width=8"), /line 1 is not of this sweep/],
    [call("--over", "network.seed=0:4", "--set", "training.learningRate=0.1"), /line 2 is not of this sweep/],
    [call("--over", "network.seed=0:4", "--shard", "2/2"), /line 1 is not of this sweep/],
  ]) {
    assert.match(refused(...other), says);
    assert.equal(text("other.csv"), before);
  }
  // Without --resume, a table that is complete is replaced like any file.
  output(["sweep", ...quick, "--over", "network.seed=7", "--output", path("other.csv")]);
  assert.equal(tableOf(text("other.csv")).length, 1);
});

test("two sweeps do not write one file", async () => {
  const call = ["sweep", "--over", "network.seed=0:99999", "--output", path("both.csv")];
  const child = spawn(program, call, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  while (!existsSync(path("both.csv")) || statSync(path("both.csv")).size < 1000)
    await new Promise((go) => setTimeout(go, 5));
  assert.match(refused(...call, "--resume"), /another sweep is writing it/);
  child.kill("SIGKILL");
  await ended;
});

test("--data reads a table of points", () => {
  const data = { x: [-1, 0.5, 2], y: [0, 1e-3, 0.25] };
  for (const table of [
    "x,y\n-1,0\n0.5,1e-3\n2,.25\n",
    "# from a spreadsheet\r\n-1;0\r\n0.5;0.001\r\n\r\n2;0.25",
    '"n";"Y";"X"\n1;0;-1\n2;1e-3;0.5\n3;0.25;2',
    "\ufeff-1\t0\n0.5\t1e-3\n2\t0.25\n",
    "  -1.0   0\n   0.5 1e-3\n2 2.5e-1 \n",
  ]) {
    writeFileSync(path("points.csv"), table);
    const run = JSON.parse(output(["run", ...quick, "--data", path("points.csv"), "--seed", "3"]));
    assert.deepEqual(run.experiment.data, data);
    assert.equal(run.experiment.network.seed, 3);
  }
  const piped = JSON.parse(output(["run", "--summary", ...quick, "--data", "-"], "1 2\n3 4\n"));
  assert.deepEqual(piped.experiment.data, { x: [1, 3], y: [2, 4] });
  for (const [table, says] of [
    ["", /there are no points/],
    ["x,y\n", /there are no points/],
    ["1,2\n3,four\n", /line 2: "four" in column 2 is not a number/],
    ["1,2\n\n3\n", /line 3: "" in column 2 is not a number/],
    ["1,2,3\n", /line 1: neither two columns nor columns named x and y, or x1, x2, … and y1, y2, …/],
    ["1,2\n1e7,3\n", /data\.x\[1\]: 10,000,000 is not a number from -1,000,000 to 1,000,000/],
  ]) {
    writeFileSync(path("points.csv"), table);
    assert.match(refused("run", "--data", path("points.csv")), says);
  }
});

for (const [args, says] of [
  [["sweep"], /over: 0 keys are not 1 to 3; a sweep can run over preset, data\.teacher\.seed/],
  [["sweep", "--over", "network.sede=0:9"], /over\.network\.sede: unknown key/],
  [["sweep", "--over", "data.x=[1]"], /over\.data\.x: no single value/],
  [["sweep", "--over", "network.seed"], /--over "network\.seed": write it as key=from:to/],
  [["sweep", "--over", "network.seed="], /write it as key=from:to/],
  [["sweep", "--over", "network.seed=0:1:2:log:5"], /write it as key=from:to/],
  [["sweep", "--over", "network.seed=0:ten"], /over\.network\.seed\.to: "ten" is not a whole number/],
  [["sweep", "--over", "network.initScale=0.1:1"], /over\.network\.initScale\.count: missing/],
  [["sweep", "--over", "network.seed=0:4294967295"], /4,294,967,296 runs are more than the 1,000,000/],
  [["sweep", "--over", "network.seed=0:9", "--shard", "3/2"], /--shard "3\/2": write it as I\/N/],
  [["sweep", "--over", "network.seed=0:9", "--shard", "0/2"], /--shard/],
  [["sweep", "--over", "network.seed=0:9", "--shard", "2"], /--shard/],
  [["sweep", "--over", "network.seed=0:9", "--jobs", "0"], /--jobs "0": .*whole number from 1 on/],
  [["sweep", "--over", "network.seed=0:9", "--resume"], /--resume needs the file/],
  [["sweep", "--over", "network.seed=0:9", "--output", "out.txt"], /must end in \.csv or \.ndjson/],
  [["sweep", "--over", "network.seed=0:9", "--output", "no/such/out.csv"], /no\/such\/out\.csv.*No such file/],
  [["sweep", "--over", "network.seed=0:9", "--output", "/dev/null", "--resume"], /only a file can be resumed/],
  [["sweep", "--ovr", "network.seed=0:9"], /"--ovr"; did you mean --over\?/],
  [["sweeep"], /did you mean reluscope sweep\?/],
  [["run", "--summary", "--output", "out.json"], /must end in \.csv or \.ndjson/],
  [["run", "-", "--data", "-"], /standard input is the experiment or --data/],
]) {
  test(`what is wrong with a sweep is told before it trains: ${args.join(" ")}`, () => {
    assert.match(refused(...args), says);
  });
}

test("memory does not grow with the number of runs", () => {
  const sweep = `"${program}" sweep --over network.seed=0:19999 --set training.iterations=1 --jobs 2`;
  const { stdout, stderr, status } = spawnSync("bash", ["-c", `ulimit -v 300000; ${sweep} | wc -l`], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trim(), "20000");
});

test("a PyTorch script refuses the options of a table", () => {
  const call = ["sweep", "--over", "network.seed=0:3", "--output", path("sweep.py")];
  for (const options of [["--resume"], ["--shard", "1/2"], ["--jobs", "2"]]) {
    assert.match(refused(...call, ...options), new RegExp(`${options[0]} is for a table: a PyTorch script`));
  }
  assert.equal(existsSync(path("sweep.py")), false);
});

test("a sweep and a summary warn where balanced output weights underflow", () => {
  const { status, stderr } = reluscope(["sweep", ...quick, "--over", "network.initScale=1e-3,1e-30"]);
  assert.equal(status, 0);
  assert.match(stderr, /^reluscope: run 1: network\.initScale: \d of 8 output weights are 0/);
  const summary = reluscope(["run", "--summary", ...quick, "--set", "network.initScale=1e-30"]);
  assert.match(summary.stderr, /^reluscope: network\.initScale: \d of 8 output weights are 0/);
});
