// Experiments with several inputs or outputs on the page.

import assert from "node:assert/strict";
import { isVisible, until, withScope } from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";

/** Trains an experiment; resolves with the element's summary of its run. */
const trained = (page, experiment) =>
  withScope(
    page,
    async (host, experiment) => {
      await new Promise((resolve) => {
        host.addEventListener("run", resolve, { once: true });
        host.experiment = experiment;
      });
      return { data: host.experiment.data, frames: host.frames, losses: host.run.frameLoss.length };
    },
    experiment,
  );

const shapes = [
  { preset: "plane" },
  { preset: "two-outputs", training: { iterations: 2000 } },
  { data: { teacher: { points: 5, inputs: 20 } }, training: { iterations: 200 } },
];

for (const experiment of shapes) {
  testOnPage(
    `${JSON.stringify(experiment)} opens with all three views, and so does one on a line after it`,
    async (page) => {
      for (const given of [experiment, {}]) {
        const { frames, losses } = await trained(page, given);
        assert.ok(frames > 10);
        assert.equal(frames, losses);
        await until(page, () => !$(".view.loss").hidden);
        for (const view of ["function", "neurons", "loss"]) assert.ok(await isVisible(page, `.view.${view}`), view);
      }
    },
  );
}
