import { test } from "node:test";
import { hosted } from "./support/browser.mjs";
import { ready, refreshed, withScope } from "./support/instrument.mjs";
import { visit } from "./support/visit.mjs";
const sweeps = {
  none: "",
  seeds: 'sweep={"experiment":{"preset":"orthogonal"},"over":{"network.seed":{"from":0,"to":255}}}&outcome=kinks',
  lazy: 'sweep={"experiment":{},"over":{"network.initScale":{"from":1e-6,"to":10,"count":43,"scale":"log"}}}&outcome=displacement',
  map: 'sweep={"experiment":{"preset":"non-orthogonal-large-init","training":{"iterations":20000}},"over":{"network.initScale":{"from":0.1,"to":10,"count":25,"scale":"log"},"network.width":{"from":3,"to":300,"count":17,"scale":"log"}}}',
  small: 'sweep={"experiment":{},"over":{"network.initialisation":["balanced","unbalanced","dominated"],"network.seed":{"from":0,"to":4}}}&outcome=kinks',
};
const [sizes, themes, names, where] = process.env.SHOT.split(" ");
test("x", async () => {
for (const name of names.split(","))
for (const theme of themes.split(","))
  for (const size of sizes.split(",")) {
    const [width, height] = size.split("x").map(Number);
    await visit(`${hosted()}#${sweeps[name]}`, async (page) => {
      page.on("console", (m) => console.log(m.text()));
      await ready(page);
      if (name === "none") await withScope(page, () => void ($(".panel.many").open = true));
      await new Promise((r) => setTimeout(r, 1000));
      await page.waitForFunction(() => /runs in|Stopped/.test(document.querySelector("relu-scope").shadowRoot.querySelector(".sweep-progress")?.textContent ?? ""), { timeout: name === "none" ? 500 : 40000 }).catch((e) => console.log(e.message));
      await refreshed(page);
      await withScope(page, (s, where) => void $(where || ".panel.many")?.scrollIntoView(), where);
      await new Promise((r) => setTimeout(r, 500));
      console.log(await withScope(page, () => $(".sweep-progress")?.textContent + "|" + $(".many .alarm")?.textContent));
      await page.screenshot({ path: `/tmp/shots/${name}-${size}-${theme}.png` });
    }, { width, height, theme }).catch((e) => console.log(e.message));
  }
});
