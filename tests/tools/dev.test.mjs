// The server that rebuilds and reloads.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { develop } from "../../tools/dev.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "reluscope-"));
after(() => rmSync(folder, { recursive: true }));

/** The messages that a page hears, in order. */
async function* messages(address) {
  const response = await fetch(`${address}dev/events`);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
      yield JSON.parse(text.slice("data: ".length, end));
    }
  }
}

test("a page hears of each build, good or failed, and the last good one stays", async () => {
  mkdirSync(join(folder, "src"));
  const write = (text) => writeFileSync(join(folder, "src/source"), text);
  const page = (text) =>
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:" /></head>${text}`;
  write(page("first"));
  const steps = [
    {
      name: "the page",
      sources: ["src"],
      command: "if grep broken src/source; then exit 1; fi; mkdir -p site; cp src/source site/index.html",
    },
  ];
  const { address, close } = await develop({ folder, site: "site", steps, ports: [0], log: () => {} });
  const heard = messages(address);
  /** The first message from here on that is `expected`: what is written early is built before or after one listens. */
  const next = async (expected) => {
    for (;;) {
      const { value } = await heard.next();
      if (expected(value)) return value;
    }
  };
  const served = async () => (await fetch(address)).text();
  try {
    const { built } = await next(({ built }) => built > 0);
    const first = await served();
    assert.match(first, /first$/);
    assert.ok(first.includes(`/dev/reload.js?built=${built}"`), "the page knows which build it is");
    assert.ok(first.includes("default-src 'none'; connect-src 'self'; img-src data:"), "the page may listen");

    write(page("broken"));
    const failed = await next(({ problem }) => problem !== "");
    assert.match(failed.problem, /^Failed to build the page:\n\n.*broken/);
    assert.equal(failed.built, built);
    assert.equal(await served(), first);

    write(page("second"));
    const mended = await next(({ problem }) => problem === "");
    assert.ok(mended.built > built);
    assert.match(await served(), /second$/);
  } finally {
    await heard.return();
    await close();
  }
});

test("with source maps a built script leads back to its sources", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, "web/build.mjs"), join(root, "build/wasm"), folder, "--source-maps"],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  const parts = join(folder, "site/parts");
  const sources = readdirSync(parts).flatMap((name) => {
    // The last one: the script that starts the worker holds the worker's text, with a map of its own.
    const map = readFileSync(join(parts, name), "utf8").split("sourceMappingURL=data:application/json;base64,").at(-1);
    return JSON.parse(Buffer.from(map, "base64")).sources;
  });
  assert.ok(
    sources.some((source) => source === "../src/element/define.ts"),
    sources.join("\n"),
  );
});
