// What a long evening in front of the page does: it must not grow. Takes minutes, and is left to the full tests.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted, isFirefox } from "../support/browser.mjs";
import { ready, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

const skip = !process.env.RELUSCOPE_FULL || isFirefox;

/** A leak of this many bytes a run is found. What undo goes back to, one line of text a run, is half of it. */
const slack = 1500;

/** Runs in the page: counts the addresses of blobs, and lets the worker tell of its module. */
function watch() {
  const { Blob, URL } = window;
  const { createObjectURL, revokeObjectURL } = URL;
  window.addresses = 0;
  URL.createObjectURL = (blob) => (window.addresses++, createObjectURL.call(URL, blob));
  URL.revokeObjectURL = (address) => (window.addresses--, revokeObjectURL.call(URL, address));
  const watching = `
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...args) => {
      const instance = await instantiate(...args);
      self.heap = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
      return instance;
    };
    // The module's objects, a run say, are made so; what is in them has no address any more once they are deleted.
    const { create } = Object;
    self.made = 0;
    self.living = [];
    Object.create = (prototype, properties) => {
      const made = properties?.$$?.value;
      if (made) {
        self.made++;
        self.living = [...self.living.filter(({ ptr }) => ptr !== undefined), made];
      }
      return create(prototype, properties);
    };
  `;
  window.Blob = class extends Blob {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [watching, ...parts] : parts, options);
    }
  };
}

/** What could grow, once all that is of no use any more has been collected. */
async function sizes(page) {
  const [worker, ...others] = page.workers();
  assert.deepEqual(others, [], "there is one worker");
  const devtools = await page.createCDPSession();
  const used = async (session) => {
    for (let times = 0; times < 3; times++) await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
    return usedSize + backingStorageSize;
  };
  const inModule = await worker.evaluate(() => ({
    heap: self.heap.buffer.byteLength,
    made: self.made,
    living: self.living.filter(({ ptr }) => ptr !== undefined).length,
  }));
  const inPage = await used(devtools);
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  await devtools.detach();
  return {
    ...inModule,
    worker: await used(worker.client),
    page: inPage,
    nodes,
    listeners: jsEventListeners,
    addresses: await page.evaluate(() => window.addresses),
  };
}

/** After so many runs that were asked for, of which some have come to their end. */
function assertNoGrowth(before, after, times, ended) {
  const told = JSON.stringify({ before, after });
  assert.equal(after.heap, before.heap, told);
  assert.ok(after.made >= before.made + ended, `the module's objects are counted: ${told}`);
  assert.ok(after.living <= 3, told);
  assert.equal(after.addresses, 0, told);
  for (const what of ["page", "worker"]) assert.ok(after[what] - before[what] < times * slack, `${what}: ${told}`);
  for (const what of ["nodes", "listeners"]) assert.ok(after[what] - before[what] < times / 4, `${what}: ${told}`);
}

/** Trains runs one after another, each to its end, looks at a frame of each and asks about it. */
const train = (page, from, to) =>
  withScope(
    page,
    async (scope, from, to) => {
      const kinds = [
        {},
        { network: { width: 300 } },
        { training: { engine: "dense", iterations: 5000 } },
        { network: { activation: "tanh" }, training: { iterations: 300, precision: "float32" } },
        { preset: "non-orthogonal-large-init", training: { iterations: 2000 } },
        { network: { initScale: 0.5, outputBias: true }, training: { learningRate: 2 } },
      ];
      for (let seed = from; seed < to; seed++) {
        const kind = kinds[seed % kinds.length];
        const done = new Promise((resolve) => scope.addEventListener("run", resolve, { once: true }));
        scope.experiment = { ...kind, network: { ...kind.network, seed } };
        await done;
        scope.frame = seed % scope.frames;
        await scope.neurons(scope.frame);
        if (seed % 10 === 0) scope.experiment = { network: { width: -seed } };
        if (seed % 25 === 0) await Promise.all([scope.toCSV(), scope.toSVG("neurons"), scope.toPyTorch()]);
      }
    },
    from,
    to,
  );

test("a thousand runs in a row leave nothing behind", { skip }, async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await train(page, 1, 150);
      const before = await sizes(page);
      for (let seed = 150; seed < 1150; seed += 100) await train(page, seed, seed + 100);
      const after = await sizes(page);
      assertNoGrowth(before, after, 1000, 1000);
    },
    { before: watch },
  );
});

test(
  "two hundred edits a second leave the page at work, the last one on screen, and nothing behind",
  { skip },
  async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        /** Drags the slider of the initial scale to and fro, and ends at a place. */
        const drag = (edits, end) =>
          withScope(
            page,
            async (scope, edits, end) => {
              const slider = $(".field:has(#network-initScale) [type=range]");
              const counted = { refreshes: 0, runs: 0 };
              const count = () => counted.runs++;
              scope.addEventListener("run", count);
              let isOver = false;
              const refresh = () => {
                counted.refreshes++;
                if (!isOver) requestAnimationFrame(refresh);
              };
              refresh();
              const span = slider.max - slider.min;
              for (let edit = 1; edit <= edits; edit++) {
                slider.value = edit === edits ? end : Number(slider.min) + span * (0.5 + 0.4 * Math.sin(edit / 20));
                slider.dispatchEvent(new Event("input"));
                await new Promise((resolve) => setTimeout(resolve, 5));
              }
              slider.dispatchEvent(new Event("change"));
              isOver = true;
              scope.removeEventListener("run", count);
              return counted;
            },
            edits,
            end,
          );
        const isTrained = (scope, end) =>
          Math.abs(Math.log10(scope.experiment.network.initScale) - end) < 0.03 &&
          scope.run.loss.length === 20000 &&
          scope.run.iterations.length === scope.frames &&
          Number($("#network-initScale").value) === scope.experiment.network.initScale;
        await drag(200, -1);
        await until(page, isTrained, -1);
        const before = await sizes(page);
        let ended = 0;
        for (const end of [-2, -3, -1]) {
          const { refreshes, runs } = await drag(1000, end);
          assert.ok(refreshes > 100, `the screen was refreshed ${refreshes} times`);
          assert.ok(runs > 20, `${runs} runs were on screen`);
          ended += runs;
          await until(page, isTrained, end);
        }
        const after = await sizes(page);
        assertNoGrowth(before, after, 3000, ended);
        assert.equal(await withScope(page, () => $("[role=alert]").innerText), "");
      },
      { before: watch },
    );
  },
);
