// What a reader does with the page, hosted and from disk, in WebKit.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import webdriver from "selenium-webdriver";
import { commandLine, withoutSeconds } from "../support/command-line.mjs";
import { dist, driver, find, hosted, until, visit, withScope } from "../support/webkit.mjs";

const { Key } = webdriver;

const places = [
  ["hosted", () => hosted()],
  ["offline", () => `${pathToFileURL(dist)}reluscope.html`],
];

const frameOf = () => withScope((scope) => scope.frame);

/** How many pixels of the function view have the curve's and the stars' colours. */
const drawn = () =>
  withScope((scope) => {
    const canvas = scope.shadowRoot.querySelector(".function canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const count = ([r, g, b]) => {
      let pixels = 0;
      for (let i = 0; i < data.length; i += 4) pixels += data[i] === r && data[i + 1] === g && data[i + 2] === b;
      return pixels;
    };
    return { curve: count([0x2c, 0xa0, 0x2c]), stars: count([0x1f, 0x77, 0xb4]) };
  });

/** Where a control is once it stays there: what loads late may move it. */
async function still(control) {
  for (let before; ;) {
    const now = await control.getRect();
    if (JSON.stringify(now) === before) return now;
    before = JSON.stringify(now);
    await driver.sleep(100);
  }
}

/** Presses the middle of a slider's thumb and drags it by a part of the slider's width. */
async function drag(slider, from, to) {
  const { width } = await still(slider);
  const place = (part) => ({ origin: slider, x: Math.round((part - 0.5) * width), y: 0, duration: 100 });
  await driver
    .actions()
    .move(place(from))
    .press()
    .move(place((from + to) / 2))
    .move(place(to))
    .release()
    .perform();
}

for (const [where, address] of places) {
  test(`${where}: the run is the command line's, in every bit`, async () => {
    const experiment = { preset: "non-orthogonal-large-init" };
    await visit(`${address()}#preset=non-orthogonal-large-init`);
    const json = await withScope(async (scope) => (await scope.toJSON()).text());
    assert.equal(withoutSeconds(json), withoutSeconds(commandLine(experiment, "json")));
  });

  test(`${where}: it is drawn, plays, and pauses`, async () => {
    await visit(`${address()}#frame=120`);
    await until((scope) => scope.shadowRoot.querySelector(".title")?.textContent.endsWith("frame: 120"));
    const { curve, stars } = await drawn();
    assert.ok(curve > 300 && stars > 100, `${curve} pixels of the curve, ${stars} of the stars`);
    await (await find(".play")).click();
    await until((scope) => scope.playing && scope.frame > 122);
    await (await find(".play")).click();
    const frame = await frameOf();
    await driver.sleep(350);
    assert.equal(await frameOf(), frame);
    assert.ok(frame < 150);
  });

  test(`${where}: the timeline is dragged, and keys seek`, async () => {
    await visit(`${address()}#frame=0`);
    await drag(await find(".timeline input"), 0.01, 0.5);
    const half = await frameOf();
    assert.ok(Math.abs(half - 76) <= 3, `half way is frame ${half}`);
    const keys = [
      [Key.ARROW_RIGHT, half + 1],
      [Key.PAGE_DOWN, half + 11],
      [Key.END, 152],
      [Key.ARROW_LEFT, 151],
      [Key.HOME, 0],
    ];
    for (const [key, frame] of keys) {
      await driver.actions().sendKeys(key).perform();
      assert.equal(await frameOf(), frame);
    }
    await driver.actions().sendKeys(" ").perform();
    await until((scope) => scope.playing && scope.frame > 1);
  });

  test(`${where}: a slider trains anew`, async () => {
    await visit(address());
    const before = await withScope((scope) => scope.run.frameLoss);
    const slider = await find(".field:has(#network-initScale) [type=range]");
    const value = await slider.getAttribute("value");
    await drag(slider, 0.46, 0.8);
    assert.notEqual(await slider.getAttribute("value"), value, "the slider has not been dragged");
    await until(
      ({ experiment, frames, run }) => experiment.network.initScale > 1e-3 && run.iterations.length === frames,
    );
    assert.notDeepEqual(await withScope((scope) => scope.run.frameLoss), before);
  });

  test(`${where}: a view becomes a figure, and nothing is asked for elsewhere`, async () => {
    await visit(`${address()}#frame=120`);
    const [labels, png] = await withScope(async (scope) => {
      const svg = await (await scope.toSVG("function")).text();
      const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
      const labels = [...documentElement.querySelectorAll("text")].map((text) => text.textContent);
      const bitmap = await createImageBitmap(await scope.toPNG("loss"));
      return [labels, bitmap.width];
    });
    assert.ok(labels.includes("hθ(x)") && labels.includes("sj‖wj‖"), `${labels}`);
    assert.equal(png, 840);
    const own = new URL(".", address()).href;
    const asked = await withScope(() => performance.getEntriesByType("resource").map(({ name }) => name));
    assert.deepEqual(
      asked.filter((name) => !name.startsWith(own) && !/^(blob|data):/.test(name)),
      [],
    );
  });
}

test("the element trains in a sandboxed frame of somebody's page", async () => {
  const script = readFileSync(`${dist}element/reluscope.js`, "utf8");
  // No blank page: that would keep the content policy of the page before it.
  const folder = mkdtempSync(join(tmpdir(), "reluscope-"));
  writeFileSync(join(folder, "page.html"), "<!doctype html><title>Somebody's page</title>");
  await driver.get(`${pathToFileURL(folder)}/page.html`);
  rmSync(folder, { recursive: true });
  const outcome = await driver.executeAsyncScript((script, done) => {
    const report = `
      document.querySelector("relu-scope").ready.then(
        ({ iterations, loss }) => parent.postMessage([iterations.length, loss.length], "*"),
        ({ message }) => parent.postMessage(message, "*"),
      );`;
    const end = "</" + "script>";
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.srcdoc = `<relu-scope></relu-scope><script>${script.replaceAll(end, "<\\/script>")}${end}<script>${report}${end}`;
    addEventListener("message", ({ data }) => done(data), { once: true });
    document.body.append(frame);
  }, script);
  assert.deepEqual(outcome, [153, 20000]);
});
