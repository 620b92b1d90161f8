// What readers call the runs that they have pinned.

import assert from "node:assert/strict";
import { test } from "node:test";
import { complains, complaint, find, ready, show, unfold, until, withScope } from "../support/instrument.mjs";
import { hosted, isFirefox } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

const pinnedTo = (runs, more = {}) =>
  `${hosted()}#${new URLSearchParams({ pinned: JSON.stringify(runs), frame: "140", ...more })}`;

const two = [{ network: { initScale: 1 } }, { network: { seed: 3 } }];

/** The legend's entries that name a pinned run. */
const legend = (page, ...texts) =>
  until(
    page,
    (_, texts) =>
      $$(".function .key text")
        .map(({ textContent }) => textContent)
        .join("|") === texts,
    texts.join("|"),
  );

const pinnedIn = (page) =>
  withScope(page, ({ address }) => JSON.parse(new URLSearchParams(address).get("pinned") ?? "[]"));

/** The pinned runs of the address, once they are as expected. */
async function become(page, expected) {
  await until(
    page,
    ({ address }, expected) => (new URLSearchParams(address).get("pinned") ?? "") === expected,
    JSON.stringify(expected),
  );
}

async function undo(page, key = "z") {
  await (await find(page, ".views")).focus();
  await page.keyboard.down("Control");
  await page.keyboard.press(key);
  await page.keyboard.up("Control");
}

test("pinned runs are named by the keyboard, and the name is in pictures, table, address and undo", async () => {
  await visit(pinnedTo(two), async (page) => {
    await ready(page);
    await unfold(page, "compare");
    await until(page, () => $$(".compare .names input").length === 2);
    await legend(page, "A: λ 1", "B: seed 3");
    const fields = () =>
      withScope(page, () =>
        $$(".compare .names input").map(({ placeholder, value, ariaLabel }) => [ariaLabel, placeholder, value]),
      );
    assert.deepEqual(await fields(), [
      ["Name of run A", "λ 1", ""],
      ["Name of run B", "seed 3", ""],
    ]);
    await withScope(page, () => $(".compare .names input").focus());
    await page.keyboard.type("  large <b>weights</b> ");
    await page.keyboard.press("Tab");
    await legend(page, "A: large <b>weights</b>", "B: seed 3");
    const named = [{ name: "large <b>weights</b>", ...two[0] }, two[1]];
    await become(page, named);
    // The next field has the focus, and keeps it.
    assert.equal(await withScope(page, ({ shadowRoot }) => shadowRoot.activeElement.ariaLabel), "Name of run B");
    await page.keyboard.type("another seed");
    await page.keyboard.press("Enter");
    await legend(page, "A: large <b>weights</b>", "B: another seed");
    const both = [named[0], { name: "another seed", ...two[1] }];
    await become(page, both);
    assert.deepEqual(await fields(), [
      ["Name of run A", "λ 1", "large <b>weights</b>"],
      ["Name of run B", "seed 3", "another seed"],
    ]);
    const svg = await withScope(page, async (scope) => (await scope.toSVG("loss")).text());
    assert.ok(svg.includes("A: large &lt;b&gt;weights&lt;/b&gt;") && svg.includes("B: another seed"), "the figure");
    await undo(page);
    await become(page, named);
    await undo(page);
    await become(page, two);
    await legend(page, "A: λ 1", "B: seed 3");
    await undo(page, "y");
    await become(page, named);
    assert.deepEqual((await fields())[0], ["Name of run A", "λ 1", "large <b>weights</b>"]);
    // Without its name it is told by what differs again.
    await withScope(page, () => $(".compare .names input").select());
    await page.keyboard.press("Delete");
    await withScope(page, () => $(".compare .names input").focus());
    await withScope(page, () => $(".compare .names input").select());
    await page.keyboard.press("Delete");
    await page.keyboard.press("Enter");
    await become(page, two);
  });
});

test("names come with the address and the attribute, on screen and on paper", async () => {
  await visit(pinnedTo({ name: "the rich one", network: { initScale: 1 } }), async (page) => {
    await ready(page);
    await show(page, 140);
    await legend(page, "pinned: the rich one");
    if (!isFirefox) {
      await page.emulateMediaType("print");
      await until(page, () => $(".printed .caption"));
      const { caption, drawn } = await withScope(page, () => ({
        caption: $(".printed .caption").textContent,
        drawn: [...$$(".printed .key text")].map(({ textContent }) => textContent),
      }));
      assert.match(caption, /Behind it, the rich one: orthogonal, changed · 60/);
      assert.ok(drawn.includes("pinned: the rich one"), drawn.join());
      await page.emulateMediaType("screen");
    }
    await withScope(page, (scope) =>
      scope.setAttribute("pinned", '[{"name":"one","network":{"seed":1}},{"network":{"seed":2},"name":"two"}]'),
    );
    await legend(page, "A: one", "B: two");
    assert.deepEqual(await pinnedIn(page), [
      { name: "one", network: { seed: 1 } },
      { name: "two", network: { seed: 2 } },
    ]);
  });
});

test("a name that is too long is told, and settled by another; one that is no text is told by the trainer", async () => {
  await visit(pinnedTo([{ name: "x".repeat(41), network: { seed: 1 } }]), async (page) => {
    await ready(page);
    await complains(page);
    assert.match(await complaint(page), /^pinned must be experiments whose names have at most 40 letters, not “x+/);
    await withScope(page, (scope) =>
      scope.setAttribute("pinned", JSON.stringify({ name: "x".repeat(40), network: { seed: 1 } })),
    );
    await legend(page, `pinned: ${"x".repeat(40)}`);
    await until(page, () => !$("[role=alert]").checkVisibility());
    // Nothing of it sticks out of the picture.
    const { right, edge } = await withScope(page, () => ({
      right: Math.max(...$$(".function .key text").map((text) => text.getBoundingClientRect().right)),
      edge: $(".view.function").getBoundingClientRect().right,
    }));
    assert.ok(right <= edge + 1, `${right} of ${edge}`);
    await withScope(page, (scope) => scope.setAttribute("pinned", '{"name":7,"network":{"seed":1}}'));
    await complains(page);
    assert.match(await complaint(page), /name/);
    // What cannot be written is left out.
    await withScope(page, (scope) =>
      scope.setAttribute("pinned", '{"name":"a\\u0000\\nb\\ud800","network":{"seed":1}}'),
    );
    await legend(page, "pinned: a b");
  });
});

test("a tour's stop keeps the names", async () => {
  const tour = {
    version: 1,
    stops: [{ title: "Two", text: "", show: { frame: 140, pinned: [{ name: "before", network: { seed: 4 } }] } }],
  };
  await visit(`${hosted()}#${new URLSearchParams({ tour: JSON.stringify(tour) })}`, async (page) => {
    await ready(page);
    await legend(page, "pinned: before");
  });
});
