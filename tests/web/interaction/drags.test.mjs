// What is dragged: by one hand and by several, to its end and without one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { axes } from "../support/axes.mjs";
import { hosted, isFirefox } from "../support/browser.mjs";
import { pressTool, ready, refreshed, show, until, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const firefoxOnly = isFirefox && "Firefox's driver has neither fingers nor single events";

const dataOf = (page) => withScope(page, (scope) => scope.experiment.data);

/** Where a point is on the page. */
async function toPixel(page, index) {
  const at = await axes(page);
  const { x, y } = await dataOf(page);
  return { x: at.x(x[index]), y: at.y(y[index]) };
}

const undone = async (page) => {
  await pressTool(page, "undo");
  await refreshed(page);
};

test("two points dragged by two fingers are one step for undo", { skip: firefoxOnly }, async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      const before = await dataOf(page);
      const [one, other] = [await toPixel(page, 0), await toPixel(page, 1)];
      const first = await page.touchscreen.touchStart(one.x, one.y);
      const second = await page.touchscreen.touchStart(other.x, other.y);
      for (let i = 1; i <= 6; i++) {
        await first.move(one.x + 4 * i, one.y - 5 * i);
        await second.move(other.x - 6 * i, other.y + 4 * i);
      }
      // One finger rests, the other goes on, and is the first to leave.
      for (let i = 7; i <= 9; i++) await second.move(other.x - 6 * i, other.y + 4 * i);
      await second.end();
      for (let i = 7; i <= 9; i++) await first.move(one.x + 4 * i, one.y - 5 * i);
      await first.end();
      await until(
        page,
        (scope, x) => scope.experiment.data.x.every((value, i) => Math.abs(value - x[i]) > 0.1),
        before.x,
      );
      await undone(page);
      await until(page, (scope, x) => scope.experiment.data.x.every((value, i) => value === x[i]), before.x);
      assert.equal(await withScope(page, () => $(".undo").ariaDisabled), "true");
    },
    { touch: true },
  );
});

testOnPage("a point dragged while a key moves another, or while a slider is dragged, is one step", async (page) => {
  const before = await dataOf(page);
  const from = await toPixel(page, 1);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const slide = (value) =>
    withScope(
      page,
      (scope, value) => {
        const slider = $("#network-width").parentElement.querySelector("[type=range]");
        slider.value = String(value);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      },
      value,
    );
  for (let i = 1; i <= 6; i++) {
    await page.mouse.move(from.x - 5 * i, from.y + 3 * i);
    await refreshed(page);
    if (i % 2 === 0) await page.keyboard.press("ArrowUp");
    else await slide(1 + i / 10);
    await refreshed(page);
  }
  await page.mouse.up();
  await until(page, (scope, x) => scope.experiment.data.x[1] < x - 0.1, before.x[1]);
  assert.notEqual(await withScope(page, (scope) => scope.experiment.network.width), 60);
  await undone(page);
  await until(
    page,
    (scope, { x, y }) => scope.experiment.data.x[1] === x[1] && scope.experiment.data.y[1] === y[1],
    before,
  );
  assert.equal(await withScope(page, (scope) => scope.experiment.network.width), 60);
  // Changes that were made one after the other are undone one by one.
  const grip = await toPixel(page, 0);
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x + 30, grip.y, { steps: 3 });
  await page.mouse.up();
  const dragged = await dataOf(page);
  await page.keyboard.press("ArrowUp");
  await until(page, (scope, y) => scope.experiment.data.y[0] !== y, dragged.y[0]);
  await undone(page);
  await until(page, (scope, y) => scope.experiment.data.y[0] === y, dragged.y[0]);
  assert.ok((await dataOf(page)).x[0] > before.x[0]);
});

/** Ways in which a drag ends without its release being reported. */
const losses = {
  "a move without a button": (scope, { x, y }) =>
    scope.dispatchEvent(
      new PointerEvent("pointermove", {
        pointerId: 1,
        buttons: 0,
        clientX: x,
        clientY: y,
        bubbles: true,
        composed: true,
      }),
    ),
  "a move with another button": (scope, { x, y }) =>
    scope.dispatchEvent(
      new PointerEvent("pointermove", {
        pointerId: 1,
        buttons: 2,
        clientX: x,
        clientY: y,
        bubbles: true,
        composed: true,
      }),
    ),
  "a gesture of the browser's": (scope) =>
    scope.dispatchEvent(new PointerEvent("pointercancel", { pointerId: 1, bubbles: true, composed: true })),
  "another window": () => window.dispatchEvent(new Event("blur")),
  "the element gone and back": async (scope) => {
    const { parentElement: parent, nextSibling } = scope;
    scope.remove();
    await new Promise((resolve) => setTimeout(resolve));
    parent.insertBefore(scope, nextSibling);
  },
};

for (const [name, lose] of Object.entries(losses)) {
  testOnPage(`a point and the loss cursor are let go by ${name}`, async (page) => {
    await show(page, 60);
    const from = await toPixel(page, 1);
    const event = (kind, at, buttons) =>
      withScope(
        page,
        (scope, kind, { x, y }, buttons) => {
          const target = scope.shadowRoot.elementFromPoint(x, y) ?? scope;
          const press = {
            pointerId: 1,
            pointerType: "mouse",
            isPrimary: true,
            button: kind === "pointerdown" ? 0 : -1,
          };
          const options = {
            ...press,
            buttons,
            clientX: x,
            clientY: y,
            bubbles: true,
            composed: true,
            cancelable: true,
          };
          target.dispatchEvent(new PointerEvent(kind, options));
        },
        kind,
        at,
        buttons,
      );
    await event("pointerdown", from, 1);
    await event("pointermove", { x: from.x - 30, y: from.y + 20 }, 1);
    await until(page, (scope) => scope.experiment.data.x[1] < 1.95);
    await withScope(page, lose, { x: from.x - 60, y: from.y + 20 });
    await until(page, () => $(".grip") !== null);
    await refreshed(page);
    const held = await dataOf(page);
    await event("pointermove", { x: from.x - 90, y: from.y + 40 }, 1);
    await refreshed(page);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(await dataOf(page), held);
    assert.equal(await withScope(page, () => $(".holding") !== null), false);

    const loss = await withScope(page, () => {
      const { x, y, width, height } = $(".loss svg").getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await event("pointerdown", loss, 1);
    await until(page, (scope) => scope.frame > 60);
    const frame = await withScope(page, (scope) => scope.frame);
    await withScope(page, lose, loss);
    await refreshed(page);
    await event("pointermove", { x: loss.x - 120, y: loss.y }, 1);
    await refreshed(page);
    // An element that is back trains anew, and goes to its frame as soon as that is recorded.
    await until(page, (scope, frame) => scope.frame === frame, frame);
  });
}

/** What is read twice, 150 ms apart: what has been dragged takes effect once the trainer has accepted it. */
async function steady(read) {
  for (let before = await read(); ;) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    const now = await read();
    if (isDeepStrictEqual(now, before)) return now;
    before = now;
  }
}

test("a mouse whose release got lost drags nothing any more", { skip: firefoxOnly }, async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const client = await page.createCDPSession();
    const mouse = (type, { x, y }, buttons) =>
      client.send("Input.dispatchMouseEvent", {
        ...{ type, x, y, buttons, pointerType: "mouse" },
        ...(type === "mouseMoved" ? { button: "none" } : { button: "left", clickCount: 1 }),
      });
    const drag = async (from, read) => {
      await mouse("mouseMoved", from, 0);
      await mouse("mousePressed", from, 1);
      await mouse("mouseMoved", { x: from.x - 20, y: from.y + 4 }, 1);
      await refreshed(page);
      await mouse("mouseMoved", { x: from.x - 50, y: from.y + 4 }, 0);
      const before = await steady(read);
      await mouse("mouseMoved", { x: from.x - 70, y: from.y + 8 }, 0);
      assert.deepEqual(await steady(read), before);
      await mouse("mouseReleased", { x: from.x - 70, y: from.y + 8 }, 0);
    };
    await drag(await toPixel(page, 1), () => dataOf(page));
    assert.ok((await dataOf(page)).x[1] < 2);
    const middle = (selector) =>
      withScope(
        page,
        (scope, selector) => {
          const element = $(selector);
          element.scrollIntoView({ block: "center" });
          const { x, y, width, height } = element.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        },
        selector,
      );
    await drag(await middle(".loss svg"), () => withScope(page, (scope) => scope.frame));
    await drag(await middle(".timeline input"), () => withScope(page, (scope) => scope.frame));
    await drag(await middle(".settings input[type=range]"), () => withScope(page, (scope) => scope.experiment));
  });
});
