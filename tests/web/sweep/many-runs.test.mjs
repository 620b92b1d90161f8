// The panel of many runs: sweeps that workers train, and what is drawn and saved of them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { hosted } from "../support/browser.mjs";
import {
  appears,
  complaint,
  complains,
  ready,
  record,
  refreshed,
  textOf,
  unfold,
  until,
  withScope,
} from "../support/instrument.mjs";
import { pressInSweep, savedSweep, sweepAddress, sweepOver, swept } from "../support/sweeps.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const program = fileURLToPath(new URL("../../../build/native/reluscope", import.meta.url));

/** What the command line writes of a sweep. */
function commandLine(sweep, ending) {
  const folder = mkdtempSync(join(tmpdir(), "reluscope-sweep-"));
  try {
    writeFileSync(join(folder, "sweep.json"), JSON.stringify(sweep));
    const output = join(folder, `out.${ending}`);
    assert.equal(spawnSync(program, ["sweep", join(folder, "sweep.json"), "--output", output]).status, 0);
    return readFileSync(output, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const short = { training: { iterations: 1500 } };
const seeds = { experiment: short, over: { "network.seed": { from: 0, to: 19 } } };
const map = {
  experiment: { preset: "non-orthogonal-large-init", training: { iterations: 500 } },
  over: { "network.initScale": { from: 0.01, to: 1, count: 5, scale: "log" }, "network.width": [5, 20, 60] },
};

/** Waits until more than so many pixels of a picture of the panel are not blank: it is drawn a moment after runs come in. */
const inked = (page, name, least) =>
  until(
    page,
    (_, name, least) => {
      const drawn = $(`.many .${name} canvas`);
      const { width, height } = drawn;
      if (width === 0) return false;
      // A copy: the browser warns of canvases that are read more than once.
      const copy = Object.assign(document.createElement("canvas"), { width, height });
      const context = copy.getContext("2d", { willReadFrequently: true });
      context.drawImage(drawn, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      return data.filter((value, index) => index % 4 === 3 && value > 0).length > least;
    },
    name,
    least,
  );

/** Where a run's cell or dot is on the page: the place that the picture finds it at. */
const middleOfMap = (page, part) =>
  withScope(
    page,
    (_, [across, down]) => {
      $(".many .sweep-map").scrollIntoView({ block: "center" });
      const { x, y, width, height } = $(".many .sweep-map .sides path").getBoundingClientRect();
      return { x: x + across * width, y: y + down * height };
    },
    part,
  );

test("a sweep in an address is trained, and its tables are the command line's", async () => {
  await visit(`${hosted()}#${sweepAddress(seeds)}`, async (page) => {
    await ready(page);
    await swept(page, 20);
    assert.equal(await savedSweep(page, "NDJSON", "reluscope-sweep.ndjson"), commandLine(seeds, "ndjson"));
    assert.equal(await savedSweep(page, "CSV", "reluscope-sweep.csv"), commandLine(seeds, "csv"));
    assert.equal(await savedSweep(page, "PyTorch", "reluscope-sweep-pytorch.py"), commandLine(seeds, "py"));
    const saved = JSON.parse(await savedSweep(page, "Sweep (JSON)", "reluscope-sweep.json"));
    assert.deepEqual(saved, { version: 1, ...seeds });
    // The experiment on screen is another's matter.
    assert.equal(await withScope(page, ({ experiment }) => experiment.training.iterations), 20000);
    assert.equal(
      new URLSearchParams(await withScope(page, ({ address }) => address)).get("sweep"),
      JSON.stringify(seeds),
    );
  });
});

testOnPage("seeds have curves, outcomes, and shares that are those of the table", async (page) => {
  await sweepOver(page, seeds);
  await withScope(page, (scope) => void scope.setAttribute("outcome", "active"));
  await swept(page, 20);
  await refreshed(page);
  await until(page, () => $$(".many .shares text").length > 0 && $(".many .quartiles path") !== null);
  for (const name of ["sweep-curves", "sweep-dots"]) await inked(page, name, 100);
  const rows = commandLine(seeds, "ndjson").trimEnd().split("\n").map(JSON.parse);
  const actives = [...new Set(rows.map(({ active }) => active))].sort((one, other) => one - other);
  const expected = actives.flatMap((active) => {
    const count = rows.filter((row) => row.active === active).length;
    return [`${Math.round((100 * count) / rows.length)} %`, String(active)];
  });
  await until(
    page,
    (_, expected) =>
      $$(".many .shares text")
        .map(({ textContent }) => textContent)
        .join() === expected,
    expected.join(),
  );
});

testOnPage(
  "two keys are a map; pointing at a run shows it pale, pressing opens it, and the run on screen is marked",
  async (page) => {
    await sweepOver(page, map);
    await swept(page, 15);
    await refreshed(page);
    await inked(page, "sweep-map", 5000);
    assert.equal(await withScope(page, () => $(".many .sweep-curves").checkVisibility()), false);
    // The last value of the first key and the first of the second: to the right, below.
    const place = await middleOfMap(page, [0.95, 0.9]);
    await page.mouse.move(place.x - 3, place.y - 3);
    await page.mouse.move(place.x, place.y);
    await until(page, () => /λ 1 · m 5/.test($(".sweep-run").textContent));
    await until(page, () => /pointed at/.test($(".view.function .key").textContent));
    const address = await withScope(page, (scope) => scope.address);
    assert.doesNotMatch(address, /pinned/);
    await page.mouse.click(place.x, place.y);
    await until(page, ({ experiment }) => experiment.network.width === 5 && experiment.network.initScale === 1);
    await until(page, () => $$(".sweep-map .on-screen rect").length === 2);
    await page.mouse.move(0, 0);
    await until(page, () => !/pointed at/.test($(".view.function .key").textContent));
    assert.equal(await withScope(page, () => $$(".sweep-map .pointed rect").length), 0);
  },
);

testOnPage("the keyboard goes from run to run and opens one", async (page) => {
  await sweepOver(page, map);
  await swept(page, 15);
  await withScope(page, () => $(".many .sweep-map").focus());
  await page.keyboard.press("ArrowRight");
  await until(page, () => /λ 0\.01 · m 5/.test($(".sweep-run").textContent));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await until(page, () => /λ 0\.0316.* · m 20/.test($(".sweep-run").textContent));
  // The frame stays: these keys are the map's.
  assert.equal(await withScope(page, ({ frame }) => frame), 0);
  await page.keyboard.press("Enter");
  await until(page, ({ experiment }) => experiment.network.width === 20);
  await page.keyboard.press("Escape");
  await until(page, () => $(".sweep-run").textContent === "" && !$(".sweep-about button").checkVisibility());
});

testOnPage("the form makes a sweep of the experiment on screen, which the address then has", async (page) => {
  await withScope(page, (scope) => void (scope.experiment = { training: { iterations: 700 } }));
  await until(page, ({ experiment }) => experiment.training.iterations === 700);
  await unfold(page, "many");
  await until(page, () => $("#sweep-first-key") !== null);
  await withScope(page, () => {
    const set = (id, value) => {
      $(`#${id}`).value = value;
      $(`#${id}`).dispatchEvent(new Event("change", { bubbles: true }));
    };
    set("sweep-first-key", "network.initScale");
    set("sweep-first-from", "1e-4");
    set("sweep-first-to", "1");
    set("sweep-first-count", "5");
    set("sweep-second-key", "network.initialisation");
  });
  await pressInSweep(page, "Train them");
  await swept(page, 15);
  const sweep = JSON.parse(await withScope(page, (scope) => scope.sweep));
  assert.deepEqual(sweep, {
    experiment: { preset: "orthogonal", training: { iterations: 700 } },
    over: {
      "network.initScale": { from: 1e-4, to: 1, count: 5, scale: "log" },
      "network.initialisation": ["balanced", "unbalanced", "dominated"],
    },
  });
  // The same again, from the address.
  const address = await withScope(page, (scope) => scope.address);
  await withScope(page, (scope) => void (scope.sweep = undefined));
  await until(page, () => !$(".sweep-results").checkVisibility());
  await withScope(page, (scope, address) => void (scope.address = address), address);
  await swept(page, 15);
  assert.equal(await withScope(page, () => $("#sweep-first-from").value), "0.0001");
  assert.equal(await withScope(page, (scope) => scope.address), address);
});

testOnPage("a sweep can be cancelled, its runs stay, and the rest is trained when asked for", async (page) => {
  const long = { experiment: { training: { iterations: 200000 } }, over: { "network.seed": { from: 0, to: 299 } } };
  await sweepOver(page, long);
  await until(page, () => $(".sweep-results")?.checkVisibility() && $(".many progress").value > 0);
  await pressInSweep(page, "Cancel");
  await until(page, () => /^Stopped after \d+ of 300 runs/.test($(".sweep-progress").textContent));
  const told = await textOf(page, ".sweep-progress");
  const [, done] = /after (\d+) of/.exec(told);
  assert.ok(Number(done) > 0 && Number(done) < 300, told);
  await refreshed(page);
  assert.equal(await textOf(page, ".sweep-progress"), told);
  await pressInSweep(page, "Train the rest");
  await until(
    page,
    (_, done) => Number(/^(\d+) of/.exec($(".sweep-progress").textContent)?.[1] ?? 0) > done,
    Number(done),
  );
  await pressInSweep(page, "Cancel");
});

testOnPage("the experiment can be edited while a sweep is trained", async (page) => {
  await sweepOver(page, {
    experiment: { training: { iterations: 100000 } },
    over: { "network.seed": { from: 0, to: 99 } },
  });
  await until(page, () => $(".many progress")?.value > 0);
  await withScope(page, (scope) => void (scope.experiment = { network: { seed: 7 }, training: { iterations: 3000 } }));
  await until(page, ({ run }) => run.iterations.at(-1) <= 3000);
  await pressInSweep(page, "Cancel");
});

test("a worker that dies is replaced, and its runs are done again", async () => {
  const sweep = { experiment: { training: { iterations: 60000 } }, over: { "network.seed": { from: 0, to: 49 } } };
  const watchWorkers = () => {
    window.workers = [];
    window.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        window.workers.push(this);
      }
      postMessage(message, ...more) {
        this.has ??= new Set();
        this.has.add(message.kind);
        super.postMessage(message, ...more);
      }
    };
  };
  await visit(
    `${hosted()}#${sweepAddress(sweep)}`,
    async (page) => {
      await ready(page);
      for (let deaths = 0; deaths < 2; deaths++) {
        await until(page, () =>
          window.workers.some((worker) => worker.has?.has("train") && !worker.isDead && worker.has.has("sweep")),
        );
        await page.evaluate(() => {
          const worker = window.workers.find(
            (worker) => worker.has?.has("sweep") && worker.has.has("train") && !worker.isDead,
          );
          worker.isDead = true;
          // Throws in the worker, which nothing there catches.
          worker.postMessage({ kind: "train", runs: null, points: 1, last: 1 });
        });
        await until(
          page,
          (_, deaths) => window.workers.filter((worker) => worker.has?.has("sweep")).length > deaths + 2,
          deaths,
        );
      }
      await swept(page, 50);
      assert.equal(await savedSweep(page, "CSV", "reluscope-sweep.csv"), commandLine(sweep, "csv"));
    },
    { before: watchWorkers },
  );
});

testOnPage("runs that diverge are told of and saved like others", async (page) => {
  const sweep = {
    experiment: { preset: "non-orthogonal-large-init", training: { iterations: 300 } },
    over: { "training.learningRate": [0.001, 100], "network.seed": [0, 1, 2] },
  };
  await sweepOver(page, sweep);
  await swept(page, 6);
  assert.match(await textOf(page, ".sweep-progress"), /3 diverged/);
  assert.equal(await savedSweep(page, "CSV", "reluscope-sweep.csv"), commandLine(sweep, "csv"));
});

for (const [what, sweep, message] of [
  ["no JSON", "{over", /JSON/],
  ["an unknown key", { experiment: {}, over: { "network.sed": [1] } }, /network\.sed.*unknown key/],
  [
    "a value out of range",
    { experiment: {}, over: { "network.width": { from: 0, to: 5 } } },
    /network\.width.*0 is not a whole number from 1/,
  ],
  ["a run that is refused", { experiment: {}, over: { "network.width": [60, -3] } }, /width.*-3 is not/],
  [
    "too many runs",
    { experiment: {}, over: { "network.seed": { from: 0, to: 20000 } } },
    /20,001 runs are more than the 10,000/,
  ],
]) {
  testOnPage(`a sweep with ${what} is refused with its key, value and range`, async (page) => {
    await record(page, "error", "errors");
    await withScope(
      page,
      (scope, text) => void scope.setAttribute("sweep", text),
      typeof sweep === "string" ? sweep : JSON.stringify(sweep),
    );
    await complains(page);
    assert.match(await complaint(page), message);
    assert.match(await textOf(page, ".many .alarm"), message);
    assert.equal((await page.evaluate(() => window.errors)).length, 1);
    await sweepOver(page, seeds);
    await swept(page, 20);
    assert.equal(await textOf(page, ".many .alarm"), "");
  });
}

testOnPage("an outcome that there is not is refused, and those that there are listed", async (page) => {
  await sweepOver(page, seeds);
  await withScope(page, (scope) => void scope.setAttribute("outcome", "beauty"));
  await complains(page);
  assert.match(await complaint(page), /outcome must be one of loss, .*kinks.*, not “beauty”/);
});

testOnPage("a file with a sweep is opened as one", async (page) => {
  await withScope(
    page,
    (scope, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "sweep.json", { type: "application/json" }));
      scope.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    JSON.stringify({ version: 1, ...seeds }, undefined, 2),
  );
  await swept(page, 20);
  assert.deepEqual(JSON.parse(await withScope(page, (scope) => scope.sweep)), { version: 1, ...seeds });
});

testOnPage("pictures of a sweep are saved as SVG, PDF and PNG", async (page) => {
  await sweepOver(page, map);
  await swept(page, 15);
  const svg = await savedSweep(page, "SVG", "reluscope-sweep-map.svg");
  assert.match(svg, /^<\?xml/);
  assert.ok((svg.match(/<path/g) ?? []).length > 5);
  assert.match(svg.replace(/<[^>]*>/g, ""), /Initial scale, λ/);
  assert.match(await savedSweep(page, "PDF", "reluscope-sweep-map.pdf"), /^%PDF/);
  assert.match(await savedSweep(page, "PNG", "reluscope-sweep-map.png"), /PNG/);
  await sweepOver(page, seeds);
  await swept(page, 20);
  assert.match(await savedSweep(page, "SVG", "reluscope-sweep-histogram.svg"), /%/);
});

for (const [index, name] of [
  [0, "seeds"],
  [1, "scale and width"],
  [2, "lazy to rich"],
]) {
  testOnPage(`the example of ${name} begins, and says what it shows`, async (page) => {
    await unfold(page, "many");
    await withScope(page, (_, index) => $$(".sweep-examples button")[index].click(), index);
    await until(page, () => $(".many progress")?.value > 0 || /runs in/.test($(".sweep-progress").textContent));
    assert.ok((await textOf(page, ".sweep-caption")).length > 50);
    await withScope(page, (scope) => void (scope.sweep = undefined));
  });
}

test("a phone of 360 pixels has room for all of it", async () => {
  await visit(
    `${hosted()}#${sweepAddress(map)}`,
    async (page) => {
      await ready(page);
      await swept(page, 15);
      await appears(page, ".many .sweep-map");
      const widths = await withScope(page, () =>
        $$(".many .content *")
          .filter((part) => part.checkVisibility() && !part.closest("svg, .spoken"))
          .map((part) => [part.className, part.getBoundingClientRect().right]),
      );
      assert.deepEqual(
        widths.filter(([, right]) => right > 360),
        [],
      );
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    },
    { width: 360, height: 740, touch: true },
  );
});
