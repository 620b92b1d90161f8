import assert from "node:assert/strict";
import { appears, complains, find, textOf, until, withScope } from "../support/instrument.mjs";
import { patience } from "../support/browser.mjs";
import { testOnPage } from "../support/visit.mjs";

/** Far more than any machine trains while this test runs. */
const long = { network: { width: 2000 }, training: { iterations: 100000000, engine: "dense" } };

const start = (page, experiment) => withScope(page, (scope, value) => void (scope.experiment = value), experiment);

testOnPage("a long run shows its progress, grows, and is watched meanwhile", async (page) => {
  const first = await withScope(page, (scope) => scope.run);
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const look = (now) => {
      window.longest = Math.max(window.longest, now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await withScope(page, (scope) => {
    window.progress = [];
    scope.addEventListener("progress", ({ detail }) => window.progress.push(detail));
  });
  await start(page, long);
  await until(page, (scope) => scope.experiment.network.width === 2000 && scope.frames > 20);
  await withScope(page, (scope) => scope.play());
  await appears(page, ".progress");
  await until(page, (scope) => scope.frame > 5);
  const frames = await withScope(page, (scope) => scope.frames);
  await until(page, (scope, frames) => scope.frames > frames, frames);

  const said = await textOf(page, ".progress .remaining");
  assert.match(said, /^\d+ %( · .+ left)?$/);
  assert.deepEqual(await withScope(page, (scope) => scope.run), first, "the last finished run is still that");
  const progress = await page.evaluate(() => window.progress);
  assert.ok(progress.every(({ iterations }) => iterations === long.training.iterations));
  assert.ok(progress.length > 3);
  progress.forEach(({ iteration }, index) => assert.ok(index === 0 || iteration > progress[index - 1].iteration));
  assert.ok((await page.evaluate(() => window.longest)) < 60000, "the page hung");
});

testOnPage("Stop ends a run and keeps what there is", async (page) => {
  await start(page, long);
  await until(page, (scope) => scope.experiment.network.width === 2000 && scope.frames > 10);
  await appears(page, ".progress");
  await (await find(page, ".progress button")).click();
  await until(page, (scope) => scope.run.iterations.length === scope.frames && scope.frames > 10);
  const [run, frames, said] = await withScope(page, (scope) => [scope.run, scope.frames, $(".summary").textContent]);
  assert.match(said, /^Stopped after .+ of 100,000,000 iterations/);
  assert.ok(run.iterations.at(-1) < long.training.iterations);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(await withScope(page, (scope) => scope.frames), frames);
  assert.equal(await withScope(page, async (scope, last) => (await scope.neurons(last)).w.length, frames - 1), 2000);
  await withScope(page, (scope) => void (scope.frame = 1e9));
  assert.equal(await withScope(page, (scope) => scope.frame), frames - 1);
});

testOnPage("a new experiment supersedes one that is being trained, a refused one does not", async (page) => {
  await start(page, long);
  await until(page, (scope) => scope.experiment.network.width === 2000 && scope.frames > 10);
  await start(page, { network: { width: 0 } });
  await complains(page);
  const frames = await withScope(page, (scope) => scope.frames);
  await until(page, (scope, frames) => scope.frames > frames && scope.experiment.network.width === 2000, frames);
  for (const width of [3, 4, 5]) await start(page, { network: { width } });
  await until(page, (scope) => scope.experiment.network.width === 5 && scope.run.loss.length === 20000);
  assert.equal(await withScope(page, async (scope) => (await scope.neurons(scope.frames - 1)).w.length), 5);
});

testOnPage("very many neurons can be trained, played and drawn", async (page) => {
  const many = { preset: "three-points", training: { iterations: 60 } };
  await start(page, many);
  await until(page, (scope) => scope.run.loss.length === 60);
  await withScope(page, (scope) => scope.play());
  await until(page, (scope) => !scope.playing);
  assert.equal(await withScope(page, (scope) => scope.frame), await withScope(page, (scope) => scope.frames - 1));
  const blue = await withScope(page, () => {
    const canvas = $(".function canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) count += data[i] === 0x1f && data[i + 1] === 0x77 && data[i + 2] === 0xb4;
    return count;
  });
  assert.ok(blue > 10000, `${blue} blue pixels`);
});

testOnPage("what was asked for before Stop is trained, even where it was to wait for the run", async (page) => {
  for (const iterations of [3000, 5000, 7000, 9000, 11000]) {
    // The first run of an element is shown at once; another one waits for it while it comes soon to the frame in view.
    const width = await page.evaluate(
      async (iterations, patience) => {
        const scope = document.createElement("relu-scope");
        scope.setAttribute("frame", "1000");
        scope.experiment = { network: { width: 800 }, training: { engine: "dense", iterations } };
        document.body.prepend(scope);
        await new Promise((resolve) => scope.addEventListener("progress", resolve, { once: true }));
        scope.experiment = { network: { width: 7 }, training: { iterations: 10 } };
        scope.shadowRoot.querySelector(".progress button").click();
        const end = performance.now() + patience;
        while (scope.experiment.network.width !== 7 && performance.now() < end) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const { width } = scope.experiment.network;
        scope.remove();
        return width;
      },
      iterations,
      patience,
    );
    assert.equal(width, 7);
  }
});
