import assert from "node:assert/strict";
import test from "node:test";
import { runInThisContext } from "node:vm";
import { bundled } from "../support/bundled.mjs";

const { RunQueue } = runInThisContext(
  `${await bundled('export * from "./trainer/run-queue"', "queueOfThePage")}; queueOfThePage`,
);

const experiment = (iterations, more = {}) =>
  JSON.stringify({ data: { x: [0] }, network: { width: 1 }, iterations, pace: 1, firstFrame: 0, ...more });

/** A queue with a trainer whose iterations take `pace` milliseconds of a clock that nothing else moves. */
function queueOf() {
  const [messages, turns, living] = [[], [], new Set()];
  let time = 0;
  class Run {
    constructor(text) {
      Object.assign(this, JSON.parse(text), { iteration: 0 });
      living.add(this);
    }
    advance(count) {
      const step = Math.min(count, this.iterations - this.iteration);
      for (let k = 0; k < step; k++) time += this.iteration + k < this.slowUntil ? 100 * this.pace : this.pace;
      this.iteration += step;
      if (this.iteration >= this.failsAt)
        throw Object.assign(new Error("no memory"), { name: "ExperimentError", key: "" });
    }
    end() {
      this.iterations = this.iteration;
    }
    progress() {
      const { iteration, iterations } = this;
      return { iteration, iterations, lossEvery: 1, finished: iteration === iterations };
    }
    frameIterations(from) {
      const count = Math.max(0, this.iteration - this.firstFrame + 1);
      return Float64Array.from({ length: count }, (_, k) => k).subarray(from);
    }
    frameLosses = (from) => this.frameIterations(from);
    losses = (from, every) =>
      this.frameIterations(0)
        .filter((_, k) => k % every === 0)
        .subarray(from);
    picture = (frame, options) => ({ iteration: frame, options });
    engine = () => this.dynamics ?? "dense";
    underflow = () => "";
    plot = () => ({});
    theory = () => ({});
    bytes() {
      return 0;
    }
    delete() {
      assert.ok(living.delete(this), "freed once");
    }
  }
  const resolve = (text) => {
    if (text === "unsound") throw Object.assign(new Error("is unsound"), { name: "ExperimentError", key: "data" });
    if (text === "fatal") throw new Error("out of memory");
    return text;
  };
  const queue = new RunQueue(
    { Run, resolve, presets: () => [] },
    { post: (message) => messages.push(message), now: () => time, requestTurn: (run) => turns.push(run) },
  );
  return {
    queue,
    living,
    train: (run, text, position = { frame: 0 }, mostLosses = Infinity) =>
      queue.receive({ kind: "train", run, experiment: text, position, options, mostLosses }),
    /** Takes turns until none is requested, or so many. */
    run(most = 1000) {
      for (; turns.length > 0 && most > 0; most--) queue.takeTurn(turns.shift());
    },
    /** The messages since the last call, by kind and run. */
    heard: () => messages.splice(0).map(({ kind, run }) => (run === undefined ? kind : `${kind} ${run}`)),
    messages,
  };
}

const options = { needsDirections: false, needsCritical: false };

test("an experiment is accepted, shown and trained to its end", () => {
  const { train, run, heard } = queueOf();
  train(1, experiment(100));
  assert.deepEqual(heard(), ["accepted 1"]);
  run();
  const kinds = heard();
  assert.equal(kinds[0], "begun 1");
  assert.ok(kinds.length > 2 && kinds.slice(1).every((kind) => kind === "advanced 1"), kinds.join());
});

test("a run reports every 40 ms, and the last report says that it is done", () => {
  const { train, run, messages } = queueOf();
  train(1, experiment(1000));
  run();
  const news = messages.flatMap((message) => message.first ?? (message.kind === "advanced" ? [message] : []));
  assert.deepEqual(news.map(({ done }) => done).lastIndexOf(false), news.length - 2);
  assert.equal(
    news.reduce((sum, { frameIterations }) => sum + frameIterations.length, 0),
    1001,
  );
  const times = news.map(({ trainingMilliseconds }) => trainingMilliseconds);
  for (let k = 1; k < times.length - 1; k++) assert.ok(times[k] - times[k - 1] >= 40, times.join());
});

test("where fewer losses are wanted than there are, they are the first and every so many", () => {
  const { train, run, messages } = queueOf();
  train(1, experiment(1000), { frame: 0 }, 300);
  run();
  const news = messages.flatMap((message) => message.first ?? (message.kind === "advanced" ? [message] : []));
  const losses = news.flatMap(({ losses }) => [...losses]);
  assert.deepEqual(
    losses,
    Array.from({ length: 251 }, (_, k) => 4 * k),
  );
  assert.ok(news.length > 1 && news.every(({ progress }) => progress.lossEvery === 4));
});

test("a refused experiment leaves the run on the page to train on", () => {
  const { train, run, heard } = queueOf();
  train(1, experiment(10000));
  run(20);
  heard();
  train(2, "unsound");
  run();
  const kinds = heard();
  assert.equal(kinds[0], "refused 2");
  assert.ok(kinds.slice(1).every((kind) => kind === "advanced 1"));
});

test("of several orders the newest is shown, and the runs that it replaces are freed", () => {
  const { train, run, heard, living } = queueOf();
  train(1, experiment(10000));
  run(20);
  for (const number of [2, 3, 4]) train(number, experiment(50));
  run();
  const kinds = heard().filter((kind) => !kind.startsWith("advanced"));
  assert.equal(kinds.at(-1), "begun 4");
  assert.ok(!kinds.includes("begun 3"), kinds.join());
  assert.equal(living.size, 1);
});

test("a short run appears finished; a long one appears before its end", () => {
  for (const [iterations, isDone] of [
    [40, true],
    [5000, false],
  ]) {
    // prettier-ignore
    const { train, run, messages } = queueOf();
    train(1, experiment(100));
    run();
    train(2, experiment(iterations));
    run();
    assert.equal(messages.find(({ kind, run }) => kind === "begun" && run === 2).first.done, isDone);
  }
});

test("a run that is slow at first is waited for if the one before it soon came to its end", () => {
  for (const [slowUntil, isDone] of [
    [30, true],
    [300, false],
  ]) {
    // prettier-ignore
    const { train, run, messages } = queueOf();
    const given = experiment(500, { slowUntil, pace: 0.1 });
    for (const number of [1, 2, 3]) {
      train(number, given, { frame: Infinity });
      run(number === 2 ? 8 : 10000);
    }
    assert.equal(messages.find(({ kind, run }) => kind === "begun" && run === 2).first.done, isDone);
  }
});

test("a first run that was slow does not keep those after it from their ends", () => {
  const { train, run, messages } = queueOf();
  // Too slow to be waited for, as cold code is; the runs after it are not.
  train(1, experiment(900), { frame: Infinity });
  run();
  let ended = 0;
  for (let number = 2; number < 40; number++) {
    train(number, experiment(400, { slowUntil: 3, pace: 0.3 }), { frame: Infinity });
    run(2);
    ended += messages.splice(0).filter(({ kind, first }) => kind === "begun" && first.done).length;
  }
  assert.ok(ended > 1, `${ended}`);
});

test("runs that are too slow to be waited for are shown before their ends, most of the time", () => {
  const { train, run, messages } = queueOf();
  train(1, experiment(5000), { frame: Infinity });
  run();
  messages.splice(0);
  for (let number = 2; number < 40; number++) {
    train(number, experiment(5000, { slowUntil: 3 }), { frame: Infinity });
    run(12);
  }
  const begun = messages.filter(({ kind }) => kind === "begun");
  assert.ok(begun.length > 15 && begun.every(({ first }) => !first.done), `${begun.length}`);
});

test("under gradient flow runs come to their ends again once a slow time is over", () => {
  const { train, run, messages } = queueOf();
  const flow = (pace) => experiment(500, { dynamics: "flow", slowUntil: 3, pace });
  let number = 0;
  const drag = (count, pace) => {
    for (let k = 0; k < count; k++) {
      train(++number, flow(pace), { iteration: Infinity });
      run(2);
    }
    return messages.splice(0).filter(({ kind, first }) => kind === "begun" && first.done).length;
  };
  train(++number, flow(1), { iteration: Infinity });
  run();
  messages.splice(0);
  assert.equal(drag(20, 8), 0);
  assert.ok(drag(40, 0.3) > 1);
});

test("a run far from its first frame says so, and can be stopped", () => {
  const { train, run, heard, queue, living } = queueOf();
  train(1, experiment(10000, { firstFrame: 5000 }));
  run(100);
  assert.ok(heard().includes("prepares 1"));
  queue.receive({ kind: "stop", run: 1 });
  run();
  assert.deepEqual(heard(), ["refused 1"]);
  assert.equal(living.size, 0);
});

test("a resting queue takes no turns until it is woken", () => {
  const { train, run, heard, queue } = queueOf();
  queue.receive({ kind: "rest", isResting: true });
  train(1, experiment(100));
  run();
  assert.deepEqual(heard(), ["accepted 1"]);
  queue.receive({ kind: "rest", isResting: false });
  run();
  assert.equal(heard()[0], "begun 1");
});

test("pinned runs are kept when others replace them, and freed when they are let go", () => {
  const { train, run, heard, queue, living } = queueOf();
  train(1, experiment(100));
  run();
  queue.receive({ kind: "pin", run: 1, experiment: experiment(100) });
  train(2, experiment(100));
  run();
  queue.receive({ kind: "pin", run: 3, experiment: experiment(7) });
  run();
  assert.ok(heard().includes("pinned 3"));
  assert.equal(living.size, 3);
  queue.receive({ kind: "unpin", run: 3 });
  assert.equal(living.size, 2);
  queue.receive({ kind: "unpin", run: 1 });
  assert.equal(living.size, 1);
});

test("a run on the page that runs out of memory ends with what it has recorded", () => {
  const { train, run, heard } = queueOf();
  train(1, experiment(10000, { failsAt: 500 }));
  run();
  assert.deepEqual(heard().slice(-2), ["advanced 1", "ended 1"]);
});

test("pictures are those of the run on the page; questions about another are not answered", async () => {
  const { train, run, heard, queue } = queueOf();
  train(1, experiment(100));
  run();
  heard();
  queue.receive({ kind: "picture", run: 1, frame: 3, options });
  queue.receive({ kind: "picture", run: 7, frame: 3, options });
  queue.receive({
    kind: "request",
    run: 1,
    request: 1,
    about: "picture",
    question: { frame: 3, options },
  });
  queue.receive({
    kind: "request",
    run: 7,
    request: 2,
    about: "picture",
    question: { frame: 3, options },
  });
  await new Promise(setImmediate);
  assert.deepEqual(heard().sort(), ["answer", "no-answer", "picture 1"]);
});

test("anything but a refusal ends the trainer", () => {
  const { train, run, messages } = queueOf();
  train(1, experiment(100));
  run();
  train(2, "fatal");
  assert.deepEqual(messages.at(-1), { kind: "failed", reason: "out of memory" });
});
