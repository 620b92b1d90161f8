import assert from "node:assert/strict";
import { test } from "node:test";
import { runInThisContext } from "node:vm";
import { bundled } from "../support/bundled.mjs";
import { hosted } from "../support/browser.mjs";
import {
  appears,
  complaint,
  complains,
  find,
  middleOf,
  ready,
  refreshed,
  show,
  textsOf,
  until,
  withScope,
} from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const shows = (page, address) => withScope(page, (scope, address) => void (scope.address = address), address);
const addressOf = (page) => withScope(page, (scope) => scope.address);
const drawn = (page) => textsOf(page, ".view .words text");
const wordsIn = async (page) => new URLSearchParams(await addressOf(page)).get("words");

testOnPage("words are on the picture at their frames, in figures too", async (page) => {
  await shows(page, "words=f,0.5:1,2-4,the+kink+moves~l,5000:0.2,,loss~n,0:0,3-,here");
  await until(page, () => $$(".view .words text").length === 1);
  assert.deepEqual(await drawn(page), ["loss"]);
  await show(page, 3);
  await until(page, () => $$(".view .words text").length === 3);
  const svg = await withScope(page, async (scope) => (await scope.toSVG("function")).text());
  // Below the letters is their halo, as on screen.
  assert.match(svg, /<text[^>]*stroke="#ffffff"[^>]*>the kink moves<\/text><text[^>]*>the kink moves<\/text>/);
  await show(page, 5);
  await until(page, () => $$(".view .words text").length === 2);
  await shows(page, "");
  await until(page, () => $$(".view .words text").length === 0);
});

testOnPage(
  "words are written by key, moved by arrow keys and by hand, undone, and kept in the address",
  async (page) => {
    await (await find(page, ".views")).focus();
    await page.keyboard.press("a");
    await until(page, (scope) => scope.shadowRoot.activeElement?.className === "text-of-words");
    await page.keyboard.type("Look: 1 & 2, 50%");
    await page.keyboard.press("Enter");
    await until(page, () => $(".function .words text")?.textContent === "Look: 1 & 2, 50%");
    const first = await wordsIn(page);
    await withScope(page, () => $(".function .words text").focus());
    await page.keyboard.press("ArrowRight");
    await refreshed(page);
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.activeElement.localName), "text");
    const moved = await wordsIn(page);
    assert.notEqual(moved, first);
    const { x, y } = await middleOf(page, ".function .words text");
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y - 40, { steps: 3 });
    await page.mouse.up();
    await refreshed(page);
    const now = await middleOf(page, ".function .words text");
    assert.ok(Math.abs(now.x - x - 60) < 2 && Math.abs(now.y - y + 40) < 2, JSON.stringify(now));
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    assert.equal(await wordsIn(page), moved);
    const address = await addressOf(page);
    await shows(page, "");
    await shows(page, address);
    await until(page, () => $(".function .words text")?.textContent === "Look: 1 & 2, 50%");
    assert.equal(await addressOf(page), address);
    await withScope(page, () => $(".function .words text").focus());
    await page.keyboard.press("Delete");
    await until(page, () => $$(".words text").length === 0);
    assert.equal(await addressOf(page), "");
  },
);

testOnPage("an arrow leads from words, and its tip is moved", async (page) => {
  await shows(page, "words=f,0:1:0.5:0.5,,see");
  await appears(page, ".function .words path");
  await withScope(page, () => $(".function .words circle").focus());
  await page.keyboard.press("ArrowDown");
  await refreshed(page);
  assert.match(await wordsIn(page), /^f,0:1:0\.5\d*:0\.[34]\d*,,see$/);
  await shows(page, "");
});

test("entries that are wrong are told and left out, and text is text", async () => {
  const words = "f,0:0,,<img src=x onerror=alert(1)>~q,0:0,,a~f,0,,b~f,0:0,x,c~f,1e99:0,,d";
  await visit(`${hosted()}#words=${encodeURIComponent(words)}`, async (page) => {
    await ready(page);
    await complains(page);
    const told = await complaint(page);
    for (const wrong of ["q,0:0,,a", "f,0,,b", "f,0:0,x,c", "f,1e99:0,,d"]) assert.ok(told.includes(wrong), told);
    await until(page, () => $$(".view .words text").length === 1);
    assert.equal((await drawn(page))[0], "<img src=x onerror=alert(1)>");
    assert.equal(await withScope(page, () => $$(".words img").length), 0);
  });
});

test("whatever words say survives mail", async () => {
  const exported = `
    export { readWords, writtenWords } from "./late/words/written-words";
    export { fragmentPieces } from "./experiment/address-fragment";`;
  const script = await bundled(exported, "written");
  const { readWords, writtenWords, fragmentPieces } = runInThisContext(`${script}; written`);
  for (const text of [
    "a~b!26.c",
    "50 % + 1 & &amp; %41",
    "“quoted” — it’s",
    "(end).",
    "a, b = c; d",
    "1e+4",
    "θ → 0 ∞ 🙂",
    "ends.",
    "50 %",
  ]) {
    const words = [{ view: "function", x: -0.5, y: 1.25, tip: { x: 1, y: 2 }, from: 3, to: undefined, text }];
    const written = encodeURIComponent(writtenWords(words)).replace(/%20/g, "+");
    const [{ value }] = fragmentPieces(`words=${written}`);
    const wrong = [];
    assert.deepEqual(
      readWords(value, (error) => wrong.push(error)),
      words,
    );
    assert.deepEqual(wrong, []);
  }
});
