import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import createTrainer from "../../../build/wasm/reluscope.mjs";
import { axes } from "../support/axes.mjs";
import { find, ready, refreshed, show, textOf, unfold, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { screen } from "../support/stars.mjs";

const trainer = await createTrainer({
  wasmBinary: readFileSync(new URL("../../../build/wasm/reluscope.wasm", import.meta.url)),
});

/** What the core says of an experiment. */
function theoryOf(experiment) {
  const run = new trainer.Run(JSON.stringify(experiment));
  run.advance(1);
  const { critical, leastSquares, limit } = run.picture(0, { needsDirections: false, needsCritical: true });
  const plot = run.plot();
  run.delete();
  return { theory: { directions: critical, leastSquares, limit }, plot };
}

/** Opens the Theory panel and presses the switches of these overlays. */
async function switchOn(page, ...overlays) {
  await unfold(page, "theory");
  const entries = (scope) => scope.shadowRoot.querySelectorAll(".function .key text").length;
  for (const overlay of overlays) {
    const before = await withScope(page, entries);
    await (await find(page, `#overlay-${overlay}`)).click();
    // A frame's directions come with another picture of it.
    if (
      overlay === "directions" &&
      (await (await find(page, "#overlay-directions")).evaluate(({ checked }) => checked))
    ) {
      await until(
        page,
        (scope, before) => scope.shadowRoot.querySelectorAll(".function .key text").length > before,
        before,
      );
    }
  }
  await refreshed(page);
}

function legend(page, view = "function") {
  return withScope(page, (scope, view) => $$(`.${view} .key text`).map((text) => text.textContent), view);
}

/** Scrolls the pictures into view, and reads the screen and the colours that the theory is drawn in. */
async function look(page) {
  await withScope(page, () => void $(".views").scrollIntoView());
  await refreshed(page);
  const colours = await withScope(page, () => {
    const colour = (name) =>
      getComputedStyle($(`.function .${name}`))
        .color.match(/\d+/g)
        .map(Number);
    return Object.fromEntries(["positive", "negative", "ground", "key"].map((name) => [name, colour(name)]));
  });
  return { is: await screen(page), ...colours, ...(await axes(page)) };
}

for (const [preset, count] of [
  ["orthogonal", 4],
  ["non-orthogonal", 9],
]) {
  test(`the critical directions of ${preset} are drawn at their kinks`, async () => {
    await visit(`${hosted()}#preset=${preset}`, async (page) => {
      await ready(page);
      await show(page, 0);
      await switchOn(page, "directions");
      assert.deepEqual(await legend(page), ["attracting", "repelling"]);
      const { is, positive, negative, ground, x, weight, plot } = await look(page);
      const { directions } = theoryOf({ preset }).theory;
      assert.equal(directions.kinks.length, count);
      directions.kinks.forEach((kink, index) => {
        const up = { colour: positive, dot: plot.top + 6, middle: (plot.top + weight(0)) / 2, attracts: 1 };
        const down = { colour: negative, dot: plot.bottom - 6, middle: (plot.bottom + weight(0)) / 2, attracts: -1 };
        for (const { colour, dot, middle, attracts } of [up, down]) {
          const at = `${colour} at ${kink}`;
          assert.ok(is(x(kink) - 4, dot, colour) || is(x(kink) - 3, dot, colour), `no dot ${at}`);
          const isFull = directions.attraction[index] === attracts;
          assert.ok(is(x(kink), dot, isFull ? colour : ground), `the dot ${at} is not ${isFull ? "full" : "open"}`);
          let drawn = 0;
          for (let y = middle - 20; y < middle + 20; y++) {
            if (!is(x(kink), y, ground)) drawn++;
          }
          assert.ok(isFull ? drawn > 35 : drawn < 30, `the line ${at} has ${drawn} of 40 pixels`);
        }
      });
      await switchOn(page, "directions");
      const after = await look(page);
      assert.ok(!after.is(x(directions.kinks[0]), plot.bottom - 6, negative), "what is switched off goes");
      assert.deepEqual(await legend(page), []);
    });
  });
}

test("the neurons view has a dot of each sign for every critical direction, and the stationary arcs", async () => {
  await visit(`${hosted()}#experiment=${encodeURIComponent('{"preset":"non-orthogonal"}')}`, async (page) => {
    await ready(page);
    await switchOn(page, "directions");
    assert.deepEqual(await legend(page, "neurons"), ["attracting", "repelling", "stationary"]);
    const { is, positive, negative, ground, key: ink } = await look(page);
    const disc = await withScope(page, () => {
      const figure = $(".neurons");
      const { left, top, width, height } = figure.getBoundingClientRect();
      const east = figure.querySelector(".rim text");
      const outer = Number(east.getAttribute("x")) - width / 2 - 0.6 * Number(east.getAttribute("font-size"));
      return { x: left + width / 2, y: top + height / 2, inner: outer / 4 };
    });
    const at = (cosine, sine, part) => [disc.x + part * disc.inner * cosine, disc.y - part * disc.inner * sine];
    const { directions } = theoryOf({ preset: "non-orthogonal" }).theory;
    const middles = [...directions.cosines].map((cosine, k) => [cosine, directions.sines[k], directions.attraction[k]]);
    // Dots of neighbours that are too close to each other cover each other.
    const apart = middles.filter(([c, s]) => middles.every(([d, t]) => (c === d && s === t) || c * d + s * t < 0.95));
    assert.ok(apart.length >= 5);
    for (const [cosine, sine, attraction] of apart) {
      const outerDot = is(...at(cosine, sine, 0.8), attraction === 1 ? positive : ground);
      const innerDot = is(...at(cosine, sine, 0.55), attraction === -1 ? negative : ground);
      assert.ok(outerDot && innerDot, `dots at ${cosine}, ${sine}, which attracts ${attraction}`);
    }
    const [{ from, to }] = directions.stationary;
    const [c, s] = [from[0] + to[0], from[1] + to[1]].map((sum, _, sums) => sum / Math.hypot(...sums));
    assert.ok(is(...at(c, s, 0.68), ink), "the middle of the stationary arc");
    assert.ok(!is(...at(-c, -s, 0.68), ink), "the other side of the circle");
  });
});

testOnPage("the least-squares line and the limit are drawn where the core says", async (page) => {
  await show(page, 0);
  await switchOn(page, "least-squares", "limit");
  assert.deepEqual(await legend(page), ["least squares", "limit, λ → 0"]);
  const { is, ground, x, y } = await look(page);
  const { theory, plot } = theoryOf({});
  for (const values of [theory.leastSquares, theory.limit]) {
    // Left of the first point, where the two differ: dashes there, and nothing a few pixels above them.
    let [on, beside] = [0, 0];
    plot.grid.slice(2, 12).forEach((at, k) => {
      for (let dx = 0; dx < 5; dx++) {
        const value = values[k + 2] + ((values[k + 3] - values[k + 2]) * dx) / 5;
        const left = x(at) + ((x(plot.grid[k + 3]) - x(at)) * dx) / 5;
        if ([-1, 0, 1].some((dy) => !is(left, y(value) + dy, ground))) on++;
        if (!is(left, y(value) - 8, ground)) beside++;
      }
    });
    assert.ok(on > 20 && on < 50, `${on} of 50 places are drawn on`);
    assert.ok(beside <= 5, `${beside} of 50 places beside are drawn on`);
  }
});

test("directions that attract from one side alone have a half-full dot", async () => {
  const experiment = { data: { x: [-0.5, 2], y: [1, 1] } };
  await visit(`${hosted()}#experiment=${encodeURIComponent(JSON.stringify(experiment))}`, async (page) => {
    await ready(page);
    await show(page, 0);
    await switchOn(page, "directions");
    assert.deepEqual(await legend(page), ["attracting", "repelling", "half-stable"]);
    const { is, positive, ground, x, plot } = await look(page);
    for (const kink of [-0.5, 2]) {
      assert.ok(is(x(kink) + 2, plot.top + 6, positive), `right at ${kink}`);
      assert.ok(is(x(kink) - 2, plot.top + 6, ground), `left at ${kink}`);
    }
  });
});

testOnPage("the theory says why it is silent, and draws nothing then", async (page) => {
  const silence = (page, overlay) =>
    withScope(
      page,
      (scope, overlay) => {
        const text = $(`.overlay:has(#overlay-${overlay}) .silence`);
        return text.hidden ? undefined : text.textContent;
      },
      overlay,
    );
  const run = (page, experiment) =>
    withScope(
      page,
      (scope, experiment) =>
        new Promise((resolve) => {
          scope.addEventListener("run", resolve, { once: true });
          scope.experiment = experiment;
        }),
      experiment,
    ).then(() => refreshed(page));
  await switchOn(page, "directions", "limit", "invariant");
  assert.equal(await silence(page, "limit"), undefined);
  await run(page, { preset: "non-orthogonal", training: { iterations: 100 } });
  assert.match(await silence(page, "limit"), /orthogonal data alone/);
  assert.equal(await silence(page, "directions"), undefined);
  // An overlay that is on and has nothing to draw says so in the picture as well.
  await until(page, () => $$(".function .key text").length === 3);
  assert.deepEqual(await legend(page), ["attracting", "repelling", "no limit known: see Theory"]);
  await run(page, { network: { hiddenBias: false }, training: { iterations: 100 } });
  assert.match(await silence(page, "directions"), /kinks stay at 0/);
  await run(page, { network: { outputBias: true }, training: { iterations: 100 } });
  assert.match(await silence(page, "limit"), /output bias/);
  assert.equal(await silence(page, "directions"), undefined);
  assert.equal(await silence(page, "invariant"), undefined);
  await run(page, { network: { activation: "tanh" }, training: { iterations: 100 } });
  assert.match(await silence(page, "limit"), /ReLU/);
  assert.match(await silence(page, "invariant"), /ReLU and leaky ReLU/);
  assert.deepEqual(await legend(page), ["no critical directions: see Theory", "no limit known: see Theory"]);
  assert.equal(await withScope(page, () => $(".balance").hidden), true);
});

test("an overlay that can draw nothing cannot be switched on, but off again", async () => {
  await visit(`${hosted()}#preset=non-orthogonal&overlays=limit`, async (page) => {
    await ready(page);
    await unfold(page, "theory");
    const control = await find(page, "#overlay-limit");
    const isDisabled = () => control.evaluate((control) => control.disabled);
    assert.equal(await isDisabled(), false);
    await control.click();
    await until(page, (scope) => scope.shadowRoot.querySelector("#overlay-limit").disabled);
    assert.equal(await (await find(page, "#overlay-least-squares")).evaluate((control) => control.disabled), false);
  });
});

test("the critical directions are those of the residuals on screen", async () => {
  await visit(`${hosted()}#preset=non-orthogonal&overlays=directions`, async (page) => {
    await ready(page);
    const run = new trainer.Run(JSON.stringify({ preset: "non-orthogonal" }));
    run.advance(300000);
    const last = run.frameIterations(0).length - 1;
    const options = { needsDirections: false, needsCritical: true };
    const { critical } = run.picture(last, options);
    const first = run.picture(0, options).critical;
    run.delete();
    assert.notDeepEqual([...critical.kinks], [...first.kinks]);
    await show(page, last);
    const { is, positive, negative, x, plot } = await look(page);
    let seen = 0;
    critical.kinks.forEach((kink, index) => {
      const others = critical.kinks.filter((other, k) => k !== index && Math.abs(x(other) - x(kink)) < 8);
      if (others.length > 0 || critical.attraction[index] === 0 || x(kink) < plot.left + 8 || x(kink) > plot.right - 8)
        return;
      const isPositive = critical.attraction[index] > 0;
      assert.ok(
        is(x(kink), isPositive ? plot.top + 6 : plot.bottom - 6, isPositive ? positive : negative),
        `at ${kink}`,
      );
      seen++;
    });
    assert.ok(seen > 1);
  });
});

test("the balance of the frame on screen is told", async () => {
  const experiment = { network: { initScale: 0.5, initialisation: "unbalanced" }, training: { iterations: 3000 } };
  const run = new trainer.Run(JSON.stringify(experiment));
  run.advance(3000);
  const told = (frame) => {
    const { largest, drift } = run.imbalance(frame);
    return [largest, drift].map((value) => value.toExponential(2));
  };
  await visit(`${hosted()}#experiment=${encodeURIComponent(JSON.stringify(experiment))}`, async (page) => {
    await ready(page);
    await switchOn(page, "invariant");
    for (const frame of [70, 3]) {
      await show(page, frame);
      await until(
        page,
        (scope, expected) => {
          const numbers = $$(".balance span > sup, .balance > span")
            .filter((part) => part.localName === "span")
            .map((part) => part.textContent.split(": ")[1].replace(/ × 10/, "e").replaceAll("−", "-"));
          return numbers.length === 2 && numbers.every((text, k) => Number(text).toExponential(2) === expected[k]);
        },
        told(frame),
      );
    }
  });
  run.delete();
});

testOnPage("an account in words follows the run without flooding", async (page) => {
  const said = () => textOf(page, "[aria-live].spoken");
  await show(page, 60);
  const kinks = "22 left of x₁, 28 between, 10 right of x₂";
  const account = `Frame 60, iteration 211, loss 1.00, kinks: ${kinks}.`;
  await until(page, (scope, account) => $("[aria-live].spoken").textContent === account, account);
  const run = new trainer.Run("{}");
  run.advance(300);
  assert.deepEqual([...run.kinkCounts(60).between], [22, 28, 10]);
  run.delete();
  const label = () => withScope(page, () => $(".function svg").ariaLabel);
  assert.ok((await label()).endsWith(account));

  await withScope(page, (scope) => {
    window.told = 0;
    new MutationObserver(() => void window.told++).observe($("[aria-live].spoken"), {
      childList: true,
    });
    scope.play();
  });
  await until(page, (scope) => scope.frame >= 80);
  assert.ok((await page.evaluate(() => window.told)) <= 1, "it speaks while playing");
  await withScope(page, (scope) => void scope.pause());
  await until(page, (scope) => {
    const text = $("[aria-live].spoken").textContent;
    return text.startsWith(`Frame ${scope.frame},`);
  });
  assert.match(await said(), /kinks: \d+ left of x₁, \d+ between, \d+ right of x₂\.$/);
});
