import assert from "node:assert/strict";
import { test } from "node:test";
import { runInThisContext } from "node:vm";
import { bundled } from "../support/bundled.mjs";
import { find, ready, show, until, withScope, record } from "../support/instrument.mjs";
import { hosted, patience } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { frameCount, lastFrame } from "../support/default-run.mjs";

const frameOf = (page) => withScope(page, (scope) => scope.frame);

/** Records the frames that come on screen. */
const listen = (page) => record(page, "framechange", "seen");

testOnPage("it plays frame by frame, pauses, and stays", async (page) => {
  await listen(page);
  await (await find(page, ".play")).click();
  await until(page, (scope) => scope.frame >= 4);
  assert.equal(await withScope(page, (scope) => scope.playing), true);
  await (await find(page, ".play")).click();
  assert.equal(await withScope(page, (scope) => scope.playing), false);
  const frame = await frameOf(page);
  await new Promise((resolve) => setTimeout(resolve, 350));
  assert.equal(await frameOf(page), frame);
  const seen = await page.evaluate(() => window.seen);
  assert.deepEqual(
    seen.map(({ frame }) => frame),
    Array.from({ length: frame }, (_, index) => index + 1),
  );
  const run = await withScope(page, (scope) => scope.run);
  for (const { frame, iteration, loss } of seen) {
    assert.equal(iteration, run.iterations[frame]);
    assert.equal(loss, run.frameLoss[frame]);
  }
});

test("it starts by itself, unless less motion is preferred", async () => {
  await visit(hosted(), (page) => until(page, (scope) => scope.frame >= 2), { motion: "no-preference" });
  await visit(hosted(), async (page) => {
    await ready(page);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await frameOf(page), 0);
  });
});

testOnPage("at the end it stops, and replays from the start", async (page) => {
  await withScope(page, (scope) => scope.setAttribute("fps", "30"));
  await show(page, 148);
  await withScope(page, (scope) => scope.play());
  await until(page, (scope) => !scope.playing);
  assert.equal(await frameOf(page), lastFrame);
  const play = await find(page, ".play");
  await until(page, () => $(".play").getAttribute("aria-label") === "Replay");
  await play.click();
  await until(page, (scope) => scope.playing && scope.frame > 0 && scope.frame < 100);
  await withScope(page, (scope) => scope.setAttribute("loop", ""));
  await withScope(page, (scope) => void (scope.frame = 150));
  await until(page, (scope) => scope.playing && scope.frame > 0 && scope.frame < 100);
  await withScope(page, (scope) => void (scope.frame = 100));
  await listen(page);
  await (await find(page, ".replay")).click();
  await until(page, () => window.seen.some(({ frame }) => frame === 1));
  const frames = (await page.evaluate(() => window.seen)).map(({ frame }) => frame);
  const begun = frames.indexOf(0);
  assert.ok(begun >= 0 && frames.slice(0, begun).every((frame) => frame >= 100), `went through ${frames}`);
});

testOnPage("buttons and the step method go one frame forth and back", async (page) => {
  await show(page, 60);
  await (await find(page, ".forth")).click();
  assert.equal(await frameOf(page), 61);
  await (await find(page, ".back")).click();
  await (await find(page, ".back")).click();
  assert.equal(await frameOf(page), 59);
  const frames = await withScope(page, (scope) =>
    [10, -100, 1000].map((n) => {
      scope.step(n);
      return scope.frame;
    }),
  );
  assert.deepEqual(frames, [69, 0, lastFrame]);
  await withScope(page, (scope) => scope.play());
  await withScope(page, (scope) => scope.step(1));
  assert.equal(await withScope(page, (scope) => scope.playing), false);
});

testOnPage("the timeline can be dragged", async (page) => {
  const box = await (await find(page, "input[type=range]")).boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 9, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y, { steps: 8 });
  assert.ok(Math.abs((await frameOf(page)) - 76) <= 2, `half way is frame ${await frameOf(page)}`);
  await page.mouse.move(box.x + box.width + 30, y, { steps: 8 });
  await page.mouse.up();
  assert.equal(await frameOf(page), lastFrame);
  await until(page, () => $(".title").textContent === "iteration: 19666, frame: 152");
});

testOnPage("a press on the loss profile goes to the nearest frame", async (page) => {
  const target = await withScope(page, () => {
    const tick = $$(".loss .bottom .tick").find(({ textContent }) => textContent === "10,000");
    const { x, width } = tick.querySelector("line").getBoundingClientRect();
    return { x: x + width / 2, y: $(".loss .left").getBoundingClientRect().y + 60 };
  });
  await page.mouse.click(target.x, target.y);
  const [frame, iterations] = await withScope(page, (scope) => [scope.frame, scope.run.iterations]);
  const nearest = Math.min(...iterations.map((iteration) => Math.abs(iteration - 10000)));
  assert.ok(Math.abs(Math.abs(iterations[frame] - 10000) - nearest) < 60, `went to iteration ${iterations[frame]}`);
  await until(
    page,
    (scope, x) => {
      const dot = $(".cursor circle").getBoundingClientRect();
      return Math.abs(dot.x + dot.width / 2 - x) < 20;
    },
    target.x,
  );
});

testOnPage("frames are clamped to what is recorded", async (page) => {
  const frames = await withScope(page, (scope) =>
    [1000, -5, 60.4, "61"].map((frame) => {
      scope.frame = frame;
      return scope.frame;
    }),
  );
  assert.deepEqual(frames, [lastFrame, 0, 60, 61]);
  assert.equal(await withScope(page, (scope) => scope.frames), frameCount);
});

testOnPage("a frame that is asked for with a run is one of that run", async (page) => {
  await withScope(page, (scope) => {
    scope.experiment = { preset: "non-orthogonal" };
    scope.frame = 200;
  });
  await until(page, (scope) => scope.run.iterations.length === 208);
  await until(page, (scope) => scope.frame === 200);
});

test("an idle page draws nothing", async () => {
  const before = () => {
    const request = window.requestAnimationFrame.bind(window);
    window.refreshes = 0;
    window.requestAnimationFrame = (callback) => {
      window.refreshes++;
      return request(callback);
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 60);
      // What has been asked for may take a while to be drawn; then there is nothing more.
      const count = () => page.evaluate(() => window.refreshes);
      let [before, after] = [0, await count()];
      assert.ok(after > 0);
      for (const began = Date.now(); before !== after && Date.now() - began < patience;) {
        before = after;
        await new Promise((resolve) => setTimeout(resolve, 400));
        after = await count();
      }
      assert.equal(after, before);
    },
    { before },
  );
});

const playerOf = async (training) => {
  const { Player } = runInThisContext(
    `${await bundled('export * from "./run/player"', "playerOfThePage")}; playerOfThePage`,
  );
  const told = { picture: () => ({}), prefetch: () => undefined };
  return new Player(Object.assign(training, told), { showed: () => undefined, changed: () => undefined });
};

const recordingOf = (frames, done) => ({
  frames,
  framesInAll: done ? frames : 208,
  done,
  iterations: Array.from({ length: frames }, (_, k) => k),
});

test("a frame that is still to be recorded is gone to once it is", async () => {
  const training = { recording: recordingOf(20, false) };
  const player = await playerOf(training);
  player.seek(60);
  assert.deepEqual([player.frame, player.aim], [19, 60]);
  training.recording = recordingOf(100, false);
  player.follow();
  assert.deepEqual([player.frame, player.aim], [60, 60]);
  // The last one, whatever that is: the run diverges.
  player.seek(1000);
  assert.deepEqual([player.frame, player.aim], [99, 207]);
  training.recording = recordingOf(120, true);
  player.follow();
  assert.deepEqual([player.frame, player.aim], [119, 119]);
  // Paused, it stays where it is.
  training.recording = recordingOf(20, false);
  player.seek(60);
  player.pause();
  training.recording = recordingOf(100, false);
  player.follow();
  assert.equal(player.frame, 19);
});

test("what is to play from a frame goes there, in however few pieces the run arrives", async () => {
  for (const [aim, frames, expected] of [
    [190, 208, 190],
    [190, 160, 159],
  ]) {
    // prettier-ignore
    const training = { recording: undefined };
    const player = await playerOf(training);
    player.aimAt(aim);
    player.play();
    training.recording = recordingOf(155, false);
    player.follow();
    assert.equal(player.tick(Infinity), false);
    assert.equal(player.frame, 154);
    // The rest comes at once, and with it the end.
    training.recording = recordingOf(frames, true);
    player.follow();
    assert.equal(player.frame, expected);
    player.tick(Infinity);
    assert.equal(player.playing, expected < frames - 1);
    assert.equal(player.frame, Math.min(expected + 1, frames - 1));
  }
});
