// The axes that the reader chooses, what lies outside of them, and what symbols say of themselves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, ready, refreshed, unfold, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

/** The numbers written at the bottom axis, and at the right one. */
function ticks(page, axis) {
  return withScope(
    page,
    (scope, axis) =>
      [...scope.shadowRoot.querySelectorAll(`.function .${axis} .tick text`)].map((text) =>
        Number(text.textContent.replace("−", "-")),
      ),
    axis,
  );
}

function address(page) {
  return withScope(page, (scope) => scope.address);
}

/** The texts of the counts at the edges. */
function counts(page) {
  return withScope(page, (scope) =>
    [...scope.shadowRoot.querySelectorAll(".outside:not([hidden], .reset)")].map(({ textContent }) => textContent),
  );
}

/** Waits until the address has, or lacks, a key. */
function untilAddressed(page, key, isThere) {
  return until(page, (scope, key, isThere) => new RegExp(key).test(scope.address) === isThere, key, isThere);
}

/** Where the plot of the function view is on the page. */
async function plot(page) {
  await withScope(page, (scope) => void scope.shadowRoot.querySelector(".views").scrollIntoView());
  await refreshed(page);
  return withScope(page, (scope) => {
    const { left, top, right, bottom } = scope.shadowRoot
      .querySelector(".function .sides path")
      .getBoundingClientRect();
    return { left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2 };
  });
}

test("an address gives the axes their ranges, and a bad one is told", async () => {
  await visit(`${hosted()}#xRange=-4,4&weightRange=-1,2`, async (page) => {
    await ready(page);
    const [x, weights] = [await ticks(page, "bottom"), await ticks(page, "right")];
    assert.deepEqual([x[0], x.at(-1)], [-4, 4]);
    assert.deepEqual([weights[0], weights.at(-1)], [-1, 2]);
    assert.equal(await address(page), "xRange=-4,4&weightRange=-1,2");
    for (const bad of ["4,-4", "1", "0,1,2", "a,b", "-1e10,1"]) {
      const message = await withScope(
        page,
        (scope, bad) =>
          new Promise((resolve) => {
            scope.addEventListener("error", ({ detail }) => resolve(detail), { once: true });
            scope.setAttribute("xrange", bad);
          }),
        bad,
      );
      assert.equal(message.key, "xRange");
      assert.match(
        message.message,
        /^xRange must be two numbers from -1000000000 to 1000000000, the smaller one first, not “/,
      );
    }
    await withScope(page, (scope) => scope.setAttribute("xRange", "-2 2"));
    await until(page, (scope) => scope.address.startsWith("xRange=-2,2&"));
    await withScope(page, (scope) => scope.removeAttribute("xRange"));
    await untilAddressed(page, "xRange", false);
  });
});

testOnPage("what lies outside is counted, and a press shows it", async (page) => {
  const { kinks, weights } = await withScope(page, async (scope) => {
    const { w, b, a } = await scope.neurons(0);
    return { kinks: [...w].map((w, j) => -b[j] / w), weights: [...a] };
  });
  const left = kinks.filter((kink) => kink < -1.5).length;
  const right = kinks.filter((kink) => kink > 3).length;
  assert.ok(left > 1 && right > 1);
  assert.deepEqual(await counts(page), [`← ${left} neurons`, `${right} neurons →`]);
  await (await find(page, ".outside.to-right")).click();
  await untilAddressed(page, "xRange=", true);
  const [, end] = (await address(page)).match(/xRange=[^,]+,([^&]+)/);
  const shown = kinks.filter((kink) => kink > 3 && kink <= Number(end)).length;
  assert.ok(shown >= 0.9 * right, `${shown} of ${right}`);
  await until(
    page,
    (scope, rest) => scope.shadowRoot.querySelector(".outside.to-right").hidden === (rest === 0),
    right - shown,
  );
  // And by weight.
  await withScope(page, (scope) => void (scope.address = "weightRange=-1e-7,1e-7"));
  const inside = weights.filter((_, j) => kinks[j] >= -1.5 && kinks[j] <= 3);
  const [above, below] = [inside.filter((a) => a > 1e-7).length, inside.filter((a) => a < -1e-7).length];
  await until(
    page,
    (scope, texts) => texts.every((text) => scope.shadowRoot.querySelector(".function").textContent.includes(text)),
    [`↓ ${below} neurons`, `↑ ${above} neurons`],
  );
  await (await find(page, ".outside.reset")).click();
  await untilAddressed(page, "Range", false);
});

test("wheel, drag, keys and fields move the axes, and a double press takes that back", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      const { x, y, left, right, bottom } = await plot(page);
      await page.mouse.move(x, y);
      await until(page, (scope) => scope.shadowRoot.querySelector(".explanation") !== null);
      // Without a modifier the wheel is the page's.
      const range = async () =>
        (await address(page))
          .match(/xRange=([^,]+),([^&]+)/)
          ?.slice(1)
          .map(Number);
      await page.keyboard.down("Control");
      await page.mouse.wheel({ deltaY: -100 });
      await page.keyboard.up("Control");
      await untilAddressed(page, "xRange", true);
      const zoomed = await range();
      assert.ok(zoomed[0] > -1.5 && zoomed[1] < 3, `${zoomed}`);
      assert.ok(Math.abs((zoomed[0] + zoomed[1]) / 2 - 0.75) < 0.02, "about the pointer");

      await page.mouse.move(left + 40, bottom + 20);
      await page.mouse.down();
      await page.mouse.move(left + 140, bottom + 20, { steps: 4 });
      await page.mouse.up();
      await until(page, (scope, start) => Number(/xRange=([^,]+)/.exec(scope.address)[1]) < start, zoomed[0]);
      const panned = await range();
      const expected = (-100 / (right - left)) * (zoomed[1] - zoomed[0]);
      assert.ok(Math.abs(panned[0] - zoomed[0] - expected) < 0.05, `${panned} after ${zoomed}`);
      await page.mouse.click(left + 40, bottom + 20, { count: 2 });
      await untilAddressed(page, "xRange", false);
      const points = await withScope(page, (scope) => scope.experiment.data.x.length);
      assert.equal(points, 2, "the double press adds no point");

      await page.mouse.move(right + 20, y);
      await page.keyboard.down("Control");
      await page.mouse.wheel({ deltaY: 100 });
      await page.keyboard.up("Control");
      await untilAddressed(page, "weightRange", true);

      await withScope(page, (scope) => scope.shadowRoot.querySelector(".views").focus());
      await page.keyboard.press("+");
      await untilAddressed(page, "xRange", true);
      const frame = await withScope(page, (scope) => scope.frame);
      await page.keyboard.down("Shift");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.up("Shift");
      await until(page, (scope) => Number(/xRange=([^,]+)/.exec(scope.address)[1]) > -0.9);
      assert.equal(await withScope(page, (scope) => scope.frame), frame);
      await page.keyboard.press("0");
      await untilAddressed(page, "Range", false);

      await unfold(page, "look");
      await (await find(page, "#xRange-0")).type("-3");
      await (await find(page, "#xRange-1")).type("5");
      await page.keyboard.press("Enter");
      await until(page, (scope) => scope.address.includes("xRange=-3,5"));
    },
    { width: 1280, height: 900 },
  );
});

test("symbols say what they are, to the pointer and by key", async () => {
  await visit(`${hosted()}#overlays=directions`, async (page) => {
    await ready(page);
    const { left, bottom, x } = await plot(page);
    await page.mouse.move(x, bottom + 20);
    await page.mouse.move(x + 1, bottom + 20);
    const said = (text) =>
      until(
        page,
        (scope, text) => {
          const note = scope.shadowRoot.querySelector(".explanation");
          return note && !note.hidden && note.textContent.includes(text);
        },
        text,
      );
    // The first pointer loads what explains.
    await until(page, (scope) => scope.shadowRoot.querySelector(".explanation") !== null);
    await page.mouse.move(x + 2, bottom + 22);
    await said("The input x");
    await page.mouse.move(left - 30, bottom - 100);
    await said("Left axis");
    await withScope(page, (scope) => scope.shadowRoot.querySelector(".views").focus());
    const seen = new Set();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press("e");
      seen.add(await withScope(page, (scope) => scope.shadowRoot.querySelector(".explanation").textContent));
    }
    for (const part of [
      "data point",
      "learnt function",
      "attracts",
      "repels",
      "angle",
      "inner circle",
      "loss of the frame",
    ]) {
      assert.ok(
        [...seen].some((text) => text.includes(part)),
        part,
      );
    }
    await page.keyboard.press("Escape");
    await until(page, (scope) => scope.shadowRoot.querySelector(".explanation").hidden);
  });
});

test("two fingers zoom the axis along which they are apart", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      const { x, y } = await plot(page);
      await withScope(page, (scope) => scope.shadowRoot.querySelector(".views").focus());
      await until(page, (scope) => scope.shadowRoot.querySelector(".explanation") !== null);
      const client = await page.createCDPSession();
      const touch = (type, ...lefts) =>
        client.send("Input.dispatchTouchEvent", { type, touchPoints: lefts.map((left) => ({ x: left, y: y + 60 })) });
      await touch("touchStart", x - 30, x + 30);
      await touch("touchMove", x - 50, x + 50);
      await touch("touchMove", x - 60, x + 60);
      await touch("touchEnd");
      await untilAddressed(page, "xRange", true);
      const [low, high] = (await address(page))
        .match(/xRange=([^,]+),([^&]+)/)
        .slice(1)
        .map(Number);
      assert.ok(Math.abs(high - low - 4.5 / 2) < 0.1, `${low}, ${high}`);
    },
    { touch: true },
  );
});
