// The plane of two inputs: its colours, contours and kinks, the data in it, and what has no place there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import {
  complaint,
  complains,
  find,
  ready,
  refreshed,
  show,
  unfold,
  until,
  withScope,
} from "../support/instrument.mjs";
import { screen } from "../support/stars.mjs";
import { visit } from "../support/visit.mjs";

const numberOf = (text) => Number(text.replace("−", "-"));

/** Where the plot is on the page, and where a value of either axis is in it. */
async function plane(page) {
  const { ticks, box } = await withScope(page, () => {
    const box = $(".function .sides path").getBoundingClientRect();
    const read = (selector) =>
      $$(`.function ${selector} .tick`).map((tick) => {
        const { x, y, width, height } = tick.querySelector("line").getBoundingClientRect();
        return { text: tick.textContent, x: x + width / 2, y: y + height / 2 };
      });
    return { ticks: [read(".bottom"), read(".left-input")], box: box.toJSON() };
  });
  const along = (axis, side) => {
    const [first, last] = [ticks[axis][0], ticks[axis].at(-1)];
    const [low, high] = [numberOf(first.text), numberOf(last.text)];
    return (value) => first[side] + ((value - low) / (high - low)) * (last[side] - first[side]);
  };
  return { x: along(0, "x"), y: along(1, "y"), box };
}

/** h at a place, from the weights of a frame. */
const valueAt = (page, frame, x1, x2) =>
  withScope(
    page,
    async (scope, frame, x1, x2) => {
      const { w, b, a, c } = await scope.neurons(frame);
      return b.reduce((h, bias, j) => h + a[j] * Math.max(0, w[2 * j] * x1 + w[2 * j + 1] * x2 + bias), c);
    },
    frame,
    x1,
    x2,
  );

test("the map has the colours of the function, its contours, a kink for each neuron, and grips on the data", async () => {
  await visit(`${hosted()}#preset=xor&frame=150`, async (page) => {
    await ready(page);
    await show(page, 150);
    await until(page, () => $$(".contours text").length > 3);
    const { x, y } = await plane(page);
    const hasColour = await screen(page);
    const bar = await withScope(page, () =>
      $$(".bar rect").map((rect) => getComputedStyle(rect).fill.match(/\d+/g).map(Number)),
    );
    let same = 0;
    const places = [-1.7, -1.3, -0.6, 0.6, 1.3, 1.7].flatMap((x1) => [-1.6, -0.45, 0.45, 1.6].map((x2) => [x1, x2]));
    for (const [x1, x2] of places) {
      const h = await valueAt(page, 150, x1, x2);
      const part = (1.25 - Math.max(-1.25, Math.min(1.25, h))) / 2.5;
      const colour = bar[Math.min(bar.length - 1, Math.floor(part * bar.length))];
      if (hasColour(x(x1), y(x2), colour, 24)) same++;
    }
    // A contour or a kink may lie over some of them.
    assert.ok(same > 0.7 * places.length, `${same} of ${places.length}`);
    const values = await withScope(page, () => $$(".contours text").map(({ textContent }) => textContent));
    assert.equal(new Set(values).size, values.length);
    assert.equal(await withScope(page, () => $$(".grip").length), 4);
    assert.equal(await withScope(page, () => $(".grip").getAttribute("aria-label")), "point 1: x₁ -1, x₂ -1, y -1");
  });
});

test("a point that is dragged, moved by keys, or added is trained with", async () => {
  await visit(`${hosted()}#preset=xor`, async (page) => {
    await ready(page);
    const { x, y } = await plane(page);
    await page.mouse.move(x(1), y(1));
    await page.mouse.down();
    await page.mouse.move(x(0.5), y(1.5), { steps: 4 });
    await page.mouse.up();
    await until(
      page,
      ({ experiment: { data } }) => Math.abs(data.x[3][0] - 0.5) < 0.05 && Math.abs(data.x[3][1] - 1.5) < 0.05,
    );
    await until(page, ({ run, frames }) => run.iterations.length === frames);
    await withScope(page, () => $$(".grip")[0].focus());
    await page.keyboard.press("ArrowUp");
    await until(page, ({ experiment: { data } }) => data.x[0][0] === -1 && data.x[0][1] > -1);
    const place = await plane(page);
    await page.mouse.click(place.x(-1.6), place.y(0.1), { count: 2 });
    await until(page, ({ experiment: { data } }) => data.x.length === 5 && data.y.length === 5);
    await unfold(page, "data");
    assert.deepEqual(
      await withScope(page, () => $$(".panel.data th[scope=col]").map(({ textContent }) => textContent)),
      ["x1", "x2", "y"],
    );
  });
});

test("axes of both inputs are chosen by address and keys, and taken back", async () => {
  await visit(`${hosted()}#preset=xor&secondRange=-3,3`, async (page) => {
    await ready(page);
    const ticks = () => withScope(page, () => $$(".left-input .tick text").map(({ textContent }) => textContent));
    assert.deepEqual([(await ticks())[0], (await ticks()).at(-1)], ["−3", "3"]);
    await withScope(page, () => $(".views").focus());
    await until(page, (scope) => {
      $(".views").dispatchEvent(new KeyboardEvent("keydown", { key: "w", bubbles: true }));
      return /secondRange=-2\./.test(scope.address);
    });
    await page.keyboard.press("0");
    await until(page, (scope) => !scope.address.includes("Range"));
  });
});

test("what the data do not allow is told", async () => {
  for (const [hash, message] of [
    ["preset=xor&weightRange=-1,1", /^weightRange is left out: with 2 inputs/],
    ["secondRange=-1,1", /^secondRange is left out: with one input/],
    ["preset=xor&output=2", /^output must be 1, not “2”/],
  ]) {
    await visit(`${hosted()}#${hash}`, async (page) => {
      await ready(page);
      await complains(page);
      assert.match(await complaint(page), message);
    });
  }
});

test("figures, the values of the map, and narrow and dark pages have the plane", async () => {
  await visit(
    `${hosted()}#preset=xor&frame=150`,
    async (page) => {
      await ready(page);
      await show(page, 150);
      const [svg, pdf] = await withScope(page, async (scope) => [
        await (await scope.toSVG("function")).text(),
        (await scope.toPDF("function")).size,
      ]);
      assert.match(svg, /<image/);
      assert.match(svg, /stroke-dasharray/);
      assert.ok(pdf > 10000);
      const { width, inner } = await withScope(page, () => ({
        width: $(".view.function").getBoundingClientRect().right,
        inner: innerWidth,
      }));
      assert.ok(width <= inner);
      await find(page, ".views");
      await refreshed(page);
    },
    { width: 360, height: 640, theme: "dark" },
  );
});
