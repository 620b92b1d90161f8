import assert from "node:assert/strict";
import { test } from "node:test";
import {
  complains,
  complaint,
  find,
  pressTool,
  ready,
  show,
  unfold,
  until,
  withScope,
} from "../support/instrument.mjs";
import { hosted, patience } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { lastFrame } from "../support/default-run.mjs";

/** The rows of the table of differences, by their names. */
const rows = (page) =>
  withScope(page, () =>
    Object.fromEntries(
      $$(".compare tbody tr").map((row) => {
        const [name, ...values] = [...row.children].map(({ textContent }) => textContent);
        return [name, values];
      }),
    ),
  );

/** Whether two different experiments are compared, and what has come of both is known. */
const isSettled = () => {
  const cells = $$(".compare td");
  return cells.length > 8 && cells.every(({ textContent }) => textContent !== "…");
};

/** How much of a view is painted, at all and pale. */
const painted = (page, view) =>
  withScope(
    page,
    (scope, view) => {
      const canvas = $(`${view} canvas`);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const count = { full: 0, pale: 0, whole: canvas.toDataURL() };
      for (let i = 3; i < data.length; i += 4) {
        if (data[i] === 255) count.full++;
        else if (Math.abs(data[i] - 0.35 * 255) < 2) count.pale++;
      }
      return count;
    },
    view,
  );

/** Waits until what is painted of the function view fulfils a condition. */
async function becomes(page, condition) {
  for (const began = Date.now(); Date.now() - began < patience;) {
    if (condition(await painted(page, ".function"))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`it has not come to ${condition}`);
}

const train = async (page, experiment) => {
  await withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
  await until(page, (scope, scale) => scope.experiment.network.initScale === scale, experiment.network.initScale);
};

test("a pinned run stays behind the next ones, with a table of the differences", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 140);
      const pinned = await withScope(page, ({ run }) => run.loss);
      const alone = await painted(page, ".function");
      await pressTool(page, "pin");
      await train(page, { network: { initScale: 1 } });
      await until(page, isSettled);
      const table = await rows(page);
      assert.deepEqual(table["Initial scale λ"], ["10−6", "1"]);
      const half = (losses) => losses.findIndex((loss) => loss <= losses[0] / 2).toLocaleString("en-US");
      const losses = await withScope(page, ({ run }) => run.loss);
      assert.deepEqual(table["Loss halved at iteration"], [half(pinned), half(losses)]);
      assert.equal(Object.keys(table).length, 5, "only what differs is told");
      assert.ok(alone.pale < 100, `${alone.pale} pale pixels without a pinned run`);
      await becomes(page, ({ pale }) => pale > 300);
      assert.ok((await painted(page, ".loss")).pale > 300);

      // The pinned run follows to the frame nearest to the iteration on screen.
      const before = await painted(page, ".function");
      await show(page, lastFrame);
      await becomes(page, ({ whole }) => whole !== before.whole);

      await (await find(page, ".compare .unpin")).click();
      await until(page, () => $(".compare table").hidden);
      await becomes(page, ({ pale }) => pale < 100);
    },
    { expected: /willReadFrequently/ },
  );
});

testOnPage("the axes are wide enough for both", async (page) => {
  await withScope(page, (scope) => void (scope.experiment = { preset: "non-orthogonal-large-init" }));
  await until(page, (scope) => scope.experiment.preset === "non-orthogonal-large-init");
  await page.keyboard.press("p");
  const change = { data: { x: [8, 9], y: [20, 21] }, network: { initScale: 0.5 }, training: { iterations: 50000 } };
  await train(page, change);
  await until(page, isSettled);
  await until(page, () => $$(".function .left .tick text").some(({ textContent }) => textContent === "20"));
  const ticks = await withScope(page, () =>
    [".function .bottom", ".function .left", ".loss .bottom"].map((axis) =>
      $$(`${axis} .tick text`).map(({ textContent }) => Number(textContent.replace("−", "-").replace(",", ""))),
    ),
  );
  const [x, y, iterations] = ticks.map((values) => [Math.min(...values), Math.max(...values)]);
  assert.ok(x[0] < -1 && x[1] >= 8, `inputs from ${x}`);
  assert.ok(y[0] <= 0 && y[1] >= 20, `targets up to ${y}`);
  // The last tick that there is room for.
  assert.ok([40000, 50000].includes(iterations[1]), `iterations up to ${iterations[1]}`);
  const table = await rows(page);
  assert.deepEqual(table.Inputs, ["−1.5; −1; 0; 0.25; 2", "8; 9"]);
});

test("the address keeps the pinned run", async () => {
  const hash = `#experiment={"network":{"initScale":1}}&pinned={"training":{"iterations":5000}}&frame=100`;
  await visit(`${hosted()}${encodeURI(hash)}`, async (page) => {
    await ready(page);
    await unfold(page, "compare");
    await until(page, isSettled);
    const table = await rows(page);
    assert.deepEqual(table.Iterations, ["5,000", "20,000"]);
    const { scale, address } = await withScope(page, ({ experiment, address }) => ({
      scale: experiment.network.initScale,
      address,
    }));
    assert.equal(scale, 1);
    assert.equal(decodeURIComponent(`#${address}`), hash);
    // The pinned run is none of the reader's changes.
    assert.equal(await (await find(page, ".undo")).evaluate((button) => button.getAttribute("aria-disabled")), "true");
    await page.keyboard.press("t");
    await until(page, (scope) => scope.experiment.network.initScale === 1e-6 && !scope.address.includes("pinned"));
    await page.keyboard.press("Escape");
    await until(page, (scope, address) => scope.address === address, address);
  });
});

test("a pinned experiment that is refused is told, and the other one is shown", async () => {
  await visit(`${hosted()}#pinned=%7B%22network%22:%7B%22width%22:-1%7D%7D`, async (page) => {
    await ready(page);
    await complains(page);
    const said = await complaint(page);
    assert.match(said, /network\.width.*-1/);
    assert.equal(await withScope(page, (scope) => scope.address), "");
  });
});

testOnPage("two runs that do not fit in memory together are told so, and nothing is lost", async (page) => {
  // The first stays within the limit alone, as does the second.
  await withScope(
    page,
    (scope) => void (scope.experiment = { network: { width: 150000 }, training: { iterations: 20000 } }),
  );
  await until(page, (scope) => scope.experiment.network.width === 150000);
  await page.keyboard.press("p");
  await withScope(
    page,
    (scope) => void (scope.experiment = { network: { width: 250000 }, training: { iterations: 20000 } }),
  );
  await complains(page);
  const said = await complaint(page);
  assert.match(said, /less the [\d.]+ GB that the run beside it takes/);
  assert.equal(await withScope(page, ({ experiment }) => experiment.network.width), 150000);
});
