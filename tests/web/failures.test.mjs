import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { dist, find, hosted, ready, show, until, visit, withScope } from "./browser.mjs";

const message = (page) =>
  withScope(page, (scope) => scope.shadowRoot.querySelector("[role=alert] p")?.textContent ?? "");

test("without SIMD it says so, and Retry tries again", async () => {
  // The worker is started from a Blob; what comes first in it runs first.
  const before = () => {
    const { Blob } = window;
    window.Blob = class extends Blob {
      constructor(parts, options) {
        super(window.isCured ? parts : ["WebAssembly.validate = () => false;", ...parts], options);
      }
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
      assert.match(await message(page), /SIMD/);
      assert.match(await withScope(page, (scope) => scope.ready.catch((error) => error.message)), /SIMD/);
      await page.evaluate(() => void (window.isCured = true));
      await (await find(page, "[role=alert] button")).click();
      await until(page, (scope) => scope.run?.iterations.length === 153);
      assert.equal(await message(page), "");
    },
    { before },
  );
});

test("where workers are forbidden it says so", async () => {
  const script = await readFile(`${dist}element/reluscope.js`, "utf8");
  await visit(
    "about:blank",
    async (page) => {
      await page.setContent(
        `<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'none'">
         <relu-scope></relu-scope>`,
      );
      await page.addScriptTag({ content: script });
      await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
      assert.match(await message(page), /worker/);
    },
    { expected: /worker-src/ },
  );
});

test("a trainer that breaks down says so, what is on screen stays, and Retry starts it anew", async () => {
  // From an experiment with this seed on, the worker's clock throws what running out of memory would.
  const before = () => {
    const { Blob } = window;
    const sabotage = `
      let isBroken = false;
      const now = performance.now.bind(performance);
      performance.now = () => {
        if (isBroken) throw new RangeError("out of memory");
        return now();
      };
      addEventListener("message", ({ data }) => {
        isBroken ||= data.kind === "train" && JSON.parse(data.experiment).network?.seed === 31;
      });
    `;
    window.Blob = class extends Blob {
      constructor(parts, options) {
        super(window.isCured ? parts : [sabotage, ...parts], options);
      }
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 100);
      const standing = () =>
        withScope(page, (scope) => {
          const drawn = scope.shadowRoot.querySelector(".function canvas").toDataURL();
          return [scope.run.frameLoss, drawn, scope.shadowRoot.querySelector(".title").textContent];
        });
      const before = await standing();
      await withScope(page, (scope) => void (scope.experiment = { network: { seed: 31 } }));
      await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
      assert.match(await message(page), /out of memory/);
      assert.deepEqual(await standing(), before);
      assert.equal(await withScope(page, (scope) => scope.neurons(0).catch(() => "none")), "none");

      await page.evaluate(() => void (window.isCured = true));
      await (await find(page, "[role=alert] button")).click();
      await until(page, (scope) => scope.experiment.network.seed === 31 && scope.frames === 153);
      assert.equal(await withScope(page, async (scope) => (await scope.neurons(100)).w.length), 60);
      assert.equal(await message(page), "");
    },
    { before },
  );
});
