import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { downloaded, hosted } from "../support/browser.mjs";
import { appears, ready, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

const builtIn = JSON.parse(
  readFileSync(new URL("../../../web/src/late/tour/built-in-tour.json", import.meta.url), "utf8"),
);

/** Saves the tour in the rows as a lecture note. Returns where it is. */
async function saved(page) {
  await withScope(page, () =>
    $$(".tour-rows button")
      .find(({ textContent }) => textContent === "Save a lecture note")
      .click(),
  );
  return downloaded("reluscope-lecture-note.html");
}

/** Saves the guided tour, taken as one's own, as a lecture note. Resolves to its path. */
async function savedTour() {
  let path;
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, () => $$(".tools button.word")[1].click());
    await appears(page, ".story");
    assert.equal(await withScope(page, () => $$(".tour-rows .row button:not([hidden])").length), 3);
    await withScope(page, () =>
      $$(".tour-rows button")
        .find(({ textContent }) => textContent === "Take the guided tour")
        .click(),
    );
    await until(page, (_, count) => $$(".stops li").length === count, builtIn.stops.length);
    path = await saved(page);
  });
  return path;
}

test("the guided tour becomes a lecture note: the words of its stops, and figures that run", async () => {
  const path = await savedTour();
  await visit(
    pathToFileURL(path).href,
    async (page) => {
      const told = await page.evaluate(() => ({
        title: document.title,
        headings: [...document.querySelectorAll("h2")].map(({ textContent }) => textContent),
        first: document.querySelector("section p").textContent,
        frames: [...document.querySelectorAll("relu-scope")].map((scope) => scope.getAttribute("frame")),
        trials: document.querySelectorAll("li a").length,
      }));
      assert.equal(told.title, builtIn.title);
      assert.deepEqual(
        told.headings.slice(0, builtIn.stops.length),
        builtIn.stops.map(({ title }) => title),
      );
      assert.match(told.first, /^Sixty neurons start from random weights of scale λ = 10/);
      assert.deepEqual(
        told.frames.map((frame) => frame ?? "0"),
        builtIn.stops.map(({ show: { frame = 0 } }) => String(frame)),
      );
      assert.equal(told.trials, builtIn.trials.length);
      // The figures are live.
      await page.evaluate(() => document.querySelectorAll("relu-scope")[1].scrollIntoView());
      await page.waitForFunction(() => document.querySelectorAll("relu-scope")[1].frame === 112);
      assert.equal(
        await page.evaluate(() => document.querySelectorAll("relu-scope")[1].getAttribute("overlays")),
        "directions",
      );
    },
    { expected: /request: .*reluscope\.js/ },
  );
});

test("the example of a lecture note is the guided tour, as the page saves it", async () => {
  const path = await savedTour();
  /** A page's content as one text: what is said, the figures' attributes, and where links lead on a site. */
  const content = (page, home) =>
    page.evaluate((home) => {
      for (const figure of document.querySelectorAll("relu-scope")) {
        const names = figure
          .getAttributeNames()
          .filter((name) => name !== "frame")
          .sort();
        figure.replaceWith(names.map((name) => `${name}=${figure.getAttribute(name)}`).join("; "), figure.textContent);
      }
      for (const link of document.querySelectorAll("a"))
        link.replaceWith(link.href.replace(home, ""), link.textContent);
      return document.querySelector("main").innerHTML;
    }, home);
  const pages = [];
  await visit(`${hosted()}examples/lecture-note/index.html`, async (page) => {
    pages.push(await content(page, `${hosted()}index.html`));
  });
  await visit(
    pathToFileURL(path).href,
    async (page) => {
      pages.push(await content(page, hosted()));
    },
    { expected: /request: .*reluscope\.js/ },
  );
  assert.equal(pages[0], pages[1]);
  assert.ok(pages[0].includes("as if they were one neuron"));
});

test("what a lecturer writes stays text in the note", async () => {
  const evil = '<img src=x onerror="evil=1"></h2><script>evil=1</script>';
  const stops = [
    { title: evil, text: `$${evil}$ ${evil}`, show: { words: `f,0:1,,${evil.replaceAll(",", "")}`, frame: 3 } },
  ];
  const tour = JSON.stringify({
    version: 1,
    title: evil,
    stops,
    trials: [{ title: evil, show: { preset: '"><script>window.evil = 1</script>' } }],
  });
  let path;
  await visit(`${hosted()}#${new URLSearchParams({ tour })}`, async (page) => {
    await ready(page);
    await until(page, () => $$(".stops li").length === 1);
    await withScope(page, () => void ($(".written").open = true));
    path = await saved(page);
  });
  await visit(
    pathToFileURL(path).href,
    async (page) => {
      await page.waitForFunction(() => document.querySelector("relu-scope")?.shadowRoot);
      assert.equal(await page.evaluate(() => window.evil), undefined);
      assert.equal(await page.evaluate(() => document.querySelectorAll("img, body script").length), 0);
      assert.equal(await page.evaluate(() => document.querySelector("h1").textContent), evil);
    },
    { expected: /request: .*reluscope\.js/ },
  );
});
