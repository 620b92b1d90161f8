import assert from "node:assert/strict";
import { test } from "node:test";
import { entered, find, ready, refreshed, show, textOf, textsOf, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { expectation } from "../support/stars.mjs";
import { lastFrame } from "../support/default-run.mjs";

/** Where the ring of a view is on the page; undefined where it is not shown. */
const ring = (page, view) =>
  withScope(
    page,
    (scope, view) => {
      const box = $(`.${view} .mark .ring`)?.getBoundingClientRect();
      const { x, y, width, height } = box ?? { width: 0 };
      return width > 0 ? { x: x + width / 2, y: y + height / 2 } : undefined;
    },
    view,
  );

const numbers = (page) => textOf(page, ".numbers");

const marked = (page) =>
  until(page, () =>
    ["function", "neurons"].every((view) => $(`.${view} .mark .ring`)?.getBoundingClientRect().width > 0),
  );

const unmarked = (page) => until(page, () => !$(".function .mark .ring"));

/** The star of a frame that is farthest from all others, and its neuron. */
async function loneStar(page, frame) {
  await show(page, frame);
  const { stars } = await expectation(page, frame);
  const distance = (one) =>
    Math.min(...stars.filter((other) => other !== one).map((other) => Math.hypot(other.x - one.x, other.y - one.y)));
  const index = stars.map(distance).reduce((best, far, i, all) => (far > all[best] ? i : best), 0);
  const told = await withScope(
    page,
    async (scope, frame, index) => {
      const { w, b, a } = await scope.neurons(frame);
      // The stars are those of the neurons whose kinks are inside the plot.
      const inside = [...w.keys()].filter((j) => -b[j] / w[j] > -1.49 && -b[j] / w[j] < 2.99);
      return { neuron: inside[index], a: a[inside[index]] };
    },
    frame,
    index,
  );
  return { star: stars[index], ...told };
}

const near = (one, other, within = 1) =>
  assert.ok(one && Math.hypot(one.x - other.x, one.y - other.y) <= within, JSON.stringify({ one, other }));

testOnPage("pointing at a star marks its neuron in both views and tells its numbers", async (page) => {
  const { star, neuron, a } = await loneStar(page, 60);
  await page.mouse.move(star.x + 3, star.y - 2);
  await marked(page);
  near(await ring(page, "function"), star);
  const told = await numbers(page);
  assert.match(told, new RegExp(`^neuron ${neuron} · `));
  assert.match(told, /active on (no point|x\d)/);
  assert.ok(told.includes(Math.abs(a).toExponential(2).split("e")[0]), told);

  // The same neuron from the other view.
  const place = await ring(page, "neurons");
  await page.mouse.move(10, 10);
  await unmarked(page);
  await page.mouse.move(place.x, place.y);
  await marked(page);
  near(await ring(page, "neurons"), place, 8);

  await page.mouse.move(10, 10);
  await unmarked(page);
  assert.match(await numbers(page), /^Point at a neuron/);
});

testOnPage("a click keeps a neuron, and its trail leads through where it is in every frame", async (page) => {
  const { star, neuron } = await loneStar(page, 60);
  await page.mouse.click(star.x, star.y);
  await page.mouse.move(10, 10);
  await marked(page);
  assert.equal(await entered(page, "#neuron"), String(neuron));
  await until(page, (scope, neuron) => location.hash.includes(`neuron=${neuron}`), neuron);

  for (const frame of [0, 30, 100, 130, lastFrame]) {
    await show(page, frame);
    for (const view of ["function", "neurons"]) {
      const { onTrail, isShown } = await withScope(
        page,
        (scope, view) => {
          const mark = $(`.${view} .mark`);
          const [ring, trail] = [mark.querySelector(".ring"), mark.querySelector(".trail")];
          if (ring.getAttribute("display") === "none") return { isShown: false };
          const [x, y] = ["cx", "cy"].map((name) => Number(ring.getAttribute(name)));
          let least = Infinity;
          for (let at = 0; at <= trail.getTotalLength(); at += 0.25) {
            const point = trail.getPointAtLength(at);
            least = Math.min(least, Math.hypot(point.x - x, point.y - y));
          }
          return { isShown: true, onTrail: least };
        },
        view,
      );
      assert.ok(isShown && onTrail < 0.8, `${view}, frame ${frame}: ${onTrail} from the trail`);
    }
  }

  // A press beside all neurons lets go; so does Escape.
  await show(page, 60);
  const free = await withScope(page, () => {
    const { x, y, width } = $(".function .axis.bottom").getBoundingClientRect();
    return { x: x + width / 2, y: y - 30 };
  });
  await page.mouse.click(free.x, free.y);
  await unmarked(page);
  await page.mouse.click(star.x, star.y);
  await page.mouse.move(10, 10);
  await marked(page);
  await (await find(page, ".views")).focus();
  await page.keyboard.press("Escape");
  await unmarked(page);
  assert.equal(await entered(page, "#neuron"), "");
});

testOnPage("keys alone lead from neuron to neuron", async (page) => {
  await show(page, 130);
  const field = await find(page, "#neuron");
  const value = () => entered(page, "#neuron");
  await field.focus();
  await page.keyboard.type("17");
  await marked(page);
  const { w, b } = await withScope(page, async (scope) => {
    const { w, b } = await scope.neurons(130);
    return { w: w[17], b: b[17] };
  });
  const kink = (-b / w).toPrecision(3).replace("-", "−");
  const tells = (scope, kink) => $(".numbers").textContent.includes(`kink ${kink}`);
  await until(page, tells, kink);
  const told = await numbers(page);
  const names = [-0.5, 2].flatMap((x, i) => (w * x + b > 0 ? [`x${i + 1}`] : []));
  assert.ok(told.endsWith(names.length > 0 ? `active on ${names.join(", ")}` : "active on no point"), told);

  await (await find(page, ".picker [aria-label='Next neuron']")).focus();
  await page.keyboard.press("Enter");
  await until(page, () => $("#neuron").value === "18");
  await (await find(page, ".picker [aria-label='Previous neuron']")).focus();
  for (let k = 0; k < 19; k++) await page.keyboard.press("Enter");
  await until(page, () => $("#neuron").value === "59");
  await field.focus();
  await page.keyboard.press("Escape");
  await unmarked(page);
  assert.equal(await value(), "");

  // One that there is not is told, and marks nothing.
  await page.keyboard.type("60");
  await until(page, () => $(".numbers").textContent.startsWith("There are 60"));
  assert.equal(await ring(page, "function"), undefined);
  await page.keyboard.press("Backspace");
  await marked(page);
  assert.equal(await value(), "6");

  // From what is no neuron's number the buttons lead to one.
  for (const [typed, name, neuron] of [
    ["1.5", "Next", "0"],
    ["1e", "Next", "0"],
    ["-100", "Previous", "59"],
    ["1000", "Next", "0"],
  ]) {
    await field.focus();
    await page.keyboard.press("Escape");
    await field.evaluate((field) => void (field.value = ""));
    await page.keyboard.type(typed);
    await until(page, () => $(".numbers").textContent.startsWith("There are 60"));
    await (await find(page, `.picker [aria-label='${name} neuron']`)).focus();
    await page.keyboard.press("Enter");
    assert.equal(await value(), neuron);
  }
});

test("the neuron of an address is marked, also in the run that takes the place of the first", async () => {
  await visit(`${hosted()}#neuron=5&frame=130`, async (page) => {
    await ready(page);
    await marked(page);
    const before = await numbers(page);
    await withScope(page, (scope) => void (scope.experiment = { network: { seed: 3 } }));
    await until(page, ({ experiment }) => experiment.network.seed === 3);
    await until(
      page,
      (scope, before) => {
        const told = $(".numbers").textContent;
        return told.includes("kink") && told !== before;
      },
      before,
    );
    await withScope(page, (scope) => void (scope.experiment = { network: { width: 3 } }));
    await until(page, () => $(".numbers").textContent.startsWith("There are 3 "));
    await unmarked(page);
  });
});

test("one of 200,000 neurons is found by the pointer, and followed while the run streams", async () => {
  await visit(`${hosted()}#preset=three-points&neuron=123456`, async (page) => {
    await until(page, (scope) => scope.frames > 10);
    await until(page, () => $(".numbers")?.textContent.includes("kink"));
    await ready(page);
    await show(page, 133);
    await until(page, () => $(".numbers").textContent.includes("kink"));
    // The ring follows the frame once the trainer has told where the neuron is: it answers one question after another.
    await withScope(page, async (scope) => void (await scope.neurons(133)));
    await refreshed(page);
    const place = await ring(page, "neurons");
    await page.mouse.move(place.x, place.y);
    await until(page, () => /^(neuron \d+ · )?w.*kink/.test($(".numbers").textContent));
    near(await ring(page, "neurons"), place, 3);
  });
});

testOnPage("the readout tells frame, iteration, time and loss", async (page) => {
  await show(page, 60);
  const readout = await textsOf(page, ".readout span");
  assert.deepEqual(readout, [`frame 60 of ${lastFrame}`, "iteration 211", "t = 0.211", "loss 1.00"]);
});
