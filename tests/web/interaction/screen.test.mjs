// Pictures, timeline and settings share the screen.

import assert from "node:assert/strict";
import { find, refreshed, show, unfold, until, withScope } from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";

/** Scrolls each control of the settings into sight and focuses it; returns where the named parts are not wholly in the window. */
const hidden = (page, names) =>
  withScope(
    page,
    async (scope, names) => {
      const { shadowRoot } = scope;
      const drawn = () => new Promise(requestAnimationFrame);
      const outside = (part) => {
        const { left, top, right, bottom, height } = part.getBoundingClientRect();
        const isInside = height > 0 && left > -1 && top > -1 && right < innerWidth + 1 && bottom < innerHeight + 1;
        return isInside ? [] : [[left, top, right, bottom].map(Math.round).join(" ")];
      };
      const wrong = [];
      const controls = [...shadowRoot.querySelectorAll(".settings :is([type=range], input, select, button)")];
      for (const control of controls.filter((control) => control.checkVisibility() && !control.disabled)) {
        control.focus();
        control.scrollIntoView({ block: "nearest" });
        await drawn();
        const name = control.id || control.getAttribute("aria-labelledby") || control.textContent;
        wrong.push(...outside(control).map((box) => `${name} itself: ${box}`));
        // Nothing lies over its middle.
        const { left, top, width, height } = control.getBoundingClientRect();
        const hit = shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
        if (!hit || !(control === hit || control.contains(hit))) wrong.push(`${name} is covered`);
        for (const part of names) {
          const found = shadowRoot.querySelector(part);
          wrong.push(...outside(found).map((box) => `${part} while ${name}: ${box}`));
        }
      }
      return { wrong, controls: controls.length };
    },
    names,
  );

const parts = [".function", ".loss", ".timeline input", ".play"];

for (const [width, height] of [
  [1024, 768],
  [1180, 820],
  [820, 1180],
  [390, 844],
  [360, 640],
  [844, 390],
  [1280, 720],
  [1440, 900],
  [1920, 1080],
  [2560, 1440],
]) {
  testOnPage(
    `while any setting is used at ${width} × ${height}, function, loss and timeline are in sight`,
    async (page) => {
      await show(page, 140);
      const { wrong, controls } = await hidden(page, parts);
      assert.deepEqual(wrong, []);
      assert.ok(controls > 15, `${controls} controls`);
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(needed <= width, `${needed} pixels are needed`);
    },
    { width, height, touch: width < 1200 },
  );

  testOnPage(
    `in a presentation at ${width} × ${height}, what a lecturer names is at hand beside the pictures`,
    async (page) => {
      await show(page, 140);
      const letters = () =>
        withScope(page, (scope) =>
          ["label[for=network-width]", ".readout"].map((name) =>
            parseFloat(getComputedStyle(scope.shadowRoot.querySelector(name)).fontSize),
          ),
        );
      const before = await letters();
      await page.keyboard.press("f");
      await until(page, (scope) => scope.hasAttribute("presenting") && scope.clientWidth === innerWidth);
      await refreshed(page);
      const { wrong } = await hidden(page, parts);
      assert.deepEqual(wrong, []);
      const named = ["network-width", "network-initScale", "network-seed", "training-learningRate"];
      const missing = await withScope(
        page,
        (scope, named) => named.filter((id) => !scope.shadowRoot.getElementById(id).checkVisibility()),
        named,
      );
      assert.deepEqual(missing, []);
      const after = await letters();
      // A large screen is seen from the back row.
      for (const [i, size] of after.entries()) {
        assert.ok(size >= (width >= 1920 ? 1.4 : 0.95) * before[i], `${size} after ${before[i]}`);
      }
      if (width < 1280) return;
      // There all of it is in sight at once.
      const below = await withScope(
        page,
        (scope, named) =>
          named.filter((id) => {
            scope.scrollTo(0, 0);
            return scope.shadowRoot.getElementById(id).getBoundingClientRect().bottom > innerHeight;
          }),
        named,
      );
      assert.deepEqual(below, []);
    },
    { width, height, touch: width < 1200 },
  );
}

for (const [width, height] of [
  [1280, 720],
  [1440, 900],
  [1920, 1080],
]) {
  testOnPage(
    `the first screen at ${width} × ${height} holds the instrument, down to the row of the neuron`,
    async (page) => {
      const bottoms = await withScope(page, (scope) =>
        [".function", ".neurons", ".loss", ".transport", ".tools", ".status", ".neuron-bar"].map((name) => {
          const { bottom } = scope.shadowRoot.querySelector(name).getBoundingClientRect();
          return [name, Math.round(bottom)];
        }),
      );
      assert.deepEqual(
        bottoms.filter(([, bottom]) => bottom > height),
        [],
      );
      // The width is used, and the pictures have most of it.
      const { left, right, pictures } = await withScope(page, (scope) => ({
        ...scope.getBoundingClientRect().toJSON(),
        pictures: scope.shadowRoot.querySelector(".views").getBoundingClientRect().width,
      }));
      assert.ok(right - left > 0.94 * width && pictures > 0.6 * width, `${left} ${right} ${pictures}`);
    },
    { width, height },
  );
}

testOnPage(
  "a message, or a neuron that is marked, leaves pictures and timeline on the screen",
  async (page) => {
    await show(page, 140);
    const before = await withScope(page, (scope) => scope.shadowRoot.querySelector(".views").clientHeight);
    await withScope(page, (scope) => scope.setAttribute("neuron", "7"));
    await until(page, (scope) => /active/.test(scope.shadowRoot.querySelector(".numbers").textContent));
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelector(".views").clientHeight), before);
    await withScope(page, (scope) => void (scope.experiment = { network: { width: 0 } }));
    await until(page, (scope) => scope.shadowRoot.querySelector("[role=alert]").checkVisibility());
    // A message lies over the notes.
    assert.equal(await withScope(page, (scope) => scope.shadowRoot.querySelector(".views").clientHeight), before);
    const { wrong } = await hidden(page, [...parts, "[role=alert]"]);
    assert.deepEqual(wrong, []);
  },
  { width: 1280, height: 720 },
);

for (const controls of ["play seek", undefined]) {
  for (const width of [320, 420, 560, 700]) {
    testOnPage(
      `embedded ${width} pixels wide with ${controls ?? "all controls"}, a figure is compact and sticks out nowhere`,
      async (page) => {
        await page.evaluate(
          (width, controls) => {
            const scope = document.querySelector("relu-scope");
            scope.removeAttribute("fit");
            if (controls) scope.setAttribute("controls", controls);
            const column = document.createElement("div");
            column.style.setProperty("width", `${width}px`);
            const lines = () => Object.assign(document.createElement("p"), { textContent: "text ".repeat(3000) });
            // Its place is kept for the tests that follow.
            const place = document.createElement("i");
            scope.before(place);
            window.putBack = () => {
              place.replaceWith(scope);
              column.remove();
            };
            document.body.prepend(column);
            column.append(lines(), scope, lines());
            scope.scrollIntoView();
          },
          width,
          controls,
        );
        await until(page, (scope, width) => scope.clientWidth === width, width);
        await show(page, 140);
        const { own, shapes, outside } = await withScope(page, (scope) => {
          const own = scope.getBoundingClientRect().toJSON();
          const shapes = [...scope.shadowRoot.querySelectorAll(".view")].map(
            ({ clientWidth, clientHeight }) => clientWidth / clientHeight,
          );
          const outside = [...scope.shadowRoot.querySelectorAll("button, input, select, .view, .readout span")]
            .filter((part) => part.checkVisibility())
            .filter((part) => {
              const { left, right } = part.getBoundingClientRect();
              return left < own.left - 12 || right > own.right + 1;
            })
            .map((part) => part.outerHTML.slice(0, 80));
          return { own, shapes, outside };
        });
        assert.deepEqual(outside, []);
        // Each picture has a shape of its own, whatever the height of the window.
        for (const shape of shapes) assert.ok(shape > 0.8 && shape < 2.2, `shapes ${shapes}`);
        if (controls) assert.ok(own.height < 4 * width, `${own.height} pixels high`);
        await page.evaluate(() => window.putBack());
      },
      { width: 1280, height: 600 },
    );
  }
}

testOnPage(
  "the pictures have their places whatever their number",
  async (page) => {
    for (const [width, height] of [
      [1280, 720],
      [820, 1180],
      [390, 844],
      [844, 390],
    ]) {
      await page.setViewport({ width, height });
      for (const views of ["function", "loss", "neurons loss", "function loss", "function neurons loss"]) {
        await withScope(page, (scope, views) => scope.setAttribute("views", views), views);
        await refreshed(page);
        for (const more of [0, 1, 2, 3]) {
          const faults = await withScope(
            page,
            (scope, more) => {
              const grid = scope.shadowRoot.querySelector(".views");
              const added = Array.from({ length: more }, () => {
                const view = document.createElement("div");
                view.className = "view";
                return view;
              });
              const rows = grid.style.getPropertyValue("--rows");
              const count = grid.querySelectorAll(".view:not([hidden])").length + more - 1;
              // As the element sets it for so many.
              if (more > 0) grid.style.setProperty("--rows", Math.ceil(count / Math.ceil(count / 3)));
              grid.append(...added);
              const own = grid.getBoundingClientRect();
              const boxes = [...grid.querySelectorAll(".view:not([hidden])")].map((v) => v.getBoundingClientRect());
              for (const view of added) view.remove();
              grid.style.setProperty("--rows", rows);
              const overlap = (a, b) =>
                Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
                Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
              const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
              return [
                ...boxes.filter(
                  ({ left, right, top, bottom, width, height }) =>
                    left < own.left - 1 ||
                    right > own.right + 1 ||
                    top < own.top - 1 ||
                    bottom > own.bottom + 1 ||
                    Math.min(width, height) < 40,
                ),
                ...boxes.filter((a, i) => boxes.some((b, k) => k > i && overlap(a, b))),
                ...(area < 0.7 * own.width * own.height ? ["much is left empty"] : []),
              ];
            },
            more,
          );
          assert.deepEqual(faults, [], `${views} and ${more} at ${width} × ${height}`);
        }
      }
    }
  },
  { width: 1280, height: 720 },
);

testOnPage("two pictures are side by side on a wide screen, and below one another on a narrow one", async (page) => {
  for (const [width, height, isBeside] of [
    [1280, 720, true],
    [844, 390, true],
    [390, 844, false],
  ]) {
    await page.setViewport({ width, height });
    await withScope(page, (scope) => scope.setAttribute("views", "function loss"));
    await refreshed(page);
    const [first, second] = await withScope(page, (scope) =>
      [".function", ".loss"].map((name) => scope.shadowRoot.querySelector(name).getBoundingClientRect().toJSON()),
    );
    assert.equal(second.left > first.right, isBeside);
    assert.equal(second.top > first.bottom, !isBeside);
  }
});

testOnPage("no panel sticks out of its column", async (page) => {
  for (const name of ["data", "look", "theory", "compare", "export"]) await unfold(page, name);
  for (const [width, height] of [
    [1024, 768],
    [844, 390],
    [360, 640],
  ]) {
    await page.setViewport({ width, height });
    await refreshed(page);
    const outside = await withScope(page, (scope) => {
      const own = scope.shadowRoot.querySelector(".panels").getBoundingClientRect();
      return [...scope.shadowRoot.querySelectorAll(".panels :is(button, input, select, p)")]
        .filter((part) => part.checkVisibility())
        .filter((part) => {
          const { left, right } = part.getBoundingClientRect();
          return left < own.left - 12 || right > own.right + 1;
        })
        .map((part) => part.outerHTML.slice(0, 80));
    });
    assert.deepEqual(outside, [], `at ${width} × ${height}`);
  }
});

testOnPage(
  "at four times the letters of a desktop, one column can be read and used",
  async (page) => {
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    const { wrong } = await hidden(page, []);
    assert.deepEqual(wrong, []);
  },
  { width: 320, height: 256 },
);

testOnPage(
  "the chosen preset is marked as soon as anything of it is edited, and nothing moves by that",
  async (page) => {
    const state = () =>
      withScope(page, (scope) => {
        const { shadowRoot } = scope;
        const shows = shadowRoot.querySelector(".shows");
        return {
          preset: shadowRoot.querySelector(".presets [aria-pressed=true]").textContent,
          isMarked: shadowRoot.querySelector(".presets .edited") !== null,
          said: [...shows.children]
            .filter((part) => part.checkVisibility({ visibilityProperty: true }))
            .map(({ textContent }) => textContent),
          top: shadowRoot.querySelector("#network-width").getBoundingClientRect().top,
        };
      });
    const before = await state();
    assert.equal(before.isMarked, false);
    assert.match(before.said.join(), /^Two orthogonal points/);
    await (await find(page, ".seed button, #network-seed ~ button")).click();
    await until(page, (scope) => scope.experiment.network.seed === 1);
    const edited = await state();
    assert.deepEqual([edited.preset, edited.isMarked, edited.top], ["orthogonal", true, before.top]);
    assert.match(edited.said.join(), /^Edited/);
    await (await find(page, ".presets button")).click();
    await until(page, (scope) => scope.experiment.network.seed === 0);
    assert.deepEqual(await state(), before);
  },
  { width: 1280, height: 720 },
);
