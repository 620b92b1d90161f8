import assert from "node:assert/strict";
import { test } from "node:test";
import { find, hosted, ready, show, visit, withScope } from "./browser.mjs";

/**
 * What the function view shows, by its own axes: where on the page each neuron of a frame ought to stand, the colour of
 * the right axis, and the plot's rectangle.
 */
function expectation(page, frame) {
  return withScope(
    page,
    async (scope, frame) => {
      const figure = scope.shadowRoot.querySelector(".view.function");
      const read = (selector, axis) => {
        const group = figure.querySelector(selector);
        const origin = group.getCTM();
        const ticks = [...group.querySelectorAll(".tick")].map((tick) => {
          const at = tick.getCTM();
          return { value: Number(tick.textContent.replace("−", "-")), pixel: axis === "x" ? at.e : at.f };
        });
        const [first, last] = [ticks[0], ticks[ticks.length - 1]];
        const slope = (last.pixel - first.pixel) / (last.value - first.value);
        return { origin, of: (value) => first.pixel + slope * (value - first.value) };
      };
      const [bottom, left, right] = [read(".bottom", "x"), read(".left", "y"), read(".right", "y")];
      const { w, b, a } = await scope.neurons(frame);
      const { x, y } = figure.getBoundingClientRect();
      const plot = { left: bottom.origin.e, top: left.origin.f, right: right.origin.e, bottom: bottom.origin.f };
      const stars = [];
      w.forEach((w, j) => {
        const star = { x: bottom.of(-b[j] / w), y: right.of(a[j]) };
        if (star.x > plot.left + 1 && star.x < plot.right - 1) stars.push({ x: x + star.x, y: y + star.y });
      });
      return {
        stars,
        zero: y + right.of(0),
        plot: { left: x + plot.left, top: y + plot.top, right: x + plot.right, bottom: y + plot.bottom },
        blue: getComputedStyle(figure.querySelector(".right")).color.match(/\d+/g).map(Number),
      };
    },
    frame,
  );
}

/** The screen as the page's reader sees it: a function from a pixel to whether it has a colour. */
async function screen(page) {
  const shot = await page.screenshot({ encoding: "base64" });
  const { width, data } = await page.evaluate(async (shot) => {
    const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = "";
    for (let i = 0; i < data.length; i += 32768) text += String.fromCharCode(...data.subarray(i, i + 32768));
    return { width: bitmap.width, data: btoa(text) };
  }, shot);
  const bytes = Buffer.from(data, "base64");
  return (x, y, colour) => {
    const at = 4 * (Math.floor(y) * width + Math.floor(x));
    return colour.every((part, channel) => Math.abs(bytes[at + channel] - part) <= 40);
  };
}

async function assertStars(page, frame) {
  await show(page, frame);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const { stars, zero, plot, blue } = await expectation(page, frame);
  const is = await screen(page);
  assert.ok(stars.length > 10, `only ${stars.length} stars are inside the plot`);
  for (const { x, y } of stars) {
    assert.ok(is(x, y, blue), `frame ${frame}: there is no star at ${x.toFixed(1)}, ${y.toFixed(1)}`);
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
    await new Promise((resolve) => setTimeout(resolve, 200));
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
    const paper = await withScope(page, (scope) => getComputedStyle(scope).backgroundColor);
    assert.equal(paper, "rgb(21, 24, 28)");
    await withScope(page, (scope) => scope.removeAttribute("views"));
    await find(page, ".function");
    await assertStars(page, 152);
  });
});
