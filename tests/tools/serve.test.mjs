// The server of the built page.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";

const folder = mkdtempSync(join(tmpdir(), "reluscope-"));
writeFileSync(join(folder, "index.html"), "<!doctype html><title>here</title>");
after(() => rmSync(folder, { recursive: true }));

/** The status of the answer to a path, sent as it is. */
function statusOf(address, path) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
}

test("what is in the folder is served below the prefix, and nothing else", async () => {
  const { address, close } = await serve(folder, { prefix: "/courses/" });
  try {
    const asked = [
      "/courses/",
      "/courses/index.html?x",
      "/",
      "/courses/none",
      "/courses/../../etc/passwd",
      "/%",
      "/courses/%00",
      "//",
    ];
    const statuses = [];
    for (const path of asked) statuses.push(await statusOf(address, path));
    assert.deepEqual(statuses, [200, 200, 404, 404, 404, 404, 404, 404]);
  } finally {
    await close();
  }
});

test("it says where the page is, and where the offline one, if there is one", async () => {
  const program = fileURLToPath(new URL("../../tools/serve.mjs", import.meta.url));
  for (const [more, lines] of [
    [[], 1],
    [["--offline", "page.html"], 2],
  ]) {
    const server = spawn(process.execPath, [program, folder, ...more]);
    try {
      let said = "";
      while (said.split("\n").length <= lines) {
        said += await new Promise((resolve, reject) => {
          server.stdout.once("data", resolve);
          server.once("exit", () => reject(new Error(`it ended after: ${said}`)));
        });
      }
      const [page, offline] = said.split("\n");
      const [, address] = page.match(/^ReLUscope is at (http:\S+) /);
      assert.equal(await statusOf(address, "/"), 200);
      assert.match(offline, lines === 2 ? /^The offline page is \/.*page\.html$/ : /^$/);
    } finally {
      server.kill();
    }
  }
});
