import assert from "node:assert/strict";
import { test } from "node:test";
import { appears, disappears, find, ready, textOf, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

/** 200,000 neurons on three points, by the cells engine. */
const wide = (iterations, frameGrowth) => ({
  preset: "three-points",
  training: { engine: "cells", iterations, frameGrowth },
});

const start = (page, experiment) => withScope(page, (scope, value) => void (scope.experiment = value), experiment);

test("a run of 200,000 neurons streams its frames, tells the time left, and stops when asked", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await start(page, wide(100000000, 1.1));
    await until(page, (scope) => scope.experiment.network.width === 200000 && scope.frames > 5);
    await appears(page, ".progress");
    const frames = await withScope(page, (scope) => scope.frames);
    await until(page, (scope, frames) => scope.frames > frames, frames);
    const remaining = () => textOf(page, ".progress .remaining");
    assert.match(await remaining(), /^\d+ %( · .+ left)?$/);

    const ahead = await withScope(page, (scope) => (scope.frame = scope.frames + 3));
    assert.match(await withScope(page, (scope) => scope.address), new RegExp(`frame=${ahead}(&|$)`));
    await until(page, (scope, ahead) => scope.frame === ahead, ahead);

    await (await find(page, ".progress button")).click();
    await disappears(page, ".progress");
    const [run, kept, said] = await withScope(page, (scope) => [scope.run, scope.frames, $(".summary").textContent]);
    assert.equal(run.engine, "cells");
    assert.equal(run.iterations.length, kept);
    assert.match(said, /^Stopped after .+ of 100,000,000 iterations/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await withScope(page, (scope) => scope.frames), kept, "it trains on");
  });
});

test("seeking back shows the very bits that were shown first, and those of a second run", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    // Fewer neurons, since each of the frames that are compared has all of them.
    const experiment = { ...wide(20000, 1.05), network: { width: 40000 } };
    const compared = await withScope(
      page,
      async (scope, experiment) => {
        const bits = async (frame) => {
          const { w, b, a } = await scope.neurons(frame);
          return [w, b, a].map((values) => new Uint32Array(values.buffer));
        };
        const isSame = (left, right) =>
          left.every((bits, part) => {
            const others = right[part];
            for (let j = 0; j < bits.length; j++) if (bits[j] !== others[j]) return false;
            return bits.length === others.length;
          });
        const finished = () => new Promise((resolve) => scope.addEventListener("run", resolve, { once: true }));

        // While it streams: the newest frame, again and again. A run that would be over between two calls is begun and looked
        // at in one.
        const first = new Map();
        let isDone = false;
        const done = finished().then(() => (isDone = true));
        scope.experiment = experiment;
        while (scope.experiment.network.width !== experiment.network.width || scope.frames === 0) {
          await new Promise((resolve) => setTimeout(resolve));
        }
        do first.set(scope.frames - 1, await bits(scope.frames - 1));
        while (!isDone && first.size < 12);
        await done;

        const result = { frames: scope.frames, sought: 0, ofFirst: [], ofSecond: [] };
        const frames = [...first.keys()];
        for (let k = 0; k < 12; k++) frames.push((k * 7919) % scope.frames);
        for (const frame of frames.sort((a, b) => ((a * 31) % 17) - ((b * 31) % 17))) {
          scope.frame = frame;
          const now = await bits(frame);
          result.sought++;
          if (first.has(frame) && !isSame(now, first.get(frame))) result.ofFirst.push(frame);
          first.set(frame, now);
        }
        const again = finished();
        scope.experiment = scope.experiment;
        await again;
        for (const [frame, bitsOfFirst] of [...first].sort(([a], [b]) => a - b)) {
          if (!isSame(await bits(frame), bitsOfFirst)) result.ofSecond.push(frame);
        }
        return result;
      },
      experiment,
    );
    assert.ok(compared.frames > 150 && compared.sought > 12, JSON.stringify(compared));
    assert.deepEqual(compared.ofFirst, [], "frames that differ from what was shown first");
    assert.deepEqual(compared.ofSecond, [], "frames that differ from those of a second run");
  });
});
