import assert from "node:assert/strict";
import { test } from "node:test";
import { browserFor, hosted, isFirefox, patience } from "./browser.mjs";
import { complaint, ready, refreshed, until, withScope } from "./instrument.mjs";

const size = { width: 1200, height: 900 };

/**
 * Opens an empty page, and tells from then on what goes wrong in it: an error written, its content policy violated, or
 * anything asked for that is not of its own address. `before` runs in the page before its scripts. `intercept` answers every
 * request: from the first on, because in a page that is there already some get past it.
 */
async function opened(
  address,
  {
    width = size.width,
    height = size.height,
    deviceScaleFactor = 1,
    theme = "light",
    motion = "reduce",
    touch = false,
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
    const isOwn = url.startsWith(address.startsWith("file:") ? "file:" : hosted());
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
  await page.evaluateOnNewDocument(before);
  if (intercept) {
    await page.setRequestInterception(true);
    page.on("request", intercept);
  }
  return { page, problems };
}

/** Opens an address, hands the page to `body`, and fails when anything has gone wrong in it but what is `expected`. */
export async function visit(address, body, { expected = /^$/, ...options } = {}) {
  const { page, problems } = await opened(address, options);
  try {
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

/** The hosted page that tests share, and how it was when it opened. */
let shared;

/**
 * A test on the hosted page, trained, as it opens, in a window of a size and with or without a touchscreen. It shares the page with others, because a page takes twenty times the
 * processor time of a run. All that they have done is put back, but what can be undone. Tests that look at the page's very start, or
 * change what cannot be put back, visit one of their own.
 */
export function testOnPage(name, body, { skip = false, touch = false, ...window } = {}) {
  test(name, { skip }, async () => {
    try {
      // Puppeteer opens a page anew to give it a touchscreen, or to take it away.
      if (shared && shared.touch !== touch) await closeShared();
      const viewport = { ...size, ...window, hasTouch: touch };
      if (shared) await putBack(shared, viewport);
      else await openShared(viewport);
      await body(shared.page);
      assert.deepEqual(shared.problems, []);
    } catch (error) {
      await closeShared();
      throw error;
    }
  });
}

async function openShared({ hasTouch: touch, ...window }) {
  shared = { ...(await opened(hosted(), { ...window, touch })), touch };
  const { page } = shared;
  await page.goto(hosted());
  await ready(page);
  shared.attributes = await withScope(page, (scope) => [...scope.attributes].map(({ name, value }) => [name, value]));
  shared.unfolded = await withScope(page, () => $$("details[open]").map(({ className }) => className));
  shared.experiment = await withScope(page, ({ experiment }) => JSON.stringify(experiment));
}

/** Brings the shared page back to how it was. */
async function putBack({ page, attributes, experiment, unfolded }, viewport) {
  await page.bringToFront();
  await page.setViewport(viewport);
  await page.mouse.move(0, 0);
  await withScope(
    page,
    async (scope, attributes, unfolded) => {
      if (document.fullscreenElement) await document.exitFullscreen();
      scope.pause();
      for (const part of $$(".tour:not([hidden]) .skip")) part.click();
      for (const dialog of $$("dialog[open]")) dialog.close();
      for (const panel of $$("details")) panel.open = unfolded.includes(panel.className);
      // What the other panels hold is the experiment's and the look's.
      for (const field of $$(".export input")) field.value = field.defaultValue;
      const wanted = new Map(attributes);
      for (const { name } of [...scope.attributes]) if (!wanted.has(name)) scope.removeAttribute(name);
      for (const [name, value] of wanted) if (scope.getAttribute(name) !== value) scope.setAttribute(name, value);
      // Without a frame, another experiment would keep the place. The page itself may hear of its address later.
      if (location.hash !== "") location.hash = "frame=0";
      scope.address = "frame=0";
      scope.shadowRoot.activeElement?.blur();
      document.activeElement?.blur();
      scrollTo(0, 0);
    },
    attributes,
    unfolded,
  );
  await until(
    page,
    (scope, experiment) =>
      JSON.stringify(scope.experiment) === experiment &&
      scope.run.iterations.length === scope.frames &&
      scope.frame === 0 &&
      scope.address === "",
    experiment,
  );
  if ((await complaint(page)) !== "") await withScope(page, () => $("[role=alert] button").click());
  await refreshed(page);
}

/** Closes the page that tests share. */
export async function closeShared() {
  const { page } = shared ?? {};
  shared = undefined;
  await page?.close();
}
