import assert from "node:assert/strict";
import { test } from "node:test";
import { find, hosted, ready, refreshed, show, until, visit, withScope } from "./browser.mjs";
import { expectation, screen } from "./stars.mjs";

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
        for (const frame of [0, 100, 130, 152]) await assertStars(page, frame);
      },
      { theme },
    );
  });
}

test("stars stand where the weights say after a change of size", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 152);
    await page.setViewport({ width: 700, height: 900 });
    await until(page, ({ shadowRoot }) => {
      const canvas = shadowRoot.querySelector(".function canvas");
      const { width, right } = canvas.getBoundingClientRect();
      return right <= innerWidth && Math.abs(canvas.width - width) < 1;
    });
    await assertStars(page, 152);
  });
});

test("the axes are those of the notebook", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 60);
    const ticks = await withScope(page, (scope) =>
      ["bottom", "left", "right"].map((name) =>
        [...scope.shadowRoot.querySelectorAll(`.function .${name} .tick`)].map((tick) => tick.textContent),
      ),
    );
    assert.deepEqual(ticks, [
      ["−1", "0", "1", "2", "3"],
      ["−3", "−2", "−1", "0", "1", "2"],
      ["−0.4", "−0.2", "0.0", "0.2"],
    ]);
    const labels = await withScope(page, (scope) =>
      [...scope.shadowRoot.querySelectorAll(".function .label")].map((label) => label.textContent),
    );
    assert.deepEqual(labels.sort(), ["hθ(x)", "sj‖wj‖", "x", "−wj,2/wj,1"].sort());
  });
});

test("the right axis stays the same over a run", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const places = [];
    for (const frame of [0, 60, 152]) {
      await show(page, frame);
      places.push(
        await withScope(page, (scope) =>
          [...scope.shadowRoot.querySelectorAll(".right .tick")].map((tick) => tick.getAttribute("transform")),
        ),
      );
    }
    assert.deepEqual(places[1], places[0]);
    assert.deepEqual(places[2], places[0]);
  });
});

test("views, controls and theme can be chosen", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, (scope) => {
      scope.setAttribute("views", "loss");
      scope.setAttribute("controls", "none");
      scope.setAttribute("theme", "dark");
    });
    const visible = await withScope(page, (scope) =>
      [".function", ".loss", ".buttons", ".timeline", ".settings"].map((selector) =>
        scope.shadowRoot.querySelector(selector).checkVisibility(),
      ),
    );
    assert.deepEqual(visible, [false, true, false, false, false]);
    const paper = await withScope(
      page,
      ({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector(".instrument")).backgroundColor,
    );
    assert.equal(paper, "rgb(21, 24, 28)");
    await withScope(page, (scope) => scope.removeAttribute("views"));
    await find(page, ".function");
    await assertStars(page, 152);
  });
});
