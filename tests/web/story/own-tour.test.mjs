import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import {
  appears,
  complaint,
  complains,
  disappears,
  enter,
  find,
  ready,
  textOf,
  textsOf,
  until,
  withScope,
} from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const shows = (page, address) => withScope(page, (scope, address) => void (scope.address = address), address);
const addressOf = (page) => withScope(page, (scope) => scope.address);
const press = async (page, selector) => (await find(page, selector)).click();
const title = (page) => textOf(page, ".tour h2");

/** The address once it has the tour that was made last. */
async function made(page) {
  let before;
  for (let now = ""; before !== now || !now.includes("tour=z");) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
    now = await addressOf(page);
  }
  return before;
}

/** Opens the bar of the story. */
async function openStory(page) {
  await withScope(page, () => $$(".tools button.word")[1].click());
  await appears(page, ".story");
}

testOnPage("a tour is made in the page, reordered, and given from its link", async (page) => {
  await openStory(page);
  await shows(page, "preset=three-points&frame=20&views=function&words=f,0:1,,look");
  await until(page, (scope) => scope.frame === 20 && scope.experiment.preset === "three-points" && scope.run);
  await press(page, ".tour-rows button");
  await until(page, () => $$(".stops li").length === 1);
  await enter(page, "#stop-title-0", "Three points");
  await enter(page, "#stop-title-0", "Three points at first");
  const [, tour] = /(tour=[^&]*)/.exec(await made(page));
  await shows(page, `frame=40&views=loss&${tour}`);
  await until(page, (scope) => scope.frame === 40);
  await withScope(page, () => $(".tour:not([hidden]) .skip")?.click());
  await press(page, ".tour-rows button");
  await until(page, () => $$(".stops li").length === 2);
  await enter(page, "#stop-title-1", "The loss");
  await press(page, "#stop-up-1");
  await until(page, () => $("#stop-title-0").value === "The loss");
  await press(page, "#stop-down-0");
  await until(page, () => $("#stop-title-0").value === "Three points at first");
  const link = await made(page);
  assert.ok(link.length < 600, `${link.length}: ${link}`);
  await visit(`${hosted()}#${link}`, async (other) => {
    await ready(other);
    await appears(other, ".tour");
    assert.equal(await title(other), "Three points at first");
    await until(other, (scope) => scope.frame === 20 && scope.experiment.preset === "three-points");
    await until(other, () => $(".function .words text")?.textContent === "look");
    await (await find(other, ".views")).focus();
    await other.keyboard.press("f");
    await other.keyboard.press("PageDown");
    await until(other, () => $(".tour h2").textContent === "The loss");
    await until(other, (scope) => scope.frame === 40);
    await other.keyboard.press("PageDown");
    await disappears(other, ".tour");
  });
  await shows(page, "");
  await until(page, () => $$(".stops li").length === 0);
  await withScope(page, () => $$(".tools button.word")[1].click());
});

test("the attribute embeds a tour; a stop that is wrong is told and skipped", async () => {
  const tour = {
    version: 1,
    stops: [
      { title: "<b>One</b>", text: "<img src=x onerror=alert(1)> $w_j$", show: { frame: 3 } },
      { title: "Wrong", show: { frame: -1 } },
      { title: "Wrong too", show: { tour: "x" } },
      { title: "Two", text: "", show: { frame: 5, experiment: { network: { seed: 3 } } } },
    ],
  };
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, (scope, tour) => scope.setAttribute("tour", tour), JSON.stringify(tour));
    await complains(page);
    const told = await complaint(page);
    assert.match(told, /tour\.stops\[1\]\.show\.frame must be a number from 0/);
    assert.match(told, /tour\.stops\[2\]\.show must be made of preset, .*, balanced.*, not “tour”/);
    await appears(page, ".tour");
    assert.equal(await title(page), "<b>One</b>");
    assert.equal(await withScope(page, () => $$(".tour img").length), 0);
    assert.deepEqual(await textsOf(page, ".tour .place"), ["1 of 2"]);
    await until(page, (scope) => scope.frame === 3);
    await press(page, ".tour .next");
    await until(page, (scope) => scope.frame === 5 && scope.experiment.network.seed === 3);
    assert.equal(await title(page), "Two");
  });
});

test("what is no tour is told, and the built-in one stays", async () => {
  for (const bad of ["zAAAA", "{", '{"version":1,"stops":[]}']) {
    await visit(hosted(), async (page) => {
      await ready(page);
      await withScope(page, (scope, tour) => scope.setAttribute("tour", tour), bad);
      await complains(page);
      assert.match(await complaint(page), /^tour/);
    });
  }
});
