import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dist, hosted } from "../support/browser.mjs";
import { find, ready, show, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";
import { frameCount } from "../support/default-run.mjs";

test("the offline file runs from disk and asks for nothing", async () => {
  await visit(`${pathToFileURL(dist)}reluscope.html#preset=non-orthogonal-large-init`, async (page) => {
    await ready(page);
    assert.equal(await withScope(page, (scope) => scope.experiment.preset), "non-orthogonal-large-init");
    await show(page, 100);
    await (await find(page, ".play")).click();
    await until(page, (scope) => scope.frame > 102);
    const policy = await page.$eval("meta[http-equiv]", ({ content }) => content);
    assert.match(policy, /^default-src 'none'; script-src (?:'sha256-[^ ]+' )+'wasm-unsafe-eval'; worker-src blob:;/);
  });
});

test("the offline file does its work under an address that leads nowhere", async () => {
  const file = await readFile(`${dist}reluscope.html`, "utf8");
  await visit("about:blank", async (page) => {
    await page.evaluate((file) => {
      const address = URL.createObjectURL(new Blob([file], { type: "text/html" }));
      const frame = Object.assign(document.createElement("iframe"), { width: 900, height: 700 });
      frame.src = `${address}#preset=non-orthogonal-large-init&frame=60`;
      document.body.append(frame);
    }, file);
    await page.waitForFunction(
      () => {
        const scope = document.querySelector("iframe").contentDocument.querySelector("relu-scope");
        return scope?.frame === 60 && /large/.test(scope.experiment?.preset);
      },
      { polling: 50 },
    );
  });
});

test("the hosted page keeps a strict policy", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    assert.equal(
      await page.$eval("meta[http-equiv]", ({ content }) => content),
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'self'; " +
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-src 'self'",
    );
  });
});

test("the element is one classic script that any page can use", async () => {
  const script = await readFile(`${dist}element/reluscope.js`, "utf8");
  assert.match(await readFile(`${dist}element/relu-scope.d.ts`, "utf8"), /interface ReluScopeElement/);
  await visit("about:blank", async (page) => {
    await page.setContent(`<iframe sandbox="allow-scripts" width="800" height="600"></iframe>`);
    const outcome = await page.$eval(
      "iframe",
      (frame, script) => {
        const report = `
          const scope = document.querySelector("relu-scope");
          scope.ready.then(
            () => parent.postMessage([scope.frames, scope.frame], "*"),
            ({ message }) => parent.postMessage(message, "*"),
          );`;
        frame.srcdoc =
          `
          <style>p, div, button, svg { display: none !important }</style>
          <relu-scope controls="none" frame="60"></relu-scope>
          <script>${script.replaceAll("</script", "<\\/script")}</` +
          `script><script>${report}</` +
          "script>";
        return new Promise((resolve) => addEventListener("message", ({ data }) => resolve(data), { once: true }));
      },
      script,
    );
    assert.deepEqual(outcome, [frameCount, 60]);
  });
});

for (const width of [360, 768, 1280, 1920]) {
  test(`nothing sticks out at ${width} pixels`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(needed <= given, `${needed} pixels are needed`);
        const outside = await withScope(page, (scope) => {
          const own = scope.getBoundingClientRect();
          return $$(":is(button, input, select, progress, .view, .readout):not(.spoken)")
            .filter((part) => part.checkVisibility())
            .filter((part) => {
              const { left, right } = part.getBoundingClientRect();
              return left < own.left - 12 || right > own.right + 1;
            })
            .map((part) => part.outerHTML.slice(0, 80));
        });
        assert.deepEqual(outside, []);
        const texts = await withScope(page, () =>
          $$(".view").flatMap((view) => {
            const own = view.getBoundingClientRect();
            return [...view.querySelectorAll("text")]
              .filter((text) => {
                const { left, right, top, bottom } = text.getBoundingClientRect();
                // Some typefaces have lines far higher than their letters, which take 1.3 em with what hangs below them.
                const letters = 1.3 * parseFloat(getComputedStyle(text).fontSize);
                const isTurned = text.getAttribute("transform")?.includes("rotate");
                const empty = Math.max(0, (isTurned ? right - left : bottom - top) - letters) / 2;
                const [across, down] = isTurned ? [empty, 0] : [0, empty];
                return (
                  left + across < own.left - 1 ||
                  right - across > own.right + 1 ||
                  top + down < own.top - 1 ||
                  bottom - down > own.bottom + 1
                );
              })
              .map((text) => text.textContent);
          }),
        );
        assert.deepEqual(texts, []);
      },
      { width },
    );
  });
}

for (const file of ["index.html", "embed.html"]) {
  test(`in too old a browser ${file} says what it would take`, async () => {
    const isShown = () => {
      const sentence = document.querySelector("relu-scope p");
      return sentence.checkVisibility({ checkVisibilityCSS: true }) && /Chrome or Edge \d+/.test(sentence.textContent);
    };
    const before = () => {
      CSS.supports = () => false;
    };
    await visit(`${hosted()}${file}`, (page) => page.waitForFunction(isShown, { polling: 100 }), { before });
    await visit(`${hosted()}${file}`, async (page) => {
      await ready(page);
      assert.equal(await page.evaluate(isShown), false);
    });
  });
}
