import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import createTrainer from "../../../build/wasm/reluscope.mjs";
import { find, ready, refreshed, show, unfold, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const trainer = await createTrainer({
  wasmBinary: readFileSync(new URL("../../../build/wasm/reluscope.wasm", import.meta.url)),
});

/** A finished run of an experiment. */
function runOf(experiment) {
  const run = new trainer.Run(JSON.stringify(experiment));
  run.advance(Infinity);
  return run;
}

const hashOf = (parts) => `#${new URLSearchParams(parts)}`;
const caption = (page) =>
  withScope(page, () => [...$$(".loss .label text")].map(({ textContent }) => textContent).at(-1));
const lastTick = (page) =>
  withScope(page, () => Number([...$$(".loss .bottom .tick text")].at(-1).textContent.replace(/,/g, "")));
/** Where the cursor is, as a part of the way to the last tick. */
const cursor = (page) =>
  withScope(page, () => {
    const at = (element) => element.getBoundingClientRect().x + element.getBoundingClientRect().width / 2;
    const ticks = [...$$(".loss .bottom .tick line")];
    return (at($(".loss .cursor line")) - at(ticks[0])) / (at(ticks.at(-1)) - at(ticks[0]));
  });

test("the loss is drawn over iterations, time, or time in units of log(1/λ)", async () => {
  const pinned = { preset: "orthogonal", network: { initScale: 1e-12 }, training: { iterations: 40000 } };
  await visit(hosted() + hashOf({ clock: "time", pinned: JSON.stringify(pinned) }), async (page) => {
    await ready(page);
    await until(page, () => $(".loss .key text") !== null);
    await show(page, 130);
    const { iteration } = await withScope(page, (scope) => ({ iteration: scope.run.iterations[130] }));
    assert.equal(await caption(page), "t");
    // The pinned run ends at t = 0.001 · 40,000.
    assert.equal(await lastTick(page), 40);
    assert.ok(Math.abs((await cursor(page)) - (0.001 * iteration) / 40) < 0.005);

    await unfold(page, "look");
    await (await find(page, "#clock")).select("scaled");
    await refreshed(page);
    assert.equal(await caption(page), "t / log(1/λ)");
    const unit = Math.log(1e6);
    const last = await lastTick(page);
    assert.ok(last <= 40 / Math.log(1e12) && last >= 1, `${last}`);
    assert.ok(Math.abs((await cursor(page)) - (0.001 * iteration) / unit / last) < 0.005);
    await until(page, () => location.hash.includes("clock=scaled"));

    // A press leads to the iteration there.
    const place = await withScope(page, () => {
      const { x, y, width, height } = $(".loss .cursor line").getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    });
    await show(page, 3);
    await page.mouse.click(...place);
    await until(page, (scope) => Math.abs(scope.frame - 130) <= 1);

    // Without λ < 1 there is no such unit: time is shown, and why.
    await withScope(page, (scope) => (scope.experiment = { version: 1, network: { initScale: 1 } }));
    await until(page, (scope) => scope.experiment.network.initScale === 1 && /λ < 1/.test($(".loss .key").textContent));
    assert.equal(await caption(page), "t");
    await (await find(page, "#clock")).select("time");
    await refreshed(page);
    assert.equal(await withScope(page, () => $('#clock [value="scaled"]').disabled), true);
    assert.doesNotMatch(await withScope(page, () => $(".loss .key").textContent), /λ < 1/);
  });
});

test("a bad clock is told by its name and its words", async () => {
  await visit(`${hosted()}#clock=sundial`, async (page) => {
    await ready(page);
    const told = await withScope(page, () => $(".problem").textContent);
    assert.match(told, /clock must be iterations or time or scaled, not “sundial”/);
  });
});

testOnPage("the phases of a run on orthogonal data are marked over its loss, and told", async (page) => {
  await unfold(page, "theory");
  await (await find(page, "#overlay-phases")).click();
  await until(page, () => $$(".loss .phases rect").length === 2);
  const run = runOf({ preset: "orthogonal" });
  let phases = run.phases();
  while (!phases.isOver) phases = run.phases();
  run.delete();
  const bars = await withScope(page, () =>
    $$(".loss .phases rect").map((bar) => {
      const { left, right } = bar.getBoundingClientRect();
      return [left, right];
    }),
  );
  const ticks = await withScope(page, () =>
    $$(".loss .bottom .tick").map((tick) => [
      Number(tick.textContent.replace(/,/g, "")),
      tick.querySelector("line").getBoundingClientRect().left,
    ]),
  );
  const [[, zero], [value, place]] = [ticks[0], ticks.at(-1)];
  const at = (iteration) => zero + ((place - zero) * iteration) / value;
  [phases.positive, phases.negative].forEach((growth, index) => {
    growth.forEach((iteration, end) => {
      assert.ok(Math.abs(bars[index][end] - at(iteration)) < 2, `${bars[index]} for ${growth}`);
    });
  });
  const told = await withScope(page, () => $(".loss svg").getAttribute("aria-label"));
  const count = (number) => number.toLocaleString("en-US");
  const [positive, negative] = [phases.positive, phases.negative].map((growth) => growth.map(count).join(" to "));
  assert.match(told, new RegExp(`align until iteration ${count(phases.positive[0])}`));
  assert.match(told, new RegExp(`y > 0 are learned from iteration ${positive}`));
  assert.match(told, new RegExp(`y < 0 are learned from iteration ${negative}`));
  const figure = await withScope(page, async (scope) => (await scope.toSVG("loss")).text());
  assert.match(figure, /y &gt; 0/);
});

test("where data are not orthogonal the phases say why nothing is drawn", async () => {
  await visit(`${hosted()}#preset=non-orthogonal&overlays=phases`, async (page) => {
    await ready(page);
    await refreshed(page);
    assert.match(await withScope(page, () => $(".loss .key").textContent), /no phases known: see Theory/);
    assert.equal(await withScope(page, () => $$(".loss .phases rect").length), 0);
  });
});

test("the distance between a run and the pinned one is drawn and told", async () => {
  const flow = { preset: "non-orthogonal", training: { dynamics: "flow" } };
  await visit(hosted() + hashOf({ preset: "non-orthogonal", pinned: JSON.stringify(flow) }), async (page) => {
    await ready(page);
    await unfold(page, "compare");
    await until(page, () => $(".compare .distance .line") !== null);
    const told = await withScope(page, () => $(".compare .distance figcaption").textContent);
    const [, largest] = told.match(/: ([\d.]+)(?: × 10(\S+))? at most, at iteration [\d,]+;/) ?? [];
    assert.ok(largest !== undefined, told);
    const points = await withScope(page, () => $(".compare .distance .line").getAttribute("d").split("L").length);
    assert.ok(points > 60 && points <= 101, `${points}`);
    // It goes with the pinned run.
    await (await find(page, ".compare button")).click();
    await until(page, () => $(".compare .distance").hidden);
  });
});
