// The element in pages of others: beside the script or not, on another host, under policies of theirs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dist } from "../support/browser.mjs";
import { find, unfold, until, withScope } from "../support/instrument.mjs";
import { serve } from "../../../tools/serve.mjs";
import { stranger, visitPage } from "../support/stranger.mjs";

/** Short to train, and small to export. */
const figure = `<relu-scope experiment='{"training":{"iterations":50}}' controls="none"></relu-scope>`;
const page = (script, body = figure) => `<!doctype html><title>A note</title>${body}${script}`;

/** What loads a library, each into the file's own kind: their first bytes, or why there is none. */
const exported = (page, only = ["toPDF", "toPNG", "toSVG", "toVideo"]) =>
  page.evaluate(async (only) => {
    const scope = document.querySelector("relu-scope");
    await customElements.whenDefined("relu-scope");
    scope.scrollIntoView();
    await scope.ready;
    const video = { from: 0, to: 1, width: 96, height: 64, format: "webm" };
    return Promise.all(
      only.map(async (name) => {
        try {
          const file = await scope[name](name === "toVideo" ? video : "function");
          return file.size > 1000 ? file.type : `${file.size} bytes`;
        } catch ({ message }) {
          return message;
        }
      }),
    );
  }, only);
const files = ["application/pdf", "image/png", "image/svg+xml", "video/webm"];

let other;
before(async () => {
  other = await stranger({ "/lib/": "element", "/site/": "site" }, { "access-control-allow-origin": "*" });
});
after(() => other.close());

/** How a page may take in the script, which is in a folder that is not the page's; `$` is that folder's address. */
const ways = {
  "a script": '<script src="$reluscope.js"></script>',
  "a script that is deferred": '<script src="$reluscope.js" defer></script>',
  "a script with a version": '<script src="$reluscope.js?v=1.2#x" async></script>',
  "a script that a script puts in":
    '<script>document.head.append(Object.assign(document.createElement("script"), { src: "$reluscope.js" }))</script>',
  "a script in a shadow tree":
    '<div id="d"></div><script>const s = Object.assign(document.createElement("script"), { src: "$reluscope.js" });' +
    'd.attachShadow({ mode: "open" }).append(s)</script>',
  "a module": '<script type="module" src="$reluscope.js"></script>',
  "a module's import": '<script type="module">import "$reluscope.js";</script>',
  "an import later on":
    '<script type="module">await new Promise((d) => setTimeout(d)); await import("$reluscope.js");</script>',
  "a document base": '<base href="/nowhere/" /><script src="$reluscope.js" defer></script>',
};

for (const [way, script] of Object.entries(ways)) {
  test(`libraries are found beside ${way}, in another folder and on another host`, async () => {
    for (const folder of ["/e/", `${other.address}/lib/`]) {
      const text = page(script.replaceAll("$", folder));
      await visitPage(
        { "/notes/one/index.html": text, "/e/": "element" },
        async (page) => {
          // These two need every library.
          assert.deepEqual(await exported(page, ["toPDF", "toVideo"]), ["application/pdf", "video/webm"]);
        },
        { servers: [other.address] },
      );
    }
  });
}

test("libraries are found above the site's modules", async () => {
  const text = page(`<script type="module" src="/s/parts/reluscope.js"></script>`);
  await visitPage({ "/notes/one/index.html": text, "/s/": "site" }, async (page) => {
    assert.deepEqual(await exported(page), files);
  });
});

test("bundled with others, libraries are found beside the bundle, or where the page says", async () => {
  const script = await readFile(`${dist}element/reluscope.js`, "utf8");
  const bundle = `const other = 1;\n${script}\nexport { other };`;
  const text = page('<script type="module" src="/app/bundle.js"></script>');
  const app = { "/app/bundle.js": bundle, "/app/": "element", "/notes/one/index.html": text };
  await visitPage(app, async (page) => {
    assert.deepEqual(await exported(page), files);
  });
  const elsewhere = { ...app, "/app/": undefined, "/vendor/": "element" };
  await visitPage(
    elsewhere,
    async (page, { address }) => {
      const [problem] = await exported(page, ["toPDF"]);
      assert.match(problem, new RegExp(`^${address}/app/reluscope-typeface.js could not be loaded`));
      await page.evaluate(() => {
        customElements.get("relu-scope").libraries = "../../vendor";
      });
      assert.deepEqual(await exported(page), files);
    },
    { expected: /^request: |console: .*404|MIME|Loading failed/ },
  );
});

test("a page that lets scripts in by a number alone lets the libraries in too", async () => {
  const text = page('<script nonce="n1" src="/e/reluscope.js"></script>');
  const policy = "default-src 'none'; script-src 'nonce-n1' 'wasm-unsafe-eval'; worker-src blob:; img-src data:";
  const headers = { "content-security-policy": policy };
  await visitPage({ "/notes/one/index.html": { text, headers }, "/e/": "element" }, async (page) => {
    assert.deepEqual(await exported(page), files);
  });
});

for (const names of ["", "; trusted-types reluscope", "; trusted-types default"]) {
  test(`everything works where trusted types are required${names}`, async () => {
    const byDefault =
      "<script>trustedTypes.createPolicy('default', { createScriptURL: (url) => url, createScript: (text) => text })</script>";
    const text = page(
      `${names.endsWith("default") ? byDefault : ""}<script src="/e/reluscope.js"></script>`,
      figure.replace('controls="none"', 'home="/"'),
    );
    const headers = { "content-security-policy": `require-trusted-types-for 'script'${names}` };
    await visitPage(
      { "/notes/one/index.html": { text, headers }, "/e/": "element" },
      async (page) => {
        assert.deepEqual(await exported(page), files);
        for (const name of ["toCSV", "toJSON", "toPyTorch"]) {
          assert.ok(await withScope(page, async (scope, name) => (await scope[name]()).size > 0, name));
        }
        for (const name of ["data", "look", "theory", "compare", "export"]) await unfold(page, name);
        await (await find(page, ".embed")).evaluate((button) => button.click());
        await until(page, () => /<script src/.test($(".code textarea")?.value));
        await page.evaluate(() => document.querySelector("relu-scope").shadowRoot.querySelector("dialog").close());
      },
      names.endsWith("default") ? { expected: /trusted-types|^request|creat\w+ a TrustedTypePolicy/ } : {},
    );
  });
}

test("a page that allows no policy of ours is told which", async () => {
  const text = page('<script src="/e/reluscope.js"></script>');
  const headers = { "content-security-policy": "require-trusted-types-for 'script'; trusted-types another" };
  await visitPage(
    { "/notes/one/index.html": { text, headers }, "/e/": "element" },
    async (page) => {
      const problem = await withScope(page, (scope) => scope.ready.catch(({ message }) => message));
      assert.match(problem, /has to allow trusted-types reluscope\.$/);
    },
    { expected: /trusted|Trusted|^request/ },
  );
});

for (const embedder of ["require-corp", "credentialless"]) {
  test(`a page whose embedder policy is ${embedder} frames the site, and takes its script`, async () => {
    const { address: site, close } = await serve(join(dist, "site"), { prefix: "/there/" });
    try {
      const frames = ["", ' sandbox="allow-scripts"']
        .map((more) => `<iframe${more} src="${site}embed.html#frame=60" width="700" height="600"></iframe>`)
        .join("");
      const scripts = `<script src="${site}reluscope.js"></script><script src="${site}frame-height.js"></script>`;
      const headers = { "cross-origin-embedder-policy": embedder, "cross-origin-opener-policy": "same-origin" };
      await visitPage(
        { "/notes/one/index.html": { text: page(scripts, figure + frames), headers } },
        async (page) => {
          assert.equal(await page.evaluate(() => crossOriginIsolated), true);
          assert.deepEqual(await exported(page), files);
          // Each has to be in sight to train.
          for (const [index, frame] of page.frames().slice(1).entries()) {
            await page.evaluate((index) => document.querySelectorAll("iframe")[index].scrollIntoView(), index);
            await frame.waitForFunction(() => document.querySelector("relu-scope")?.run !== undefined, { polling: 50 });
            assert.equal(await frame.$eval("relu-scope", ({ frame }) => frame), 60);
            await page.waitForFunction(
              (index) => Number.parseFloat(document.querySelectorAll("iframe")[index].style.height) > 300,
              { polling: 50 },
              index,
            );
          }
        },
        { servers: [site] },
      );
    } finally {
      await close();
    }
  });
}
