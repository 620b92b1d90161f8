// Runs so large that the worker is at one thing for long.

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, isVisible, ready, textOf, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

/** Runs in the page: keeps count of the workers that are started. */
function countWorkers() {
  const { Worker } = window;
  window.workers = 0;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      ++window.workers;
    }
  };
}

/** Runs in the page: counts its workers, each of which takes 700 ms longer for what it announces that it cannot interrupt. */
function slowWorkersDown() {
  const slowDown = () => {
    const { postMessage } = self;
    self.postMessage = (message, ...more) => {
      postMessage.call(self, message, ...more);
      const until = performance.now() + (message.isOccupied ? 700 : 0);
      while (performance.now() < until);
    };
  };
  const { createObjectURL } = URL;
  window.workers = 0;
  URL.createObjectURL = (blob) => {
    if (blob.type !== "text/javascript") return createObjectURL(blob);
    ++window.workers;
    return createObjectURL(new Blob([`(${slowDown})();`, blob], { type: blob.type }));
  };
}

const x = Array.from({ length: 10000 }, (_, i) => i / 1000 - 5);
const giant = (network, training = {}) => ({
  data: { x, y: x.map(Math.sin) },
  network: { width: 1e6, ...network },
  training: { iterations: 1000, frameGrowth: 10, ...training },
});

const ask = (page, experiment) =>
  withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
const problem = (page) => textOf(page, "[role=alert]");
const isPreparing = () => {
  const progress = $(".progress");
  return progress.checkVisibility() && progress.textContent.includes("Preparing the first frame");
};

test("another experiment does not wait until a giant is set up, nor is what is pinned lost", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await withScope(page, (scope) => scope.setAttribute("pinned", '{"network":{"width":9}}'));
      await until(page, (scope) => scope.address.includes("pinned"));
      await ask(page, giant({}));
      await until(page, isPreparing);
      await ask(page, { network: { width: 7 } });
      await until(
        page,
        (scope) => scope.experiment.network.width === 7 && scope.run?.frameLoss.length === scope.frames,
      );
      await until(page, async (scope) => (await scope.neurons(0)).w.length === 7);
      // The worker is replaced where it is at something that it cannot interrupt.
      assert.ok((await page.evaluate(() => window.workers)) <= 2);
      assert.match(await withScope(page, (scope) => scope.address), /pinned/);
      assert.equal(await problem(page), "");
    },
    { before: countWorkers },
  );
});

test("on a slow machine runs are shown while others are asked for, and workers are not replaced again and again", async () => {
  const experiment = { network: { width: 1e5 }, training: { dynamics: "flow", iterations: 10 } };
  await visit(
    `${hosted()}#experiment=${encodeURIComponent(JSON.stringify(experiment))}`,
    async (page) => {
      await ready(page);
      await withScope(
        page,
        (scope, { network, training }) => {
          window.workers = window.shown = 0;
          scope.addEventListener("progress", () => ++window.shown);
          let seed = 0;
          const dragging = setInterval(() => {
            if (window.shown > 2) clearInterval(dragging);
            else scope.experiment = { network: { ...network, seed: ++seed }, training };
          }, 100);
        },
        experiment,
      );
      await until(page, () => window.shown > 2);
      // Each is waited for twice as long as the one before.
      assert.ok((await page.evaluate(() => window.workers)) <= 4);
    },
    { before: slowWorkersDown },
  );
});

test("a giant tells that it is on the way to its first frame, and can be stopped before", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await ask(page, giant({ activation: "leaky-relu" }));
      await until(page, isPreparing);
      await (await find(page, ".progress button")).click();
      await until(page, () => $("[role=alert]").textContent.includes("stopped before its first frame"));
      await until(
        page,
        (scope) => scope.experiment.network.width === 60 && scope.run?.iterations.length === scope.frames,
      );
      assert.equal(await withScope(page, async (scope) => (await scope.neurons(100)).w.length), 60);
      assert.equal(await isVisible(page, ".progress"), false);
    },
    { before: countWorkers },
  );
});

test("what is to be pinned, and is a giant, keeps nobody waiting", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await withScope(
        page,
        (scope, pinned) => scope.setAttribute("pinned", pinned),
        JSON.stringify(giant({ activation: "leaky-relu" })),
      );
      await ask(page, { network: { width: 7 } });
      await until(
        page,
        (scope) => scope.experiment.network.width === 7 && scope.run?.frameLoss.length === scope.frames,
      );
      await until(page, async (scope) => (await scope.neurons(0)).w.length === 7);
      assert.equal(await withScope(page, (scope) => scope.address.includes("pinned")), false, "it has no frame yet");
      await withScope(page, (scope) => scope.removeAttribute("pinned"));
    },
    { before: countWorkers },
  );
});
