// While something is dragged, under gradient flow with many neurons, a coarse run follows the changes until their own run comes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { pressTool, ready, refreshed, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

const wide = { network: { width: 9000 }, training: { dynamics: "flow" } };

/** Runs in a page before its scripts: from when `isHeld` is set there, no run is trained but coarse ones, until `letGo`. */
function holdRuns() {
  const { postMessage } = Worker.prototype;
  const held = [];
  window.coarse = [];
  Worker.prototype.postMessage = function (...message) {
    const [{ kind, experiment }] = message;
    const given = kind === "train" ? JSON.parse(experiment) : undefined;
    if (given?.network?.width === 2000) window.coarse.push(given);
    else if (given && window.isHeld) return void held.push(() => postMessage.apply(this, message));
    postMessage.apply(this, message);
  };
  window.letGo = () => {
    window.isHeld = false;
    for (const post of held.splice(0)) post();
  };
}

/** A page with the run of an experiment, and no other after it until it is let go. */
async function heldAt(experiment, body, address = hosted()) {
  await visit(
    address,
    async (page) => {
      await ready(page);
      await withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
      await until(page, (scope, dynamics) => scope.run?.engine.includes(dynamics), engineOf(experiment));
      await withScope(page, (scope) => {
        scope.setAttribute("views", "function neurons loss");
        scope.pause();
        scope.frame = Infinity;
        window.isHeld = true;
      });
      await refreshed(page);
      await body(page);
    },
    { before: holdRuns },
  );
}

const engineOf = ({ training }) => (training?.dynamics === "flow" ? "flow" : "cells");

/** Moves the slider of the initial scale through some powers of ten. */
const slide = (page, ...powers) =>
  withScope(
    page,
    (_, powers) => {
      const slider = $("#network-initScale").parentElement.querySelector("[type=range]");
      for (const power of powers) {
        slider.value = String(power);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
    powers,
  );

/** What covers the views: the words, and the pictures. */
const covers = (page) =>
  withScope(page, () =>
    $$(".view:not([hidden])").map((figure) => ({
      words: [...figure.querySelectorAll("svg.cover text")].map(({ textContent }) => textContent),
      picture: figure.querySelector("canvas.cover")?.toDataURL(),
    })),
  );

const areCovered = () => $$(".view:not([hidden])").every((figure) => figure.querySelector("canvas.cover"));
const areBare = () => $(".cover") === null;

test("a coarse run follows what is dragged, and goes when the run itself is there", async () => {
  await heldAt(wide, async (page) => {
    await slide(page, -1);
    await refreshed(page);
    assert.ok(await withScope(page, areBare), "after a single change");
    const run = await withScope(page, ({ run }) => run);
    await slide(page, -1.5, -2);
    await until(page, areCovered);
    await until(page, () => window.coarse.at(-1).network.initScale === 0.01);
    await refreshed(page);
    const before = await covers(page);
    for (const { words } of before) {
      assert.deepEqual(words, ["coarse: 2,000 neurons for 9,000", "pale: the last run"]);
    }
    await slide(page, -0.5);
    await until(page, (_, picture) => $(".loss canvas.cover").toDataURL() !== picture, before[2].picture);
    const after = await covers(page);
    for (const [index, { picture }] of after.entries()) assert.notEqual(picture, before[index].picture);
    // Nothing else takes it for the run on the page.
    assert.deepEqual(await withScope(page, ({ run }) => run), run);
    const svg = await withScope(page, async (scope) => (await scope.toSVG("function")).text());
    assert.ok(!svg.includes("coarse"));
    await page.evaluate(() => window.letGo());
    await until(page, areBare);
    assert.equal(await withScope(page, ({ experiment }) => experiment.network.initScale), 0.32);
    assert.equal(await withScope(page, ({ experiment }) => experiment.network.width), 9000);
    assert.equal(await withScope(page, () => $$(".covered").length), 0);
    await pressTool(page, "undo");
    await until(page, ({ experiment }) => experiment.network.initScale !== 0.32);
    assert.equal(await withScope(page, ({ experiment }) => experiment.network.width), 9000);
  });
});

test("a data point that is dragged has its curve at once", async () => {
  await heldAt(wide, async (page) => {
    const { x, y } = await withScope(page, () => {
      const { x, y, width, height } = $$(".grip")[1].getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step < 5; step++) await page.mouse.move(x, y + 10 * step);
    await until(page, areCovered);
    await until(page, ({ experiment }) => window.coarse.at(-1).data.y[1] !== experiment.data.y[1]);
    await page.mouse.up();
    await page.evaluate(() => window.letGo());
    await until(page, areBare);
  });
});

test("its neurons are where those of the many are", async () => {
  // Unscaled, their weights would be five times as large.
  await heldAt({ ...wide, network: { width: 50000 } }, async (page) => {
    await slide(page, -1, -1.5);
    await until(page, areCovered);
    const length = () =>
      withScope(page, () => {
        const ticks = $$(".function .right .tick").map(({ textContent }) => Number(textContent.replace("−", "-")));
        return Math.max(...ticks) - Math.min(...ticks);
      });
    const coarse = await length();
    await page.evaluate(() => window.letGo());
    await until(page, areBare);
    await refreshed(page);
    const many = await length();
    assert.ok(coarse < 2 * many && many < 2 * coarse, `${coarse} and ${many}`);
  });
});

test("few neurons, descent and given weights have none", async () => {
  const weights = new Float64Array(9000).fill(0.001);
  const initial = { w: [...weights], b: [...weights], a: [...weights] };
  const kinds = {
    "few neurons": { ...wide, network: { width: 5000 } },
    descent: { network: wide.network },
    "given weights": { ...wide, network: { initial } },
  };
  for (const [name, experiment] of Object.entries(kinds)) {
    await heldAt(experiment, async (page) => {
      await withScope(page, () => {
        for (const rate of ["0.002", "0.003", "0.004"]) {
          $("#training-learningRate").value = rate;
          $("#training-learningRate").dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
      await refreshed(page);
      assert.ok(await withScope(page, areBare), name);
      assert.deepEqual(await page.evaluate(() => window.coarse), [], name);
    });
  }
});

test("a change that is refused takes its coarse run with it", async () => {
  await heldAt(wide, async (page) => {
    await slide(page, -1, -1.5);
    await until(page, areCovered);
    await withScope(page, () => {
      $("#network-seed").value = "-1";
      $("#network-seed").dispatchEvent(new Event("change", { bubbles: true }));
    });
    await page.evaluate(() => window.letGo());
    await until(page, () => $("[role=alert]").checkVisibility());
    await until(page, areBare);
    assert.equal(await withScope(page, ({ experiment }) => experiment.network.seed), 0);
  });
});

test("what is no experiment has none, and is refused", async () => {
  await heldAt(wide, async (page) => {
    await slide(page, -1, -1.5);
    await until(page, areCovered);
    await withScope(page, (scope) => {
      scope.setAttribute("experiment", "null");
      window.letGo();
    });
    await until(page, () => $("[role=alert]").checkVisibility());
    await until(page, areBare);
  });
});

test("pinned runs stay what they are", async () => {
  await heldAt(
    wide,
    async (page) => {
      const legend = () => withScope(page, () => $(".function > svg .key").textContent);
      await until(page, () => $(".function > svg .key").textContent !== "");
      const before = await legend();
      await slide(page, -1, -1.5);
      await until(page, areCovered);
      assert.equal(await legend(), before);
      await page.evaluate(() => window.letGo());
      await until(page, areBare);
      await until(page, () => $(".function > svg .key").textContent.startsWith("pinned"));
    },
    `${hosted()}#${new URLSearchParams({ pinned: JSON.stringify([{ network: { seed: 3 } }]) })}`,
  );
});
