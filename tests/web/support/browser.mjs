import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { serve } from "../../../tools/serve.mjs";

export const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));

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
  // Under a sub-path, as a course page on a shared host would be. A visit need not fetch what the one before has.
  server = await serve(join(dist, "site"), { prefix: "/courses/networks/", cache: "max-age=3600" });
  profile = await mkdtemp(join(tmpdir(), "reluscope-"));
});

/** A browser for a reader who prefers this theme and motion. Firefox is told so when it starts, Chromium page by page. */
export function browserFor(theme, motion) {
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
      // A page in the process of those before it starts for two thirds of the processor time, since the engine is warm.
      "--renderer-process-limit=1",
      // Compiling for speed takes a sixth of what a page takes that is soon closed; in a full run scripts are compiled as a reader's are.
      ...(process.env.RELUSCOPE_FULL ? [] : ["--js-flags=--no-opt"]),
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

/** Fails when a page that has been visited is still open, and closes it, so that it is told of one file alone. */
export async function assertAllClosed() {
  for (const browser of browsers.values()) {
    const pages = await (await browser).pages();
    const open = pages.map((page) => page.url());
    for (const page of pages.slice(1)) await page.close();
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
