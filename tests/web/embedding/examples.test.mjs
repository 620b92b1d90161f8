import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { axes } from "../support/axes.mjs";
import { dist, hosted, isFirefox } from "../support/browser.mjs";
import { middleOf, refreshed, show, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";
import { lastFrame } from "../support/default-run.mjs";

const names = ["index", "lecture-note/index", "slides/index", "blog-post/index"];
const addressOf = (name, hash = "") => `${hosted()}examples/${name}.html${hash}`;

const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'self'; " +
  "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-src 'self'";

/** Waits until a function of the figure with this id returns something true. */
const untilFigure = (page, id, condition, ...values) =>
  page.waitForFunction(`(${condition})(document.getElementById("${id}"), ...${JSON.stringify(values)})`, {
    polling: 20,
  });

/** Waits until a figure stands at a frame. */
const shown = (page, id, frame) =>
  untilFigure(
    page,
    id,
    (figure, frame) => {
      const readout = figure.shadowRoot.querySelector(".readout").textContent;
      const at = Number(/frame (\d+) of/.exec(readout)?.[1]);
      return at === frame && figure.frame === frame && !figure.playing;
    },
    frame,
  );

/** Does something, and waits until a figure has played past a frame since: asked now and then, it may be over already. */
async function played(page, id, frame, start) {
  await page.evaluate(
    (id, frame) => {
      const figure = document.getElementById(id);
      const note = ({ detail }) => {
        if (!figure.playing || detail.frame <= frame) return;
        figure.hasPlayed = true;
        figure.removeEventListener("framechange", note);
      };
      figure.hasPlayed = false;
      figure.addEventListener("framechange", note);
    },
    id,
    frame,
  );
  await start();
  await untilFigure(page, id, ({ hasPlayed }) => hasPlayed);
}

/** Brings a figure into sight, and waits until it is trained. */
async function trained(page, id) {
  await page.evaluate((id) => {
    const figure = document.getElementById(id);
    figure.scrollIntoView();
    return figure.ready.then(() => undefined);
  }, id);
}

/** What sticks out to the left or the right of the window. */
const outside = (page) =>
  page.$$eval("html, math, relu-scope, iframe, p, h1, h2, .formula", (parts) =>
    parts
      .filter((part) => part.checkVisibility())
      .filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        const isScrolled = part.localName === "html" && part.scrollWidth > innerWidth;
        return isScrolled || left < -1 || right > innerWidth + 1;
      })
      .map((part) => part.outerHTML.slice(0, 80)),
  );

for (const name of names) {
  test(`${name}: a strict policy, no inline script or style, links that lead somewhere, and nothing that sticks out`, async () => {
    const response = await fetch(addressOf(name));
    const text = await response.text();
    assert.equal(response.headers.get("content-security-policy"), policy);
    assert.ok(text.includes(`http-equiv="Content-Security-Policy" content="${policy}"`));
    assert.doesNotMatch(text, /<style|<script(?![^>]* src=)|\s(?:style|on\w+)=/);
    const links = [...text.matchAll(/\s(?:href|src)="([^"#]+)/g)].map(([, link]) => new URL(link, addressOf(name)));
    assert.ok(links.length >= 4);
    for (const { href } of links) assert.equal((await fetch(href)).status, 200, href);
    for (const [, id] of text.matchAll(/data-relu-scope="([^"]+)"/g))
      assert.match(text, new RegExp(`<relu-scope\\s+id="${id}"`));
    await visit(addressOf(name), async (page) => {
      if (name === "slides/index") {
        // One slide after another, each with its figure.
        await page.evaluate(async () => {
          for (const slide of document.querySelectorAll(".slides > section")) {
            globalThis.Reveal.slide([...slide.parentNode.children].indexOf(slide));
            await slide.querySelector("relu-scope")?.ready;
          }
          globalThis.Reveal.slide(1);
        });
      } else {
        for (const figure of await page.$$("relu-scope")) {
          await figure.evaluate((figure) => {
            figure.scrollIntoView();
            return figure.ready.then(() => undefined);
          });
        }
      }
      for (const frame of page.frames().slice(1))
        await frame.$eval("relu-scope", ({ ready }) => ready.then(() => undefined));
      for (const width of [1440, 360]) {
        await page.setViewport({ width, height: 900 });
        await refreshed(page);
        assert.deepEqual(await outside(page), [], `at ${width} pixels`);
      }
    });
  });
}

for (const name of names.slice(1)) {
  test(`${name}: its figures are exported`, async () => {
    await visit(addressOf(name), async (page) => {
      const kinds = await page.evaluate(async () => {
        const kinds = [];
        for (const figure of document.querySelectorAll("relu-scope")) {
          const slides = document.querySelector(".slides");
          if (slides) globalThis.Reveal.slide([...slides.children].findIndex((slide) => slide.contains(figure)));
          figure.scrollIntoView();
          await figure.ready;
          for (const make of ["toPDF", "toPNG", "toSVG"]) kinds.push((await figure[make]("function")).type);
          kinds.push((await figure.toVideo({ from: 0, to: 1, width: 96, height: 64, format: "webm" })).type);
        }
        return kinds;
      });
      assert.ok(kinds.length >= 4);
      const figure = ["application/pdf", "image/png", "image/svg+xml", "video/webm"];
      assert.deepEqual(kinds, Array.from({ length: kinds.length / 4 }, () => figure).flat());
    });
  });
}

test("the hosted page leads to the examples", async () => {
  assert.match(await (await fetch(hosted())).text(), /href="examples\/index\.html"/);
  assert.doesNotMatch(await readFile(`${dist}reluscope.html`, "utf8"), /href="examples/);
});

/** What can be said of a frame, given its neurons, the run, the data and what more the saying names. */
const quantities = {
  iteration: ({ iteration }) => iteration,
  loss: ({ loss }) => loss,
  "positive-spread": ({ neurons, sees, x }) =>
    Math.max(
      ...neurons
        .filter((neuron) => neuron.a > 0 && sees(neuron).includes(true))
        .map(({ w, b }) => Math.abs(Math.atan2(b, w) - Math.atan2(1, x[1])) * (180 / Math.PI)),
    ),
  resting: ({ neurons, x }) => neurons.filter(({ w, b }) => x.some((place) => Math.abs(-b / w - place) < 0.02)).length,
};

/** The number that is written, and half a unit of its last digit. */
function written(text) {
  const [, mantissa, exponent = "0"] = /^([−\d.,]+)(?: × 10([−\d]+))?$/.exec(text.trim());
  const plain = (number) => number.replace(/−/g, "-").replace(/,/g, "");
  const unit = 10 ** (Number(plain(exponent)) - (mantissa.split(".")[1]?.length ?? 0));
  return { value: Number(`${plain(mantissa)}e${plain(exponent)}`), tolerance: 0.5 * unit * (1 + 1e-9) };
}

/** Checks what a page says of the frames of its figures. */
async function checkSayings(page, id, experiment) {
  const sayings = await page.$$eval("data", (parts) => parts.map(({ value, textContent }) => [value, textContent]));
  const own = sayings.filter(([said]) => said.startsWith(`${id} `));
  if (experiment) {
    await page.evaluate((id, preset) => (document.getElementById(id).experiment = { preset }), id, experiment);
    await untilFigure(
      page,
      id,
      ({ experiment, run, frames }, preset) => experiment.preset === preset && run?.iterations.length === frames,
      experiment,
    );
  }
  for (const [said, text] of own) {
    const [, frame, quantity, ...more] = said.split(" ");
    const facts = await page.evaluate(
      async (id, frame) => {
        const figure = document.getElementById(id);
        const { w, b, a } = await figure.neurons(frame);
        return {
          iteration: figure.run.iterations[frame],
          loss: figure.run.frameLoss[frame],
          x: figure.experiment.data.x,
          neurons: Array.from(w, (w, j) => ({ w, b: b[j], a: a[j] })),
        };
      },
      id,
      Number(frame),
    );
    const sees = ({ w, b }) => facts.x.map((x) => w * x + b > 0);
    const actual = quantities[quantity]({ ...facts, sees }, ...more);
    const { value, tolerance } = written(text);
    assert.ok(Math.abs(actual - value) <= tolerance, `${said} is ${actual}, not ${text}`);
  }
  return own.length;
}

test("what the blog post says of a frame is so", async () => {
  await visit(addressOf("blog-post/index"), async (page) => {
    await trained(page, "figure");
    assert.ok((await checkSayings(page, "figure")) >= 5);
  });
});

test("what the slides say of a frame is so", async () => {
  await visit(addressOf("slides/index", "#/2"), async (page) => {
    for (const [slide, id, experiment, count] of [
      [2, "turning", undefined, 4],
      [3, "growing", undefined, 2],
      [4, "large", "non-orthogonal-large-init", 1],
    ]) {
      await page.evaluate((slide) => void (location.hash = `/${slide}`), slide);
      await trained(page, id);
      assert.ok((await checkSayings(page, id, experiment)) >= count);
    }
  });
});

test("the sentences of the blog post lead to their frames", async () => {
  await visit(addressOf("blog-post/index"), async (page) => {
    const links = await page.$$("[data-relu-scope][data-frame]");
    assert.ok(links.length >= 3);
    // Out of sight, the figure comes into sight and is trained first.
    for (const link of links.reverse()) {
      const { reluScope: id, frame } = await link.evaluate(({ dataset }) => ({ ...dataset }));
      await link.evaluate((link) => link.click());
      await shown(page, id, Number(frame));
    }
    assert.equal(await page.evaluate(() => location.hash), "");
  });
});

test("slides and their fragments steer the figures, forth and back, and links in them too", async () => {
  await visit(addressOf("slides/index", "#/2"), async (page) => {
    const press = (key) => page.keyboard.press(key);
    await shown(page, "turning", 0);
    for (const frame of [60, 80, 105]) {
      await press("ArrowRight");
      await shown(page, "turning", frame);
    }
    for (const frame of [80, 60, 0]) {
      await press("ArrowLeft");
      await shown(page, "turning", frame);
    }
    // A link turns no slide, not even one to nowhere, which reveal.js takes to the first.
    await page.evaluate(() => globalThis.Reveal.slide(2, 0, 2));
    await page.$eval('[data-relu-scope="turning"][data-frame="60"]', (link) => link.setAttribute("href", "#"));
    await page.click('[data-relu-scope="turning"][data-frame="60"]');
    await shown(page, "turning", 60);
    assert.deepEqual(await page.evaluate(() => globalThis.Reveal.getIndices()), { h: 2, v: 0, f: 2 });
    await press("ArrowRight");
    await shown(page, "growing", 115);
    for (const frame of [130, 137]) {
      await press(" ");
      await shown(page, "growing", frame);
    }
    await played(page, "growing", 137, () => press(" "));
    await press("ArrowRight");
    await untilFigure(page, "growing", ({ playing }) => !playing);
    await shown(page, "large", 207);
    await press("ArrowRight");
    await untilFigure(page, "large", ({ experiment }) => experiment.preset === "non-orthogonal-large-init");
    await press("ArrowRight");
    await shown(page, "large", lastFrame);
    // And back to another experiment than the one on screen.
    await press("ArrowLeft");
    await press("ArrowLeft");
    await untilFigure(page, "large", ({ experiment }) => experiment.preset === "non-orthogonal");
    await shown(page, "large", 207);
  });
});

test("keys in a figure are the figure's, but for a clicker's, until Escape", async () => {
  await visit(addressOf("slides/index", "#/2"), async (page) => {
    const place = () => page.evaluate(() => [globalThis.Reveal.getIndices().h, globalThis.Reveal.getIndices().f]);
    await shown(page, "turning", 0);
    const play = await page.$("#turning >>> .play");
    await play.focus();
    await page.keyboard.press("ArrowRight");
    await shown(page, "turning", 1);
    // Reveal would black out the screen.
    await page.keyboard.press("b");
    assert.equal(await page.evaluate(() => globalThis.Reveal.isPaused()), false);
    assert.deepEqual(await place(), [2, -1]);
    await page.keyboard.press("PageDown");
    await shown(page, "turning", 60);
    assert.deepEqual(await place(), [2, 0]);
    await page.keyboard.press("PageUp");
    await shown(page, "turning", 0);
    assert.deepEqual(await place(), [2, -1]);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
    assert.equal(await page.evaluate(() => globalThis.Reveal.isOverview()), false);
    await page.keyboard.press("ArrowRight");
    await shown(page, "turning", 60);
  });
});

const near = (one, other, within) =>
  assert.ok(Math.hypot(one.x - other.x, one.y - other.y) <= within, JSON.stringify({ one, other }));

for (const [width, height] of [
  [700, 420],
  [1700, 1000],
]) {
  // prettier-ignore
  test(`in slides scaled to ${width} pixels the pointer is where it seems to be`, async () => {
    await visit(
      addressOf("slides/index", "#/1/0/0"),
      async (page) => {
        const scale = await page.evaluate(() => globalThis.Reveal.getScale());
        assert.ok(Math.abs(scale - 1) > 0.3, `the slide is scaled by ${scale}`);
        await shown(page, "set-up", lastFrame);

        // The bar is below the pictures, and the canvas as fine as the screen, also once the window is another.
        await fits(page);
        await page.setViewport({ width: 1120, height: 640 });
        await fits(page);
        await page.setViewport({ width, height });
        await fits(page);

        // The heaviest neuron is found where it is drawn.
        const { x, weight } = await axes(page);
        const { kink, a } = await withScope(page, async (scope) => {
          const { w, b, a } = await scope.neurons(scope.frames - 1);
          const j = a.indexOf(Math.max(...a));
          return { kink: -b[j] / w[j], a: a[j] };
        });
        const corner = await withScope(page, () => {
          const { x, y } = $(".view.function").getBoundingClientRect();
          return { x, y };
        });
        const star = {
          x: corner.x + (x(kink) - corner.x) * scale,
          y: corner.y + (weight(a) - corner.y) * scale,
        };
        await page.mouse.move(star.x, star.y + 4 * scale);
        await until(page, () => $(".function .mark .ring"));
        near(await middleOf(page, ".function .mark .ring"), star, 1.5);

        // A point that is dragged stays under the pointer.
        const from = await middleOf(page, ".grip:last-of-type");
        const to = { x: from.x - 150 * scale, y: from.y + 60 * scale };
        await page.mouse.move(from.x, from.y);
        await page.mouse.down();
        await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
        await page.mouse.move(to.x, to.y, { steps: 3 });
        await until(page, ({ experiment }) => experiment.data.x[1] < 1.5);
        await refreshed(page);
        near(await middleOf(page, ".grip:last-of-type"), to, 2.5);
        await page.mouse.up();

        // A press on the loss profile goes to the iteration that is under it.
        await withScope(page, (scope) => void scope.setAttribute("views", "loss"));
        const { left, right, y } = await until(page, () => {
          const axis = $(".loss .bottom .domain").getBoundingClientRect();
          return axis.width > 0 && { left: axis.left, right: axis.right, y: axis.top };
        }).then((handle) => handle.jsonValue());
        await page.mouse.click(left + 0.75 * (right - left), y - 40 * scale);
        await until(
          page,
          (scope, at) => {
            const line = $(".loss .cursor line").getBoundingClientRect();
            return Math.abs(line.x - at) < 0.06 * innerWidth && scope.frame < scope.frames - 1;
          },
          left + 0.75 * (right - left),
        );
      },
      { width, height },
    );
  });
}

/** Waits until the first figure's bar is below its pictures, and a pixel of its canvas is one of the screen. */
const fits = (page) =>
  until(page, () => {
    const views = $(".views").getBoundingClientRect();
    const bar = $(".transport").getBoundingClientRect();
    const canvas = $(".function canvas");
    return bar.top >= views.bottom - 1 && Math.abs(canvas.width / canvas.getBoundingClientRect().width - 1) < 0.01;
  });

/** By how much pictures differ, and in how many values; edges are smoothed a little otherwise where the page scrolls. */
async function difference(...pictures) {
  const [one, other] = await Promise.all(
    pictures.map(async (picture) => {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    }),
  );
  if (one.length !== other.length) return { most: 255, many: Infinity };
  const differences = one.map((value, index) => Math.abs(value - other[index])).filter((value) => value > 0);
  return { most: Math.max(0, ...differences), many: differences.length };
}

test("nothing of a hostile style sheet gets into the element, and nothing of the element out", async () => {
  await visit(addressOf("blog-post/index"), async (page) => {
    await trained(page, "figure");
    await show(page, 100);
    // Everything within, by all that its style says, and the picture of it.
    const look = async () => {
      await refreshed(page);
      const element = await page.$("relu-scope");
      // The element may still be about to fit itself into its new place.
      let [before, picture] = [];
      while (picture === undefined || picture !== before) {
        before = picture;
        picture = await element.screenshot({ encoding: "base64" });
      }
      const styles = await withScope(page, ({ shadowRoot }) => {
        const rules = [...shadowRoot.adoptedStyleSheets[0].cssRules];
        const { style: base } = rules.find(({ selectorText }) => selectorText === ".instrument");
        const own = [...base].filter((name) => name.startsWith("--"));
        const parts = $$("*").filter((part) => part.checkVisibility());
        return parts.map((part) => {
          const style = getComputedStyle(part);
          const names = [...style].filter((name) => !name.startsWith("--"));
          return [...names, ...own].map((name) => `${name}: ${style.getPropertyValue(name)}`);
        });
      });
      return { styles, picture };
    };
    await page.evaluate(() => {
      const figure = document.querySelector("relu-scope");
      for (const [name, value] of [
        ["width", "640px"],
        ["display", "block"],
        ["box-sizing", "border-box"],
        ["margin", "0px"],
      ]) {
        // prettier-ignore
        figure.style.setProperty(name, value, "important");
      }
    });
    const hostile = await look();
    assert.ok(hostile.styles.length > 100, `only ${hostile.styles.length} parts`);
    await page.evaluate(() => void (document.styleSheets[0].disabled = true));
    const plain = await look();
    const differences = plain.styles.flatMap((style, index) =>
      style
        .filter((value, k) => value !== hostile.styles[index][k])
        .map((value) => `part ${index}: ${value}, under the hostile sheet another`),
    );
    assert.deepEqual(differences.slice(0, 10), []);
    if (!isFirefox) {
      const { most, many } = await page.evaluate(difference, hostile.picture, plain.picture);
      assert.ok(most < 40 && many < 100, `${many} values differ, by up to ${most}`);
    }
    assert.deepEqual(
      await page.evaluate(() => [
        document.adoptedStyleSheets.length,
        [...document.styleSheets].map(({ href }) => href.split("/").at(-1)),
        document.querySelectorAll("style, :is(html, head, body, p, a)[style]").length,
      ]),
      [0, ["hostile.css"], 0],
    );
  });
});

test("a page can hide the element, as slides do that are still to come, and keep it from the pointer", async () => {
  await visit(addressOf("blog-post/index"), async (page) => {
    await trained(page, "figure");
    const styles = await withScope(page, (scope) => {
      scope.style.setProperty("visibility", "hidden");
      scope.style.setProperty("pointer-events", "none");
      const { visibility, pointerEvents } = getComputedStyle($(".play"));
      return [visibility, pointerEvents];
    });
    assert.deepEqual(styles, ["hidden", "none"]);
  });
});

test("the element presents itself over any page, whatever that has said of its size", async () => {
  await visit(addressOf("blog-post/index"), async (page) => {
    await trained(page, "figure");
    await withScope(page, (scope) => {
      for (const [name, value] of [
        ["width", "300px"],
        ["position", "static"],
        ["margin", "40px"],
        ["max-height", "200px"],
      ]) {
        // prettier-ignore
        scope.style.setProperty(name, value, "important");
      }
      scope.toggleAttribute("presenting", true);
    });
    const box = await withScope(page, (scope) => {
      const { x, y, width, height } = scope.getBoundingClientRect();
      return [x, y, width - document.documentElement.clientWidth, height];
    });
    assert.deepEqual(box, [0, 0, 0, 900]);
  });
});

test("the blog post's frame is as high as what is in it", async () => {
  await visit(addressOf("blog-post/index"), async (page) => {
    await page.$eval("iframe", (frame) => frame.scrollIntoView());
    const [, inner] = page.frames();
    await inner.$eval("relu-scope", ({ ready }) => ready.then(() => undefined));
    assert.equal(
      await inner.$eval("relu-scope", ({ frame, experiment }) => `${experiment.preset} ${frame}`),
      "non-orthogonal 180",
    );
    await page.waitForFunction(() => {
      const frame = document.querySelector("iframe");
      const { height } = frame.contentDocument.body.getBoundingClientRect();
      return frame.style.height !== "" && frame.clientHeight === Math.ceil(height);
    });
  });
});
