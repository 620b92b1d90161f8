import assert from "node:assert/strict";
import { test } from "node:test";
import { complains, complaint, find, ready, show, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

const four = [
  { network: { initScale: 1 } },
  { network: { seed: 3 } },
  { training: { iterations: 5000 } },
  { network: { width: 20 } },
];

const pinnedTo = (runs) => `${hosted()}#${new URLSearchParams({ pinned: JSON.stringify(runs) })}`;

/** The legend's entries that name a pinned run. */
const named = () => $$(".function .key text").map(({ textContent }) => textContent);

const haveCome = (_, count) => $$(".compare thead .unpin").length === count;

test("four pinned runs are told by what differs, each in its own colour, dashes and marks", async () => {
  await visit(pinnedTo(four), async (page) => {
    await ready(page);
    await withScope(page, () => void ($(".compare").open = true));
    await until(page, haveCome, 4);
    await show(page, 140);
    await until(page, () => $$(".function .key text").length === 4);
    assert.deepEqual(await withScope(page, named), ["A: λ 1", "B: seed 3", "C: iterations 5,000", "D: m 20"]);
    const looks = await withScope(page, () =>
      ["pinned", "pinned-b", "pinned-c", "pinned-d"].map((mark) => {
        const entry = $(`.function .key .${mark}`);
        const dashes = entry.querySelector(".line").getAttribute("stroke-dasharray");
        const shape = entry.querySelector(".full").getAttribute("d").split("L").length;
        return { colour: getComputedStyle(entry).color, dashes, shape };
      }),
    );
    for (const key of ["colour", "dashes"]) assert.equal(new Set(looks.map((look) => look[key])).size, 4, key);
    assert.deepEqual(
      looks.map(({ shape }) => shape),
      [10, 4, 8, 6],
    );
    // On paper and in files they are as on screen.
    const svg = await withScope(page, async (scope) => (await scope.toSVG("loss")).text());
    for (const { text } of [{ text: "A: λ 1" }, { text: "D: m 20" }]) assert.ok(svg.includes(text), text);
    assert.equal(
      new Set([...svg.matchAll(/stroke="(#\w+|rgb[^"]*)"[^>]*stroke-width="3"/g)].map(([, ink]) => ink)).size,
      4,
    );
    const rows = await withScope(page, () =>
      $$(".compare tbody tr").map((row) => [...row.children].map((cell) => cell.textContent)),
    );
    const row = (name) => rows.find(([first]) => first.startsWith(name))?.slice(1);
    assert.deepEqual(row("Seed"), ["0", "3", "0", "0", "0"]);
    assert.deepEqual(row("Iterations"), ["20,000", "20,000", "5,000", "20,000", "20,000"]);
    await until(page, () => $$(".compare .distance .line").length === 4);
  });
});

test("each can be let go of, which can be undone; the address follows", async () => {
  await visit(pinnedTo(four), async (page) => {
    await ready(page);
    await withScope(page, () => void ($(".compare").open = true));
    await until(page, haveCome, 4);
    const pinned = () =>
      withScope(page, ({ address }) => {
        const given = new URLSearchParams(address).get("pinned");
        return given && JSON.parse(given);
      });
    assert.deepEqual(await pinned(), four);
    const second = (await page.$$("pierce/.compare .unpin"))[1];
    assert.equal(await second.evaluate((button) => button.ariaLabel), "Let go of run B");
    await second.focus();
    await page.keyboard.press("Enter");
    await until(page, haveCome, 3);
    assert.deepEqual(await pinned(), [four[0], four[2], four[3]]);
    assert.match(await withScope(page, () => $(".compare p[aria-live]").textContent), /^Three runs are pinned/);
    assert.equal(await withScope(page, ({ shadowRoot }) => shadowRoot.activeElement.ariaLabel), "Let go of run B");
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    await until(page, haveCome, 4);
    assert.deepEqual(await pinned(), four);
  });
});

test("the run on screen is pinned and let go of with P; a fifth is refused with a sentence", async () => {
  await visit(pinnedTo(four.slice(0, 3)), async (page) => {
    await ready(page);
    await withScope(page, () => void ($(".compare").open = true));
    await until(page, haveCome, 3);
    await page.keyboard.press("p");
    await until(page, haveCome, 4);
    assert.equal(await (await find(page, ".tools .pin")).evaluate((button) => button.ariaPressed), "true");
    await withScope(page, (scope) => void (scope.experiment = { network: { seed: 8 } }));
    await until(page, () => $(".tools .pin").ariaPressed === "false");
    await page.keyboard.press("p");
    await complains(page);
    assert.match(await complaint(page), /4 runs are pinned at most/);
    await withScope(page, (scope) => void (scope.experiment = {}));
    await until(page, () => $(".tools .pin").ariaPressed === "true");
    await page.keyboard.press("p");
    await until(page, haveCome, 3);
  });
});

test("an address with more than four is told, one with a bad run shows the others", async () => {
  await visit(pinnedTo([...four, {}]), async (page) => {
    await ready(page);
    await complains(page);
    assert.match(await complaint(page), /pinned must be at most 4 experiments/);
  });
  await visit(pinnedTo([{ network: { width: -1 } }, four[1]]), async (page) => {
    await ready(page);
    await complains(page);
    assert.match(await complaint(page), /network\.width|Width/);
    await until(page, ({ address }) => address.includes("pinned"));
    assert.deepEqual(
      await withScope(page, ({ address }) => JSON.parse(new URLSearchParams(address).get("pinned"))),
      four[1],
    );
  });
});
