// The npm package's anywidget, with a model such as Jupyter's.
/* global shown, until -- functions of the page below */

import assert from "node:assert/strict";
import { test } from "node:test";
import { visitPage } from "../support/stranger.mjs";

const text = `<!doctype html><title>A notebook</title><div id="cell"></div>
<script>
  /** A model whose traits tell whoever listens when they change, as those of Backbone do. */
  class Model {
    traits;
    saved = {};
    #changed = {};
    listeners = [];
    constructor(traits) {
      this.traits = traits;
    }
    get(trait) {
      return this.traits[trait];
    }
    set(trait, value) {
      if (JSON.stringify(this.traits[trait]) === JSON.stringify(value)) return;
      this.traits[trait] = this.#changed[trait] = value;
      for (const [event, listener] of [...this.listeners]) if (event === "change:" + trait) listener();
    }
    save_changes() {
      Object.assign(this.saved, JSON.parse(JSON.stringify(this.#changed)));
      this.#changed = {};
    }
    on(event, listener) {
      this.listeners.push([event, listener]);
    }
    off(event, listener) {
      this.listeners = this.listeners.filter((each) => each[0] !== event || each[1] !== listener);
    }
  }
  async function shown(traits) {
    const { default: widget } = await import("/npm/anywidget.js");
    const el = document.getElementById("cell");
    const model = new Model(traits);
    const close = widget.render({ model, el });
    const scope = el.querySelector("relu-scope");
    await scope.ready;
    return { model, el, scope, close };
  }
  const until = async (holds) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
</script>`;

const inNotebook = (body) => visitPage({ "/notes/one/index.html": text, "/npm/": "npm" }, body);

test("traits set the experiment, the frame and attributes, and the run is reported", async () => {
  await inNotebook(async (page) => {
    const { frame, saved, run, views, id } = await page.evaluate(async () => {
      const experiment = { network: { width: 7 }, training: { iterations: 200 } };
      const { model, scope } = await shown({ id: "fig", experiment, frame: 20, views: "loss", run: {}, preset: null });
      await until(() => scope.frame === 20 && model.saved.run);
      const run = JSON.parse(JSON.stringify(scope.run));
      return { frame: model.get("frame"), saved: model.saved, run, views: scope.getAttribute("views"), id: scope.id };
    });
    assert.equal(frame, 20);
    assert.equal(views, "loss");
    assert.equal(id, "fig");
    assert.equal(saved.experiment.network.width, 7);
    assert.equal(saved.experiment.training.learningRate, 0.001);
    assert.deepEqual(saved.run, run);
  });
});

test("later changes lead both ways, and what is reported comes not back", async () => {
  await inNotebook(async (page) => {
    const outcome = await page.evaluate(async () => {
      const { model, scope } = await shown({ experiment: {}, frame: 0 });
      let runs = 0;
      scope.addEventListener("run", () => (runs += 1));
      model.set("frame", 30);
      const followed = scope.frame;
      scope.frame = 40;
      await until(() => model.saved.frame === 40);
      model.set("experiment", { preset: "three-points", network: { width: 5 }, training: { iterations: 100 } });
      await until(() => model.saved.experiment?.preset === "three-points");
      scope.experiment = { network: { width: 3 }, training: { iterations: 100 } };
      await until(() => model.saved.experiment.network.width === 3);
      const file = JSON.parse(await (await scope.toJSON()).text());
      file.experiment.network.width = 4;
      model.set("run", file);
      await until(() => model.saved.experiment.network.width === 4);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return {
        followed,
        runs,
        width: scope.experiment.network.width,
        isThat: JSON.stringify(model.saved.run) === JSON.stringify(scope.run),
      };
    });
    assert.deepEqual(outcome, { followed: 30, runs: 3, width: 4, isThat: true });
  });
});

test("a frame and an experiment that Python sets at once are those of one picture", async () => {
  await inNotebook(async (page) => {
    const frames = await page.evaluate(async () => {
      const { model, scope } = await shown({ experiment: {}, frame: 60 });
      const frames = [];
      for (const traits of [
        { frame: 30, experiment: { training: { iterations: 300 } } },
        { experiment: { training: { iterations: 2000 } }, frame: 50 },
      ]) {
        for (const [trait, value] of Object.entries(traits)) model.set(trait, value);
        await new Promise((resolve) => scope.addEventListener("run", resolve, { once: true }));
        await new Promise((resolve) => setTimeout(resolve, 300));
        frames.push([scope.frame, model.get("frame")]);
      }
      return frames;
    });
    assert.deepEqual(frames, [
      [30, 30],
      [50, 50],
    ]);
  });
});

test("a cell that is closed leaves nothing behind", async () => {
  await inNotebook(async (page) => {
    const left = await page.evaluate(async () => {
      const { model, el, close } = await shown({ frame: 3 });
      close();
      return [model.listeners.length, el.childElementCount];
    });
    assert.deepEqual(left, [0, 0]);
  });
});

test("two cells show two figures of one model", async () => {
  await inNotebook(async (page) => {
    const frames = await page.evaluate(async () => {
      const { default: widget } = await import("/npm/anywidget.js");
      const { model, el, scope } = await shown({ experiment: { training: { iterations: 500 } }, frame: 0 });
      widget.render({ model, el });
      const other = el.querySelector("relu-scope:last-child");
      // Out of sight it would wait.
      other.scrollIntoView();
      await other.ready;
      scope.frame = 25;
      await until(() => other.frame === 25);
      return [scope.frame, other.frame, model.saved.frame];
    });
    assert.deepEqual(frames, [25, 25, 25]);
  });
});
