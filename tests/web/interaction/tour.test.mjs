import assert from "node:assert/strict";
import { test } from "node:test";
import { find, pressTool, ready, show, textOf, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { lastFrame } from "../support/default-run.mjs";

const titleOf = (page) => textOf(page, ".tour h2");

const isOver = () => !$(".tour").checkVisibility();

/** Waits until a frame of the notebook's run is on screen. */
const arrived = (page, frame) =>
  until(
    page,
    (scope, frame) =>
      scope.experiment?.preset === "orthogonal" &&
      scope.frame === frame &&
      scope.run?.iterations.length === scope.frames,
    frame,
  );

testOnPage("the tour goes through its stops, each of which shows what it says", async (page) => {
  await pressTool(page, "word");
  const next = await find(page, ".tour .next");
  const seen = [];
  for (const frame of [0, 112, 128, 143, lastFrame]) {
    await arrived(page, frame);
    const { text, w, b, a, loss, norm } = await withScope(page, async (scope) => {
      const { w, b, a } = await scope.neurons(scope.frame);
      const norm = Math.max(...Array.from(w, (w, j) => Math.hypot(w, b[j])), ...a.map(Math.abs));
      const text = $(".tour p").textContent;
      return { text, w: [...w], b: [...b], a: [...a], norm, loss: scope.run.frameLoss[scope.frame] };
    });
    const kinks = w.map((w, j) => -b[j] / w);
    const near = (x) => kinks.filter((kink) => Math.abs(kink - x) < 0.05).length;
    /** The largest output weight of a sign. */
    const group = (sign) => Math.max(...a.map((a) => sign * a));
    seen.push({
      title: await titleOf(page),
      text,
      norm,
      loss,
      gathered: near(-0.5) + near(2),
      groups: [group(1), group(-1)],
    });
    await next.click();
  }
  const [start, aligned, first, second, last] = seen;
  assert.deepEqual(
    seen.map(({ title }) => title),
    ["Initialisation", "Alignment", "The first group grows", "The second group grows", "The interpolator"],
  );
  assert.ok(start.norm < 1e-6 && start.gathered < 10, "the kinks are scattered at first");
  assert.ok(aligned.norm < 1e-3 && aligned.loss > 0.999 && aligned.gathered > 30, `${aligned.gathered} kinks gathered`);
  assert.ok(first.groups[0] > 0.1 && first.groups[1] < 1e-3 && first.loss > 0.5 && first.loss < 1, "the first group");
  assert.ok(second.groups[1] > 0.1 && second.loss > 0.02 && second.loss < 0.5, "the second group");
  assert.ok(last.loss < 1e-6, `loss ${last.loss}`);
  for (const { text } of seen) assert.ok(!/[$_\\]/.test(text), text);
  await until(page, isOver);
});

testOnPage("the tour ends with experiments to try, which play from their start in its place", async (page) => {
  await pressTool(page, "word");
  await arrived(page, 0);
  const invitation = await find(page, ".tour .trials");
  assert.equal(await invitation.evaluate((part) => part.checkVisibility()), false);
  for (const frame of [112, 128, 143, lastFrame]) {
    await page.keyboard.press("PageDown");
    await arrived(page, frame);
  }
  assert.equal(await invitation.evaluate((part) => part.checkVisibility()), true);
  await (await find(page, ".tour .trials button")).click();
  await until(page, (scope) => scope.experiment.network.initScale === 1 && scope.playing);
  await until(page, (scope) => scope.frame > 0 && scope.frame < 100);
  assert.ok(await withScope(page, isOver));
});

test("leaving the tour gives back the experiment, the frame and the look", async () => {
  await visit(`${hosted()}#preset=non-orthogonal-large-init&views=function&frame=60`, async (page) => {
    await ready(page);
    await until(page, (scope) => scope.frame === 60);
    const before = await withScope(page, ({ experiment, address }) => ({ experiment, address }));
    await page.keyboard.press("t");
    await arrived(page, 0);
    await page.keyboard.press("PageDown");
    await arrived(page, 112);
    await page.keyboard.press("PageUp");
    await arrived(page, 0);
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    await arrived(page, 128);
    // Arrows step through the run as ever.
    await page.keyboard.press("ArrowRight");
    await arrived(page, 129);
    await page.keyboard.press("Escape");
    await until(
      page,
      (scope, { address }) => scope.address === address && scope.experiment.preset !== "orthogonal",
      before,
    );
    assert.deepEqual(await withScope(page, ({ experiment, address }) => ({ experiment, address })), before);
    assert.ok(await withScope(page, isOver));
    const visible = await withScope(page, () =>
      $$(".view")
        .filter((view) => view.checkVisibility())
        .map(({ part }) => part.value),
    );
    assert.deepEqual(visible, ["view function"]);
  });
});

testOnPage("the symbols of the tour are explained where they stand, also to the keyboard", async (page) => {
  await page.keyboard.press("t");
  await until(page, (scope) => scope.shadowRoot.activeElement?.matches(".tour .next"));
  const shown = () =>
    withScope(page, () =>
      $$(".meaning")
        .filter((meaning) => meaning.checkVisibility({ visibilityProperty: true }))
        .map(({ textContent }) => textContent),
    );
  assert.deepEqual(await shown(), []);
  await page.keyboard.down("Shift");
  for (let i = 0; i < 2; i++) await page.keyboard.press("Tab");
  await page.keyboard.up("Shift");
  const [meaning, ...others] = await shown();
  assert.ok(meaning.length > 40 && others.length === 0, meaning);
});

for (const [width, height] of [
  [360, 740],
  [1280, 800],
]) {
  test(`the tour leaves the picture free at ${width} pixels`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        await show(page, 60);
        await page.keyboard.press("t");
        await arrived(page, 0);
        await find(page, ".tour");
        const { view, panel, wide } = await withScope(page, () => {
          const [view, panel] = [".function", ".tour"].map((name) => $(name).getBoundingClientRect().toJSON());
          return { view, panel, wide: document.documentElement.scrollWidth };
        });
        assert.ok(
          view.top >= -1 && view.bottom <= panel.top + 1,
          `the panel covers the picture: ${JSON.stringify({ view, panel })}`,
        );
        assert.ok(panel.bottom <= height && panel.left >= 0 && panel.right <= width && wide <= width);
      },
      { width, height },
    );
  });
}
