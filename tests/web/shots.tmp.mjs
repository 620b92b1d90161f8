import { test } from "node:test";
import { hosted } from "./support/browser.mjs";
import { ready, refreshed, show } from "./support/instrument.mjs";
import { visit } from "./support/visit.mjs";
const shots = JSON.parse(process.env.SHOTS);
test("x", async () => {
for (const [size, theme, hash, frame, name] of shots) {
    const [width, height] = size.split("x").map(Number);
    await visit(`${hosted()}#${hash}`, async (page) => {
      await ready(page);
      if (frame !== undefined) await show(page, frame);
      await refreshed(page);
      await new Promise((r) => setTimeout(r, 500));
      await page.screenshot({ path: `/tmp/shots/${name}-${size}-${theme}.png` });
    }, { width, height, theme });
  }
});
