// What a phone has room for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { ready, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

for (const width of [360, 390, 430]) {
  test(`at ${width} pixels the tools are on one line, and words are within the picture`, async () => {
    const words = "f,-1.4:1.5,,the first group grows~f,3:0,,and the second~l,20000:0.5,,the end";
    await visit(
      `${hosted()}#${new URLSearchParams({ words })}`,
      async (page) => {
        await ready(page);
        await until(page, () => $$(".view .words text").length === 3);
        const { tools, sides } = await withScope(page, () => ({
          tools: $$(".tools button").map((button) => {
            const { top, bottom, left, right, width } = button.getBoundingClientRect();
            return { middle: (top + bottom) / 2, left, right, width };
          }),
          sides: $$(".view .words text").map((text) => {
            const { left, right } = text.getBoundingClientRect();
            const box = text.closest(".view").querySelector(".bottom .domain, .sides path").getBoundingClientRect();
            return [left - box.left, box.right - right];
          }),
        }));
        assert.ok(tools.length >= 9);
        for (const { middle, left, right, width: wide } of tools) {
          assert.ok(Math.abs(middle - tools[0].middle) < 2, "on one line");
          assert.ok(left >= 0 && right <= width && wide >= 24, `${left} to ${right}`);
        }
        for (const [before, after] of sides) assert.ok(before > -4 && after > -4, `${before}, ${after}`);
      },
      { width, height: 844 },
    );
  });
}
