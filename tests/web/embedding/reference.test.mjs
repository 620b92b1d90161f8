// The page of reference: everything is in it, and each example does what it says.

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { hosted } from "../support/browser.mjs";
import { visit } from "../support/visit.mjs";

const address = () => `${hosted()}reference/index.html`;

/** Presses the button of an example, and resolves to what the page prints of it. */
const tried = (page, kind, name) =>
  page.evaluate(
    async (kind, name) => {
      const output = document.querySelector("output");
      output.value = "";
      document.querySelector(`button[data-kind="${kind}"][data-name="${name}"]`).click();
      while (["", "…"].includes(output.value)) await new Promise((resolve) => setTimeout(resolve, 20));
      return output.value;
    },
    kind,
    name,
  );

test("each entry says what it is, and its example does it on the live figure", async () => {
  await visit(address(), async (page) => {
    await page.evaluate(async () => {
      const scope = document.querySelector("relu-scope");
      await customElements.whenDefined("relu-scope");
      await scope.ready;
      window.heard = [];
      scope.addEventListener("error", ({ detail }) => window.heard.push(detail));
    });
    const entries = await page.$$eval("article", (articles) =>
      articles.map((article) => {
        const { kind, name } = article.querySelector("button").dataset;
        return {
          kind,
          name,
          code: article.querySelector("pre").textContent,
          description: article.querySelector("p").textContent,
        };
      }),
    );
    const of = (kind) => entries.filter((entry) => entry.kind === kind);
    assert.ok(of("attributes").length >= 19 && of("properties").length >= 7 && of("methods").length >= 11);
    assert.ok(of("events").length >= 5 && of("keys").length >= 17);
    for (const { kind, name, code, description } of entries) {
      assert.ok(description.length > 4, `${kind} ${name}`);
      assert.doesNotMatch(code, /undefined|\[object/, `${kind} ${name}`);
      const printed = await tried(page, kind, name);
      const heard = await page.evaluate(() => window.heard.splice(0));
      if (kind === "events" && name === "error") assert.match(printed, /"key": "network\.width"/);
      else assert.deepEqual(heard, [], `${kind} ${name}: ${printed}`);
    }
    assert.match(await tried(page, "methods", "toPDF"), /a Blob of \d{4,} bytes, application\/pdf/);
    assert.match(await tried(page, "properties", "frame"), /frame: 60/);
  });
});

test("ranges are those of the schema, which is beside the page", async () => {
  await visit(address(), async (page) => {
    const width = await page.$eval("#keys-network\\.width .type", ({ textContent }) => textContent);
    assert.equal(width, "a whole number from 1 to 1,000,000");
    const links = await page.$$eval('a[href$=".schema.json"]', (links) => links.map(({ href }) => href));
    assert.equal(links.length, 2);
    for (const link of links) assert.equal((await (await fetch(link)).json()).type, "object");
  });
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing in the reference, ${theme}`, async () => {
    await visit(
      address(),
      async (page) => {
        await page.waitForSelector("relu-scope");
        await page.evaluate(axe.source);
        const violations = await page.evaluate(async () =>
          (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
        );
        assert.deepEqual(violations, []);
      },
      { theme, width: theme === "dark" ? 400 : 1200 },
    );
  });
}
