import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { dist, hosted, isFirefox, patience } from "../support/browser.mjs";
import { find, ready, refreshed, show, until, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

/** How high the letters at the ticks of the function view are, and what part of the window its figure takes. */
const sizes = () => {
  const view = $(".function");
  const letters = view.querySelector(".bottom text").getBoundingClientRect().height;
  return { letters, bottom: $(".views").getBoundingClientRect().bottom };
};

test("F shows the pictures on the whole screen with larger letters, and Escape goes back", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 140);
      const before = await withScope(page, sizes);
      await page.keyboard.press("f");
      await until(page, (scope) => scope.matches(":fullscreen"));
      await until(page, (scope) => scope.getBoundingClientRect().width === innerWidth);
      await until(
        page,
        (scope, letters) => $(".function .bottom text").getBoundingClientRect().height > letters * 1.5,
        before.letters,
      );
      const { bottom } = await withScope(page, sizes);
      assert.ok(bottom < 1080 && bottom > 800, `the pictures end at ${bottom}`);
      await page.keyboard.press("PageDown");
      await until(page, (scope) => scope.frame === 150);
      await page.keyboard.press("Escape");
      await until(page, (scope) => !scope.matches(":fullscreen") && !scope.hasAttribute("presenting"));
      await until(
        page,
        (scope, letters) => $(".function .bottom text").getBoundingClientRect().height === letters,
        before.letters,
      );
    },
    { width: 1920, height: 1080 },
  );
});

test("however large the letters are, what counts the neurons outside lies over no tick", async () => {
  for (const [width, height] of [
    [1600, 900],
    [2560, 1440],
  ]) {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        await withScope(page, (scope) => scope.setAttribute("presenting", ""));
        await refreshed(page);
        await until(page, () => $$(".outside").some((count) => count.checkVisibility()));
        const covered = await withScope(page, () => {
          const counts = $$(".outside").filter((count) => count.checkVisibility());
          return $$(".function .bottom text").flatMap((tick) => {
            const { left, right, bottom } = tick.getBoundingClientRect();
            const covering = counts.map((count) => count.getBoundingClientRect());
            return covering.some((box) => box.left < right && box.right > left && box.top < bottom)
              ? [tick.textContent]
              : [];
          });
        });
        assert.deepEqual(covered, [], `${width} × ${height}`);
      },
      { width, height },
    );
  }
});

testOnPage("F and F again, before the screen is given, is nothing", async (page) => {
  await withScope(page, (scope) => {
    window.changes = [];
    scope.addEventListener("fullscreenchange", () => window.changes.push(scope.matches(":fullscreen")));
    const again = () => setTimeout(() => scope.dispatchEvent(new KeyboardEvent("keydown", { key: "f" })));
    scope.addEventListener("keydown", again, { once: true });
  });
  await page.keyboard.press("f");
  await page.waitForFunction(() => window.changes.join() === "true,false");
  assert.equal(await withScope(page, (scope) => scope.hasAttribute("presenting")), false);
});

testOnPage("after its button, space plays", async (page) => {
  await (await find(page, ".enlarge")).click();
  await until(page, (scope) => scope.matches(":fullscreen"));
  await page.keyboard.press(" ");
  await until(page, (scope) => scope.playing && scope.hasAttribute("presenting"));
});

test("where the browser keeps the screen to itself, the window is filled", async () => {
  const script = await readFile(`${dist}element/reluscope.js`, "utf8");
  await visit("about:blank", async (page) => {
    await page.setContent(`<iframe allow="fullscreen 'none'" width="800" height="600"></iframe>`);
    const frame = await (await page.$("iframe")).contentFrame();
    await frame.setContent("<h1>A page</h1><p>Its text</p><relu-scope></relu-scope>");
    await frame.addScriptTag({ content: script });
    await frame.evaluate(() => document.querySelector("relu-scope").ready);
    const press = (key) =>
      frame.evaluate((key) => {
        const scope = document.querySelector("relu-scope");
        scope.shadowRoot.querySelector(".views").focus();
        const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true });
        const isLeft = scope.shadowRoot.activeElement.dispatchEvent(event);
        const { width, height } = scope.getBoundingClientRect();
        return { isLeft, width, height, presenting: scope.hasAttribute("presenting") };
      }, key);
    assert.deepEqual(await press("f"), { isLeft: false, width: 800, height: 600, presenting: true });
    assert.equal((await press("Escape")).presenting, false);
    // With nothing to leave, Escape is the page's.
    assert.equal((await press("Escape")).isLeft, true);
  });
});

const unforced = isFirefox && "Firefox's driver cannot change them while a page is open";

test("forced colours reach the canvas, and are followed when they change", { skip: unforced }, async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 140);
      const colours = () =>
        withScope(page, () => {
          const canvas = $(".function canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] === 255) found.add(`rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`);
          }
          const probe = document.body.appendChild(document.createElement("p"));
          const [text, link] = ["CanvasText", "LinkText"].map((name) => {
            probe.style.setProperty("color", name);
            return getComputedStyle(probe).color;
          });
          probe.remove();
          return { text: found.has(text), link: found.has(link) };
        });
      assert.deepEqual(await colours(), { text: false, link: false });
      const devtools = await page.createCDPSession();
      await devtools.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
      let found;
      for (const began = Date.now(); Date.now() - began < patience;) {
        await refreshed(page);
        found = await colours();
        if (found.text && found.link) break;
      }
      assert.deepEqual(found, { text: true, link: true });
    },
    { expected: /willReadFrequently/ },
  );
});
