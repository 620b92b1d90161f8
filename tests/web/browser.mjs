import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { build } from "../../web/node_modules/esbuild/lib/main.js";
import { serve } from "../../tools/serve.mjs";

export const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** The browser that is tested: Chromium, or the one that RELUSCOPE_BROWSER names. */
export const isFirefox = process.env.RELUSCOPE_BROWSER === "firefox";

/**
 * How long anything is waited for, in milliseconds: no machine is so busy that it takes longer. Who writes a test and has the
 * machine to himself learns sooner that it fails: RELUSCOPE_PATIENCE=20000.
 */
export const patience = Number(process.env.RELUSCOPE_PATIENCE ?? 300000);

/** Where downloads go. */
export const downloads = await mkdtemp(join(tmpdir(), "reluscope-downloads-"));

/** The browsers that are open: one Chromium, or a Firefox for each kind of reader. */
const browsers = new Map();
let server;
let profile;

before(async () => {
  // Under a sub-path, as a course page on a shared host would be.
  server = await serve(join(dist, "site"), { prefix: "/courses/networks/" });
  profile = await mkdtemp(join(tmpdir(), "reluscope-"));
});

/** A browser for a reader who prefers this theme and motion. Firefox is told so when it starts, Chromium page by page. */
function browserFor(theme, motion) {
  const reader = isFirefox ? `${theme}, ${motion}` : "any";
  if (!browsers.has(reader)) browsers.set(reader, isFirefox ? launchFirefox(theme, motion) : launchChromium());
  return browsers.get(reader);
}

function launchFirefox(theme, motion) {
  return puppeteer.launch({
    browser: "firefox",
    protocolTimeout: patience,
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    // As large a screen as a lecturer's, for what fills it.
    env: { ...process.env, MOZ_HEADLESS_WIDTH: "1920", MOZ_HEADLESS_HEIGHT: "1080" },
    extraPrefsFirefox: {
      // The driver relaxes it, and pages from disk would pass that fail at a reader's.
      "security.fileuri.strict_origin_policy": true,
      "layout.css.prefers-color-scheme.content-override": theme === "dark" ? 0 : 1,
      "ui.prefersReducedMotion": motion === "reduce" ? 1 : 0,
      // What a test reads from the clipboard nobody has to allow.
      "dom.events.testing.asyncClipboard": true,
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
    },
  });
}

/** Chromium without what is around its pages, which takes more processor than they do; whole in a full run. */
const chromium = process.env.RELUSCOPE_FULL ? "/usr/bin/chromium" : "/usr/bin/chromium-headless-shell";

async function launchChromium() {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? chromium,
    userDataDir: profile,
    protocolTimeout: patience,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      // It would end what draws when that gets no processor for a while.
      "--disable-gpu-watchdog",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const client = await browser.target().createCDPSession();
  await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  return browser;
}

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  await server?.close();
  await rm(downloads, { recursive: true, force: true });
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** Fails when a page that has been visited is still open. */
export async function assertAllClosed() {
  for (const browser of browsers.values()) {
    const open = (await (await browser).pages()).map((page) => page.url());
    assert.ok(open.length <= 1, `these are still open: ${open}`);
  }
}

/** Waits for a file that the page saves, and resolves to its path. */
export async function downloaded(name) {
  const path = join(downloads, name);
  for (const began = Date.now(); Date.now() - began < patience;) {
    // Firefox makes the file first, and fills another beside it.
    if (existsSync(path) && statSync(path).size > 0 && !existsSync(`${path}.part`)) return path;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`${name} was not saved`);
}

/** The address of the hosted page. */
export function hosted() {
  return server.address;
}

/**
 * Opens an address, hands the page to `body`, and fails when the page has written an error, violated its content policy
 * or asked for anything that is not its own, except for what is `expected`. `before` runs in the page before its scripts. `intercept` answers every request:
 * from the first on, because in a page that is there already some get past it.
 */
export async function visit(
  address,
  body,
  {
    width = 1200,
    height = 900,
    deviceScaleFactor = 1,
    theme = "light",
    motion = "reduce",
    touch = false,
    expected = /^$/,
    before = () => undefined,
    intercept,
  } = {},
) {
  const browser = await browserFor(theme, motion);
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  // Keys reach a page that has the focus, and a new one has it only after a while.
  if (!isFirefox) await page.emulateFocusedPage(true);
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warn") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    const isOwn = url.startsWith(address.startsWith("file:") ? "file:" : server.address);
    if (!isOwn && !/^(blob|data):/.test(url)) problems.push(`request: ${url}`);
  });
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.setViewport({ width, height, deviceScaleFactor, hasTouch: touch });
  if (!isFirefox) {
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: theme },
      { name: "prefers-reduced-motion", value: motion },
    ]);
  }
  try {
    await page.evaluateOnNewDocument(before);
    if (intercept) {
      await page.setRequestInterception(true);
      page.on("request", intercept);
    }
    await page.goto(address);
    await body(page);
    assert.deepEqual(
      problems.filter((problem) => !expected.test(problem)),
      [],
    );
  } finally {
    await page.close();
  }
}

/** A script that leaves what modules of the page export, told as the text of a module beside them, in a variable. */
export async function bundled(contents, globalName) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../../web/src/", import.meta.url)), loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName,
    tsconfigRaw: "{}",
  });
  return outputFiles[0].text;
}

/** Waits for the first finished run of the page's element, and until what it leads to has been drawn. */
export async function ready(page) {
  await page.evaluate(async () => {
    await document.querySelector("relu-scope").ready;
  });
  await until(page, (scope) => scope.shadowRoot.querySelector(".title").textContent !== "");
  await refreshed(page);
}

/** Calls a function in the page with its element, and with what else is given. */
export function withScope(page, body, ...values) {
  return page.evaluate(`(${body})(document.querySelector("relu-scope"), ...${JSON.stringify(values)})`);
}

/** Waits until a function of the page's element returns something true. */
export async function until(page, condition, ...values) {
  const call = `(${condition})(document.querySelector("relu-scope"), ...${JSON.stringify(values)})`;
  try {
    return await page.waitForFunction(call, { polling: 20 });
  } catch (error) {
    throw new Error(`not in time: ${call}; ${await stateOf(page)}`, { cause: error });
  }
}

/** Whether the page is one that the browser draws, for what waits for that in vain. */
function stateOf(page) {
  return page.evaluate(async () => {
    const isDrawn = new Promise((resolve) => requestAnimationFrame(() => resolve("it is drawn")));
    const isNot = new Promise((resolve) => setTimeout(() => resolve("it is not drawn"), 5000));
    return `the page is ${document.visibilityState}, ${await Promise.race([isDrawn, isNot])}`;
  });
}

/** Waits until the page has been drawn anew. */
export function refreshed(page) {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Goes to a frame, and resolves when it is on screen. */
export async function show(page, frame) {
  await withScope(page, (scope, frame) => void (scope.frame = frame), frame);
  await until(
    page,
    (scope, frame) => {
      const title = scope.shadowRoot.querySelector(".title")?.textContent ?? "";
      return title.endsWith(`frame: ${frame}`);
    },
    frame,
  );
}

/**
 * A control inside the element, once it is there: what is opened is loaded then. A click on it waits until it stands still,
 * and is made again, as a reader would, where the control has moved on before it came.
 */
export async function find(page, selector) {
  // Puppeteer's own wait looks again when the document changes, and does not see that a shadow tree does.
  const handle = await (
    await page.waitForFunction(
      (selector) => document.querySelector("relu-scope")?.shadowRoot?.querySelector(selector),
      { polling: 20 },
      selector,
    )
  ).asElement();
  const click = handle.click.bind(handle);
  handle.click = async (options) => {
    for (let tries = 0; tries < 5; tries++) {
      await handle.scrollIntoView();
      // What lies behind pictures that stay in sight comes forth.
      await handle.evaluate((control) => control.scrollIntoView({ block: "nearest" }));
      const hit = await handle.evaluateHandle(async (control) => {
        const place = () => JSON.stringify(control.getBoundingClientRect());
        for (let before; before !== place();) {
          before = place();
          for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        const hit = { came: false };
        control.addEventListener("click", () => void (hit.came = true), { once: true, capture: true });
        return hit;
      });
      await click(options);
      // Where the click has led to another page nobody can be asked any more.
      if (await hit.evaluate(({ came }) => came).catch(() => true)) return;
    }
    assert.fail(`no click reaches ${selector}`);
  };
  return handle;
}

/** Unfolds a panel of the element, and resolves when its content is there. */
export async function unfold(page, name) {
  const summary = await find(page, `.panel.${name} summary`);
  await summary.evaluate((summary) => void (summary.parentElement.open = true));
  await until(page, (scope, name) => scope.shadowRoot.querySelector(`.panel.${name} .content`).hasChildNodes(), name);
}
