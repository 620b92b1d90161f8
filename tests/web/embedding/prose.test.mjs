// Prose around a figure that leads it to many runs, and to what plays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

/** Opens a page of somebody else's at the site, with the element's script in it. */
function embedded(body, act) {
  const address = `${hosted()}note.html`;
  const text = `<!doctype html><link rel="icon" href="data:," /><body>${body}<script src="reluscope.js"></script></body>`;
  const intercept = (request) =>
    request.url() === address ? request.respond({ contentType: "text/html", body: text }) : request.continue();
  return visit(address, act, { intercept });
}

test("sentences lead a figure to many runs, one family after the other", async () => {
  const family = (count, preset) =>
    JSON.stringify({
      experiment: { preset, training: { iterations: 500 } },
      over: { "network.seed": { from: 1, to: count } },
    });
  const body = `<p><a id="few" href="#" data-relu-scope="runs" data-preset="orthogonal" data-outcome="displacement"
      data-sweep='${family(5, "orthogonal")}'>five</a>
    <a id="others" href="#" data-relu-scope="runs" data-preset="non-orthogonal" data-outcome="loss"
      data-sweep='${family(7, "non-orthogonal")}'>seven</a></p><relu-scope id="runs" controls="play seek"></relu-scope>`;
  await embedded(body, async (page) => {
    for (const [link, told, preset] of [
      ["#few", "^5 runs in", "orthogonal"],
      ["#others", "^7 runs in", "non-orthogonal"],
    ]) {
      await page.click(link);
      await until(
        page,
        (scope, told, preset) =>
          new RegExp(told).test($(".sweep-progress")?.textContent ?? "") && scope.experiment?.preset === preset,
        told,
        preset,
      );
    }
  });
});

test("what plays from a frame waits for it in a figure that is still to be trained", async () => {
  const body = `<a id="link" href="#" data-relu-scope="far" data-frame="190" data-play>the escape</a>
    <div style="height: 4000px"></div><relu-scope id="far" preset="non-orthogonal"></relu-scope>`;
  await embedded(body, async (page) => {
    const frames = await withScope(page, async (scope) => {
      const frames = [];
      scope.addEventListener("framechange", ({ detail: { frame } }) => frames.push([frame, scope.frames - 1]));
      document.querySelector("#link").click();
      while (scope.frame < 207) await new Promise((done) => setTimeout(done, 20));
      return frames;
    });
    assert.deepEqual(
      frames.filter(([frame, last]) => frame < 190 && frame !== last),
      [],
    );
    assert.ok(frames.some(([frame]) => frame === 190) && frames.some(([frame]) => frame === 191));
  });
});
