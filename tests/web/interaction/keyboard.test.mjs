import assert from "node:assert/strict";
import { test } from "node:test";
import { entered, find, ready, show, until, withScope } from "../support/instrument.mjs";
import { hosted } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { lastFrame } from "../support/default-run.mjs";

const frameOf = (page) => withScope(page, (scope) => scope.frame);

testOnPage("the keyboard does everything", async (page) => {
  await show(page, 60);
  await (await find(page, ".views")).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await frameOf(page), 61);
  await page.keyboard.press("PageDown");
  assert.equal(await frameOf(page), 71);
  await page.keyboard.press("PageUp");
  assert.equal(await frameOf(page), 61);
  await page.keyboard.press("End");
  assert.equal(await frameOf(page), lastFrame);
  await page.keyboard.press("Home");
  assert.equal(await frameOf(page), 0);
  await page.keyboard.press(" ");
  await until(page, (scope) => scope.playing && scope.frame > 0);
  await page.keyboard.press(" ");
  assert.equal(await withScope(page, (scope) => scope.playing), false);

  await (await find(page, "input[type=range]")).focus();
  const before = await frameOf(page);
  await page.keyboard.press("ArrowRight");
  assert.equal(await frameOf(page), before + 1);
  // Down is forth for a presenter's clicker, though a slider's own way is the other one.
  await page.keyboard.press("PageDown");
  assert.equal(await frameOf(page), before + 11);
  await page.keyboard.press("PageUp");

  const width = await find(page, "#network-width");
  await width.focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await frameOf(page), before + 1);
});

testOnPage("on the hosted page keys work before anything has been clicked", async (page) => {
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await frameOf(page), 11);
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test("keys are left to fields, to the browser, and to the rest of somebody's page", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, 60);
    await page.evaluate(() => {
      const field = document.createElement("input");
      field.id = "other";
      document.querySelector("article").append(field);
    });
    await page.focus("#other");
    for (const key of ["PageDown", " ", "End", "F", "?"]) await page.keyboard.press(key);
    assert.equal(await frameOf(page), 60);

    await (await find(page, "#network-initScale")).focus();
    await page.keyboard.type("f? ");
    assert.match(await entered(page, "#network-initScale"), /f\? /);

    await (await find(page, ".views")).focus();
    await page.keyboard.down("Control");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.up("Control");
    assert.equal(await frameOf(page), 60);
    const [playing, presenting, help] = await withScope(page, (scope) => [
      scope.playing,
      scope.hasAttribute("presenting"),
      $("dialog") !== null,
    ]);
    assert.deepEqual([playing, presenting, help], [false, false, false]);
  });
});

test("where the reader may not change the run, nothing offers to", async () => {
  await visit(`${hosted()}embed.html#controls=play+seek`, async (page) => {
    await ready(page);
    await (await find(page, ".views")).focus();
    for (const key of ["t", "p"]) await page.keyboard.press(key);
    const [tour, offered, pinned] = await withScope(page, (scope) => [
      $(".tour") !== null,
      $$(".tools button")
        .filter((button) => button.checkVisibility())
        .map((button) => button.className),
      /pinned/.test(scope.address),
    ]);
    assert.deepEqual([tour, offered, pinned], [false, ["link", "embed", "enlarge", "help"], false]);
    await page.keyboard.press("ArrowRight");
    await until(page, ({ frame }) => frame === 1);
    // A key without a use is the page's.
    const isTaken = await withScope(page, () => {
      const views = $(".views");
      const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, composed: true });
      return !views.dispatchEvent(event) || /Enter/.test(views.getAttribute("aria-label"));
    });
    assert.equal(isTaken, false);
  });
});

testOnPage("the focus can be seen wherever it is", async (page) => {
  const seen = new Set();
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press("Tab");
    const [name, shows] = await withScope(page, (scope) => {
      const focused = scope.shadowRoot.activeElement;
      // Firefox tabs on into its own bars, and keeps the last focus of the page in mind.
      if (!focused || !document.hasFocus()) return ["", true];
      const { outlineStyle, outlineWidth, stroke, strokeWidth } = getComputedStyle(focused);
      const { width, height } = focused.getBoundingClientRect();
      // A shape of an SVG shows it by its stroke.
      const isRinged =
        focused instanceof SVGElement && !["none", "rgba(0, 0, 0, 0)"].includes(stroke) && parseFloat(strokeWidth) >= 2;
      const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      return [focused.outerHTML.slice(0, 90), (isRinged || isOutlined) && width * height > 8];
    });
    if (name === "") continue;
    assert.ok(shows, `the focus on ${name} cannot be seen`);
    seen.add(name);
  }
  assert.ok(seen.size > 15, `only ${seen.size} places take the focus`);
});

for (const [keys, isThere] of [
  [["t", "PageDown"], (scope) => $(".tour:not([hidden])") && scope.frame === 112],
  [["t", "PageDown", "PageDown", "PageUp"], (scope) => $(".tour:not([hidden])") && scope.frame === 112],
  [["t", "t"], () => $(".tour[hidden]")],
  [["?"], () => $("dialog")?.open],
  [["t", "Escape", "?"], () => $("dialog")?.open && !$(".tour")],
  [["?", "Escape", "t"], () => $(".tour:not([hidden])") && !$("dialog")],
]) {
  test(`keys are not lost on what is still being loaded: ${keys.join(", ")}`, async () => {
    let ask;
    const askedFor = new Promise((resolve) => (ask = resolve));
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        for (const key of keys) await page.keyboard.press(key);
        const request = await askedFor;
        await request.continue();
        await until(page, isThere);
      },
      { intercept: (request) => void (/\/parts\/late-parts-/.test(request.url()) ? ask(request) : request.continue()) },
    );
  });
}

testOnPage("the help sheet lists every key, and gives the focus back", async (page) => {
  const button = await find(page, ".tools .help");
  await button.focus();
  await page.keyboard.press("?");
  const isOpen = () => $("dialog")?.open;
  await until(page, isOpen);
  const text = await withScope(page, () => $("dialog").innerText);
  for (const word of ["Space", "←", "→", "Page Up", "Page Down", "Home", "End", "F", "?", "Esc", "λ", "kink"]) {
    assert.ok(text.includes(word), `the sheet does not speak of ${word}`);
  }
  assert.ok(!text.includes("$") && !text.includes("_"), text);
  await page.keyboard.press("PageDown");
  assert.equal(await frameOf(page), 0);
  await page.keyboard.press("Escape");
  await until(page, () => !$("dialog").open);
  assert.equal(await withScope(page, (scope) => scope.shadowRoot.activeElement.getAttribute("aria-label")), "Help");
  await button.click();
  await until(page, isOpen);
  await page.mouse.click(5, 5);
  await until(page, () => !$("dialog").open);
});

/** A press of a key as a browser reports it on somebody's layout. */
const press = (page, ...keys) =>
  withScope(
    page,
    (scope, keys) => {
      const target = scope.shadowRoot.activeElement ?? scope;
      return keys.map((key) => {
        const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, composed: true, ...key });
        return !target.dispatchEvent(event);
      });
    },
    keys,
  );

const ctrl = { ctrlKey: true };
const redo = { ctrlKey: true, shiftKey: true };

testOnPage("undo and redo are on their keys in every layout, with Caps Lock and on a Mac", async (page) => {
  const layouts = [
    ["QWERTY", { key: "z", code: "KeyZ", ...ctrl }, { key: "Z", code: "KeyZ", ...redo }],
    ["Ctrl Y", { key: "z", code: "KeyZ", ...ctrl }, { key: "y", code: "KeyY", ...ctrl }],
    ["Caps Lock", { key: "Z", code: "KeyZ", ...ctrl }, { key: "z", code: "KeyZ", ...redo }],
    ["Caps Lock that Shift does not end", { key: "Z", code: "KeyZ", ...ctrl }, { key: "Z", code: "KeyZ", ...redo }],
    ["a Mac", { key: "z", code: "KeyZ", metaKey: true }, { key: "z", code: "KeyZ", metaKey: true, shiftKey: true }],
    ["QWERTZ", { key: "z", code: "KeyY", ...ctrl }, { key: "y", code: "KeyZ", ...ctrl }],
    ["AZERTY", { key: "z", code: "KeyW", ...ctrl }, { key: "Z", code: "KeyW", ...redo }],
    ["Dvorak", { key: "z", code: "Slash", ...ctrl }, { key: "Z", code: "Slash", ...redo }],
    ["Russian", { key: "я", code: "KeyZ", ...ctrl }, { key: "Я", code: "KeyZ", ...redo }],
    ["Russian, Ctrl Y", { key: "я", code: "KeyZ", ...ctrl }, { key: "н", code: "KeyY", ...ctrl }],
    ["Greek", { key: "ζ", code: "KeyZ", ...ctrl }, { key: "Ζ", code: "KeyZ", ...redo }],
    ["Hebrew", { key: "ז", code: "KeyZ", ...ctrl }, { key: "ט", code: "KeyY", ...ctrl }],
    ["Arabic", { key: "ئ", code: "KeyZ", ...ctrl }, { key: "~", code: "KeyZ", keyCode: 90, ...redo }],
    ["Thai", { key: "ผ", code: "KeyZ", ...ctrl }, { key: "ั", code: "KeyY", ...ctrl }],
    ["Korean", { key: "ㅋ", code: "KeyZ", ...ctrl }, { key: "ㅛ", code: "KeyY", ...ctrl }],
    ["Georgian", { key: "ზ", code: "KeyZ", ...ctrl }, { key: "ყ", code: "KeyY", ...ctrl }],
  ];
  await withScope(page, (scope) => void (scope.experiment = { network: { seed: 7 } }));
  await until(page, (scope) => scope.experiment.network.seed === 7);
  await (await find(page, ".views")).focus();
  for (const [name, back, forth] of layouts) {
    assert.deepEqual(await press(page, back), [true], name);
    await until(page, (scope) => scope.experiment.network.seed === 0);
    assert.deepEqual(await press(page, forth), [true], name);
    await until(page, (scope) => scope.experiment.network.seed === 7);
  }
});

test("the other keys are found on every layout too, and what is written with them is left alone", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await (await find(page, ".views")).focus();
    const isPlaying = () => withScope(page, (scope) => scope.playing);
    const pins = [
      { key: "P", code: "KeyP" },
      { key: "з", code: "KeyP" },
      { key: "π", code: "KeyP" },
      { key: "p", code: "KeyR" },
      { key: "Ｐ", code: "KeyP" },
    ];
    for (const key of pins) {
      await press(page, key);
      await until(page, () => $(".tools .pin").ariaPressed === "true");
      await press(page, key);
      await until(page, () => $(".tools .pin").ariaPressed === "false");
    }
    const written = [
      { key: "z", code: "KeyZ", ctrlKey: true, altKey: true },
      { key: "p", code: "KeyP", modifierAltGraph: true },
      { key: "π", code: "KeyP", altKey: true },
      { key: ";", code: "KeyZ", ...ctrl },
      { key: ":", code: "KeyZ", ...redo },
      { key: "j", code: "KeyP" },
      { key: "þ", code: "KeyT" },
      { key: "p", code: "KeyP", isComposing: true },
      { key: "p", code: "KeyP", keyCode: 229 },
      { key: "Process", code: "KeyP" },
      { key: "Dead", code: "KeyT" },
      { key: "Unidentified", code: "KeyP" },
    ];
    for (const key of written) assert.deepEqual(await press(page, key), [false], JSON.stringify(key));
    // A key that is held switches once.
    await press(page, { key: " ", code: "Space" }, { key: " ", code: "Space", repeat: true });
    assert.equal(await isPlaying(), true);
    await press(page, { key: "\u3000", code: "Space" });
    assert.equal(await isPlaying(), false);
    await press(page, { key: "Enter" }, { key: "Enter", repeat: true }, { key: "Enter", repeat: true });
    await until(page, (scope) => scope.experiment.data.x.length === 3);

    const isOpen = () => $("dialog")?.open === true;
    const questions = [
      { key: "?", code: "Minus", shiftKey: true },
      { key: "?", code: "Digit7", shiftKey: true },
      { key: "?", code: "KeyM", shiftKey: true },
      { key: "؟", code: "Slash", shiftKey: true },
      { key: "？", code: "Slash", shiftKey: true },
      { key: "य़", code: "Slash", shiftKey: true },
    ];
    for (const key of questions) {
      await (await find(page, ".views")).focus();
      await press(page, key);
      await until(page, isOpen);
      await press(page, key);
      await until(page, () => !$("dialog").open);
    }
  });
});
