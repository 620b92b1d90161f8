import assert from "node:assert/strict";
import { before, test } from "node:test";
import { runInThisContext } from "node:vm";
import { bundled } from "../support/bundled.mjs";
import { find, show, unfold, until, withScope } from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";
import { lastFrame } from "../support/default-run.mjs";

let page;

before(async () => {
  const script = await bundled(
    'export * from "./plot/scales"; export * from "./plot/ticks"; export * from "./plot/min-max-decimation"; export * from "./text/number-format";',
    "scalesOfThePage",
  );
  page = runInThisContext(`${script}; scalesOfThePage`);
});

const weightAxis = (scale, initialNorm) => ({ scale, range: [-0.5, 0.3], initialNorm, largestNorm: 0.6 });

test("numbers are written in one way, however large", () => {
  const written = [0, 0.0009, -2, 999.4, 999.6, 15000, -4e7].map((value) => page.formatNumber(value));
  assert.deepEqual(written, ["0.00", "9.00 × 10⁻⁴", "−2.00", "999", "1.00 × 10³", "1.50 × 10⁴", "−4.00 × 10⁷"]);
});

test("a place is where d3's scale puts it", () => {
  const { scaleOfWeights, logarithmic, extended, toPixel } = page;
  const scales = [
    scaleOfWeights(weightAxis("linear", 1e-7), [-0.5, 0.3], [400, 0]),
    scaleOfWeights(weightAxis("symlog", 1e-7), [-0.5, 0.3], [400, 0]),
    scaleOfWeights(weightAxis("symlog", 0), [0, 0], [400, 0]),
    logarithmic([1e-33, 4], [400, 0]),
    extended(logarithmic([0.4, 3e6], [0, 300]), 0, 0.02),
  ];
  for (const scale of scales) {
    const [low, high] = scale.domain();
    for (const value of [low, high, 1, 1e-3, 1e-8, 2e-33, 0.25].filter((value) => value >= low && value <= high)) {
      assert.ok(Math.abs(toPixel(scale)(value) - scale(value)) < 1e-9, `${value} of ${low} to ${high}`);
    }
  }
});

test("zero stands at the lower end of a logarithmic axis", () => {
  const { logarithmic, toPixel } = page;
  const place = toPixel(logarithmic([1e-33, 4], [400, 0]));
  assert.equal(place(0), 400);
  assert.equal(place(1e-40), 400);
  assert.ok(Number.isNaN(place(NaN)));
});

test("a symmetric logarithmic axis tells what early weights do, on both sides", () => {
  const { scaleOfWeights, ticksOf, toPixel } = page;
  const scale = scaleOfWeights(weightAxis("symlog", 1e-7), [-0.5, 0.3], [400, 0]);
  const place = toPixel(scale);
  assert.ok(place(-1e-7) - place(1e-7) > 50, "weights of 1e-7 are told apart");
  assert.ok(Math.abs(place(1e-7) + place(-1e-7) - 2 * place(0)) < 1e-9);
  const { values, format } = ticksOf(scale, 6, 5);
  assert.ok(values.includes(0) && values.some((value) => value < 0) && values.some((value) => value > 0));
  for (const value of values) assert.ok(value === 0 || /^[1]e/.test(Math.abs(value).toExponential()), `${value}`);
  const pixels = values.map((value) => place(value)).sort((a, b) => a - b);
  pixels.slice(1).forEach((pixel, i) => assert.ok(pixel - pixels[i] > 25, `${values.map(format)}`));
  assert.equal(format(-1e-7), "−10⁻⁷");
  assert.equal(format(0), "0");
});

test("ticks of logarithmic axes are few and round, whatever they span", () => {
  const { logarithmic, ticksOf } = page;
  const ticks = (low, high) => {
    const { values, format } = ticksOf(logarithmic([low, high], [300, 0]), 6, 5);
    return values.map(format);
  };
  assert.deepEqual(ticks(0.4, 20000), ["10⁰", "10¹", "10²", "10³", "10⁴"]);
  assert.deepEqual(ticks(1e-33, 3), ["10⁻³⁰", "10⁻²⁴", "10⁻¹⁸", "10⁻¹²", "10⁻⁶", "10⁰"]);
  assert.deepEqual(
    ticks(0.06, 0.5),
    ["0.1", "0.2", "0.5"].map((tick) => (tick === "0.1" ? "10⁻¹" : tick)),
  );
  assert.ok(ticks(0.63, 0.64).length > 2);
  assert.ok(ticks(1e-3, 1e308).length > 2);
});

test("the line of a hundred thousand losses is right on both kinds of axes", () => {
  const { envelope, logarithmic } = page;
  const losses = Array.from({ length: 100000 }, (_, i) => 1 / (1 + i) + (i === 77777 ? 3 : 0));
  losses[5] = 0;
  const linear = Array.from({ length: 300 }, (_, column) => ((column + 1) / 300) * 100000);
  const scale = logarithmic([0.4, 100000], [0, 300]);
  const log = linear.map((_, column) => scale.invert(column + 1));
  for (const ends of [linear, log]) {
    const { xs, ys, largest, smallestPositive } = envelope(losses, 1, ends);
    assert.equal(largest, 3 + 1 / 77778);
    assert.equal(smallestPositive, 1 / 100000);
    assert.ok(xs.length <= 4 * 301);
    xs.forEach((x, i) => assert.equal(ys[i], losses[x]));
    assert.equal(xs[0], 0);
    assert.equal(xs[xs.length - 1], 99999);
    assert.ok(xs.includes(77777) && xs.includes(5));
  }
  // Where a logarithmic axis has room for each of them, each is there.
  const { xs } = envelope(losses, 1, log);
  assert.deepEqual([...xs.subarray(0, 20)], [...Array(20).keys()]);
});

testOnPage("a press on a logarithmic axis goes to the nearest frame", async (page) => {
  await unfold(page, "look");
  for (const id of ["#scale-loss", "#scale-iterations"]) await (await find(page, id)).click();
  await page.evaluate(() => {
    window.scrollTo(0, 0);
  });
  const tickOf = (label) =>
    withScope(
      page,
      (scope, label) => {
        const ticks = $$(".loss .bottom .tick");
        const { x, width } = ticks
          .find(({ textContent }) => textContent === label)
          .querySelector("line")
          .getBoundingClientRect();
        return { x: x + width / 2, y: $(".loss .left").getBoundingClientRect().y + 60 };
      },
      label,
    );
  await until(page, () => $$(".loss .bottom .tick").some(({ textContent }) => textContent === "103"));
  for (const [label, iteration] of [
    ["103", 1000],
    ["101", 10],
  ]) {
    const { x, y } = await tickOf(label);
    await page.mouse.click(x, y);
    const [frame, iterations] = await withScope(page, (scope) => [scope.frame, scope.run.iterations]);
    const nearest = Math.min(...iterations.map((other) => Math.abs(other - iteration)));
    assert.ok(Math.abs(iterations[frame] - iteration) <= nearest + 0.02 * iteration, `${iterations[frame]}`);
  }
  // The left end is where iteration 0 stands.
  const { x, y } = await withScope(page, () => {
    const { x, y } = $(".loss .sides").getBoundingClientRect();
    return { x, y };
  });
  await page.mouse.click(x + 2, y + 60);
  assert.equal(await withScope(page, (scope) => scope.frame), 0);
  await until(
    page,
    (scope, x) => {
      const dot = $(".cursor circle").getBoundingClientRect();
      // In Firefox the strokes are part of a shape's rectangle.
      return Math.abs(dot.x + dot.width / 2 - x) < 3;
    },
    x,
  );
});

testOnPage("losses of 0, tiny and huge ones have a place on either axis", async (page) => {
  // One neuron that fits from the start has loss 0; a learning rate far too large diverges.
  const exact = {
    data: { x: [1], y: [1] },
    network: { initial: { w: [1], b: [0], a: [1] }, hiddenBias: false },
    training: { iterations: 200 },
  };
  const diverging = { network: { initScale: 1 }, training: { learningRate: 3, iterations: 200 } };
  await unfold(page, "look");
  for (const experiment of [exact, diverging]) {
    await withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
    await until(page, (scope, iterations) => scope.run.iterations.at(-1) <= iterations, 200);
    for (const id of ["#scale-loss", "#scale-iterations", "#scale-loss", "#scale-iterations"]) {
      await (await find(page, id)).click();
      await show(page, 1);
      const drawn = await withScope(page, () => ({
        dot: ["cx", "cy"].map((name) => Number($(".cursor circle").getAttribute(name))),
        ticks: $$(".loss .axis .tick").map((tick) => tick.getAttribute("transform")),
      }));
      assert.ok(drawn.dot.every(Number.isFinite), JSON.stringify(drawn));
      assert.ok(drawn.ticks.length > 3 && drawn.ticks.every((place) => !/NaN|Infinity/.test(place)));
    }
  }
});

testOnPage(
  "on the symmetric logarithmic axis the first weights stand apart, and the axis stays over the run",
  async (page) => {
    await unfold(page, "look");
    await (await find(page, "#scale-weights")).click();
    const axis = () =>
      withScope(page, () =>
        $$(".function .right .tick").map((tick) => [tick.textContent, tick.getAttribute("transform")]),
      );
    await until(page, () => $(".function .right").textContent.includes("10"));
    const before = await axis();
    await show(page, lastFrame);
    assert.deepEqual(await axis(), before);
    assert.deepEqual(
      before.map(([label]) => label),
      ["−100", "−10−2", "−10−4", "0", "10−4", "10−2", "100"],
    );
  },
);
