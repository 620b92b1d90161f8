import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../../build/native/reluscope", import.meta.url));

/** The text of the run, as `json` or `csv`, that the command line makes of an experiment. */
export function commandLine(experiment, format, ...options) {
  const folder = mkdtempSync(join(tmpdir(), "reluscope-run-"));
  const [given, output] = [join(folder, "experiment.json"), join(folder, `run.${format}`)];
  try {
    writeFileSync(given, JSON.stringify(experiment));
    assert.equal(spawnSync(program, ["run", given, "--output", output, ...options]).status, 0);
    return readFileSync(output, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A run's JSON but for how long it took. */
export const withoutSeconds = (json) => json.replace(/"seconds":[^,]*,/, "");
