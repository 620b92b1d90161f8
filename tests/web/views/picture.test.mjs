import assert from "node:assert/strict";
import { test } from "node:test";
import { find, ready, refreshed, show, textsOf, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { expectation, screen } from "../support/stars.mjs";
import { lastFrame } from "../support/default-run.mjs";

async function assertStars(page, frame) {
  await show(page, frame);
  await refreshed(page);
  const { stars, zero, plot, blue, green } = await expectation(page, frame);
  const is = await screen(page);
  assert.ok(stars.length > 10, `only ${stars.length} stars are inside the plot`);
  for (const { x, y } of stars) {
    assert.ok(
      is(x, y, blue) || is(x, y, green),
      `frame ${frame}: there is no star at ${x.toFixed(1)}, ${y.toFixed(1)}`,
    );
  }
  for (let y = Math.ceil(plot.top) + 2; y < plot.bottom - 2; y++) {
    if (Math.abs(y + 0.5 - zero) < 3) continue;
    for (let x = Math.ceil(plot.left) + 2; x < plot.right - 2; x++) {
      if (!is(x, y, blue)) continue;
      const isNear = stars.some((star) => Math.hypot(star.x - x - 0.5, star.y - y - 0.5) <= 7);
      assert.ok(isNear, `frame ${frame}: blue at ${x}, ${y}, where no star ought to be`);
    }
  }
}

for (const theme of ["light", "dark"]) {
  test(`stars stand where the weights say, in the ${theme} theme`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        for (const frame of [0, 100, 130, lastFrame]) await assertStars(page, frame);
      },
      { theme },
    );
  });
}

testOnPage("stars stand where the weights say after a change of size", async (page) => {
  await show(page, lastFrame);
  await page.setViewport({ width: 700, height: 900 });
  await until(page, () => {
    const canvas = $(".function canvas");
    const { width, right } = canvas.getBoundingClientRect();
    return right <= innerWidth && Math.abs(canvas.width - width) < 1;
  });
  await assertStars(page, lastFrame);
});

testOnPage("the axes are those of the notebook", async (page) => {
  await show(page, 60);
  const ticks = await withScope(page, () =>
    ["bottom", "left", "right"].map((name) => $$(`.function .${name} .tick`).map((tick) => tick.textContent)),
  );
  assert.deepEqual(ticks, [
    ["−1", "0", "1", "2", "3"],
    ["−3", "−2", "−1", "0", "1", "2"],
    ["−0.4", "−0.2", "0.0", "0.2"],
  ]);
  const labels = await textsOf(page, ".function .label");
  assert.deepEqual(labels.sort(), ["hθ(x)", "sj‖wj‖", "x", "−wj,2/wj,1"].sort());
});

testOnPage("the right axis stays the same over a run", async (page) => {
  const places = [];
  for (const frame of [0, 60, lastFrame]) {
    await show(page, frame);
    places.push(await withScope(page, () => $$(".right .tick").map((tick) => tick.getAttribute("transform"))));
  }
  assert.deepEqual(places[1], places[0]);
  assert.deepEqual(places[2], places[0]);
});

testOnPage("views, controls and theme can be chosen", async (page) => {
  await withScope(page, (scope) => {
    scope.setAttribute("views", "loss");
    scope.setAttribute("controls", "none");
    scope.setAttribute("theme", "dark");
  });
  const visible = await withScope(page, () =>
    [".function", ".loss", ".buttons", ".timeline", ".settings"].map((selector) => $(selector).checkVisibility()),
  );
  assert.deepEqual(visible, [false, true, false, false, false]);
  const paper = await withScope(page, () => getComputedStyle($(".instrument")).backgroundColor);
  assert.equal(paper, "rgb(21, 24, 28)");
  await withScope(page, (scope) => scope.removeAttribute("views"));
  await find(page, ".function");
  await assertStars(page, lastFrame);
});
