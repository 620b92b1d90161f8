import { test } from "node:test";
import { hosted } from "./support/browser.mjs";
import { ready, withScope, until } from "./support/instrument.mjs";
import { visit } from "./support/visit.mjs";
test("x", async () => {
    await visit(`${hosted()}`, async (page) => {
      await ready(page);
      await withScope(page, () => void ($(".panel.many").open = true));
      await until(page, () => $("#sweep-first-key") !== null);
      await new Promise((r) => setTimeout(r, 1500));
      const cdp = await page.createCDPSession();
      await cdp.send("Performance.enable", { timeDomain: "threadTicks" }); await cdp.send("Profiler.enable"); await cdp.send("Profiler.start");
      const metrics = async () => Object.fromEntries((await cdp.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
      for (const [key, from, to] of [["network.seed", 0, 999]]) {
      const before = await metrics();
      await page.evaluate(() => { window.longs = []; window.obs = new PerformanceObserver((l) => window.longs.push(...l.getEntries().map((e) => Math.round(e.duration)))); obs.observe({ entryTypes: ["longtask"] }); });
      await withScope(page, (scope, sweep) => { const a = new URLSearchParams(scope.address); a.set("sweep", sweep); scope.address = a.toString(); }, JSON.stringify({ experiment: {}, over: { [key]: { from, to } } }));
      await until(page, (_, n) => $(".sweep-progress")?.textContent.startsWith(n), (to - from + 1).toLocaleString("en-US") + " runs in");
      const after = await metrics(); const { profile } = await cdp.send("Profiler.stop"); const self = {}; const dt = profile.timeDeltas; const byId = new Map(profile.nodes.map((n) => [n.id, n])); profile.samples.forEach((id, i) => { const f = byId.get(id).callFrame; const k = f.functionName + " " + f.url.split("/").pop() + ":" + f.lineNumber + ":" + f.columnNumber; self[k] = (self[k] ?? 0) + dt[i] / 1000; }); console.log(Object.entries(self).sort((a, b) => b[1] - a[1]).slice(0, 22).map(([k, v]) => `${Math.round(v)} ${k}`).join("\n")); console.log(JSON.stringify(Object.fromEntries(Object.entries(after).filter(([k]) => /Duration|Count/.test(k)).map(([k, v]) => [k, +(v - before[k]).toFixed(2)]))));
      console.log(key, from, to, await withScope(page, () => $(".sweep-progress").textContent), "long", JSON.stringify(await page.evaluate(() => [window.longs.length, Math.max(...window.longs)])), "task s", (after.TaskDuration - before.TaskDuration).toFixed(2), "script", (after.ScriptDuration - before.ScriptDuration).toFixed(2), "heap MB", (after.JSHeapUsedSize / 1e6).toFixed(1));
      await new Promise((r) => setTimeout(r, 3000));
      console.log("then long", JSON.stringify(await page.evaluate(() => [window.longs.length, Math.max(...window.longs)])));
      }
    });
});
