import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answerComplaint,
  complains,
  complaint,
  find,
  isVisible,
  pressTool,
  ready,
  refreshed,
  show,
  textOf,
  until,
  withScope,
} from "../support/instrument.mjs";
import { bundled } from "../support/bundled.mjs";
import { hosted, isFirefox } from "../support/browser.mjs";
import { slowTrainer } from "../support/slow-trainer.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

/** What the canvases of the views hold: a hash of their pixels, which two files of one picture need not share. */
const canvasOf = (page) =>
  withScope(page, () =>
    Promise.all(
      $$(".view")
        .filter((view) => view.checkVisibility())
        .map(async (view) => {
          const canvas = view.querySelector("canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].join();
        }),
    ),
  );

/** Waits until the address has been written. */
const written = (page, pattern) =>
  page.waitForFunction((source) => new RegExp(source).test(location.hash), { polling: 50 }, pattern.source);

/** Opens an address in the page that is open, as typing it would. */
const typeAddress = (page, hash) => page.evaluate((hash) => void (location.hash = hash), hash);

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
    await refreshed(page);
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
      await refreshed(page);
      assert.deepEqual(await canvasOf(page), pictures);
      assert.equal(await withScope(page, ({ playing }) => playing), false);
    },
    { motion: "no-preference" },
  );
});

testOnPage("the default has nothing in its address", async (page) => {
  await show(page, 3);
  await written(page, /^#frame=3$/);
  await show(page, 0);
  await written(page, /^$/);
  assert.equal(await withScope(page, ({ address }) => address), "");
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
    assert.equal(await isVisible(page, ".function"), true);
    await page.goForward();
    await until(page, (scope) => scope.experiment.preset === "orthogonal" && scope.frame === 140);
    assert.equal(await isVisible(page, ".function"), false);
  });
});

test("an address that is opened stays while its run is awaited", async () => {
  const asked = "#preset=non-orthogonal-large-init&frame=50";
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await page.evaluate(() => (window.isSlow = true));
      await typeAddress(page, asked.slice(1));
      const seen = await page.evaluate(
        () =>
          new Promise((resolve) => {
            const seen = new Set();
            setInterval(() => seen.add(location.hash), 50);
            setTimeout(() => resolve([...seen]), 1500);
          }),
      );
      assert.deepEqual(seen, [asked]);
      await until(page, (scope) => scope.experiment.preset === "non-orthogonal-large-init" && scope.frame === 50);
      assert.equal(await page.evaluate(() => location.hash), asked);
    },
    { before: slowTrainer },
  );
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
    await pressTool(page, "link");
    await until(page, () => /copied/.test($("div.link").textContent));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${hosted()}#frame=100`);
  });
});

test("where there is no clipboard, the link stands in a field, selected", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 100);
      await pressTool(page, "link");
      await until(page, () => $("div.link input"));
      const { value, selection } = await withScope(page, (scope) => {
        const { value, selectionStart, selectionEnd } = scope.shadowRoot.activeElement;
        return { value, selection: value.slice(selectionStart, selectionEnd) };
      });
      assert.equal(value, `${hosted()}#frame=100`);
      assert.equal(selection, value);
      await (await find(page, "div.link button")).click();
      assert.equal(await textOf(page, "div.link"), "");
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
    await pressTool(page, "link");
    await until(page, () => /too long/.test($("div.link").textContent));
    const presets = await withScope(page, (scope) => void (scope.experiment = { preset: "non-orthogonal-large-init" }));
    assert.equal(presets, undefined);
    await written(page, /^#preset=non-orthogonal-large-init/);
    assert.equal(await page.$eval("#note", ({ textContent }) => textContent), "");
  });
});

const asWritten = '{"network":{"width":7,"seed":5},"training":{"iterations":1e+4,"learningRate":1e-3}}';
const encoded = encodeURIComponent(asWritten);

/** What most of the addresses below say. */
const large = { preset: "non-orthogonal-large-init", frame: 60 };
const fromJSON = { width: 7, seed: 5, iterations: 10000, frame: 3 };

/** Addresses as mail, chat and other programs hand them on, and what they say. */
for (const [what, hash, expected] of [
  ["encoded as a whole", "preset%3Dnon-orthogonal-large-init%26frame%3D60", large],
  ["encoded twice", "preset%253Dnon-orthogonal-large-init%2526frame%253D60", large],
  ["with its separators encoded", "preset=non-orthogonal-large-init%26frame=60", large],
  ["with HTML's entities", "preset=non-orthogonal-large-init&amp;frame=60", large],
  ["with entities by number, twice", "preset=non-orthogonal-large-init&amp;#38;frame=60", large],
  ["in a sentence", "preset=non-orthogonal-large-init&frame=60).", large],
  ["in angle brackets", "frame=60&preset=non-orthogonal-large-init%3E,", large],
  ["in emphasis", "frame=60&preset=non-orthogonal-large-init**", large],
  ["in capitals", "Preset=non-orthogonal-large-init&FRAME=60", large],
  ["wrapped", "preset=non-orthogonal%0A%20-large-init%0D%0A&frame=6%0A0", large],
  ["with a typesetter's hyphens", "preset=non%E2%80%91orthogonal%E2%80%93large-init&frame=60", large],
  ["with invisible signs", "preset=non-%E2%80%8Borthogonal-%C2%ADlarge-init&frame=60%EF%BB%BF", large],
  ["with the same key twice", "frame=60&preset=non-orthogonal-large-init&frame=60", large],
  ["with a number by hand", "frame=1e+2", { frame: 100 }],
  ["with JSON by hand", `experiment=${asWritten}&frame=3`, fromJSON],
  ["with JSON encoded twice", `experiment=${encodeURIComponent(encoded)}&frame=3`, fromJSON],
  ["with JSON in a sentence", `frame=3&experiment=${encoded}).`, fromJSON],
  ["with curly quotes", `experiment=${encodeURIComponent(asWritten.replace(/"(\w+)"/g, "“$1”"))}&frame=3`, fromJSON],
  ["with JSON over lines", `experiment=${encodeURIComponent(asWritten.replace(/,/g, ",\n   "))}&frame=3`, fromJSON],
  ["with JSON and everything", `%20experiment%3D${encodeURIComponent(encoded)}%26amp%3Bframe%3D3).`, fromJSON],
]) {
  testOnPage(`an address is understood ${what}`, async (page) => {
    await typeAddress(page, hash);
    await until(
      page,
      ({ experiment: { preset, network, training }, frame }, expected) => {
        const shown = { preset, ...network, ...training, frame };
        return Object.entries(expected).every(([key, value]) => shown[key] === value);
      },
      { preset: "orthogonal", ...expected },
    );
    assert.equal(await complaint(page), "");
  });
}

test("an address that was encoded again is understood by a page that opens with it", async () => {
  await visit(`${hosted()}#%20experiment%3D${encodeURIComponent(encoded)}%26amp%3Bframe%3D3).`, async (page) => {
    await ready(page);
    await until(page, (scope) => scope.frame === 3);
    assert.equal(await withScope(page, ({ experiment }) => experiment.network.width), 7);
    assert.equal(await complaint(page), "");
  });
});

test("every address that the page writes is read as it was written", async () => {
  const bundle = await bundled(
    `export { readAddress, writeAddress } from "./experiment/address"; export { firstLook } from "./experiment/look";`,
    "addresses",
  );
  await visit(
    hosted(),
    async (page) => {
      const wrong = await page.evaluate(
        (bundle) => {
          const { readAddress, writeAddress, firstLook } = (0, eval)(`${bundle}; addresses`);
          const numbers = [1e21, 1e-7, -2.5e-30, 0.1, 1 / 3, -0.75, 5e-324, 1e6];
          const look = {
            ...firstLook,
            views: new Set(["loss", "neurons"]),
            overlays: new Set(["limit", "directions"]),
          };
          return numbers.flatMap((number) => {
            const experiment = JSON.stringify({
              preset: "three-points",
              data: { x: [number, ...numbers], y: numbers },
            });
            const told = [];
            const read = readAddress(writeAddress({ experiment, frame: 7, look, pinned: [] }, []), (e) =>
              told.push(e.message),
            );
            const isSame =
              read.experiment === experiment && read.frame === 7 && [...read.look.views].join() === "loss,neurons";
            return isSame && told.length === 0 ? [] : [experiment, read.experiment, ...told];
          });
        },
        bundle.replace(/^"use strict";\s*/, "").replace(/^var /, "globalThis.addresses; var "),
      );
      assert.deepEqual(wrong, []);
    },
    { expected: /policy: script-src eval|unsafe-eval|EvalError/ },
  );
});

test("what has no text, or half a letter in it, is told, and nothing is lost", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 60);
    const before = await withScope(page, ({ address, experiment }) => ({ address, experiment }));
    for (const act of [
      (scope) => void (scope.address = "frame=3&preset=\ud800"),
      (scope) => void (scope.address = Object.create(null)),
      (scope) => void (scope.address = { toString: () => "\udfff" }),
      (scope) => void (scope.frame = Object.create(null)),
      (scope) => void (scope.frame = Symbol("frame")),
      (scope) => void (scope.experiment = '{"preset":"\ud83d"}'),
      (scope) => scope.setAttribute("pinned", '{"preset":"\udc00"}'),
    ]) {
      await withScope(page, (scope) => {
        window.told = undefined;
        scope.addEventListener("error", ({ detail }) => void (window.told = detail.message), { once: true });
      });
      await withScope(page, act);
      assert.equal(await withScope(page, (scope) => typeof scope.address), "string");
      await page.waitForFunction(() => window.told !== undefined, { timeout: 5000 });
      await until(page, (scope, address) => scope.address === address, before.address);
      assert.deepEqual(await withScope(page, ({ address, experiment }) => ({ address, experiment })), before);
    }
  });
});

test("a bad pinned experiment leaves the good one", async () => {
  await visit(`${hosted()}#pinned=${encodeURIComponent('{"network":{"seed":3}}')}`, async (page) => {
    await ready(page);
    await until(page, ({ address }) => address.includes("pinned"));
    const before = await withScope(page, ({ address }) => address);
    for (const bad of [
      '{"network":{"seed":-1}}',
      "{",
      "",
      '{"network":{"width":1000000},"training":{"iterations":100000000,"frameGrowth":1}}',
    ]) {
      await withScope(page, (scope, bad) => scope.setAttribute("pinned", bad), bad);
      await complains(page);
      assert.equal(await withScope(page, ({ address }) => address), before);
      await answerComplaint(page);
    }
    await withScope(page, (scope) => scope.setAttribute("pinned", '{"network":{"seed":8}}'));
    await until(page, ({ address }) => decodeURIComponent(address).includes('"seed":8'));
    await withScope(page, (scope) => scope.removeAttribute("pinned"));
    await until(page, ({ address }) => !address.includes("pinned"));
  });
});

testOnPage("a home that is no address is told; the one before stays, and the sheet has its code", async (page) => {
  for (const bad of ["https://", "javascript:alert(1)"]) {
    await withScope(page, (scope, bad) => scope.setAttribute("home", bad), bad);
    assert.match(await complaint(page), /^home must be the address of a page/);
    await answerComplaint(page);
  }
  await pressTool(page, "embed");
  await until(page, () => $("dialog.embedding")?.open);
  const code = await withScope(page, () => $$("dialog.embedding textarea").map(({ value }) => value));
  assert.ok(
    code.every((text) => text.includes(hosted())),
    code.join("\n"),
  );
});

test("a link to a part of the page leaves the instrument as it is", async () => {
  await visit(`${hosted()}#frame=60`, async (page) => {
    await ready(page);
    await until(page, (scope) => scope.frame === 60);
    await page.evaluate(() => document.querySelector("article").setAttribute("id", "story"));
    await typeAddress(page, "story");
    await refreshed(page);
    assert.equal(await withScope(page, (scope) => scope.frame), 60);
    assert.equal(await complaint(page), "");
  });
});
