import assert from "node:assert/strict";
import { before, test } from "node:test";
import { runInThisContext } from "node:vm";
import { bundled } from "../support/bundled.mjs";
import { find, ready, refreshed, show, unfold, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { screen } from "../support/stars.mjs";
import { lastFrame } from "../support/default-run.mjs";

let layout;

before(async () => {
  layout = runInThisContext(
    `${await bundled('export * from "./views/neurons-layout"', "layoutOfThePage")}; layoutOfThePage`,
  );
});

/** Where on the page each neuron of a frame ought to stand in the neurons view, by the numbers of all frames. */
async function expectation(page, frame, scale) {
  const { frames, shown, box, colours, letters } = await withScope(
    page,
    async (scope, frame) => {
      const frames = [];
      for (let k = 0; k < scope.frames; k++) {
        const { w, b } = await scope.neurons(k);
        frames.push([...w].map((w, j) => Math.hypot(w, b[j])));
      }
      const { w, b, a } = await scope.neurons(frame);
      const figure = $(".view.neurons");
      const { x, y, width, height } = figure.getBoundingClientRect();
      const colourOf = (name) => getComputedStyle(figure.querySelector(name)).color.match(/\d+/g).map(Number);
      return {
        frames,
        shown: { w: [...w], b: [...b], a: [...a] },
        box: { x, y, width: Math.round(width), height: Math.round(height) },
        colours: { positive: colourOf(".positive"), negative: colourOf(".negative") },
        letters: parseFloat(getComputedStyle(figure).fontSize) / 16,
      };
    },
    frame,
  );
  const largestNorm = Math.max(...frames.map((norms) => Math.max(...norms)));
  const initialNorm = frames[0].reduce((sum, norm) => sum + norm) / frames[0].length;
  const axis = { scale, range: [0, 0], largestNorm, initialNorm };
  const made = layout.layOutNeurons(box.width, box.height, axis, letters);
  const place = layout.toDisc(made);
  const marks = shown.w.map((w, j) => {
    const norm = Math.hypot(w, shown.b[j]);
    const [left, top] = place(w / norm, shown.b[j] / norm, norm);
    return { x: box.x + left, y: box.y + top, sign: shown.a[j] < 0 ? "negative" : "positive", left, top };
  });
  return { marks, colours, layout: made };
}

async function assertMarks(page, frame, scale) {
  await show(page, frame);
  await refreshed(page);
  const { marks, colours } = await expectation(page, frame, scale);
  const is = await screen(page);
  for (const { x, y, sign } of marks) {
    // A mark of the other sign may lie over it.
    const isCovered = marks.some((other) => other.sign !== sign && Math.hypot(other.x - x, other.y - y) < 8);
    const has = (colour) => [-1.5, 0, 1.5].some((dx) => [-1.5, 0, 1.5].some((dy) => is(x + dx, y + dy, colour)));
    assert.ok(
      has(colours[sign]) || (isCovered && (has(colours.positive) || has(colours.negative))),
      `frame ${frame}: there is no ${sign} mark at ${x.toFixed(1)}, ${y.toFixed(1)}`,
    );
  }
  return marks;
}

for (const theme of ["light", "dark"]) {
  test(`neurons stand where their weights say, on either scale, in the ${theme} theme`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        await withScope(page, (scope) => scope.setAttribute("views", "function neurons"));
        const linear = await assertMarks(page, 60, "linear");
        await assertMarks(page, lastFrame, "linear");
        await unfold(page, "look");
        await withScope(page, () => $("#scale-weights").click());
        await assertMarks(page, 0, "symlog");
        const symlog = await assertMarks(page, 60, "symlog");
        await assertMarks(page, lastFrame, "symlog");
        // On a linear scale early neurons lie on the inner circle; on the other one their norms can be told apart.
        const spread = (marks, { x, y }) => {
          const distances = marks.map(({ left, top }) => Math.hypot(left - x, top - y));
          return Math.max(...distances) - Math.min(...distances);
        };
        const { layout } = await expectation(page, 60, "symlog");
        assert.ok(spread(linear, layout) < 0.1);
        assert.ok(spread(symlog, layout) > 10);
      },
      { theme },
    );
  });
}

testOnPage("rim, data and sector lines are drawn for the data", async (page) => {
  const texts = (selector) =>
    withScope(page, (scope, selector) => $$(selector).map(({ textContent }) => textContent), selector);
  assert.deepEqual(await texts(".neurons .names text"), ["x1", "x2"]);
  assert.deepEqual(
    await texts(".neurons .rim text"),
    [0, 45, 90, 135, 180, 225, 270, 315].map((angle) => `${angle}°`),
  );
  assert.deepEqual((await texts(".neurons .legend text")).sort(), ["aj < 0", "aj > 0"]);
  assert.ok((await texts(".neurons .rings text")).length >= 2);
  // x̃ = (2, 1) and the line at right angles to it.
  const { layout, marks } = await expectation(page, 0, "linear");
  assert.equal(marks.length, 60);
  const is = await screen(page);
  const { x, y } = await withScope(page, () => {
    const { x, y } = $(".view.neurons").getBoundingClientRect();
    return { x, y };
  });
  const ink = await withScope(page, () => getComputedStyle($(".neurons .ink")).color.match(/\d+/g).map(Number));
  const green = await withScope(page, () => getComputedStyle($(".neurons .sectors")).color.match(/\d+/g).map(Number));
  const at = (cosine, sine, part) => [
    x + layout.x + part * layout.outer * cosine,
    y + layout.y - part * layout.outer * sine,
  ];
  const length = Math.hypot(2, 1);
  assert.ok(is(...at(2 / length, 1 / length, 0.965), ink));
  for (const side of [1, -1]) {
    let dashes = 0;
    for (let part = 0.3; part < 0.9; part += 0.01) {
      const [left, top] = at((-side * 1) / length, (side * 2) / length, part);
      if ([-1, 0, 1].some((dx) => is(left + dx, top, green))) dashes++;
    }
    assert.ok(dashes > 10 && dashes < 60, `${dashes} of 60 places are dashed`);
  }
});

testOnPage("the disc's scale stays the same over a run", async (page) => {
  const rings = () =>
    withScope(page, () => $$(".neurons .rings text").map((text) => [text.textContent, text.getAttribute("y")]));
  const before = await rings();
  for (const frame of [60, lastFrame]) {
    await show(page, frame);
    assert.deepEqual(await rings(), before);
  }
});

testOnPage("views are shown singly or together, by attribute and by switches", async (page) => {
  const visible = () =>
    withScope(page, () => ["function", "loss", "neurons"].filter((name) => $(`.view.${name}`).checkVisibility()));
  assert.deepEqual(await visible(), ["function", "loss", "neurons"]);
  await withScope(page, (scope) => scope.setAttribute("views", "neurons"));
  assert.deepEqual(await visible(), ["neurons"]);
  await unfold(page, "look");
  // The last one stays.
  await (await find(page, "#view-neurons")).click();
  assert.deepEqual(await visible(), ["neurons"]);
  assert.equal(await withScope(page, () => $("#view-neurons").checked), true);
  await (await find(page, "#view-function")).click();
  await (await find(page, "#view-neurons")).click();
  assert.deepEqual(await visible(), ["function"]);
  await withScope(page, (scope) => scope.addEventListener("lookchange", () => (window.changed = true)));
  await (await find(page, "#view-loss")).click();
  assert.deepEqual(await visible(), ["function", "loss"]);
  assert.equal(await page.evaluate(() => window.changed), true);
  await withScope(page, (scope) => scope.removeAttribute("views"));
  assert.deepEqual(await visible(), ["function", "loss", "neurons"]);
  await page.evaluate(() => {
    window.scrollTo(0, 0);
  });
  await assertMarks(page, 100, "linear");
});

test("the neurons of a wide run are drawn while it streams", async () => {
  const address = `${hosted()}#preset=three-points&views=neurons&frame=100`;
  const look = async (page) => {
    await until(page, () => {
      const canvas = $(".neurons canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let violet = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 100 && data[i] > 100 && data[i + 2] > 180) violet++;
      return violet > 1000;
    });
  };
  // Chromium warns of a canvas that is read again and again.
  await visit(address, look, { expected: /willReadFrequently/ });
});
