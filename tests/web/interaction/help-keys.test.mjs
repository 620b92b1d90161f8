// The help names the keys that a keyboard has.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { pressTool, ready, textsOf, until } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

for (const [system, key] of [
  ["X11; Linux x86_64", "Ctrl"],
  ["Macintosh; Intel Mac OS X 10_15_7", "⌘"],
]) {
  test(`on ${system} undo is ${key} Z`, async () => {
    await visit(hosted(), async (page) => {
      await page.evaluate((system) => {
        Object.defineProperty(navigator, "userAgent", { value: `Mozilla/5.0 (${system})` });
      }, system);
      await ready(page);
      await pressTool(page, "help");
      await until(page, () => $(".manual[open] kbd"));
      const keys = await textsOf(page, ".manual kbd");
      assert.ok(keys.includes(`${key} Z`) && keys.includes(`${key} ⇧ Z, ${key} Y`), keys.join("; "));
    });
  });
}
