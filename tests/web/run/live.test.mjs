import assert from "node:assert/strict";
import { test } from "node:test";
import { complains, enter, find, ready, show, until, withScope, record } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { slowTrainer } from "../support/slow-trainer.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { lastFrame } from "../support/default-run.mjs";

/** More than trains in a moment, whatever the machine: each edit meets a run that is under way. */
const long = { network: { width: 2000 }, training: { iterations: 100000000, engine: "dense" } };

const isTrained = (scope) => scope.frames > 0 && scope.run?.iterations.length === scope.frames;

/** Where the middle of an element is. */
async function middleOf(element) {
  await element.scrollIntoView();
  const { x, y, width, height } = await element.boundingBox();
  return { x: x + width / 2, y: y + height / 2, width };
}

/** Waits until what the slider of the initial scale says is what is on screen, and what its field says. */
const slid = (page) =>
  until(page, (scope) => {
    const field = $(".field:has(#network-initScale)");
    const { initScale } = scope.experiment.network;
    const slid = field.querySelector("[type=range]").valueAsNumber;
    return (
      Math.abs(Math.log10(initScale) - slid) < 0.03 &&
      Number(field.querySelector("#network-initScale").value) === initScale
    );
  });

/** Records the frames that come on screen. */
const watchFrames = (page) => record(page, "framechange", "seen");

testOnPage(
  "a slider trains while it is dragged, in step with its field, and the picture keeps its place",
  async (page) => {
    await show(page, 100);
    await watchFrames(page);
    const { x, y, width } = await middleOf(await find(page, ".field:has(#network-initScale) [type=range]"));
    await page.mouse.move(x - width / 26, y);
    await page.mouse.down();
    const seen = [];
    for (let i = 1; i <= 10; i++) {
      await page.mouse.move(x + (i * width) / 40, y);
      await slid(page);
      seen.push(await withScope(page, (scope) => scope.experiment.network.initScale));
    }
    await page.mouse.up();
    assert.ok(new Set(seen).size > 5, `the field went through ${seen}`);
    assert.ok(seen.at(-1) > 1e-4 && seen.at(-1) < 1e-1, `the field went through ${seen}`);
    await until(page, isTrained);
    assert.equal(await withScope(page, (scope) => scope.frame), 100);
    const frames = await page.evaluate(() => window.seen.map(({ frame }) => frame));
    assert.deepEqual([...new Set(frames)], [100], "no other frame was on screen meanwhile");
  },
);

testOnPage("the end stays the end, and an iteration that iteration", async (page) => {
  const type = async (selector, text) => {
    const field = await find(page, selector);
    await field.click({ count: 3 });
    await field.type(text);
    await page.keyboard.press("Enter");
  };
  await show(page, lastFrame);
  await type("#training-iterations", "30000");
  await until(page, (scope) => scope.experiment.training.iterations === 30000 && scope.frame === scope.frames - 1);
  await withScope(page, (scope) => void (scope.frame = 100));
  const at = () => withScope(page, (scope) => [scope.run.iterations[scope.frame], scope.frame]);
  assert.deepEqual(await at(), [1545, 100]);
  await type("#training-frameGrowth", "1.1");
  await until(page, (scope) => scope.experiment.training.frameGrowth === 1.1 && scope.frame < 100);
  assert.ok(Math.abs((await at())[0] - 1545) < 80, `iteration ${(await at())[0]}`);
  // What is cut off in between is not forgotten.
  await type("#training-iterations", "20");
  await until(page, (scope) => scope.experiment.training.iterations === 20 && scope.frame === scope.frames - 1);
  await type("#training-iterations", "20000");
  await type("#training-frameGrowth", "1.05");
  await until(page, (scope) => scope.experiment.training.frameGrowth === 1.05 && scope.frame === 100);
  assert.deepEqual(await at(), [1545, 100]);
});

testOnPage("what plays goes on from its place through a change", async (page) => {
  await withScope(page, (scope) => scope.setAttribute("fps", "30"));
  await show(page, 60);
  await watchFrames(page);
  await withScope(page, (scope) => scope.play());
  await until(page, (scope) => scope.frame > 62);
  await (await find(page, ".field:has(#network-seed) button")).click();
  await until(page, (scope) => scope.experiment.network.seed === 1);
  await until(page, (scope) => scope.frame > 75);
  const frames = await page.evaluate(() => window.seen.map(({ frame }) => frame));
  frames.forEach((frame, index) => assert.ok(index === 0 || frame - frames[index - 1] <= 1, `frames ${frames}`));
  assert.ok(Math.min(...frames) >= 60);
});

testOnPage(
  "an edit supersedes a run under way at once, and of two hundred quick ones the last is trained",
  async (page) => {
    await show(page, lastFrame);
    await withScope(page, (scope, long) => void (scope.experiment = long), long);
    await until(page, (scope) => scope.experiment.network.width === 2000 && scope.frames > 20);
    const drawn = () => withScope(page, () => $(".function canvas").toDataURL().length > 5000);
    await withScope(page, (scope) => {
      window.runs = 0;
      scope.addEventListener("run", () => window.runs++);
      const { experiment } = scope;
      for (let seed = 1; seed <= 200; seed++) {
        scope.experiment = { ...experiment, network: { ...experiment.network, width: 60, seed }, training: {} };
      }
    });
    assert.ok(await drawn());
    await until(page, (scope) => scope.experiment.network.seed === 200 && scope.run.loss.length === 20000);
    assert.equal(await withScope(page, async (scope) => (await scope.neurons(scope.frames - 1)).w.length), 60);
    assert.ok((await page.evaluate(() => window.runs)) < 20, "most of them were passed over");
    await until(page, (scope) => scope.frame === scope.frames - 1);
  },
);

testOnPage("a refused value is told at its field and stays there, other changes go through", async (page) => {
  const width = await find(page, "#network-width");
  await width.click({ count: 3 });
  await width.type("0");
  // A pause in typing is enough to hear of it.
  const hint = (scope) => scope.shadowRoot.getElementById("network-width-hint").textContent;
  await until(page, () => $("#network-width").hasAttribute("aria-invalid"));
  assert.match(await withScope(page, hint), /0.*1 to 1,000,000/);
  await page.keyboard.press("Tab");
  await complains(page);
  await (await find(page, "#network-outputBias")).click();
  await until(page, (scope) => scope.experiment.network.outputBias);
  const [value, width60] = await withScope(page, (scope) => [
    $("#network-width").value,
    scope.experiment.network.width,
  ]);
  assert.deepEqual([value, width60], ["0", 60]);
});

test("every change can be undone and redone, each gesture as one", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const hand = () =>
      withScope(page, ({ experiment: { network, training } }) => [
        network.width,
        network.initScale,
        network.activation,
        training.iterations,
      ]);
    const settle = (...expected) =>
      until(
        page,
        ({ experiment: { network, training } }, expected) =>
          JSON.stringify([network.width, network.initScale, network.activation, training.iterations]) === expected,
        JSON.stringify(expected),
      );
    const undo = await find(page, "button.undo");
    const redo = await find(page, "button.redo");
    const isOff = (button) => button.evaluate((button) => button.getAttribute("aria-disabled") === "true");
    assert.deepEqual([await isOff(undo), await isOff(redo)], [true, true]);

    const { x, y, width } = await middleOf(await find(page, ".field:has(#network-initScale) [type=range]"));
    await page.mouse.move(x - width / 26, y);
    await page.mouse.down();
    await page.mouse.move(x + width / 4, y, { steps: 10 });
    await page.mouse.up();
    await slid(page);
    const [, scale] = await hand();

    // Typed with pauses, which train on the way.
    const field = await find(page, "#network-width");
    await field.click({ count: 3 });
    for (const text of ["3", "0"]) {
      await field.type(text);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    await page.keyboard.press("Tab");
    await (await find(page, "#network-activation")).select("gelu");
    await settle(30, scale, "gelu", 20000);

    // What is refused leaves no trace in the history.
    const iterations = await find(page, "#training-iterations");
    await iterations.click({ count: 3 });
    await iterations.type("0\n");
    await complains(page);

    await undo.click();
    await settle(30, scale, "relu", 20000);
    await undo.click();
    await settle(60, scale, "relu", 20000);
    await (await find(page, ".views")).focus();
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await settle(60, 1e-6, "relu", 20000);
    await page.keyboard.press("y");
    await settle(60, scale, "relu", 20000);
    await page.keyboard.down("Shift");
    await page.keyboard.press("Z");
    await page.keyboard.up("Shift");
    await page.keyboard.up("Control");
    await settle(30, scale, "relu", 20000);
    await redo.click();
    await settle(30, scale, "gelu", 20000);
    const nothingToRedo = () => $(".redo").getAttribute("aria-disabled") === "true";
    await until(page, nothingToRedo);
    // A change after an undo begins a new branch.
    await undo.click();
    await settle(30, scale, "relu", 20000);
    await (await find(page, ".presets button:nth-child(3)")).click();
    await settle(60, 1, "relu", 20000);
    await until(page, nothingToRedo);
    await undo.click();
    await settle(30, scale, "relu", 20000);
  });
});

test("what is edited after an undo that still waits stays", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await page.evaluate(() => (window.isSlow = true));
      await enter(page, "#network-seed", "7");
      await page.keyboard.press("Enter");
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      await withScope(page, () =>
        $$(".presets button")
          .find(({ textContent }) => textContent.startsWith("three-points"))
          .click(),
      );
      await until(page, (scope) => scope.experiment.preset === "three-points");
      // An undo that came after all would be answered by now.
      await new Promise((resolve) => setTimeout(resolve, 4500));
      assert.equal(await withScope(page, ({ experiment }) => experiment.preset), "three-points");
    },
    { before: slowTrainer },
  );
});
