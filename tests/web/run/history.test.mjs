// What the browser remembers of what was tried: reloads, Back and Forward.

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, ready, refreshed, show, until, unfold, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

/** Waits until the browser keeps this address for the entry that is shown. */
const kept = (page, pattern) =>
  page.waitForFunction(
    (source) => new RegExp(source).test(decodeURIComponent(history.state?.address ?? "none")),
    { polling: 20 },
    pattern.source,
  );

const entries = (page) => page.evaluate(() => history.length);

const seedIs = (page, seed) => until(page, (scope, seed) => scope.experiment?.network.seed === seed, seed);

/** Chooses the next seed, as a reader. */
async function nextSeed(page) {
  await (await find(page, "#network-seed ~ button")).click();
}

test("Back and Forward walk through what was tried, and add nothing to it", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 100);
    await kept(page, /^frame=100$/);
    const before = await entries(page);
    await nextSeed(page);
    await seedIs(page, 1);
    await kept(page, /"seed":1\}.*frame=100$/);
    await nextSeed(page);
    await seedIs(page, 2);
    await kept(page, /"seed":2\}/);
    assert.equal(await entries(page), before + 2);
    // Frames and looks belong to what is tried.
    await show(page, 60);
    await unfold(page, "look");
    await (await find(page, "#view-neurons")).click();
    await kept(page, /"seed":2\}.*views=function\+loss&frame=60$/);
    assert.equal(await entries(page), before + 2);

    await page.goBack();
    await seedIs(page, 1);
    await until(page, (scope) => scope.frame === 100);
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelector(".neurons").checkVisibility()), true);
    await page.goBack();
    await seedIs(page, 0);
    await until(page, (scope) => scope.frame === 100);
    await page.goForward();
    await page.goForward();
    await seedIs(page, 2);
    await until(page, (scope) => scope.frame === 60);
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelector(".neurons").checkVisibility()), false);
    // What is written when all is still is no entry of its own.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    assert.equal(await entries(page), before + 2);
    await page.goBack();
    await seedIs(page, 1);
    // From there on, something else takes the place of what came after.
    await (await find(page, ".presets button:nth-of-type(2)")).click();
    await until(page, (scope) => scope.experiment?.preset === "non-orthogonal");
    await kept(page, /^preset=non-orthogonal/);
    assert.equal(await entries(page), before + 2);
  });
});

test("the drag of a slider, and a key that is held on it, is one entry", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 100);
    await kept(page, /^frame=100$/);
    const before = await entries(page);
    const slider = await find(page, "[aria-labelledby=network-initScale-label]");
    await slider.scrollIntoView();
    const { x, y, width, height } = await slider.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    for (let step = 1; step <= 12; step++) {
      await page.mouse.move(x + width / 2 + 4 * step, y + height / 2);
      await new Promise((resolve) => setTimeout(resolve, step % 4 === 0 ? 1000 : 60));
    }
    assert.equal(await entries(page), before);
    await page.mouse.up();
    await kept(page, /initScale/);
    assert.equal(await entries(page), before + 1);
    await page.keyboard.down("ArrowLeft");
    for (let held = 0; held < 25; held++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      await page.keyboard.down("ArrowLeft");
    }
    await page.keyboard.up("ArrowLeft");
    const { initScale } = await withScope(page, (scope) => scope.experiment.network);
    await until(page, (scope, before) => scope.experiment.network.initScale <= before, initScale);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(await entries(page), before + 2);
    await page.goBack();
    await page.goBack();
    await until(page, (scope) => scope.experiment.network.initScale === 1e-6);
  });
});

test("a reload keeps what was edited during play, and plays on", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, (scope) => scope.setAttribute("fps", "3"));
    await show(page, 20);
    await (await find(page, ".play")).click();
    await until(page, (scope) => scope.frame > 21);
    await nextSeed(page);
    await seedIs(page, 1);
    await kept(page, /"seed":1\}/);
    assert.equal(await withScope(page, ({ playing }) => playing), true);
    await page.reload();
    await ready(page);
    await seedIs(page, 1);
    await until(page, (scope) => scope.playing && scope.frame > 20);
  });
});

test("a reload keeps frame, look and the pinned run; what was paused stays so", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await withScope(page, (scope) => scope.pause());
      await show(page, 0);
      await (await find(page, ".tools .pin")).click();
      await nextSeed(page);
      await seedIs(page, 1);
      await unfold(page, "look");
      await (await find(page, "#scale-loss")).click();
      await kept(page, /"seed":1\}.*pinned=\{\}&loss=log$/);
      await page.reload();
      await ready(page);
      await seedIs(page, 1);
      await until(page, (scope) => scope.address.includes("pinned") && scope.address.includes("loss=log"));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(await withScope(page, ({ playing, frame }) => ({ playing, frame })), {
        playing: false,
        frame: 0,
      });
    },
    { motion: "no-preference" },
  );
});

test("what is too long for an address is there after a reload all the same, and the reader is told what is not", async () => {
  const x = Array.from({ length: 900 }, (_, i) => i / 7 - 60);
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 3);
    await kept(page, /^frame=3$/);
    await withScope(
      page,
      (scope, x) => void (scope.experiment = { data: { x, y: x }, training: { iterations: 50 } }),
      x,
    );
    await until(page, (scope) => scope.experiment?.data.x.length === 900);
    await kept(page, /"data"/);
    assert.equal(await page.evaluate(() => location.hash), "");
    assert.match(await page.$eval("#note", ({ textContent }) => textContent), /too long.*link/);
    await page.reload();
    await until(page, (scope) => scope.experiment?.data.x.length === 900);
  });
});

test("what stands in a frame leaves the history of the page around it alone", async () => {
  await visit(`${hosted()}icon.svg`, async (page) => {
    await page.goto(`${hosted()}embed.html`);
    await page.goto(`${hosted()}examples/index.html`);
    await page.evaluate((address) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("width", "1000");
      frame.setAttribute("height", "900");
      frame.src = address;
      document.body.replaceChildren(frame);
    }, `${hosted()}embed.html`);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame.waitForFunction(() => document.querySelector("relu-scope")?.frames > 100);
    const before = await entries(page);
    const button = (
      await frame.waitForFunction(() =>
        document.querySelector("relu-scope").shadowRoot.querySelector("#network-seed ~ button"),
      )
    ).asElement();
    await button.click();
    await frame.waitForFunction(() => document.querySelector("relu-scope").experiment.network.seed === 1);
    await frame.waitForFunction(() => /seed/.test(history.state?.address ?? ""));
    assert.equal(await entries(page), before);
  });
});

test("an element of another page leaves its address and history alone", async () => {
  await visit(`${hosted()}examples/blog-post/index.html`, async (page) => {
    await ready(page);
    const before = await page.evaluate(() => [history.length, location.href, history.state]);
    await withScope(page, (scope) => void (scope.experiment = { network: { seed: 5 } }));
    await seedIs(page, 5);
    await show(page, 30);
    await refreshed(page);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(await page.evaluate(() => [history.length, location.href, history.state]), before);
  });
});
