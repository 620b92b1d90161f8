import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { dist, hosted } from "../support/browser.mjs";
import { find, isVisible, ready, show, textOf, until, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { frameCount } from "../support/default-run.mjs";

testOnPage("the form has a labelled field for every key, with the values on screen", async (page) => {
  const fields = await withScope(page, () =>
    Object.fromEntries(
      $$(".settings .field :is(input:not([type=range]), select)").map((control) => [
        control.labels[0]?.textContent,
        control.type === "checkbox" ? control.checked : control.value,
      ]),
    ),
  );
  assert.deepEqual(fields, {
    "Width m": "60",
    "Initial scale λ": "1e-6",
    Initialisation: "balanced",
    Seed: "0",
    "Zero output": false,
    Activation: "relu",
    "Hidden bias": true,
    "Output bias": false,
    Dynamics: "descent",
    "Learning rate": "0.001",
    Iterations: "20000",
    "Frame growth k": "1.05",
    Precision: "float64",
    Engine: "auto",
    Tolerance: "1e-10",
    "First iteration": "0",
  });
});

test("a change in the form trains anew, and the address follows", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const first = await withScope(page, (scope) => scope.run.frameLoss);
    const seed = await find(page, "#network-seed");
    await seed.focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    await until(page, (scope) => scope.experiment.network.seed === 1 && scope.run.loss.length === 20000);
    await page.waitForFunction(() => location.hash !== "");
    assert.notDeepEqual(await withScope(page, (scope) => scope.run.frameLoss), first);
    const address = await page.evaluate(() => location.href);
    await page.goto("about:blank");
    await page.goto(address);
    await ready(page);
    assert.equal(await withScope(page, (scope) => scope.experiment.network.seed), 1);
  });
});

testOnPage("a preset is chosen with one press", async (page) => {
  const shows = await textOf(page, ".shows");
  await (await find(page, ".presets button:nth-child(3)")).click();
  await until(page, (scope) => scope.experiment.preset === "non-orthogonal-large-init");
  await until(page, (scope, shows) => $(".shows").textContent !== shows, shows);
  const [scale, pressed] = await withScope(page, (scope) => [
    scope.experiment.network.initScale,
    $$(".presets [aria-pressed=true]").map(({ textContent }) => textContent),
  ]);
  assert.deepEqual([scale, pressed], [1, ["non-orthogonal-large-init"]]);

  // A preset that has been changed is said to be.
  const isEdited = () => $(".shows .note").checkVisibility({ visibilityProperty: true });
  assert.equal(await withScope(page, isEdited), false);
  await withScope(page, (scope) => void (scope.experiment = { network: { seed: 7 } }));
  await until(page, isEdited);
  await withScope(page, (scope) => void (scope.experiment = { preset: "three-points" }));
  await until(page, () => !$(".shows .note").checkVisibility({ visibilityProperty: true }));
});

test("the address chooses preset, views and frame", async () => {
  await visit(`${hosted()}#preset=non-orthogonal-large-init&views=function&frame=42`, async (page) => {
    await ready(page);
    await until(page, (scope) => scope.frame === 42);
    assert.equal(await withScope(page, (scope) => scope.experiment.preset), "non-orthogonal-large-init");
    assert.equal(await isVisible(page, ".loss"), false);
    await page.evaluate(() => {
      location.hash = "preset=orthogonal&frame=7";
    });
    await until(page, (scope) => scope.experiment.preset === "orthogonal" && scope.frame === 7);
    assert.equal(await isVisible(page, ".loss"), true);
  });
});

test("given weights are said to be given, and can be drawn from a seed again", async () => {
  const initial = { w: [1, -1], b: [0.5, 0.5], a: [0.1, -0.1] };
  await visit(
    `${hosted()}#experiment=${encodeURIComponent(JSON.stringify({ network: { initial } }))}`,
    async (page) => {
      await ready(page);
      assert.deepEqual(await withScope(page, async (scope) => [...(await scope.neurons(0)).a]), [0.1, -0.1]);
      const [disabled, said] = await withScope(page, () => [
        $$(".field :disabled[id]")
          .map(({ id }) => id)
          .sort(),
        $(".given").textContent,
      ]);
      assert.deepEqual(disabled, [
        "network-initScale",
        "network-initialisation",
        "network-seed",
        "network-width",
        "network-zeroOutput",
      ]);
      assert.match(said, /2 neurons are given/);
      await (await find(page, ".given button")).click();
      await until(page, (scope) => scope.experiment.network.width === 2 && !scope.experiment.network.initial);
      assert.equal(await withScope(page, () => $(":disabled")), null);
    },
  );
});

test("an experiment and a frame that were set before the element was defined are not lost", async () => {
  const script = await readFile(`${dist}element/reluscope.js`, "utf8");
  await visit("about:blank", async (page) => {
    await page.setContent("<relu-scope></relu-scope>");
    await withScope(page, (scope) => {
      scope.experiment = { network: { width: 5 } };
      scope.frame = 3;
    });
    await page.addScriptTag({ content: script });
    await ready(page);
    assert.equal(await withScope(page, async (scope) => (await scope.neurons(0)).w.length), 5);
    assert.equal(await withScope(page, (scope) => scope.frame), 3);
  });
});

test("an element trains only in a page", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const outcome = await page.evaluate(async () => {
      const late = document.createElement("relu-scope");
      late.experiment = { network: { width: 5 } };
      const first = await Promise.race([late.ready, new Promise((resolve) => setTimeout(() => resolve("waits"), 500))]);
      // At the end of the page it would be out of sight.
      document.body.prepend(late);
      await late.ready;
      return [first, (await late.neurons(0)).w.length];
    });
    assert.deepEqual(outcome, ["waits", 5]);
  });
});

test("an element that is moved or comes back goes on", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const outcome = await withScope(page, async (scope) => {
      const { parentNode } = scope;
      scope.frame = 100;
      parentNode.append(scope);
      const moved = (await scope.neurons(100)).w.length;
      scope.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const away = await scope.neurons(100).then(
        () => "some",
        () => "none",
      );
      const again = new Promise((resolve) => scope.addEventListener("run", resolve, { once: true }));
      parentNode.append(scope);
      await again;
      return [moved, away, (await scope.neurons(100)).w.length, scope.frame];
    });
    assert.deepEqual(outcome, [60, "none", 60, 100]);
  });
});

test("an element that comes back with a bad experiment has the last good run, and its pinned one", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, async (scope) => {
      $("button.pin").click();
      const { parentNode } = scope;
      scope.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const again = new Promise((resolve) => scope.addEventListener("run", resolve, { once: true }));
      scope.experiment = { network: { width: -1 } };
      parentNode.append(scope);
      await again;
    });
    await show(page, 100);
    const [width, frames, alarm] = await withScope(page, async (scope) => [
      (await scope.neurons(100)).w.length,
      scope.frames,
      $("[role=alert] p").textContent,
    ]);
    assert.deepEqual([width, frames], [60, frameCount]);
    assert.match(alarm, /^Width \(network\.width\): -1 is not/);
  });
});
