import assert from "node:assert/strict";
import { test } from "node:test";
import { find, hosted, ready, show, until, visit, withScope } from "./browser.mjs";

/** Records the errors that the element tells of. */
const listen = (page) =>
  withScope(page, (scope) => {
    window.failures = [];
    scope.addEventListener("error", ({ detail }) => window.failures.push(detail));
  });

const failures = (page) => page.evaluate(() => window.failures);

/** What must stay as it is when something is refused. */
const standing = (page) =>
  withScope(page, (scope) => {
    const canvas = scope.shadowRoot.querySelector(".function canvas");
    const title = scope.shadowRoot.querySelector(".title").textContent;
    return { run: scope.run, frame: scope.frame, experiment: scope.experiment, title, drawn: canvas.toDataURL() };
  });

const message = (page) =>
  withScope(page, (scope) => {
    const problem = scope.shadowRoot.querySelector("[role=alert]");
    return problem.checkVisibility() ? problem.querySelector("p").textContent : "";
  });

const isComplaining = (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility();

async function assertRefused(page, key, refuse) {
  await ready(page);
  await show(page, 100);
  await listen(page);
  const before = await standing(page);
  await refuse();
  await until(page, isComplaining);
  assert.deepEqual(await standing(page), before);
  const [failure] = await failures(page);
  assert.equal(failure.key, key);
  assert.ok(failure.message.includes(key), failure.message);
  assert.equal(await message(page), failure.message);
  return failure.message;
}

test("a bad value in the form is refused at its field, and can be put right", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const width = await find(page, "#network-width");
    const said = await assertRefused(page, "network.width", async () => {
      await width.click({ count: 3 });
      await width.type("2000000");
      await page.keyboard.press("Enter");
    });
    assert.match(said, /2,?000,?000/);
    assert.match(said, /1 to 1,000,000/);
    const field = await withScope(page, (scope) => {
      const input = scope.shadowRoot.querySelector("#network-width");
      const hint = scope.shadowRoot.getElementById(input.getAttribute("aria-describedby"));
      return { invalid: input.getAttribute("aria-invalid"), hint: hint.textContent, value: input.value };
    });
    assert.deepEqual(field, { invalid: "true", hint: said.replace("network.width: ", ""), value: "2000000" });

    await width.click({ count: 3 });
    await width.type("30");
    await page.keyboard.press("Enter");
    await until(page, (scope) => scope.experiment.network.width === 30 && scope.run.frameLoss.length === scope.frames);
    assert.equal(await message(page), "");
    assert.equal(await withScope(page, async (scope) => (await scope.neurons(0)).w.length), 30);
  });
});

test("text that is no number is refused as it was typed", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const rate = await find(page, "#training-learningRate");
    const said = await assertRefused(page, "training.learningRate", async () => {
      await rate.click({ count: 3 });
      await rate.type("fast");
      await page.keyboard.press("Enter");
    });
    assert.match(said, /fast/);
    await rate.focus();
    await page.keyboard.press("Escape");
    assert.equal(await rate.evaluate((input) => input.value), "0.001");
    assert.equal(await rate.evaluate((input) => input.hasAttribute("aria-invalid")), false);
  });
});

for (const [what, key, value] of [
  ["an object", "network.seed", { network: { seed: -1 } }],
  ["JSON text", "training.iterations", '{"training":{"iterations":0}}'],
  ["an unknown key", "network.depth", { network: { depth: 3 } }],
  ["a list with a word in it", "data.x[1]", { data: { x: [1, "<img src=x onerror=alert(1)>"], y: [1, 2] } }],
]) {
  test(`a bad property (${what}) is refused`, async () => {
    await visit(hosted(), async (page) => {
      await assertRefused(page, key, () => withScope(page, (scope, value) => void (scope.experiment = value), value));
    });
  });
}

test("a property that is no JSON at all is refused", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await listen(page);
    const before = await standing(page);
    await withScope(page, (scope) => {
      const circular = {};
      circular.data = circular;
      scope.experiment = circular;
      scope.experiment = undefined;
      scope.experiment = "{";
    });
    await until(page, () => window.failures.length >= 2);
    assert.deepEqual(await standing(page), before);
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelectorAll("[aria-invalid]").length), 0);
  });
});

for (const [name, value] of [
  ["views", "function heatmap"],
  ["controls", "everything"],
  ["fps", "-3"],
  ["frame", "first"],
  ["theme", "sepia"],
]) {
  test(`a bad ${name} attribute is refused`, async () => {
    await visit(hosted(), async (page) => {
      const said = await assertRefused(page, name, () =>
        withScope(page, (scope, name, value) => scope.setAttribute(name, value), name, value),
      );
      assert.ok(said.includes(value), said);
    });
  });
}

test("a bad experiment attribute is refused", async () => {
  await visit(hosted(), async (page) => {
    await assertRefused(page, "network.activation", () =>
      withScope(page, (scope) => scope.setAttribute("experiment", '{"network":{"activation":"sine"}}')),
    );
  });
});

test("a bad address is refused, and what was on screen stays", async () => {
  await visit(hosted(), async (page) => {
    await assertRefused(page, "network.width", () =>
      page.evaluate(() => {
        location.hash = `experiment=${encodeURIComponent('{"network":{"width":0}}')}&frame=100`;
      }),
    );
  });
});

for (const [what, hash, expected] of [
  ["a broken experiment", "experiment=%7B%22network%22%3A%7B%22width%22%3A0%7D%7D", /network\.width/],
  ["no JSON", "experiment=%7B%3Cscript%3Ealert(1)%3C/script%3E", /JSON/],
  ["an unknown preset", "preset=%3Cimg%20src=x%20onerror=alert(1)%3E", /preset/],
  ["bad escapes", "experiment=%E0%A4%A", /JSON/],
]) {
  test(`an address with ${what} gets a message, and the default`, async () => {
    await visit(`${hosted()}#${hash}`, async (page) => {
      await until(page, (scope) => scope.run !== undefined);
      assert.match(await message(page), expected);
      const [preset, width] = await withScope(page, ({ experiment }) => [experiment.preset, experiment.network.width]);
      assert.deepEqual([preset, width], ["orthogonal", 60]);
      const rejection = await withScope(page, (scope) =>
        scope.ready.then(
          () => "",
          (error) => error.message,
        ),
      );
      assert.match(rejection, expected);
      assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelectorAll("img, script").length), 0);
    });
  });
}

test("an address with unknown views gets a message that stays, and the default views", async () => {
  await visit(`${hosted()}#preset=non-orthogonal-large-init&views=heatmap`, async (page) => {
    await ready(page);
    assert.match(await message(page), /views.*heatmap/);
    const visible = await withScope(page, (scope) =>
      [...scope.shadowRoot.querySelectorAll(".view")].map((view) => view.checkVisibility()),
    );
    assert.deepEqual(visible, [true, true, true]);
    await (await find(page, "[role=alert] button")).click();
    assert.equal(await message(page), "");
  });
});

test("a run that diverges says at which iteration, and keeps its frames", async () => {
  const experiment = { network: { activation: "leaky-relu" }, training: { learningRate: 10 } };
  await visit(`${hosted()}#experiment=${encodeURIComponent(JSON.stringify(experiment))}`, async (page) => {
    await ready(page);
    const { diverged, iterations } = await withScope(page, (scope) => scope.run);
    assert.ok(diverged.iteration > 0 && diverged.iteration < 100, `iteration ${diverged.iteration}`);
    assert.ok(diverged.message.includes(String(diverged.iteration)), diverged.message);
    assert.ok(iterations.length > 2 && iterations.every((iteration) => iteration <= diverged.iteration));
    const summary = await withScope(page, (scope) => scope.shadowRoot.querySelector(".summary").textContent);
    assert.ok(summary.includes(String(diverged.iteration)), summary);
    await show(page, iterations.length - 1);
  });
});
