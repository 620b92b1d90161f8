// The element in the midst of a page: how wide it is, whose colours it has, and where it is moved.

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, ready, refreshed, show, until, withScope } from "../support/instrument.mjs";
import { hosted, isFirefox } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";
import { visitPage } from "../support/stranger.mjs";

const scope = '<relu-scope preset="orthogonal" views="function" controls="play seek"></relu-scope>';
const script = '<script src="/e/reluscope.js"></script>';

/** Visits a page with this body, whose style sheet is this. */
const visitBody = (body, style, act, options) =>
  visitPage(
    {
      "/notes/one/index.html": `<!doctype html><meta name="viewport" content="width=device-width"><style>${style}</style>${body}${script}`,
      "/e/": "element",
    },
    act,
    options,
  );

/** What is around the element, and how much of the page's width it has. */
const wrappers = {
  "a flex row that is centred": '<div style="display:flex;justify-content:center">$</div>',
  "a flex column that is centred": '<div style="display:flex;flex-direction:column;align-items:center">$</div>',
  "a flex column at its start": '<div style="display:flex;flex-direction:column;align-items:flex-start">$</div>',
  "an inline flex": '<div style="display:inline-flex">$</div>',
  "a grid that is centred": '<div style="display:grid;justify-items:center">$</div>',
  "a grid whose content is": '<div style="display:grid;justify-content:center">$</div>',
  "a grid that places all in the middle": '<div style="display:grid;place-items:center;min-height:90vh">$</div>',
  "an inline grid": '<div style="display:inline-grid">$</div>',
  "an inline block": '<div style="display:inline-block">$</div>',
  "an inline block in another": '<div style="display:inline-block"><span style="display:inline-block">$</span></div>',
  "a float": '<div style="float:left">$</div>',
  "a table": "<table><tr><td>$</table>",
  "what is shown as a table":
    '<figure style="display:table;margin:0 auto">$<figcaption>What is seen.</figcaption></figure>',
  "what fits its content": '<div style="width:fit-content;margin:auto">$</div>',
  "what is as wide as its content": '<div style="width:max-content">$</div>',
  "what is placed": '<div style="position:relative;height:900px"><div style="position:absolute">$</div></div>',
  "a field set": '<fieldset style="border:0;padding:0;margin:0;width:fit-content">$</fieldset>',
  "a dialog": '<dialog open style="position:static;border:0;padding:0">$</dialog>',
  "what is folded out": '<details open style="display:inline-block"><summary>A figure</summary>$</details>',
  "inline text": "<span>$</span>",
  "a centred text": "<center>$</center>",
  "text that does not wrap": '<div style="white-space:nowrap;float:left;letter-spacing:3px;text-indent:4em">$</div>',
};

for (const width of [1200, 360]) {
  test(`at ${width} pixels the element fills whatever shrinks to fit`, async () => {
    const body = Object.values(wrappers)
      .map((wrapper) => `<section style="clear:both;overflow:auto">${wrapper.replace("$", scope)}</section>`)
      .join("");
    await visitBody(
      body,
      "",
      async (page) => {
        const found = await page.$$eval("section", (sections) =>
          sections.map((section) => {
            const own = section.querySelector("relu-scope").getBoundingClientRect();
            const inside = section
              .querySelector("relu-scope")
              .shadowRoot.querySelector(".view")
              .getBoundingClientRect();
            return [
              own.width / section.clientWidth > 0.93,
              inside.width > 200,
              section.scrollWidth <= section.clientWidth + 1,
            ];
          }),
        );
        Object.keys(wrappers).forEach((name, index) => {
          assert.deepEqual(found[index], [true, true, true], `${name}: wide, drawn, not too wide`);
        });
      },
      { width },
    );
  });
}

test("what is only as wide as it must be is not without a figure, and a narrow room keeps it", async () => {
  const body =
    `<div style="width:min-content">${scope}</div>` +
    `<div style="display:grid;grid-template-columns:1fr 1fr">${scope}${scope}</div>` +
    `<div style="display:flex"><p>${"words ".repeat(200)}</p>${scope}</div><div style="width:90px">${scope}</div>`;
  await visitBody(
    body,
    "",
    async (page) => {
      const widths = await page.$$eval("relu-scope", (all) =>
        all.map((one) => Math.round(one.getBoundingClientRect().width)),
      );
      assert.ok(
        widths.slice(0, 4).every((width) => width >= 170),
        String(widths),
      );
      assert.equal(widths[4], 90);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    },
    { width: 360 },
  );
});

test("the page's own width wins, and so do its margins", async () => {
  const body =
    `<div style="display:flex">${scope}</div><div style="display:flex"><div style="margin:0 auto">${scope}</div></div>` +
    `<div>${scope}</div>`;
  const style =
    "body { margin: 0 } relu-scope { width: 500px } div div relu-scope { width: auto; max-width: 400px } " +
    "body > div:last-of-type > relu-scope { width: auto; margin: 0 100px; border: 5px solid }";
  await visitBody(body, style, async (page) => {
    const widths = await page.$$eval("relu-scope", (all) => all.map((one) => one.getBoundingClientRect().width));
    assert.deepEqual(widths, [500, 400, 1000]);
  });
});

test("what is hidden at first is as wide and as high as the rest once it is shown", async () => {
  await visitBody(`<div id="tab" style="display:none"><center>${scope}</center></div>`, "", async (page) => {
    await page.evaluate(() => (document.getElementById("tab").style.display = "flex"));
    await ready(page);
    await until(page, () => {
      const canvas = $(".function canvas");
      return canvas.width > 700 && canvas.width === Math.round(canvas.getBoundingClientRect().width);
    });
  });
});

/** Of the paper, and of the label at the left axis, on which the canvas's colours hang: each as grey. */
const greys = (page) =>
  withScope(page, () => {
    const { backgroundColor, color } = getComputedStyle($(".instrument"));
    const canvas = $(".function canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    // The data's discs have the colour of the letters, or of the paper.
    const blues = new Set();
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] === 255) blues.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
    const grey = (text) =>
      text
        .match(/\d+/g)
        .slice(0, 3)
        .reduce((sum, part) => sum + Number(part) / 3, 0);
    const star = blues.has("31 119 180") ? "light" : blues.has("103 176 230") ? "dark" : "none";
    return { paper: grey(backgroundColor) > 128 ? "light" : "dark", ink: grey(color) > 128 ? "light" : "dark", star };
  });

const light = { paper: "light", ink: "dark", star: "light" };
const dark = { paper: "dark", ink: "light", star: "dark" };

/** Waits until the figure is so, and says how it is when it does not become so. */
async function looks(page, wanted) {
  let seen;
  for (let tries = 0; tries < 60; tries++) {
    seen = await greys(page);
    if (JSON.stringify(seen) === JSON.stringify(wanted)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.deepEqual(seen, wanted);
}

for (const theme of ["light", "dark"]) {
  test(`where the system is ${theme} the figure is dark on a dark page and light on a light one`, async () => {
    const pages = [
      [":root { color-scheme: dark }", scope, dark],
      [":root { color-scheme: light }", scope, light],
      [":root { color-scheme: light dark }", scope, theme === "dark" ? dark : light],
      ["", scope, light],
      ["", `<meta name="color-scheme" content="dark">${scope}`, dark],
      ["div { color-scheme: dark }", `<div>${scope}</div>`, dark],
      ["relu-scope { color-scheme: only dark }", scope, dark],
      ["body { background: #111; color: #eee }", scope, dark],
      [
        "@media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } }",
        scope,
        theme === "dark" ? dark : light,
      ],
      [":root { color-scheme: dark }", scope.replace("views", 'theme="light" views'), light],
      [":root { color-scheme: light }", scope.replace("views", 'theme="dark" views'), dark],
    ];
    await visitBody(
      "",
      "",
      async (page) => {
        for (const [style, body, wanted] of pages) {
          await page.evaluate(
            (style, body) => {
              document.querySelector("style").textContent = style;
              document.body.innerHTML = body;
            },
            style,
            body,
          );
          await ready(page);
          await show(page, 100);
          await looks(page, wanted);
        }
      },
      { theme, expected: /^request: |willReadFrequently/ },
    );
  });
}

test("the figure follows a page that changes its colours, in whatever way, and exports stay light", async () => {
  const style =
    ".dark { color-scheme: dark } .night body { background: #111; color: #eee } @media print { :root { color: red } }";
  await visitBody(
    `<article>${scope}</article>`,
    style,
    async (page) => {
      await ready(page);
      await show(page, 100);
      await looks(page, light);
      const changes = [
        () => document.documentElement.classList.toggle("dark"),
        () => (document.body.style.colorScheme = document.body.style.colorScheme === "" ? "dark" : ""),
        () => document.documentElement.classList.toggle("night"),
        () => {
          const meta = document.querySelector("meta[name=color-scheme]");
          if (meta) meta.remove();
          else
            document.head.append(
              Object.assign(document.createElement("meta"), { name: "color-scheme", content: "dark" }),
            );
        },
      ];
      const heard = await page.evaluateHandle(() => {
        const heard = [];
        for (const kind of ["transitionrun", "transitionstart", "transitionend"])
          document.addEventListener(kind, () => heard.push(kind));
        return heard;
      });
      for (const change of changes) {
        await page.evaluate(change);
        await looks(page, dark);
        assert.match(await withScope(page, async (scope) => (await scope.toSVG("function")).text()), /#1f77b4/);
        await page.evaluate(change);
        await looks(page, light);
      }
      assert.deepEqual(await heard.jsonValue(), []);
    },
    { expected: /^request: |willReadFrequently/ },
  );
});

for (const where of ["a frame", "a frame with another size of pixels in it", "a window"]) {
  if (where === "a window" && isFirefox) continue;
  test(`moved into ${where} the element looks and works as before, and when it is back`, async () => {
    await visit(hosted(), async (page) => {
      await ready(page);
      await withScope(page, (scope) => {
        scope.setAttribute("views", "function loss");
        scope.removeAttribute("autoplay");
      });
      // What is opened before and what is opened after have their looks too.
      await (await find(page, ".panel.data summary")).evaluate((summary) => (summary.parentElement.open = true));
      await until(page, () => $(".panel.data table"));
      await show(page, 60);
      const look = () =>
        page.evaluate(() => {
          const { shadowRoot } = globalThis.moved;
          const view = globalThis.moved.ownerDocument.defaultView;
          return [
            ".instrument",
            ".play",
            ".panel.data td input",
            ".readout",
            ".function .left text",
            ".panel.export summary",
          ].map((part) => {
            const style = view.getComputedStyle(shadowRoot.querySelector(part));
            const names = ["color", "backgroundColor", "fontFamily", "borderRadius", "display", "fill"];
            // Letters in pictures are as large as the pictures.
            if (!part.endsWith("text")) names.push("fontSize");
            return names.map((name) => style[name]);
          });
        });
      await withScope(page, (scope) => {
        globalThis.moved = scope;
        globalThis.home = scope.parentNode;
      });
      const before = await look();
      const other = await page.evaluateHandle((where) => {
        if (where === "a window") return (globalThis.opened = open("", "", "width=800,height=700")).document;
        const frame = Object.assign(document.createElement("iframe"), { width: 800, height: 700 });
        frame.style.transform = where === "a frame" ? "" : "scale(0.5)";
        document.body.prepend(frame);
        scrollTo(0, 0);
        return frame.contentDocument;
      }, where);
      /** Waits for a function of the element and its window. */
      const untilMoved = (condition) =>
        page.waitForFunction(`(${condition})(globalThis.moved, globalThis.moved.ownerDocument.defaultView)`, {
          polling: 50,
        });
      const works = async () => {
        await untilMoved((scope, view) => {
          const canvas = scope.shadowRoot.querySelector(".function canvas");
          const { width } = canvas.getBoundingClientRect();
          return width > 300 && Math.abs(canvas.width / width / view.devicePixelRatio - 1) < 0.01;
        });
        assert.deepEqual(await look(), before);
        // Its keys, its clock and its trainer.
        await page.evaluate(() => {
          const views = globalThis.moved.shadowRoot.querySelector(".views");
          globalThis.frame = globalThis.moved.frame;
          const { KeyboardEvent } = globalThis.moved.ownerDocument.defaultView;
          views.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, composed: true }));
        });
        await untilMoved((scope) => scope.frame === globalThis.frame + 1);
        await page.evaluate(() => globalThis.moved.play());
        await untilMoved((scope) => scope.frame > globalThis.frame + 4);
        await page.evaluate(() => {
          globalThis.moved.pause();
          globalThis.seed = globalThis.moved.experiment.network.seed + 1;
          globalThis.moved.experiment = { network: { seed: globalThis.seed } };
        });
        await untilMoved(
          ({ run, frames, experiment }) =>
            run?.iterations.length === frames && experiment.network.seed === globalThis.seed,
        );
        assert.ok(await page.evaluate(async () => (await globalThis.moved.toPDF("function")).size > 1000));
      };
      await other.evaluate((document) => document.body.append(globalThis.moved ?? opener.moved));
      await works();
      // What is loaded now has its look as well, and a change of the frame's width is seen.
      await page.evaluate(() => (globalThis.moved.shadowRoot.querySelector(".panel.export").open = true));
      await untilMoved((scope, view) => {
        const groups = scope.shadowRoot.querySelector(".panel.export .groups");
        return groups && view.getComputedStyle(groups).display === "flex";
      });
      if (where !== "a window") {
        await page.evaluate(() => (document.querySelector("iframe").width = 500));
        await untilMoved(
          (scope) => scope.shadowRoot.querySelector(".function canvas").getBoundingClientRect().width < 490,
        );
        await other.evaluate((document) => (document.documentElement.style.colorScheme = "dark"));
        await untilMoved(({ shadowRoot }) => shadowRoot.querySelector(".instrument").matches(".dark"));
        await other.evaluate((document) => (document.documentElement.style.colorScheme = ""));
      }
      await page.evaluate(() => globalThis.home.prepend(globalThis.moved));
      await works();
      await page.evaluate(() => {
        document.querySelector("iframe")?.remove();
        globalThis.opened?.close();
      });
      await works();
    });
  });
}

const phones = [
  { width: 844, height: 390 },
  { width: 740, height: 360 },
  { width: 667, height: 375 },
  { width: 568, height: 320 },
];

for (const theme of ["light", "dark"]) {
  test(`on a ${theme} phone held sideways each picture is in sight with what plays it`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        for (const phone of phones) {
          await page.setViewport({ ...phone, hasTouch: true });
          await refreshed(page);
          for (const view of ["function", "loss", "neurons"]) {
            await withScope(page, (_, view) => $(`.view.${view}`).scrollIntoView(), view);
            const [picture, play, timeline, reached] = await withScope(
              page,
              ({ shadowRoot }, view) => {
                const play = $(".play").getBoundingClientRect();
                const at = shadowRoot.elementFromPoint(play.x + play.width / 2, play.y + play.height / 2);
                const boxes = [`.view.${view}`, ".play", ".timeline input"].map((part) => {
                  const { top, bottom } = $(part).getBoundingClientRect();
                  return [Math.round(top), Math.round(bottom)];
                });
                return [...boxes, at.closest(".play") !== null];
              },
              view,
            );
            const told = `${phone.width} by ${phone.height}, ${view}: ${JSON.stringify({ picture, play, timeline })}`;
            assert.ok(picture[0] >= -1 && picture[1] - picture[0] >= (view === "function" ? 140 : 80), told);
            assert.ok(play[0] >= picture[1] - 1 && Math.max(play[1], timeline[1]) <= phone.height, told);
            assert.ok(reached, told);
          }
          await withScope(page, (scope) => scope.toggleAttribute("presenting", true));
          await until(page, () => {
            const boxes = $$(".view, .play").map((part) => part.getBoundingClientRect());
            return boxes.every(({ top, bottom, height }) => height > 30 && top >= 0 && bottom <= innerHeight);
          });
          await withScope(page, (scope) => scope.toggleAttribute("presenting", false));
          await until(page, (scope) => !scope.hasAttribute("presenting"));
        }
      },
      { ...phones[0], theme, touch: true },
    );
  });
}
