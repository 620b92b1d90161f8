// What the comparisons with PyTorch share.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const python = process.env.PYTHON ?? "/usr/bin/python3";

/** Why there is nothing to compare with, if so. */
export const skip = spawnSync(python, ["-c", "import torch"]).status === 0 ? false : "python3-torch is not installed";

/** The status of a run that diverged. */
export const diverged = 3;

/** The run of an experiment by the command line, and its status: one of those that are allowed. */
export function runOf(experiment, allowed = [0]) {
  const settings = Object.entries(experiment).flatMap(([section, values]) =>
    Object.entries(values).flatMap(([name, value]) => ["--set", `${section}.${name}=${JSON.stringify(value)}`]),
  );
  const { stdout, stderr, status } = spawnSync(root("build/native/reluscope"), ["run", ...settings], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  assert.ok(allowed.includes(status), stderr);
  return { ...JSON.parse(stdout), status };
}
