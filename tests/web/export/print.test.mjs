// What is on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { downloads, hosted, isFirefox } from "../support/browser.mjs";
import { find } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

/** Prints a page; resolves with the file and the text of each sheet. */
async function printed(page, options = {}) {
  const path = join(downloads, `${Math.random().toString(36).slice(2)}.pdf`);
  await page.pdf({ path, format: "A4", timeout: 120000, ...options });
  const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" });
  return { path, sheets: text.split("\f").slice(0, -1) };
}

/** The mean lightness of a sheet, from 0 to 1. */
function lightness(path, sheet) {
  const grey = execFileSync("pdftoppm", ["-r", "20", "-gray", "-f", String(sheet), "-l", String(sheet), path]);
  const [head] = /^P5\s+\d+\s+\d+\s+255\s/.exec(grey.subarray(0, 40).toString("latin1"));
  const pixels = grey.subarray(head.length);
  return pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length / 255;
}

const controls = /Starting|Tour|Let go|Settings\n|Export\n/;

test("a note is printed as soon as it is loaded, with the figures that have not been in sight", async () => {
  await visit(`${hosted()}examples/lecture-note/index.html`, async (page) => {
    const { sheets } = await printed(page);
    const all = sheets.join("\n");
    assert.doesNotMatch(all, controls);
    assert.match(all, /orthogonal · 60 ReLU neurons[^]*iteration 0 of\s20,000/);
    // Each is whole on a sheet: title, ticks of all views and the line of settings, and so is the last one, with its theory.
    for (const frame of [0, 112, 128, 143, 152]) {
      const [sheet] = sheets.filter((sheet) => new RegExp(`frame: ${frame}\\b`).test(sheet));
      assert.match(sheet ?? "", /orthogonal · 60 ReLU neurons/, `frame ${frame}`);
      assert.match(sheet, frame < 128 ? /270°/ : /Iterations/);
    }
    assert.equal(await page.$("relu-scope >>> .printed"), null, "the screen is as it was");
  });
});

test("slides are printed at the last frame that each leads to, in light colours from a dark screen", async () => {
  await visit(
    `${hosted()}examples/slides/index.html?print-pdf`,
    async (page) => {
      await page.waitForSelector(".pdf-page relu-scope");
      await page.waitForFunction(() => document.querySelector("#turning").address.includes("frame=105"));
      const { sheets, path } = await printed(page, { preferCSSPageSize: true });
      assert.equal(sheets.length, 6);
      assert.match(sheets[1], /frame 152/);
      assert.match(sheets[2], /frame 105/);
      assert.match(sheets[3], /frame 152/);
      assert.match(sheets[4], /non-orthogonal-large-init[^]*frame 152/);
      for (const sheet of [1, 2, 5]) assert.ok(lightness(path, sheet) > 0.8, `sheet ${sheet}`);
    },
    { theme: "dark", expected: /policy: style-src|inline style|Content[- ]Security/ },
  );
});

test(
  "slides printed without being laid out for it are a page each, at the same frames",
  { skip: isFirefox },
  async () => {
    await visit(`${hosted()}examples/slides/index.html`, async (page) => {
      await page.waitForFunction(() => window.Reveal?.isReady());
      const { sheets } = await printed(page, { preferCSSPageSize: true });
      assert.equal(sheets.length, 6);
      assert.match(sheets[1], /frame 152/);
      assert.match(sheets[4], /non-orthogonal-large-init[^]*frame 152/);
    });
  },
);

test("frames in a page are printed too", async () => {
  await visit(`${hosted()}examples/blog-post/index.html`, async (page) => {
    const { sheets } = await printed(page, { format: "Letter" });
    assert.match(sheets.join("\n"), /non-orthogonal-large-init · [^]*non-orthogonal · [^]*frame\s180/);
    assert.doesNotMatch(sheets.join("\n"), controls);
  });
});

test("the page is printed without its controls, with what is amiss, in landscape", async () => {
  const asked = '#experiment={"network":{"width":-3}}';
  await visit(
    `${hosted()}${asked}`,
    async (page) => {
      const { sheets, path } = await printed(page, { landscape: true });
      const [sheet] = sheets.filter((sheet) => /60 ReLU neurons/.test(sheet));
      // Words come in another order than they stand.
      for (const part of [/270°/, /Iterations/, /Width.*-3/]) assert.match(sheet, part);
      assert.doesNotMatch(sheets.join("\n"), controls);
      assert.ok(lightness(path, 1) > 0.8);
    },
    { theme: "dark" },
  );
});

test("a crowd is painted at the resolution of paper, where its ticks are", { skip: isFirefox }, async () => {
  const experiment = '{"network":{"width":3000},"training":{"iterations":50}}';
  await visit(`${hosted()}embed.html#experiment=${experiment}&views=function&theme=dark`, async (page) => {
    await page.emulateMediaType("print");
    const canvas = await find(page, ".printed canvas");
    const { pixels, width, overlay } = await canvas.evaluate((canvas) => ({
      pixels: canvas.width,
      width: canvas.getBoundingClientRect().width,
      overlay: canvas.nextElementSibling.getBoundingClientRect().width,
    }));
    assert.equal(width, overlay);
    assert.ok(pixels >= 3 * width, `${pixels} pixels on ${width}`);
    await page.emulateMediaType("screen");
    await page.waitForFunction(() => !document.querySelector("relu-scope").shadowRoot.querySelector(".printed"));
  });
});

test(
  "a run too large to have a frame in time says so on paper, and nothing else stands in for it",
  { skip: isFirefox },
  async () => {
    const giant = `(() => {
    const x = Array.from({ length: 10000 }, (_, i) => i / 1000 - 5);
    return JSON.stringify({ data: { x, y: x }, network: { width: 1e6, activation: "leaky-relu" }, training: { iterations: 10 } });
  })()`;
    await visit(`${hosted()}examples/lecture-note/index.html`, async (page) => {
      await page.evaluate(`for (const scope of document.querySelectorAll("relu-scope")) scope.experiment = ${giant}`);
      await page.emulateMediaType("print");
      await page.waitForSelector("relu-scope >>> .printed .alarm");
      const told = await page.evaluate(() =>
        [...document.querySelectorAll("relu-scope")].map(
          ({ shadowRoot }) => shadowRoot.querySelector(".printed")?.textContent ?? "",
        ),
      );
      assert.ok(
        told.some((text) => text.includes("so large that it had no frame to draw")),
        told.join("\n"),
      );
      for (const text of told) assert.doesNotMatch(text, /60 ReLU|does not exist/);
      await page.emulateMediaType("screen");
    });
  },
);
