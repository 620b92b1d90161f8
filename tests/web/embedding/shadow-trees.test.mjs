// Links and elements in shadow trees, as in notebooks and in sites made of components.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visitPage } from "../support/stranger.mjs";

const text = `<!doctype html><title>A note</title><script src="/e/reluscope.js"></script>
<a id="outside" href="#" data-relu-scope="fig" data-frame="12"><b>there</b></a>
<div id="host"></div>
<div id="other"></div>
<script>
  const tree = (id, html) => Object.assign(document.getElementById(id).attachShadow({ mode: "open" }), { innerHTML: html });
  const figure = '<relu-scope id="fig" controls="none"></relu-scope>';
  tree("host", figure + '<a id="inside" href="#" data-relu-scope="fig" data-frame="34"><b>there</b></a>');
  tree("other", figure + '<button id="own" data-relu-scope="fig" data-frame="56">here</button>');
</script>`;

test("links in and outside of shadow trees steer elements in them, first those of their own tree", async () => {
  await visitPage({ "/notes/one/index.html": text, "/e/": "element" }, async (page) => {
    /** The frames that the two figures are at after a press. */
    const framesAfter = (host, selector) =>
      page.evaluate(
        async (host, selector) => {
          const hosts = ["host", "other"].map((id) => document.getElementById(id).shadowRoot);
          const figures = hosts.map((tree) => tree.querySelector("relu-scope"));
          for (const figure of figures) await figure.ready;
          const place = host ? document.getElementById(host).shadowRoot : document;
          place.querySelector(selector).click();
          return figures.map(({ frame }) => frame);
        },
        host,
        selector,
      );
    assert.deepEqual(await framesAfter(undefined, "#outside b"), [12, 0]);
    assert.deepEqual(await framesAfter("host", "#inside b"), [34, 0]);
    assert.deepEqual(await framesAfter("other", "#own"), [34, 56]);
  });
});

test("an element that has left its tree is not steered any more", async () => {
  await visitPage({ "/notes/one/index.html": text, "/e/": "element" }, async (page) => {
    const frames = await page.evaluate(async () => {
      const [gone, kept] = ["host", "other"].map((id) =>
        document.getElementById(id).shadowRoot.querySelector("relu-scope"),
      );
      await Promise.all([gone.ready, kept.ready]);
      gone.remove();
      await Promise.resolve();
      document.querySelector("#outside").click();
      return [gone.frame, kept.frame];
    });
    assert.deepEqual(frames, [0, 12]);
  });
});
