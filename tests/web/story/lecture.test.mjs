// A lecture of ten minutes on the first paper, made in the page from nothing and given from its link.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hosted } from "../support/browser.mjs";
import { appears, enter, ready, textOf, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

/** What every mail program passes on whole. */
const longest = 2083;

/** The stops: what is shown, and what the lecturer says of it. */
const stops = [
  [
    "",
    "Two points",
    "A network of sixty neurons with weights $w_j$, $b_j$ and $a_j$ learns two points by gradient descent. Each star is a neuron: its kink across, its output weight up. What will the weights become, and in what order?",
  ],
  [
    "weights=symlog&views=function+neurons&words=f,0.5:0.6:-0.2:0.1,,all near 0",
    "Small weights",
    "The scale is $λ$ = 10⁻⁶. On the symmetric-logarithmic axis we see that the neurons differ; to the eye the function is 0, so all residuals are $−y_i$, and no neuron notices the others.",
  ],
  [
    "frame=60&views=neurons&overlays=directions",
    "They turn",
    "Directions move at a speed that does not depend on the norm. The dashed lines part the circle into sectors; in each a neuron is pulled towards one direction $D$, the same for all that are in it.",
  ],
  [
    "frame=112&views=function+neurons&overlays=directions&weights=symlog&words=f,2:0.5,,kinks gather here~f,-0.5:1:-0.5:0.3,,and here",
    "Alignment",
    "After 2,784 iterations the loss has not moved, but the kinks have gathered at the two inputs. That is early alignment: it takes a time of order $log(1/λ)$, and is over before anything is learnt.",
  ],
  [
    "frame=128&views=function+loss&overlays=phases&xRange=-1,2.5&words=l,9000:0.8,,first drop",
    "The first group",
    "The neurons with $a_j$ > 0 now act as one and grow exponentially. The right point, whose pull is larger, is learnt first; the loss falls from 1 to a half, and stays there: a saddle.",
  ],
  [
    "frame=143&views=function+loss&overlays=phases&xRange=-1,2.5&pauses=128,143",
    "The second group",
    "The others had turned as early, but grow at half the rate. While they are small the loss is flat; then they learn the left point, and leave the right one as it was, since the inputs are orthogonal.",
  ],
  [
    "frame=152&overlays=least-squares+limit&words=f,0:-1.5,150-152,two neurons would do",
    "What is found",
    "The limit for $λ$ → 0 is known: it interpolates with the smallest norm. Sixty neurons act as two, one for each sign. This is the implicit bias that the theorem is about.",
  ],
  [
    'experiment={"network":{"initScale":1}}&pinned={}&frame=100&pace=change',
    "Large weights",
    "Started from $λ$ = 1 the neurons hardly move: the loss falls at once, the kinks stay where they were drawn, and the function has many of them. The pinned run is the one from before.",
  ],
  [
    "preset=non-orthogonal&frame=200",
    "Not orthogonal",
    "With five points that are not orthogonal, alignment goes towards few directions, and the neurons may be too few in kind: the run ends with a loss that is not 0. More neurons do not help.",
  ],
  [
    "preset=three-neurons&balanced=off",
    "Try it",
    "Three neurons and two points: drag the star of neuron 2 past the left point, and both are learnt. Where exactly is the border, and does it depend on its norm? Try it, with and without balance.",
  ],
];

const shows = (page, address) => withScope(page, (scope, address) => void (scope.address = address), address);

test("a lecture of ten stops is made in the page, and its link is short enough for a mail", async () => {
  let link = "";
  await visit(hosted(), async (page) => {
    await ready(page);
    await withScope(page, () => $$(".tools button.word")[1].click());
    await appears(page, ".story");
    for (const [index, [show, title, text]] of stops.entries()) {
      const tour = new URLSearchParams(link).get("tour");
      await shows(page, `${show}${tour ? `&tour=${tour}` : ""}`);
      await withScope(page, () => $(".tour:not([hidden]) .skip")?.click());
      await shows(page, `${show}${tour ? `&tour=${tour}` : ""}`);
      await withScope(page, () => $(".tour-rows button").click());
      await until(page, (_, count) => $$(".stops li").length === count, index + 1);
      await enter(page, `#stop-title-${index}`, title);
      await withScope(
        page,
        (_, index, text) => {
          const field = $(`#stop-text-${index}`);
          field.value = text;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        },
        index,
        text,
      );
      for (let before = "", now = "?"; before !== now;) {
        before = now;
        await new Promise((resolve) => setTimeout(resolve, 200));
        now = await withScope(page, ({ address }) => address);
        link = now;
      }
    }
  });
  const { length } = `https://example.org/reluscope/#${link}`;
  assert.ok(length < longest, `${length} letters`);
  await visit(`${hosted()}#${link}`, async (page) => {
    await ready(page);
    await appears(page, ".tour");
    for (const [index, [show, title, text]] of stops.entries()) {
      await until(page, (_, title) => $(".tour h2").textContent === title, title);
      const start = text.split("$")[0].trim();
      assert.ok((await textOf(page, ".tour p")).startsWith(start), start);
      assert.equal(await textOf(page, ".tour .place"), `${index + 1} of ${stops.length}`);
      const frame = Number(new URLSearchParams(show).get("frame") ?? 0);
      await until(page, (scope, frame) => scope.frame === frame, frame);
      const shown = new URLSearchParams(await withScope(page, ({ address }) => address));
      for (const [key, value] of new URLSearchParams(show)) {
        if (key !== "frame") assert.equal(shown.get(key), value, `${title}: ${key}`);
      }
      if (index < stops.length - 1) await page.keyboard.press("PageDown");
    }
  });
});
