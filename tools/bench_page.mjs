// Times the page in Chromium: a JSON line a case, milliseconds. Reported, not asserted.
//   drag   a data point or a slider is dragged for three seconds, after one and a half to warm up, while 1000 neurons train, or
//          200,000 under gradient flow: the time from one refresh of the screen to the next, refreshes and finished trainings
//          shown a second, coarse runs that come meanwhile, the main thread's work for a refresh, and the processor time of it
//          and of all workers for each finished training, which does not depend on what else the machine does
//   parts  processor milliseconds of a run of 200,000 neurons under gradient flow, in Node: setting up (initial weights and
//          cells), integration, recording, rebuilding a frame, its picture with the frame, and handing that over
//   draw   the main thread's work for a frame of the animation of 200,000 neurons: script, layout and paint
//   show   from asking for a frame of these, at random, until it is on screen
//   node tools/bench_page.mjs [--iterations N]

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "../tests/web/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js";
import { serve } from "./serve.mjs";

const iterations = Number(process.argv[process.argv.indexOf("--iterations") + 1]) || 2000000;
const runs = [
  // A cloud that stays one, and one that collapses.
  { name: "three-points, λ = 1", preset: "three-points", network: { initScale: 1 } },
  { name: "three-points", preset: "three-points" },
];
const flow = { preset: "three-points", training: { dynamics: "flow" } };
const unbalanced = { ...flow, network: { initialisation: "unbalanced" } };
const drags = [
  ...[2000, 20000].map((iterations) => ({
    name: `orthogonal, width 1000, ${iterations} iterations`,
    given: { network: { width: 1000 }, training: { iterations } },
  })),
  { name: "three-points, flow", given: flow },
  { name: "three-points, flow: λ", given: flow, key: "network.initScale", from: -6, to: -2 },
  { name: "three-points, flow: width", given: flow, key: "network.width", from: 4.5, to: 5 },
  { name: "three-points, flow: seed", given: flow, key: "network.seed" },
  { name: "three-points, flow, unbalanced: λ", given: unbalanced, key: "network.initScale", from: -6, to: -2 },
];
const size = { width: 1280, height: 800 };

const server = await serve(join(fileURLToPath(new URL("../dist/", import.meta.url)), "site"));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
});
try {
  for (const given of [flow, unbalanced]) await timeParts(given);
  for (const { name, given, ...control } of drags) {
    const page = await browser.newPage();
    await page.setViewport(size);
    await page.evaluateOnNewDocument(countCoarseRuns);
    await page.goto(`${server.address}#experiment=${encodeURIComponent(JSON.stringify(given))}`);
    await page.evaluate(() => document.querySelector("relu-scope").ready);
    const { intervals, runs, coarseRuns, times, busy } = await drag(page, control);
    const seconds = intervals.reduce((sum, interval) => sum + interval, 0) / 1000;
    const rates = {
      refreshesPerSecond: intervals.length / seconds,
      coarseRunsPerSecond: coarseRuns / seconds,
      trainingsPerSecond: runs / seconds,
    };
    const processor = { workerPerTraining: busy.worker / runs, mainPerTraining: busy.main / runs };
    report("drag", name, 1, intervals, rounded({ ...rates, ...processor }));
    report("drag: main thread", name, 1, times);
    await page.close();
  }
  for (const { name, ...experiment } of runs) {
    for (const deviceScaleFactor of [1, 2]) {
      const page = await browser.newPage();
      await page.setViewport({ ...size, deviceScaleFactor });
      const given = JSON.stringify({ ...experiment, training: { iterations } });
      await page.goto(`${server.address}#experiment=${encodeURIComponent(given)}`);
      const whileTraining = await page.evaluate(showFrames, 40);
      await page.evaluate(() => document.querySelector("relu-scope").ready);
      const afterwards = await page.evaluate(showFrames, 60);
      report("show while training", name, deviceScaleFactor, whileTraining);
      report("show", name, deviceScaleFactor, afterwards);
      const { times: both } = await drawFrames(page);
      report("draw, with the neurons view", name, deviceScaleFactor, both);
      await page.evaluate(() => document.querySelector("relu-scope").setAttribute("views", "function loss"));
      const { times, pid } = await drawFrames(page);
      report("draw", name, deviceScaleFactor, times);
      const [, kilobytes] = /RssAnon:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8"));
      console.log(
        JSON.stringify({ case: "memory", run: name, deviceScaleFactor, megabytes: Math.round(kilobytes / 1e3) }),
      );
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}

/** Numbers to a tenth; null where there are none. */
function rounded(numbers) {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, number]) => [name, Number.isFinite(number) ? Number(number.toFixed(1)) : null]),
  );
}

/** The least of a few times, in milliseconds of the processor, in which the compiler's own work is one time's. */
function processorTime(work) {
  let least = Infinity;
  let made;
  for (let round = 0; round < 5; round++) {
    made?.delete?.();
    const before = process.cpuUsage();
    made = work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return { least, made };
}

async function timeParts(given) {
  const folder = new URL("../build/wasm/", import.meta.url);
  const { default: createTrainer } = await import(new URL("reluscope-full.mjs", folder));
  const trainer = await createTrainer({ wasmBinary: await readFile(new URL("reluscope-full.wasm", folder)) });
  const text = (more) => JSON.stringify({ ...given, training: { ...given.training, ...more } });
  const setUp = (more) => processorTime(() => new trainer.Run(text(more)));
  const wholeRun = (more) =>
    processorTime(() => {
      const run = new trainer.Run(text(more));
      while (!run.progress().finished) run.advance(Number.MAX_SAFE_INTEGER);
      return run;
    });
  const { least: setting, made: begun } = setUp({});
  begun.delete();
  const { least: unrecorded, made: other } = wholeRun({ frameGrowth: 10 });
  other.delete();
  const { least: whole, made: run } = wholeRun({});
  const middle = Math.floor(run.frameIterations(0).length / 2);
  const { least: frame } = processorTime(() => void run.frame(middle));
  const { least: picture, made } = processorTime(() =>
    run.picture(middle, { needsDirections: true, needsCritical: false }),
  );
  const { kinks, weights, directions } = made;
  const { length: width } = kinks;
  const before = performance.now();
  const buffers = [kinks, weights, ...Object.values(directions)].map(({ buffer }) => buffer);
  structuredClone(made, { transfer: buffers });
  const transfer = performance.now() - before;
  const { length: frames } = run.frameIterations(0);
  run.delete();
  const parts = { setUp: setting, integration: unrecorded - setting, recording: whole - unrecorded, frame, picture };
  const name = `three-points, flow, ${given.network?.initialisation ?? "balanced"}`;
  console.log(JSON.stringify({ case: "parts", run: name, width, frames, ...rounded({ ...parts, transfer }) }));
}

function report(what, run, deviceScaleFactor, times, more = {}) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN).toFixed(1));
  const spread = { frames: sorted.length, median: at(0.5), most: at(0.95), longest: at(1) };
  console.log(JSON.stringify({ case: what, run, deviceScaleFactor, ...spread, ...more }));
}

/** Asks for random frames one after the other. Runs in the page. */
async function showFrames(count) {
  const scope = document.querySelector("relu-scope");
  const onScreen = (frame) =>
    new Promise((resolve) => {
      const title = scope.shadowRoot.querySelector(".function .title");
      const look = () => {
        if (!title.textContent.endsWith(`frame: ${frame}`)) return false;
        // The title is written with the picture, in the refresh that puts both on screen before the next task.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
        return true;
      };
      if (look()) return;
      const observer = new MutationObserver(() => look() && observer.disconnect());
      observer.observe(title, { childList: true, characterData: true, subtree: true });
    });
  while (!(scope.frames > 60)) await new Promise((resolve) => setTimeout(resolve, 5));
  scope.pause();
  const times = [];
  for (let i = 0; i < count; i++) {
    const frame = Math.floor(Math.random() * scope.frames);
    if (frame === scope.frame) continue;
    const asked = performance.now();
    scope.frame = frame;
    await onScreen(frame);
    times.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return times;
}

/** Counts the coarse runs that come to the page. Runs in it before its scripts. */
function countCoarseRuns() {
  const neurons = 2000;
  const { postMessage } = Worker.prototype;
  const heard = new WeakSet();
  window.coarseRuns = 0;
  Worker.prototype.postMessage = function (...message) {
    if (!heard.has(this)) {
      this.addEventListener("message", ({ data: { kind, experiment } }) => {
        if (kind === "begun" && JSON.parse(experiment).network.width === neurons) window.coarseRuns++;
      });
    }
    heard.add(this);
    postMessage.apply(this, message);
  };
}

/** Drags something at the end of the run: the time between refreshes, and how many finished trainings were shown. */
async function drag(page, control) {
  await page.evaluate(async () => {
    const scope = document.querySelector("relu-scope");
    scope.pause();
    scope.frame = Infinity;
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  const move = control.key ? await changing(page, control) : await circling(page);
  let step = 0;
  // Until the browser has compiled for speed what it does again and again.
  for (const began = performance.now(); performance.now() - began < 1500;) await move(step++);
  await page.tracing.start({ categories: ["toplevel", "devtools.timeline"] });
  const refreshes = page.evaluate(async () => {
    let runs = 0;
    const before = window.coarseRuns;
    document.querySelector("relu-scope").addEventListener("run", () => runs++);
    const times = [];
    while (times.length < 2 || times.at(-1) - times[0] < 3000) times.push(await new Promise(requestAnimationFrame));
    const coarseRuns = window.coarseRuns - before;
    return { intervals: times.slice(1).map((time, index) => time - times[index]), runs, coarseRuns };
  });
  let isOver = false;
  refreshes.finally(() => (isOver = true));
  while (!isOver) await move(step++);
  const { times, busy } = workOfRefreshes(await page.tracing.stop());
  if (!control.key) await page.mouse.up();
  return { ...(await refreshes), times, busy };
}

/** Moves a data point around a circle. */
async function circling(page) {
  const centre = await page.evaluate(() => {
    const grip = document.querySelector("relu-scope").shadowRoot.querySelectorAll(".grip")[1];
    const { x, y, width, height } = grip.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.move(centre.x, centre.y);
  await page.mouse.down();
  await page.mouse.move(centre.x - 20, centre.y);
  return (step) => page.mouse.move(centre.x - 60 + 40 * Math.cos(step / 15), centre.y + 60 + 40 * Math.sin(step / 15));
}

/** Moves a slider to and fro between two powers of ten, or counts a field up. */
async function changing(page, { key, from, to }) {
  return (step) =>
    page.evaluate(
      async ({ key, value }) => {
        const field = document.querySelector("relu-scope").shadowRoot.getElementById(key.replace(".", "-"));
        const control = value === undefined ? field : field.parentElement.querySelector("[type=range]");
        control.value = String(value ?? Number(control.value) + 1);
        control.dispatchEvent(new Event(value === undefined ? "change" : "input", { bubbles: true }));
        await new Promise(requestAnimationFrame);
      },
      { key, value: from === undefined ? undefined : from + ((to - from) * (1 - Math.cos(step / 15))) / 2 },
    );
}

/**
 * What every refresh of the screen has cost the main thread, what this and the page's worker have worked in all, in
 * milliseconds of their own time, and the page's process.
 */
function workOfRefreshes(trace) {
  const { traceEvents } = JSON.parse(Buffer.from(trace).toString());
  const refreshes = traceEvents.filter(({ name }) => name === "FireAnimationFrame");
  const { pid, tid } = refreshes[0];
  const tasks = traceEvents.filter(({ name, tdur, ...event }) => {
    return event.pid === pid && name.endsWith("RunTask") && tdur > 0;
  });
  const times = tasks
    .filter((task) => task.tid === tid)
    .filter(({ ts, dur }) =>
      refreshes.some((refresh) => refresh.tid === tid && refresh.ts >= ts && refresh.ts < ts + dur),
    )
    .map(({ tdur }) => tdur / 1000);
  const workers = traceEvents.filter(
    ({ name, args, ...event }) => event.pid === pid && name === "thread_name" && args.name === "DedicatedWorker thread",
  );
  const busyOn = (threads) =>
    tasks.filter((task) => threads.includes(task.tid)).reduce((sum, { tdur }) => sum + tdur / 1000, 0);
  return { times, busy: { main: busyOn([tid]), worker: busyOn(workers.map((worker) => worker.tid)) }, pid };
}

/** Plays the run: what every frame has cost the main thread, and the page's process. */
async function drawFrames(page) {
  await page.tracing.start({ categories: ["toplevel", "devtools.timeline"] });
  const drawn = await page.evaluate(async () => {
    const scope = document.querySelector("relu-scope");
    let drawn = 0;
    scope.addEventListener("framechange", () => drawn++);
    scope.setAttribute("fps", "20");
    scope.frame = 0;
    scope.play();
    while (scope.playing) await new Promise((resolve) => setTimeout(resolve, 50));
    return drawn;
  });
  const { times, pid } = workOfRefreshes(await page.tracing.stop());
  // Most refreshes have nothing to draw: those that have take longest.
  return { times: times.sort((a, b) => b - a).slice(0, drawn), pid };
}
