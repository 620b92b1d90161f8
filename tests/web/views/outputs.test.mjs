// Runs with several outputs, and with more inputs than can be drawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { ready, unfold, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

const labelOf = (page) => withScope(page, () => $(".function .label.green").textContent);

/** Five points with three inputs and two outputs. */
const wide = JSON.stringify({
  version: 1,
  data: {
    x: [
      [0, 1, 2],
      [1, 0, 1],
      [2, 1, 0],
      [0, 2, 1],
      [1, 1, 1],
    ],
    y: [
      [0, 1],
      [1, 0],
      [1, 1],
      [0, -1],
      [0.5, 0.5],
    ],
  },
  network: { width: 20, initScale: 0.5 },
  training: { iterations: 500, learningRate: 0.02 },
});

test("the output is chosen by address, key and panel", async () => {
  await visit(`${hosted()}#preset=two-outputs&output=2`, async (page) => {
    await ready(page);
    assert.equal(await labelOf(page), "hθ,2(x)");
    await withScope(page, () => $(".views").focus());
    await until(page, (scope) => {
      if (scope.address.includes("output=2")) {
        $(".views").dispatchEvent(new KeyboardEvent("keydown", { key: "o", bubbles: true }));
      }
      return !scope.address.includes("output=");
    });
    await until(page, () => $(".function .label.green").textContent === "hθ,1(x)");
    await unfold(page, "look");
    await until(page, () => $("select#output")?.length === 2);
    await withScope(page, () => {
      const control = $("select#output");
      control.value = "2";
      control.dispatchEvent(new Event("change"));
    });
    await until(page, (scope) => scope.address.includes("output=2"));
    await until(page, () => $(".function .label.green").textContent === "hθ,2(x)");
  });
});

test("of many inputs the fitted values are drawn against the given ones, and the neurons in their principal plane", async () => {
  await visit(`${hosted()}#experiment=${encodeURIComponent(wide)}`, async (page) => {
    await ready(page);
    assert.equal(await labelOf(page), "hθ,1(xi)");
    assert.equal(await withScope(page, () => $$(".grip").length), 0);
    const { svg, neurons } = await withScope(page, async (scope) => ({
      svg: await (await scope.toSVG("function")).text(),
      neurons: await (await scope.toSVG("neurons")).text(),
    }));
    assert.match(svg, /stroke-dasharray/);
    assert.match(neurons, /<path/);
  });
});

test("a run with one input replaces one with several, and has its curve again", async () => {
  await visit(`${hosted()}#preset=xor`, async (page) => {
    await ready(page);
    assert.ok(await withScope(page, () => $(".function .bar") !== null));
    await withScope(page, (scope) => scope.setAttribute("preset", "orthogonal"));
    await withScope(page, (scope) => void (scope.address = "preset=orthogonal"));
    await until(page, () => $(".function .right") !== null && $(".function .bar") === null);
    await until(page, () => $$(".grip").length === 2);
  });
});
