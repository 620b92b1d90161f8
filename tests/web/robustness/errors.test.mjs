import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answerComplaint,
  complains,
  complaint,
  find,
  onScreen,
  ready,
  show,
  textOf,
  until,
  withScope,
  withoutNames,
  record,
} from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

/** Records the errors that the element tells of. */
const listen = (page) => record(page, "error", "failures");

const failures = (page) => page.evaluate(() => window.failures);

async function assertRefused(page, key, refuse) {
  await show(page, 100);
  await listen(page);
  const before = await onScreen(page);
  await refuse();
  await complains(page);
  assert.deepEqual(await onScreen(page), before);
  const [failure] = await failures(page);
  assert.equal(failure.key, key);
  assert.ok(failure.message.includes(key), failure.message);
  assert.equal(withoutNames(await complaint(page)), failure.message);
  return failure.message;
}

testOnPage("a bad value in the form is refused at its field, and can be put right", async (page) => {
  const width = await find(page, "#network-width");
  const said = await assertRefused(page, "network.width", async () => {
    await width.click({ count: 3 });
    await width.type("2000000");
    await page.keyboard.press("Enter");
  });
  assert.match(said, /2,?000,?000/);
  assert.match(said, /1 to 1,000,000/);
  const field = await withScope(page, (scope) => {
    const input = $("#network-width");
    const hint = scope.shadowRoot.getElementById(input.getAttribute("aria-describedby"));
    return { invalid: input.getAttribute("aria-invalid"), hint: hint.textContent, value: input.value };
  });
  assert.deepEqual(field, { invalid: "true", hint: said.replace("network.width: ", ""), value: "2000000" });

  await width.click({ count: 3 });
  await width.type("30");
  await page.keyboard.press("Enter");
  await until(page, (scope) => scope.experiment.network.width === 30 && scope.run.frameLoss.length === scope.frames);
  assert.equal(await complaint(page), "");
  assert.equal(await withScope(page, async (scope) => (await scope.neurons(0)).w.length), 30);
});

testOnPage("at the initial scale it says where squares underflow, and nothing moves", async (page) => {
  const scale = await find(page, "#network-initScale");
  const type = async (text) => {
    await scale.click({ count: 3 });
    await scale.type(text);
    await page.keyboard.press("Enter");
  };
  const hint = () =>
    withScope(page, (scope) => {
      const input = $("#network-initScale");
      const hint = scope.shadowRoot.getElementById(input.getAttribute("aria-describedby"));
      const next = $("#network-initialisation");
      const isSeen = getComputedStyle(hint).color !== "rgba(0, 0, 0, 0)";
      return {
        text: hint.textContent,
        isSeen,
        below: next.getBoundingClientRect().top - input.getBoundingClientRect().top,
      };
    });
  const before = await hint();
  await type("1e-25");
  await until(page, () => $("#network-initScale-hint.noted"));
  await scale.evaluate((input) => input.blur());
  const noted = await hint();
  assert.equal(noted.text, "60 of 60 output weights are 0: squares underflow in float32, as in PyTorch");
  assert.equal(noted.isSeen, true);
  assert.equal(noted.below, before.below);

  await type("-1");
  await until(page, () => /-1 is not/.test($("#network-initScale-hint").textContent));
  await scale.focus();
  await page.keyboard.press("Escape");
  assert.equal((await hint()).text, noted.text);

  await type("1e-6");
  await until(page, () => !$("#network-initScale-hint.noted"));
  await scale.evaluate((input) => input.blur());
  assert.deepEqual(await hint(), before);
});

testOnPage("text that is no number is refused as it was typed", async (page) => {
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

testOnPage("what is put right is complained of no more", async (page) => {
  const told = (page) => textOf(page, "[role=alert]");
  for (const [name, bad, good] of [
    ["fps", "abc", "5"],
    ["views", "bogus", "loss"],
    ["theme", "pink", ""],
  ]) {
    await withScope(page, (scope, name, bad) => scope.setAttribute(name, bad), name, bad);
    assert.ok((await told(page)).includes(bad));
    await withScope(page, (scope) => scope.setAttribute("loop", ""));
    assert.ok((await told(page)).includes(bad), "another attribute says nothing about it");
    await withScope(page, (scope, name, good) => scope.setAttribute(name, good), name, good);
    assert.equal(await told(page), "");
  }
  await withScope(page, (scope) => scope.setAttribute("pinned", '{"network":{"width":0}}'));
  await until(page, () => $("[role=alert]").textContent.includes("network.width"));
  await withScope(page, (scope) => scope.setAttribute("pinned", "{}"));
  assert.equal(await told(page), "");
  for (const hash of ["frame=abc", "frame=10"]) await page.evaluate((hash) => void (location.hash = hash), hash);
  await until(page, (scope) => scope.frame === 10 && $("[role=alert]").textContent === "");
});

testOnPage("what is wrong with an experiment is told until there is another, whatever else is set", async (page) => {
  const told = () => textOf(page, "[role=alert]");
  await withScope(page, (scope) => void (scope.experiment = { network: { width: 0 } }));
  await until(page, () => $("[role=alert]").textContent !== "");
  await withScope(page, (scope) => void (scope.address = "frame=10"));
  await until(page, (scope) => scope.frame === 10);
  assert.match(await told(), /network\.width/);
  await withScope(page, (scope) => void (scope.experiment = { network: { width: 5 } }));
  await until(page, (scope) => scope.experiment.network.width === 5);
  assert.equal(await told(), "");
});

for (const [what, hash, expected] of [
  ["a broken experiment", "experiment=%7B%22network%22%3A%7B%22width%22%3A0%7D%7D", /network\.width/],
  ["bad escapes", "experiment=%E0%A4%A", /JSON/],
]) {
  test(`a page that opens with ${what} in its address says so, and shows the default`, async () => {
    await visit(`${hosted()}#${hash}`, async (page) => {
      await until(page, (scope) => scope.run !== undefined);
      assert.match(await complaint(page), expected);
      const [preset, width] = await withScope(page, ({ experiment }) => [experiment.preset, experiment.network.width]);
      assert.deepEqual([preset, width], ["orthogonal", 60]);
      const rejection = await withScope(page, (scope) =>
        scope.ready.then(
          () => "",
          (error) => error.message,
        ),
      );
      assert.match(rejection, expected);
      assert.equal(await withScope(page, () => $$("img, script").length), 0);
    });
  });
}

test("an address with unknown views gets a message that stays, and the default views", async () => {
  await visit(`${hosted()}#preset=non-orthogonal-large-init&views=heatmap`, async (page) => {
    await ready(page);
    assert.match(await complaint(page), /views.*heatmap/);
    const visible = await withScope(page, () => $$(".view").map((view) => view.checkVisibility()));
    assert.deepEqual(visible, [true, true, true]);
    await answerComplaint(page);
    assert.equal(await complaint(page), "");
  });
});

testOnPage("a run that diverges says at which iteration and what to do, and keeps its frames", async (page) => {
  for (const [engine, activation, precision] of [
    ["cells", "relu", "float64"],
    ["dense", "relu", "float64"],
    ["dense", "relu", "float32"],
    ["dense", "leaky-relu", "float64"],
    ["dense", "tanh", "float32"],
  ]) {
    // A bias overshoots whatever the neurons do.
    const network = { activation, initScale: 0.5, outputBias: true };
    const training = { learningRate: 2, precision, engine };
    const {
      diverged,
      iterations,
      engine: used,
    } = await withScope(
      page,
      (scope, experiment) =>
        new Promise((resolve) => {
          scope.addEventListener("run", ({ detail }) => resolve(detail), { once: true });
          scope.experiment = experiment;
        }),
      { network, training },
    );
    assert.equal(used, engine);
    assert.ok(diverged.iteration > 0 && diverged.iteration < 2000, `iteration ${diverged.iteration}`);
    const said = `at iteration ${diverged.iteration.toLocaleString("en-US")}: training diverged; lower training.learningRate, which is 2`;
    assert.equal(diverged.message, `the loss stopped being finite ${said}`);
    assert.ok(iterations.length > 2 && iterations.every((iteration) => iteration <= diverged.iteration));
    await until(page, () => /^The loss stopped being finite/.test($(".summary").textContent));
    assert.equal(withoutNames(await textOf(page, ".summary")), `The loss stopped being finite ${said}`);
    await show(page, iterations.length - 1);
    await show(page, 0);
    assert.equal(await withScope(page, async (scope) => (await scope.neurons(scope.frames - 1)).w.length), 60);
  }
});

testOnPage("weights near the largest double and beneath the smallest are drawn, on every scale", async (page) => {
  const data = { x: [0.5, 1], y: [0, 1] };
  const initial = {
    w: [1.7e308, -1.7e308, 5e-324, 0, 0.5],
    b: [-1.79e308, -1.7e308, 5e-324, -0, 0.1],
    a: [1.7e308, -1.7e308, -5e-324, 0, 0.2],
  };
  const tiny = { w: [5e-324], b: [-5e-324], a: [5e-324] };
  for (const experiment of [
    { data, network: { initial } },
    { data: { x: [1], y: [2.3e-162] }, network: { initial: tiny }, training: { iterations: 5 } },
    { data: { x: [-1e6, 1e6], y: [1e6, -1e6] }, network: { initScale: 1000 }, training: { learningRate: 1e-12 } },
  ]) {
    for (const scales of [
      "",
      "&weights=symlog&loss=log&iterations=log&overlays=directions+least-squares+limit+invariant",
    ]) {
      const hash = `experiment=${encodeURIComponent(JSON.stringify(experiment))}&neuron=0${scales}`;
      await page.evaluate((hash) => void (location.hash = hash), hash);
      await until(
        page,
        ({ experiment, run, frames }, x) => experiment.data.x[0] === x && run.iterations.length === frames,
        experiment.data.x[0],
      );
      await show(page, await withScope(page, (scope) => scope.frames - 1));
      assert.equal(await complaint(page), "");
      const figures = await withScope(page, (scope) =>
        Promise.all(["function", "neurons", "loss"].map((view) => scope.toSVG(view).then((blob) => blob.text()))),
      );
      for (const figure of figures) assert.doesNotMatch(figure, /[=" (,]-?(NaN|Infinity)/);
    }
  }
});

testOnPage("a run larger than memory is refused with the number, before anything is trained", async (page) => {
  const experiment = { network: { width: 1e6 }, training: { iterations: 1e8, frameGrowth: 1 } };
  const said = await assertRefused(page, "training.frameGrowth", () =>
    withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment),
  );
  assert.match(said, /1 makes a recording of 2412525\.6 GB \(100,000,000 frames of 1,000,000 neurons\).*1\.07 GB/);
});

test("of two runs that do not fit together the pinned one is refused, with the number", async () => {
  // Slow enough never to fill the memory that each alone would be allowed.
  const long = (iterations) =>
    encodeURIComponent(JSON.stringify({ network: { activation: "tanh" }, training: { iterations, frameGrowth: 1 } }));
  await visit(`${hosted()}#experiment=${long(400000)}&pinned=${long(500000)}`, async (page) => {
    await complains(page);
    const said = await complaint(page);
    assert.match(said, /0\.85 GB \(500,000 frames of 60 neurons\).*less the 0\.68 GB that the run beside it takes/);
    await until(page, (scope) => scope.experiment?.training.iterations === 400000);
  });
});

/** Runs in the page: its trainer gets no more memory than it begins with, which is 16 MB. */
function spareMemory() {
  const { Blob } = window;
  const sparing = `
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError("no more");
    };
  `;
  window.Blob = class extends Blob {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [sparing, ...parts] : parts, options);
    }
  };
}

for (const [what, network] of [
  ["at once", { width: 60000 }],
  ["on the way", { width: 6000, activation: "tanh" }],
  ["on the way, by the dense engine", { width: 20000, activation: "leaky-relu" }],
]) {
  test(`where memory runs out in the middle it is said, and the page goes on: ${what}`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        await show(page, 100);
        await withScope(page, (scope, network) => void (scope.experiment = { network }), network);
        await complains(page);
        assert.match(await complaint(page), /more memory than the browser gives/);
        // What there is can be looked at, be it the run before or the frames that were recorded.
        const last = await withScope(page, (scope) => scope.frames - 1);
        assert.ok(last > 0);
        await show(page, last);
        await show(page, 0);
        await withScope(page, (scope) => void (scope.experiment = { network: { width: 7 } }));
        await until(
          page,
          (scope) => scope.experiment.network.width === 7 && scope.run?.iterations.length === scope.frames,
        );
        assert.equal(await complaint(page), "");
      },
      { before: spareMemory },
    );
  });
}

test("a dropped file of 128 MB that is no text is refused beside a wide run, which stays", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, (scope) => {
      scope.experiment = { network: { width: 200000 }, training: { iterations: 1000, frameGrowth: 1.1 } };
    });
    await until(
      page,
      (scope) => scope.experiment.network.width === 200000 && scope.run?.frameLoss.length === scope.frames,
    );
    await show(page, 5);
    const before = await onScreen(page);
    // A table is read as what it may be in: each byte a letter of two bytes in UTF-8.
    for (const [name, says] of [
      ["experiment.json", /experiment\.json cannot be read: it is no UTF-8 text/],
      ["table.txt", /table\.txt/],
    ]) {
      await withScope(
        page,
        (scope, name) => {
          const dataTransfer = new DataTransfer();
          const piece = new Uint8Array(2 ** 24).fill(0xff);
          dataTransfer.items.add(new File(Array(8).fill(piece), name));
          scope.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
        },
        name,
      );
      await complains(page);
      assert.match(await complaint(page), says);
      assert.deepEqual(await onScreen(page), before);
      await answerComplaint(page);
    }
    await show(page, 7);
    assert.equal(await withScope(page, async (scope) => (await scope.neurons(7)).w.length), 200000);
  });
});
