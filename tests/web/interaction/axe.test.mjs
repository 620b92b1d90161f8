// axe-core finds nothing, whatever the page shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { find, isVisible, ready, show, unfold, until, withScope } from "../support/instrument.mjs";
import { hosted, isFirefox } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Far more than any machine trains while this test runs, and yet soon drawn. */
const long = { network: { width: 300 }, training: { iterations: 100000000, engine: "dense" } };

/** What axe objects to in the whole page, open shadow roots included. */
const objections = (page, { within = "html", tags = [...standards, "best-practice"] } = {}) =>
  page.evaluate(
    async (within, tags) => {
      const { violations, passes } = await window.axe.run(within, { runOnly: tags, resultTypes: ["violations"] });
      return {
        passed: passes.length,
        violations: violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
        ),
      };
    },
    within,
    tags,
  );

const click = async (page, selector) => (await find(page, selector)).click();
const type = async (page, selector, text) => {
  const field = await find(page, selector);
  await field.click({ count: 3 });
  await field.type(text);
  await page.keyboard.press("Enter");
};
const train = (page, experiment) =>
  withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
async function unfoldAll(page) {
  for (const name of ["look", "data", "neurons", "theory", "compare", "export"]) await unfold(page, name);
}
const shown = (page, selector) => until(page, (scope, selector) => $(selector)?.checkVisibility(), selector);

/** One after the other, on the same page. What can be seen at the same time is one state: to look takes axe a second. */
const states = {
  "as it opens": () => undefined,
  "every panel unfolded": unfoldAll,
  "theory overlaid, a neuron followed, a run pinned, another beside it": async (page) => {
    await show(page, 120);
    await withScope(page, () => $$("[id^=overlay-]").forEach((box) => box.click()));
    await type(page, "#neuron", "7");
    await click(page, ".tools .pin");
    await type(page, "#network-seed", "3");
    await until(page, (scope) => scope.experiment.network.seed === 3 && scope.run.iterations.length === scope.frames);
  },
  "a story told": async (page) => {
    await withScope(page, (scope) => (scope.address = "pace=time&pauses=5,9&words=f,0.5:1:0.7:1.2,,look"));
    await shown(page, ".function .words text");
    await withScope(page, () => $$(".tools button.word")[1].click());
    await shown(page, ".story");
    await click(page, ".tour-rows button");
    await shown(page, ".stops li");
  },
  "the help sheet": async (page) => {
    await click(page, ".tools .help");
    await shown(page, ".manual");
  },
  "the tour, and the link in a field": async (page) => {
    await page.keyboard.press("Escape");
    await click(page, ".tools .word");
    await shown(page, ".tour");
    await click(page, ".tools .link");
    await shown(page, "div.link input");
    assert.ok(await isVisible(page, ".tour"));
  },
  "the code to embed it": async (page) => {
    await page.keyboard.press("Escape");
    await click(page, ".tools .embed");
    await shown(page, ".embedding");
  },
  "a video under way, and a refused value": async (page) => {
    await page.keyboard.press("Escape");
    await withScope(page, () =>
      $$(".export button")
        .find((b) => b.textContent === "Render")
        .click(),
    );
    await shown(page, ".export progress");
    await type(page, "#network-width", "0");
    await shown(page, "[role=alert]");
    assert.ok(await isVisible(page, ".export progress"));
  },
  "an error of the element": async (page) => {
    await withScope(page, (scope) => scope.setAttribute("fps", "-3"));
    await shown(page, "[role=alert]");
  },
  "a long run": async (page) => {
    await train(page, long);
    await shown(page, ".progress");
  },
  "the presentation": async (page) => {
    await click(page, ".progress button");
    await click(page, ".enlarge");
    await until(page, (scope) => scope.hasAttribute("presenting"));
  },
};

const more = [
  ["light", 390],
  ["dark", 1280],
];
/** Colours depend on the theme, sizes and places on the width: each is seen, and in a full run each with each. */
const looks = [["light", 1280], ["dark", 390], ...(process.env.RELUSCOPE_FULL ? more : [])];

const reason = isFirefox && "what axe sees is the same";

for (const [theme, width] of looks) {
  test(`axe finds nothing in the ${theme} theme at ${width} pixels`, { skip: reason }, async () => {
    await visit(
      hosted(),
      async (page) => {
        await page.evaluate(axe.source);
        await ready(page);
        for (const [state, reach] of Object.entries(states)) {
          await reach(page);
          // A control that is half behind the pictures, which stay in sight, is small only there.
          await page.evaluate(() => scrollTo(0, 0));
          const { violations, passed } = await objections(page);
          assert.deepEqual(violations, [], state);
          assert.ok(passed > 20, `only ${passed} rules were of use`);
        }
      },
      { theme, width, before: () => Object.defineProperty(navigator, "clipboard", { value: undefined }) },
    );
  });
}

for (const [what, file, { height = 900, ...options } = {}] of [
  // Best practice asks for headings and landmarks, which the page around the frame has.
  ["a frame", "embed.html", { tags: standards }],
  ["the list of examples", "examples/index.html"],
  // As high as its first figure: the timeline lies over the lower edge of a figure that ends below the window.
  ["a lecture note", "examples/lecture-note/index.html", { height: 1200 }],
  ["slides", "examples/slides/index.html"],
  // What the blog does to its own text is meant to be hostile.
  ["a figure in a blog", "examples/blog-post/index.html", { within: "relu-scope" }],
]) {
  test(`axe finds nothing in ${what}`, { skip: reason }, async () => {
    const look = async (page) => {
      await page.evaluate(axe.source);
      await page.evaluate(async () => {
        const isInSight = (figure) => figure.checkVisibility() && figure.getBoundingClientRect().top < innerHeight;
        await Promise.all([...document.querySelectorAll("relu-scope")].filter(isInSight).map(({ ready }) => ready));
      });
      assert.deepEqual((await objections(page, options)).violations, []);
    };
    await visit(`${hosted()}${file}`, look, { height });
  });
}
