import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled, find, hosted, isFirefox, ready, refreshed, show, until, visit, withScope } from "../support/browser.mjs";

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

const asWritten = '{"network":{"width":7,"seed":5},"training":{"iterations":1e+4,"learningRate":1e-3}}';
const encoded = encodeURIComponent(asWritten);

/** Addresses as mail, chat and other programs hand them on, and what they say. */
for (const [what, hash, expected] of [
  [
    "encoded as a whole",
    "preset%3Dnon-orthogonal-large-init%26frame%3D60",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  [
    "encoded twice",
    "preset%253Dnon-orthogonal-large-init%2526frame%253D60",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  [
    "with its separators encoded",
    "preset=non-orthogonal-large-init%26frame=60",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  [
    "with HTML's entities",
    "preset=non-orthogonal-large-init&amp;frame=60",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  [
    "with entities by number, twice",
    "preset=non-orthogonal-large-init&amp;#38;frame=60",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  ["in a sentence", "preset=non-orthogonal-large-init&frame=60).", { preset: "non-orthogonal-large-init", frame: 60 }],
  [
    "in angle brackets",
    "frame=60&preset=non-orthogonal-large-init%3E,",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  ["in emphasis", "frame=60&preset=non-orthogonal-large-init**", { preset: "non-orthogonal-large-init", frame: 60 }],
  ["in capitals", "Preset=non-orthogonal-large-init&FRAME=60", { preset: "non-orthogonal-large-init", frame: 60 }],
  [
    "wrapped",
    "preset=non-orthogonal%0A%20-large-init%0D%0A&frame=6%0A0",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  [
    "with a typesetter's hyphens",
    "preset=non%E2%80%91orthogonal%E2%80%93large-init&frame=60",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  [
    "with invisible signs",
    "preset=non-%E2%80%8Borthogonal-%C2%ADlarge-init&frame=60%EF%BB%BF",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  [
    "with the same key twice",
    "frame=60&preset=non-orthogonal-large-init&frame=60",
    { preset: "non-orthogonal-large-init", frame: 60 },
  ],
  ["with a number by hand", "frame=1e+2", { frame: 100 }],
  ["with JSON by hand", `experiment=${asWritten}&frame=3`, { width: 7, seed: 5, iterations: 10000, frame: 3 }],
  [
    "with JSON encoded twice",
    `experiment=${encodeURIComponent(encoded)}&frame=3`,
    { width: 7, seed: 5, iterations: 10000, frame: 3 },
  ],
  ["with JSON in a sentence", `frame=3&experiment=${encoded}).`, { width: 7, seed: 5, iterations: 10000, frame: 3 }],
  [
    "with curly quotes",
    `experiment=${encodeURIComponent(asWritten.replace(/"(\w+)"/g, "“$1”"))}&frame=3`,
    { width: 7, seed: 5, iterations: 10000, frame: 3 },
  ],
  [
    "with JSON over lines",
    `experiment=${encodeURIComponent(asWritten.replace(/,/g, ",\n   "))}`,
    { width: 7, seed: 5, iterations: 10000 },
  ],
  [
    "with JSON and everything",
    `%20experiment%3D${encodeURIComponent(encoded)}%26amp%3Bframe%3D3).`,
    { width: 7, seed: 5, iterations: 10000, frame: 3 },
  ],
]) {
  test(`an address is understood ${what}`, async () => {
    await visit(`${hosted()}#${hash}`, async (page) => {
      await ready(page);
      const { preset = "orthogonal", frame = 0, ...keys } = expected;
      await until(page, (scope, frame) => scope.frame === frame, frame);
      const { experiment } = await withScope(page, ({ experiment }) => ({ experiment }));
      assert.equal(experiment.preset, preset);
      assert.equal(await message(page), "");
      for (const [key, value] of Object.entries(keys)) {
        assert.equal(experiment.network[key] ?? experiment.training[key], value, key);
      }
    });
  });
}

for (const [what, hash, expected] of [
  ["a key that there is none of", "frames=60", /frames/],
  ["a bare word", "non-orthogonal", /preset.*non-orthogonal/],
  ["two frames", "frame=1&frame=2", /frame.*1.*2/],
  ["a key without a value", "preset=", /preset/],
  ["a key alone", "frame", /frame/],
  ["an experiment and a preset", "experiment=%7B%7D&preset=three-points", /preset.*three-points/],
  ["bytes that are no letters", "preset=%ff%fe", /preset: ".*" is not one of/],
  ["several faults", "frames=60&frame=x&weights=y", /frames.*frame.*weights/],
]) {
  test(`an address with ${what} is told`, async () => {
    await visit(`${hosted()}#${hash}`, async (page) => {
      await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
      assert.match(await message(page), expected);
    });
  });
}

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
            const read = readAddress(writeAddress({ experiment, frame: 7, look, pinned: undefined }, []), (e) =>
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
      await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
      assert.equal(await withScope(page, ({ address }) => address), before);
      await (await find(page, "[role=alert] button")).click();
    }
    await withScope(page, (scope) => scope.setAttribute("pinned", '{"network":{"seed":8}}'));
    await until(page, ({ address }) => decodeURIComponent(address).includes('"seed":8'));
    await withScope(page, (scope) => scope.removeAttribute("pinned"));
    await until(page, ({ address }) => !address.includes("pinned"));
  });
});

test("a home that is no address is told; the one before stays, and the sheet has its code", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    for (const bad of ["https://", "http://[", "javascript:alert(1)", "https://\ud800"]) {
      await withScope(page, (scope, bad) => scope.setAttribute("home", bad), bad);
      assert.match(await message(page), /^home must be the address of a page/);
      await (await find(page, "[role=alert] button")).click();
    }
    await (await find(page, ".tools .embed")).click();
    await until(page, (scope) => scope.shadowRoot.querySelector("dialog.embedding")?.open);
    const code = await withScope(page, (scope) =>
      [...scope.shadowRoot.querySelectorAll("dialog.embedding textarea")].map(({ value }) => value),
    );
    assert.ok(
      code.every((text) => text.includes(hosted())),
      code.join("\n"),
    );
  });
});

test("a link to a part of the page leaves the instrument as it is", async () => {
  await visit(`${hosted()}#frame=60`, async (page) => {
    await ready(page);
    await until(page, (scope) => scope.frame === 60);
    await page.evaluate(() => document.querySelector("article").setAttribute("id", "story"));
    await typeAddress(page, "story");
    await refreshed(page);
    assert.equal(await withScope(page, (scope) => scope.frame), 60);
    assert.equal(await message(page), "");
  });
});
