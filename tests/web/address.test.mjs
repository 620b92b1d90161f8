import assert from "node:assert/strict";
import { test } from "node:test";
import { find, hosted, isFirefox, ready, show, until, visit, withScope } from "./browser.mjs";

/** What the canvases of the views hold: a hash of their pixels, which two files of one picture need not share. */
const canvasOf = (page) =>
  withScope(page, (scope) =>
    Promise.all(
      [...scope.shadowRoot.querySelectorAll(".view")]
        .filter((view) => view.checkVisibility())
        .map(async (view) => {
          const canvas = view.querySelector("canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].join();
        }),
    ),
  );

const message = (page) =>
  withScope(page, (scope) => {
    const problem = scope.shadowRoot.querySelector("[role=alert]");
    return problem.checkVisibility() ? problem.querySelector("p").textContent : "";
  });

/** Waits until the address has been written. */
const written = (page, pattern) =>
  page.waitForFunction(
    (source) => new RegExp(source).test(location.hash),
    { polling: 50, timeout: 5000 },
    pattern.source,
  );

/** Opens an address in the page that is open, as typing it would. */
const typeAddress = (page, hash) => page.evaluate((hash) => void (location.hash = hash), hash);

async function settled(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

test("the address of what is on screen shows the same picture elsewhere", async () => {
  const change = {
    preset: "non-orthogonal-large-init",
    network: { width: 30, seed: 4 },
    training: { iterations: 5000 },
  };
  let address;
  let pictures;
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, (scope, change) => void (scope.experiment = change), change);
    await until(page, (scope) => scope.run?.iterations.at(-1) < 5000 && scope.experiment.network.width === 30);
    await withScope(page, (scope) => scope.setAttribute("views", "function"));
    await show(page, 100);
    await written(page, /frame=100$/);
    address = await page.evaluate(() => location.href);
    assert.equal(
      decodeURIComponent(new URL(address).hash),
      '#experiment={"preset":"non-orthogonal-large-init","network":{"width":30,"seed":4},"training":{"iterations":5000}}' +
        "&views=function&frame=100",
    );
    await settled(page);
    pictures = await canvasOf(page);
    assert.equal(pictures.length, 1);
    await page.reload();
    await ready(page);
    await until(page, (scope) => scope.frame === 100);
    assert.equal(await page.evaluate(() => location.href), address);
  });
  await visit(
    address,
    async (page) => {
      await ready(page);
      await until(page, (scope) => scope.frame === 100);
      await settled(page);
      assert.deepEqual(await canvasOf(page), pictures);
      assert.equal(await withScope(page, ({ playing }) => playing), false);
    },
    { motion: "no-preference" },
  );
});

test("the default has nothing in its address", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 3);
    await written(page, /^#frame=3$/);
    await show(page, 0);
    await written(page, /^$/);
    assert.equal(await withScope(page, ({ address }) => address), "");
  });
});

test("back and forth lead through the addresses that were opened", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await typeAddress(page, "preset=non-orthogonal-large-init&frame=50");
    await until(page, (scope) => scope.experiment.preset === "non-orthogonal-large-init" && scope.frame === 50);
    await typeAddress(page, "views=loss&frame=140");
    await until(page, (scope) => scope.experiment.preset === "orthogonal" && scope.frame === 140);
    await written(page, /^#views=loss&frame=140$/);
    await page.goBack();
    await until(page, (scope) => scope.experiment.preset === "non-orthogonal-large-init" && scope.frame === 50);
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelector(".function").checkVisibility()), true);
    await page.goForward();
    await until(page, (scope) => scope.experiment.preset === "orthogonal" && scope.frame === 140);
    assert.equal(
      await withScope(page, (scope) => scope.shadowRoot.querySelector(".function").checkVisibility()),
      false,
    );
  });
});

test("a link is copied", async () => {
  await visit(hosted(), async (page) => {
    const { origin } = new URL(page.url());
    if (!isFirefox) {
      await page
        .browserContext()
        .overridePermissions(origin, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
    }
    await page.bringToFront();
    await ready(page);
    await show(page, 100);
    await (await find(page, ".tools .link")).click();
    await until(page, (scope) => /copied/.test(scope.shadowRoot.querySelector("div.link").textContent));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${hosted()}#frame=100`);
  });
});

test("where there is no clipboard, the link stands in a field, selected", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 100);
      await (await find(page, ".tools .link")).click();
      await until(page, (scope) => scope.shadowRoot.querySelector("div.link input"));
      const { value, selection } = await withScope(page, (scope) => {
        const { value, selectionStart, selectionEnd } = scope.shadowRoot.activeElement;
        return { value, selection: value.slice(selectionStart, selectionEnd) };
      });
      assert.equal(value, `${hosted()}#frame=100`);
      assert.equal(selection, value);
      await (await find(page, "div.link button")).click();
      assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelector("div.link").textContent), "");
    },
    { before: () => Object.defineProperty(navigator, "clipboard", { value: undefined }) },
  );
});

test("too long an address is told, and not cut", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, (scope) => {
      const x = Array.from({ length: 10000 }, (_, i) => i / 1000);
      scope.experiment = { data: { x, y: x.map(Math.sin) }, network: { width: 5 }, training: { iterations: 3 } };
    });
    await until(page, (scope) => scope.run?.loss.length === 3);
    await page.waitForFunction(() => /too long/.test(document.querySelector("#note").textContent));
    assert.equal(await page.evaluate(() => location.hash), "");
    await (await find(page, ".tools .link")).click();
    await until(page, (scope) => /too long/.test(scope.shadowRoot.querySelector("div.link").textContent));
    const presets = await withScope(page, (scope) => void (scope.experiment = { preset: "non-orthogonal-large-init" }));
    assert.equal(presets, undefined);
    await written(page, /^#preset=non-orthogonal-large-init/);
    assert.equal(await page.$eval("#note", ({ textContent }) => textContent), "");
  });
});

for (const [what, hash, expected] of [
  ["a frame beyond all", "frame=1e99", /frame.*1e99/],
  ["no frame at all", "frame=NaN", /frame.*NaN/],
  ["a scale that is none", "weights=__proto__", /weights.*__proto__/],
  ["a neuron that is none", "neuron=-1", /neuron.*-1/],
  ["an overlay that is none", "overlays=%3Cscript%3Ealert(1)%3C/script%3E", /overlays.*<script>/],
  ["views by a magic name", "views=constructor", /views.*constructor/],
]) {
  test(`an address with ${what} gets a message, and the default`, async () => {
    await visit(`${hosted()}#${hash}`, async (page) => {
      await ready(page);
      assert.match(await message(page), expected);
      assert.equal(await withScope(page, ({ address }) => address), "");
    });
  });
}

for (const [what, experiment, expected] of [
  ["a prototype", '{"__proto__":{"polluted":1}}', /__proto__/],
  ["an inner prototype", '{"network":{"__proto__":{"width":1}}}', /__proto__/],
  ["a huge text", `{"data":{"x":[${"1,".repeat(200000)}1],"y":[1]}}`, /data\.x/],
  ["deep nesting", "[".repeat(100000), /nested deeper/],
]) {
  test(`an address whose experiment holds ${what} gets a message, and the default`, async () => {
    await visit(hosted(), async (page) => {
      await ready(page);
      await page.evaluate(
        (experiment) => void (location.hash = `experiment=${encodeURIComponent(experiment)}`),
        experiment,
      );
      await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
      const said = await message(page);
      assert.match(said, expected);
      assert.ok(said.length < 300, `${said.length} characters are too many for a message`);
      assert.equal(await page.evaluate(() => ({}).polluted), undefined);
      assert.equal(await withScope(page, ({ experiment }) => experiment.preset), "orthogonal");
    });
  });
}
