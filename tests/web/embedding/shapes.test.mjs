// Experiments with several inputs or outputs in a page of somebody else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until, withScope } from "../support/instrument.mjs";
import { visitPage } from "../support/stranger.mjs";

/** A page that puts the element in with attributes. */
const page = (attributes) =>
  `<!doctype html><title>A note</title><relu-scope ${attributes}></relu-scope><script src="lib/reluscope.js"></script>`;

const ready = (page) =>
  page.evaluate(async () => {
    await customElements.whenDefined("relu-scope");
    await document.querySelector("relu-scope").ready;
  });

test("a host's element has the plane by its attributes, takes points by its property, and gives figures", async () => {
  const text = page('preset="xor" views="function"');
  await visitPage(
    { "/index.html": text, "/lib/": "element" },
    async (page) => {
      await ready(page);
      await until(page, () => $(".function .bar") !== null && $$(".grip").length === 4);
      const experiment = {
        data: {
          x: [
            [0, 1],
            [1, 0],
            [-1, -1],
          ],
          y: [1, -1, 0],
        },
        training: { iterations: 50 },
      };
      await withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
      await until(page, () => $$(".grip").length === 3);
      const types = await withScope(page, async (scope) => {
        const files = [await scope.toSVG("function"), await scope.toPNG("function"), await scope.toPDF("function")];
        return files.map(({ size, type }) => (size > 1000 ? type : `${size} bytes`));
      });
      assert.deepEqual(types, ["image/svg+xml", "image/png", "application/pdf"]);
    },
    { path: "/index.html" },
  );
});

test("a host chooses the output", async () => {
  const text = page('preset="two-outputs" output="2" views="function"');
  await visitPage(
    { "/index.html": text, "/lib/": "element" },
    async (page) => {
      await ready(page);
      await until(page, () => $(".function .label.green")?.textContent === "hθ,2(x)");
      await withScope(page, (scope) => scope.setAttribute("output", "1"));
      await until(page, () => $(".function .label.green").textContent === "hθ,1(x)");
    },
    { path: "/index.html" },
  );
});
