// What a researcher takes from a sweep: its PyTorch script makes the same runs, and the example for pandas works. Skipped
// where Debian's python3-torch, or python3-pandas and python3-matplotlib, are not installed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { python, root, skip } from "./pytorch.mjs";

const folder = mkdtempSync(join(tmpdir(), "reluscope-scripts-"));
after(() => rmSync(folder, { recursive: true }));

function output(program, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    cwd: folder,
    env: { ...process.env, ...env },
  });
  assert.equal(status, 0, stderr);
  return stdout;
}
const sweep = (...args) => output(root("build/native/reluscope"), ["sweep", ...args]);

const initial = 'network.initial={"w":[0.1,-1e-7,2],"b":[0.3,1,-1],"a":[1,-0.5,0.25],"c":0.125}';
const cases = {
  "initialisations and biases": [
    ...["--over", "network.initialisation=balanced,unbalanced,dominated"],
    ...["--over", "network.hiddenBias=true,false", "--over", "network.outputBias=true,false"],
  ],
  "seeds, widths and scales": [
    ...["--over", "network.seed=3:4", "--over", "network.width=1,10,37", "--over", "network.initScale=0.1:1:3:log"],
  ],
  "activations, rates and iterations": [
    ...["--over", "network.activation=relu,leaky-relu,gelu,softplus,tanh"],
    ...["--over", "training.learningRate=0.01:0.02:2", "--over", "training.iterations=100:300:2"],
  ],
  "first iterations": ["--over", "training.firstIteration=0,300"],
  "given weights": [
    "--set",
    initial,
    "--set",
    "network.outputBias=true",
    "--over",
    "training.precision=float64,float32",
  ],
};

for (const [name, args] of Object.entries(cases)) {
  test(`the PyTorch script of a sweep over ${name}`, { skip }, () => {
    const call = ["--preset", "non-orthogonal-large-init", "--set", "training.iterations=200", ...args];
    sweep(...call, "--set", "training.learningRate=0.02", "--output", "sweep.py");
    const rows = sweep(...call, "--set", "training.learningRate=0.02")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const [names, ...table] = output(python, ["sweep.py"])
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    assert.deepEqual(names, ["run", ...Object.keys(rows[0].at), "loss"]);
    assert.equal(table.length, rows.length);
    for (const [index, cells] of table.entries()) {
      const closeness = rows[index].experiment.training.precision === "float32" ? 1e-5 : 1e-9;
      assert.equal(Number(cells[0]), index);
      assert.deepEqual(
        cells.slice(1, -1).map((cell) => cell.toLowerCase()),
        Object.values(rows[index].at).map(String),
      );
      assert.ok(
        Math.abs(Number(cells.at(-1)) - rows[index].loss) <= closeness,
        `${cells} instead of ${rows[index].loss}`,
      );
    }
  });
}

test("a script cannot run over presets", () => {
  const args = ["sweep", "--over", "preset=orthogonal,three-points", "--output", join(folder, "presets.py")];
  const { status, stderr } = spawnSync(root("build/native/reluscope"), args, { encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /cannot run over presets/);
});

const hasPandas = spawnSync(python, ["-c", "import pandas, matplotlib"]).status === 0;
test("the example for pandas reads a table and draws it", { skip: !hasPandas && "python3-pandas is missing" }, () => {
  sweep(
    ...["--preset", "non-orthogonal", "--set", "training.iterations=2000", "--set", "network.initScale=1"],
    ...["--over", "network.seed=0:19", "--output", "seeds.csv"],
  );
  const [, example] = /```python\n(import pandas.*?)```/s.exec(readFileSync(root(".github/SWEEPS.md"), "utf8"));
  const said = output(python, ["-c", example], { MPLBACKEND: "Agg" });
  assert.match(said, /count +20/);
  assert.ok(statSync(join(folder, "seeds.png")).size > 5000);
});
