// What a reader has to load before anything is seen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));

test("the hosted page loads less than 175 kB at first, as a host compresses it", () => {
  const page = readFileSync(`${dist}site/index.html`, "utf8");
  const linked = [...page.matchAll(/<(?:script|link)\b[^>]*? (?:src|href)="([^"]+)"/g)].map(([, address]) => address);
  assert.deepEqual(
    linked.filter((address) => !/^(parts\/)?[\w-]+\.\w+$/.test(address)),
    [],
  );
  for (const needed of ["parts/reluscope.js", "page.js", "page.css", "icon.svg"]) {
    assert.ok(linked.includes(needed), needed);
  }
  // What the modules begin with is named in the page, and nothing of what is opened is; what printing needs comes after it.
  const imported = linked
    .filter((name) => name.startsWith("parts/") && !name.startsWith("parts/printing-"))
    .flatMap((name) => [
      ...readFileSync(`${dist}site/${name}`, "utf8").matchAll(/\bimport\s*\{[^}]*\}\s*from\s*"\.\/([^"]+)"/g),
    ])
    .map(([, name]) => `parts/${name}`);
  assert.deepEqual([...new Set(imported)].sort(), linked.filter((name) => name.startsWith("parts/chunk-")).sort());
  const sizes = ["index.html", ...linked].map((name) => [
    name,
    gzipSync(readFileSync(`${dist}site/${name}`), { level: 9 }).length,
  ]);
  const sum = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(sum < 175000, `${sum} bytes: ${sizes.map((size) => size.join(" ")).join(", ")}`);
});

test("the offline file has less than 1.5 MB", () => {
  const size = readFileSync(`${dist}reluscope.html`).length;
  assert.ok(size < 1500000, `${size} bytes`);
});
