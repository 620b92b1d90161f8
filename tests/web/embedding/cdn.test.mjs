// The npm package's classic script from a host that serves packages.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { dist } from "../support/browser.mjs";
import { stranger, visitPage } from "../support/stranger.mjs";

const script = await readFile(`${dist}npm/reluscope.js`, "utf8");
const pdf = await readFile(`${dist}npm/reluscope-pdf.js`, "utf8");
const integrity = `sha384-${createHash("sha384").update(script).digest("base64")}`;
const crossOrigin = { "access-control-allow-origin": "*" };

let cdn;
before(async () => {
  cdn = await stranger(
    {
      // What the fields `unpkg` and `jsdelivr` lead to.
      "/npm/reluscope@1": { text: script, headers: { "content-type": "text/javascript" } },
      "/npm/reluscope@1/": "npm",
      "/forged/reluscope-pdf.js": `${pdf};`,
      "/forged/": "npm",
    },
    crossOrigin,
  );
});
after(() => cdn.close());

async function pdfIn(tag, options = {}) {
  let outcome;
  const text = `<!doctype html><title>A note</title>${tag}<relu-scope controls="none"></relu-scope>`;
  await visitPage(
    { "/notes/one/index.html": text },
    async (page) => {
      outcome = await page.evaluate(async () => {
        const scope = document.querySelector("relu-scope");
        await customElements.whenDefined("relu-scope");
        await scope.ready;
        return scope.toPDF("function").then(
          ({ type }) => type,
          ({ message }) => message,
        );
      });
    },
    { servers: [cdn.address], ...options },
  );
  return outcome;
}

for (const name of ["reluscope@1", "reluscope@1/reluscope.js"]) {
  test(`a script by the name ${name}, with its hash, finds what it loads later`, async () => {
    const tag = `<script src="${cdn.address}/npm/${name}" integrity="${integrity}" crossorigin="anonymous" defer></script>`;
    assert.equal(await pdfIn(tag), "application/pdf");
  });
}

test("what a script loads later is checked by its hash", async () => {
  const tag = `<script src="${cdn.address}/forged/reluscope.js" crossorigin="anonymous" defer></script>`;
  assert.match(await pdfIn(tag, { expected: /integrity|^request: / }), /reluscope-pdf\.js could not be loaded/);
  assert.equal(await pdfIn(tag.replace(' crossorigin="anonymous"', "")), "application/pdf");
});
