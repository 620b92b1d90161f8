// Wheels scroll the page, whatever has the focus.

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, ready, unfold, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

test("a wheel over a field or a slider that has the focus scrolls the page and changes nothing", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      for (const panel of ["look", "data", "export"]) await unfold(page, panel);
      const count = await withScope(page, () => {
        const inputs = $$("input, select");
        inputs.forEach((input, index) => (input.dataset.wheeled = String(index)));
        return inputs.length;
      });
      assert.ok(count > 15);
      const before = await withScope(page, (scope) => JSON.stringify([scope.experiment, scope.frame]));
      for (let index = 0; index < count; index++) {
        const input = await find(page, `[data-wheeled="${index}"]`);
        const isThere = await input.evaluate((input) => {
          input.focus({ preventScroll: true });
          const top = scrollY + input.getBoundingClientRect().y;
          scrollTo(0, Math.max(0, Math.min(top - 250, document.documentElement.scrollHeight - innerHeight - 150)));
          const { x, y, width, height } = input.getBoundingClientRect();
          const at = input.getRootNode().elementFromPoint(x + width / 2, y + height / 2);
          return at === input && input.getRootNode().activeElement === input && !input.disabled;
        });
        if (!isThere) continue;
        const [value, from] = await input.evaluate((input) => [input.value, scrollY]);
        const box = await input.boundingBox();
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await page.mouse.wheel({ deltaY: 120 });
        await new Promise((resolve) => setTimeout(resolve, 150));
        const [now, at, isEditable, name] = await input.evaluate((input) => [
          input.value,
          scrollY,
          !input.readOnly,
          input.outerHTML,
        ]);
        assert.equal(now, value, name);
        assert.ok(at > from, `the page stays over ${name}`);
        assert.ok(isEditable);
      }
      assert.equal(await withScope(page, (scope) => JSON.stringify([scope.experiment, scope.frame])), before);
    },
    { height: 600 },
  );
});
