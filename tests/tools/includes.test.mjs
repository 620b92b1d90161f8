// The folders of core/ and what includes what: one way, and no circle of files.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path/posix";
import { test } from "node:test";

const core = new URL("../../core/", import.meta.url);

/** The folders that files of a folder may include, besides their own. */
const below = { text: [], random: ["text"], experiment: ["text", "random"], network: ["text", "experiment"] };
below.torch = ["text", "random", "experiment"];
below.engine = ["experiment", "network"];
below["engine/dense"] = [...below.engine, "engine"];
below["engine/cells"] = [...below["engine/dense"], "engine/dense"];
below["engine/flow"] = [...below["engine/cells"], "engine/cells"];
below.theory = ["experiment", "network"];
below.run = ["text", "experiment", "network", "torch", "engine", "engine/dense", "engine/cells", "engine/flow"];
below.sweep = [...below.run, "theory", "run"];

/** The files of core/ that each of its files includes, headers with their sources as one. */
function includes() {
  const found = new Map();
  for (const path of readdirSync(core, { recursive: true }).filter((name) => /\.[ch]pp$/.test(name))) {
    const unit = path.replace(/\.[ch]pp$/, "");
    const names = [...readFileSync(new URL(path, core), "utf8").matchAll(/^#include "(.+)\.hpp"$/gm)].map(
      ([, name]) => name,
    );
    const others = names.filter((name) => name !== unit && existsSync(new URL(`${name}.hpp`, core)));
    found.set(unit, [...(found.get(unit) ?? []), ...others]);
  }
  return found;
}

test("includes between the folders of core lead one way", () => {
  for (const [unit, others] of includes()) {
    const folder = dirname(unit);
    assert.ok(folder in below, `${folder} has no place among the folders`);
    for (const other of others) {
      assert.ok([folder, ...below[folder]].includes(dirname(other)), `${unit} must not include ${other}`);
    }
  }
});

test("no file of core includes itself by way of others", () => {
  const found = includes();
  const done = new Set();
  const visit = (unit, way) => {
    assert.ok(!way.includes(unit), `a circle: ${[...way.slice(way.indexOf(unit)), unit].join(" → ")}`);
    if (!done.has(unit)) {
      for (const other of found.get(unit)) {
        visit(other, [...way, unit]);
      }
      done.add(unit);
    }
  };
  for (const unit of found.keys()) {
    visit(unit, []);
  }
});
