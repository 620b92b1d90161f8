import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import {
  complaint,
  complains,
  find,
  ready,
  record,
  refreshed,
  show,
  textOf,
  textsOf,
  until,
  withScope,
} from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

/** The frames that come on screen from now on, until playback stops. */
async function played(page) {
  await record(page, "framechange", "seen");
  await withScope(page, (scope) => scope.play());
  await until(page, (scope) => !scope.playing);
  return page.evaluate(() => window.seen.map(({ frame }) => frame));
}

const shows = (page, address) => withScope(page, (scope, address) => void (scope.address = address), address);
const addressOf = (page) => withScope(page, (scope) => scope.address);

testOnPage("playback stops at its pause marks, which are on the timeline and in the address", async (page) => {
  await withScope(page, (scope) => scope.setAttribute("fps", "60"));
  await shows(page, "pauses=6,3");
  await until(page, () => $(".timeline input").getAttribute("aria-description") !== null);
  assert.equal(
    await withScope(page, () => $(".timeline input").getAttribute("aria-description")),
    "Playback stops at 3, 6",
  );
  assert.deepEqual(await played(page), [1, 2, 3]);
  assert.deepEqual(await played(page), [4, 5, 6]);
  assert.match(await addressOf(page), /^pauses=6,3&frame=6$/);
  await (await find(page, ".views")).focus();
  await page.keyboard.press("m");
  assert.match(await addressOf(page), /pauses=3&/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("m");
  assert.match(await addressOf(page), /pauses=3,7&/);
  assert.match(await textOf(page, ".story .says"), /stops at frame 7/);
  await shows(page, "");
});

testOnPage("the pace is chosen by button and key, and said", async (page) => {
  await (await find(page, ".tools button.word:nth-of-type(2)")).click();
  await until(page, () => $(".story")?.checkVisibility());
  assert.deepEqual(await textsOf(page, ".story .choices button"), ["By frame", "By iteration", "By change"]);
  await (await find(page, ".story .choices button:nth-of-type(2)")).click();
  assert.equal(await addressOf(page), "pace=time");
  await (await find(page, ".views")).focus();
  await page.keyboard.press("r");
  await page.keyboard.press(">");
  assert.equal(await addressOf(page), "pace=change&speed=2");
  assert.equal(await textOf(page, ".story [aria-pressed=true]"), "By change");
  await page.keyboard.press("l");
  assert.match(await addressOf(page), /loop=on/);
  await shows(page, "");
  await (await find(page, ".tools button.word:nth-of-type(2)")).click();
});

testOnPage("by iteration, frames far apart stay long and those close together pass", async (page) => {
  await withScope(page, (scope) => scope.setAttribute("fps", "60"));
  await shows(page, "pace=time&speed=4");
  await refreshed(page);
  await until(page, () => $(".story") !== null);
  const frames = await played(page);
  const last = await withScope(page, (scope) => scope.run.iterations.length - 1);
  assert.equal(frames.at(-1), last);
  // The first hundred frames are a hundredth of the iterations.
  assert.ok(frames.filter((frame) => frame < 100).length < 10, String(frames));
  await shows(page, "");
});

testOnPage("by change, the trainer tells when frames come", async (page) => {
  await withScope(page, (scope) => scope.setAttribute("fps", "60"));
  await shows(page, "pace=change&speed=4&frame=0");
  await until(page, () => $(".story [aria-pressed=true]")?.textContent === "By change");
  await until(page, () => !$(".story .says").textContent.includes("being computed"));
  const frames = await played(page);
  const last = await withScope(page, (scope) => scope.run.iterations.length - 1);
  assert.equal(frames.at(-1), last);
  // Most is left to the frames in which the points are learned.
  const learning = frames.filter((frame) => frame > 100).length;
  assert.ok(learning > 1.2 * frames.filter((frame) => frame <= 100).length, String(frames));
  await shows(page, "");
});

test("what is wrong in an address is told by key, value and range, and the rest is taken", async () => {
  await visit(`${hosted()}#pace=slow&speed=9&pauses=3,x,5&loop=yes`, async (page) => {
    await ready(page);
    await complains(page);
    const told = await complaint(page);
    assert.match(told, /loop must be on or off, not “yes”|speed must be a number from 0.25 to 4, not “9”|pace|pauses/);
    await until(page, () => $(".timeline input").getAttribute("aria-description") === "Playback stops at 3, 5");
  });
});

test("attributes pace, speed and loop are kept by the element", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, (scope) => {
      scope.setAttribute("pace", "time");
      scope.setAttribute("loop", "");
      scope.setAttribute("speed", "0.5");
    });
    assert.equal(await addressOf(page), "loop=on&pace=time&speed=0.5");
    await show(page, 5);
  });
});

testOnPage("a video at twice the speed has half of the frames, and its length is told before", async (page) => {
  await shows(page, "speed=2");
  await withScope(page, () => ($(".panel.export").open = true));
  await until(page, () => $(".panel.export .length")?.textContent !== undefined && $(".panel.export .length") !== null);
  assert.match(await textOf(page, ".panel.export .length"), /^7\.\d seconds, by frame, speed 2$/);
  await shows(page, "speed=2&pauses=20,140");
  assert.match(await textOf(page, ".panel.export .length"), /^11\.\d seconds, by frame, speed 2$/);
  await shows(page, "");
  assert.match(await textOf(page, ".panel.export .length"), /^15\.\d seconds, by frame, speed 1$/);
});

test("a figure without its settings leaves the keys of the story to the page", async () => {
  await visit(`${hosted()}embed.html#controls=play+seek`, async (page) => {
    await ready(page);
    await withScope(page, () => $(".views").focus());
    for (const key of ["r", "l", "m", "a", ">"]) {
      const isTaken = await withScope(
        page,
        (scope, key) =>
          !$(".views").dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
          ),
        key,
      );
      assert.equal(isTaken, false, key);
    }
    await refreshed(page);
    assert.equal(await addressOf(page), "");
    await page.keyboard.press("End");
    await until(page, ({ frame, frames }) => frame === frames - 1);
  });
});
