// What leaves the page as data, and comes back.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { find, ready, show, unfold, until, withScope } from "../support/instrument.mjs";
import { downloaded, downloads, hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { commandLine, withoutSeconds } from "../support/command-line.mjs";

const experiment = { preset: "non-orthogonal", training: { iterations: 3000 } };
const address = (given) => `${hosted()}#experiment=${encodeURIComponent(JSON.stringify(given))}`;

/** Presses a button of the panel, waits for the file and returns it. */
async function saved(page, name, file) {
  await unfold(page, "export");
  const [button] = await withScope(
    page,
    (scope, name) =>
      $$(".export button")
        .map((b) => b.textContent)
        .filter((b) => b === name),
    name,
  );
  assert.equal(button, name);
  await withScope(
    page,
    (scope, name) =>
      $$(".export button")
        .find((b) => b.textContent === name)
        .click(),
    name,
  );
  await until(page, (scope, file) => $(".outcome").textContent.startsWith(file), file);
  return readFileSync(await downloaded(file), "utf8");
}

test("the run's JSON is the command line's, and opens again", async () => {
  await visit(address(experiment), async (page) => {
    await ready(page);
    const json = await saved(page, "JSON", "reluscope-non-orthogonal-changed-run.json");
    assert.equal(withoutSeconds(json), withoutSeconds(commandLine(experiment, "json")));
    assert.equal(JSON.parse(json).reluscope, "1.0.0");

    await withScope(page, (scope) => void (scope.experiment = { preset: "orthogonal" }));
    await until(page, (scope) => scope.experiment.preset === "orthogonal" && scope.run?.loss.length === 20000);
    const chooser = await find(page, ".export input[type=file]");
    await chooser.uploadFile(join(downloads, "reluscope-non-orthogonal-changed-run.json"));
    await until(page, (scope) => scope.experiment.preset === "non-orthogonal" && scope.run.loss.length === 3000);
    assert.deepEqual(await withScope(page, (scope) => scope.run.loss), JSON.parse(json).loss);
  });
});

test("the run's CSV reads back to the same doubles", async () => {
  await visit(address(experiment), async (page) => {
    await ready(page);
    const csv = await saved(page, "CSV", "reluscope-non-orthogonal-changed-run-v1.0.0.csv");
    assert.equal(csv, commandLine(experiment, "csv"));
    const [head, ...rows] = csv.trimEnd().split("\n");
    assert.equal(head, "frame,iteration,loss,neuron,w,b,a");
    const { frameLoss, w } = await withScope(page, async (scope) => ({
      frameLoss: scope.run.frameLoss,
      w: [...(await scope.neurons(40)).w],
    }));
    assert.equal(rows.length, 60 * frameLoss.length);
    const fortieth = rows.map((row) => row.split(",").map(Number)).filter(([frame]) => frame === 40);
    assert.deepEqual(
      fortieth.map((row) => row[4]),
      w,
    );
    assert.ok(fortieth.every((row) => row[2] === frameLoss[40]));
  });
});

test("the methods give the same files, and can keep fewer neurons", async () => {
  await visit(address(experiment), async (page) => {
    await ready(page);
    const [json, csv, type, script] = await withScope(page, async (scope) => {
      const json = await scope.toJSON({ neurons: 3 });
      const csv = await scope.toCSV({ neurons: 2 });
      return [await json.text(), await csv.text(), csv.type, await (await scope.toPyTorch()).text()];
    });
    assert.equal(withoutSeconds(json), withoutSeconds(commandLine(experiment, "json", "--neurons", "3")));
    assert.equal(csv, commandLine(experiment, "csv", "--neurons", "2"));
    assert.equal(type, "text/csv");
    assert.match(script, /^"""[^\n]*ReLUscope 1\.0\.0/);
  });
});

test("the initial weights lead to the same run", async () => {
  await visit(address(experiment), async (page) => {
    await ready(page);
    const { loss } = await withScope(page, (scope) => scope.run);
    const start = await saved(page, "Initial weights", "reluscope-non-orthogonal-changed-initial-weights.json");
    const { initial } = JSON.parse(start).experiment.network;
    assert.equal(initial.w.length, 60);
    await withScope(page, (scope, start) => void (scope.experiment = start), start);
    await until(page, (scope) => scope.experiment.network.initial !== undefined && scope.run.loss.length === 3000);
    assert.deepEqual(await withScope(page, (scope) => scope.run.loss), loss);
  });
});

test("the curve is that of the frame on screen", async () => {
  await visit(address(experiment), async (page) => {
    await ready(page);
    await show(page, 77);
    const csv = await saved(page, "Curve of this frame", "reluscope-non-orthogonal-changed-frame-77-curve-v1.0.0.csv");
    const { w, b, a } = await withScope(page, async (scope) => {
      const { w, b, a } = await scope.neurons(77);
      return { w: [...w], b: [...b], a: [...a] };
    });
    const [head, ...rows] = csv
      .trimEnd()
      .split("\n")
      .map((row) => row.split(","));
    assert.deepEqual(head, ["x", "h"]);
    assert.equal(rows.length, 100);
    for (const [x, h] of rows.map((row) => row.map(Number))) {
      const expected = a.reduce((sum, weight, j) => sum + weight * Math.max(w[j] * x + b[j], 0), 0);
      assert.ok(Math.abs(h - expected) < 1e-13, `${h} instead of ${expected} at ${x}`);
    }
    assert.equal(Number(rows[0][0]), -2.5);
    assert.equal(Number(rows[99][0]), 3);
  });
});

testOnPage("a preset that is not changed gives the files its name; papers can be cited", async (page) => {
  assert.match(await saved(page, "PyTorch script", "reluscope-orthogonal-pytorch.py"), /manual_seed\(0\)/);
  assert.match(
    await saved(page, "BibTeX", "reluscope-papers.bib"),
    /@software\{reluscope,[^]*version = \{1\.0\.0\}[^]*boursier2022gradient[^]*boursier2025early/,
  );
});

test("what cannot be written is refused with a sentence, and nothing is saved", async () => {
  const wide = { preset: "three-points", network: { width: 66000 }, training: { frameGrowth: 1.05, iterations: 1e6 } };
  await visit(address(wide), async (page) => {
    await until(page, (scope) => scope.frames > 3);
    const refusals = await withScope(page, async (scope) => {
      const why = (promise) =>
        promise.then(
          () => "written",
          ({ message }) => message,
        );
      const early = scope.run ? "trained" : await why(scope.toJSON());
      await scope.ready;
      return [
        early,
        await why(scope.toJSON()),
        await why(scope.toCSV({ neurons: 0 })),
        await why(scope.toJSON({ neurons: 1 })),
      ];
    });
    assert.match(refusals[0], /still being trained|^trained$/);
    assert.match(refusals[1], /about [\d.]+ GB, more than the 1 GB allowed: keep fewer neurons/);
    assert.match(refusals[2], /neurons must be/);
    assert.equal(refusals[3], "written");
  });
});

testOnPage("a file that is no experiment is refused, and the run stays", async (page) => {
  await unfold(page, "export");
  const chooser = await find(page, ".export input[type=file]");
  for (const [content, complaint] of [
    ["", /not JSON/],
    ["\u0000\u0001PNG", /no UTF-16BE text: it goes wrong at byte 5/],
    ['{"name":"something else"}', /name: unknown key/],
    ['{"version":1,"experiment":{"network":{"width":0}}}', /Width \(network\.width\): 0 is not/],
    ['{"experiment":"<img src=x onerror=alert(1)>"}', /one JSON object/],
  ]) {
    const path = join(downloads, "bad.json");
    writeFileSync(path, content);
    await chooser.uploadFile(path);
    await until(page, (scope, source) => new RegExp(source).test($(".problem").textContent), complaint.source);
    assert.equal(await withScope(page, (scope) => scope.run.loss.length), 20000);
    await withScope(page, () => $(".problem button").click());
  }
});

testOnPage("a dropped run is trained anew, unless exports are not shown", async (page) => {
  const drop = (scope, text) => {
    const target = $(".instrument");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "run.json"));
    const event = (type) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true });
    const taken = !target.dispatchEvent(event("dragover"));
    const marked = target.classList.contains("dropping");
    target.dispatchEvent(event("drop"));
    return [taken, marked, target.classList.contains("dropping")];
  };
  const run = JSON.stringify({ version: 1, experiment: { network: { width: 7 } } });
  assert.deepEqual(await withScope(page, drop, run), [true, true, false]);
  await until(page, (scope) => scope.experiment.network.width === 7);
  await withScope(page, (scope) => scope.setAttribute("controls", "play"));
  assert.deepEqual(await withScope(page, drop, run), [false, false, false]);
});

testOnPage("a file that is dragged over the page and away leaves no mark", async (page) => {
  const drag = (scope, type) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["{}"], "run.json"));
    document
      .querySelector("article")
      .dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    return $(".instrument").classList.contains("dropping");
  };
  assert.equal(await withScope(page, drag, "dragover"), true);
  assert.equal(await withScope(page, drag, "dragleave"), false);
});

test("the initial weights of a wide run are opened again", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const [size, width] = await withScope(page, async (scope) => {
      const width = 110000;
      const one = Array.from({ length: width }, (_, j) => (j + 0.123456789012345) * 1e-9);
      const experiment = { network: { initial: { w: one, b: one, a: one } }, training: { iterations: 1 } };
      // Indented, since spaces make the file long and cost nothing.
      const file = new File([JSON.stringify(experiment, undefined, 10)], "run.json");
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(file);
      const done = new Promise((resolve, reject) => {
        scope.addEventListener("run", resolve, { once: true });
        scope.addEventListener("error", ({ detail }) => reject(new Error(detail.message)), { once: true });
      });
      $(".instrument").dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true, composed: true }),
      );
      await done;
      return [file.size, (await scope.neurons(0)).w.length];
    });
    assert.ok(size > 17e6, `${size} bytes`);
    assert.equal(width, 110000);
  });
});
