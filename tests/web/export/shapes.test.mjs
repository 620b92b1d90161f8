// What becomes of experiments with several inputs or outputs beyond the screen: files, films, addresses, a pinned run, undo.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { isVisible, pressTool, ready, unfold, until, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const shapes = {
  plane: { preset: "plane", training: { iterations: 2000 } },
  twoOutputs: { preset: "two-outputs", network: { width: 20 }, training: { iterations: 500 } },
  teacher: {
    data: { teacher: { points: 5, inputs: 20 } },
    network: { width: 10, zeroOutput: true, clipping: [0, 2] },
    training: { iterations: 200 },
  },
};

/** Trains an experiment; resolves with the losses of its frames. */
const trained = (page, experiment) =>
  withScope(
    page,
    async (scope, experiment) => {
      await new Promise((resolve) => {
        scope.addEventListener("run", resolve, { once: true });
        scope.experiment = experiment;
      });
      return scope.run.frameLoss;
    },
    experiment,
  );

const textOfBlob = (page, method) => withScope(page, async (scope, method) => (await scope[method]()).text(), method);

for (const [name, experiment] of Object.entries(shapes)) {
  testOnPage(
    `the run of ${name} is saved and trained again from its file, its address, and its own weights`,
    async (page) => {
      const losses = await trained(page, experiment);
      const saved = JSON.parse(await textOfBlob(page, "toJSON"));
      const [, address] = await withScope(page, (scope) => [scope.experiment, scope.address]);
      await trained(page, {});
      assert.deepEqual(await trained(page, saved.experiment), losses);
      await trained(page, {});
      await withScope(
        page,
        (scope, address) =>
          new Promise((resolve) => {
            scope.addEventListener("run", resolve, { once: true });
            scope.address = address;
          }),
        address,
      );
      assert.deepEqual(await withScope(page, ({ run }) => run.frameLoss), losses);
      const { initScale, initialisation, seed, width, zeroOutput, clipping, ...network } = saved.experiment.network;
      const { w, b, a, c } = await withScope(page, (scope) => scope.neurons(0));
      assert.ok(initScale > 0 && initialisation && seed >= 0 && width === Object.keys(b).length);
      assert.equal(zeroOutput === true && clipping[1] === 2, name === "teacher");
      const list = (numbers, rows) => {
        const values = Object.values(numbers);
        const length = values.length / rows;
        return Array.from({ length: rows }, (_, row) => values.slice(row * length, (row + 1) * length));
      };
      const outputs = typeof c === "number" ? 1 : Object.keys(c).length;
      const initial = { w: list(w, width), b: Object.values(b), a: list(a, outputs) };
      assert.deepEqual(await trained(page, { ...saved.experiment, network: { ...network, initial } }), losses);
    },
  );

  testOnPage(`the run of ${name} is a table, a script, figures and a film`, async (page) => {
    await trained(page, experiment);
    const [header, row] = (await textOfBlob(page, "toCSV")).split("\n");
    assert.equal(header.split(",").length, row.split(",").length);
    assert.match(header, { plane: /,w1,w2,b,a/, twoOutputs: /,w,b,a1,a2/, teacher: /,w1,w2,.*,w20,b,a/ }[name]);
    assert.match(
      await textOfBlob(page, "toPyTorch"),
      { plane: /Linear\(2, /, twoOutputs: /, 2/, teacher: /randn\(/ }[name],
    );
    for (const view of ["function", "neurons", "loss"]) {
      const [svg, pdf] = await withScope(
        page,
        async (scope, view) => [await (await scope.toSVG(view)).text(), await (await scope.toPDF(view)).text()],
        view,
      );
      assert.ok(
        svg.includes("<svg") && svg.length > 2000 && !/[" ,]NaN|undefined/.test(svg),
        `${view} ${svg.slice(0, 300)}`,
      );
      assert.ok(pdf.startsWith("%PDF") && pdf.length > 2000, view);
    }
    const size = await withScope(
      page,
      async (scope) => (await scope.toVideo({ from: 0, to: 4, width: 480, height: 320 })).size,
    );
    assert.ok(size > 2000, `${size}`);
  });
}

test("a run in the plane is compared with a pinned one of its shape, and one of another shape is told apart", async () => {
  await visit(`${hosted()}#preset=plane`, async (page) => {
    await ready(page);
    await pressTool(page, "pin");
    await trained(page, { preset: "plane", network: { seed: 4 } });
    await unfold(page, "compare");
    await until(page, () => $$(".compare .distance path").length > 0);
    const largest = await withScope(page, () => $(".compare .distance figcaption").textContent);
    assert.match(largest, /\d/);
    await trained(page, { training: { iterations: 500 } });
    await until(page, () => $(".compare .distance")?.hidden !== false);
    assert.equal(await isVisible(page, "[role=alert]"), false);
  });
});

test("a point dragged in the plane is put back by undo", async () => {
  await visit(`${hosted()}#preset=xor`, async (page) => {
    await ready(page);
    const before = await withScope(page, ({ experiment: { data } }) => data);
    await withScope(page, () => $$(".grip")[0].focus());
    await page.keyboard.press("ArrowUp");
    await until(page, ({ experiment: { data } }) => data.x[0][1] > -1);
    await pressTool(page, "undo");
    await until(page, ({ experiment: { data } }) => data.x[0][1] === -1);
    assert.deepEqual(await withScope(page, ({ experiment: { data } }) => data), before);
  });
});
