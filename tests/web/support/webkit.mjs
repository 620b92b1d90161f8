import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import webdriver from "selenium-webdriver";
import { serve } from "../../../tools/serve.mjs";

export const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));

/** How long anything is waited for, in milliseconds: no machine is so busy that it takes longer. */
const patience = 300000;

let server;
let screen;
let service;
/** WebKit's own small browser, as selenium-webdriver drives it. */
export let driver;

before(async () => {
  server = await serve(join(dist, "site"), { prefix: "/courses/networks/" });
  // Xvfb takes the first display that is free, and writes its number.
  screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1300x1100x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const display = await new Promise((resolve, reject) => {
    screen.once("error", reject);
    screen.stdout.once("data", (number) => resolve(`:${String(number).trim()}`));
  });
  const port = await freePort();
  service = spawn("WebKitWebDriver", [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: "ignore",
  });
  const address = `http://127.0.0.1:${port}`;
  await answers(`${address}/status`);
  driver = await new webdriver.Builder()
    .usingServer(address)
    .withCapabilities({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
    })
    .build();
  await driver.manage().setTimeouts({ script: patience });
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1300, height: 1100 });
});

after(async () => {
  await driver?.quit();
  service?.kill();
  screen?.kill();
  await server?.close();
});

/** Where Debian keeps the browser, in a folder named by the machine's kind. */
function miniBrowser() {
  const paths = readdirSync("/usr/lib").map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`);
  return process.env.MINIBROWSER ?? paths.find(existsSync);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(address) {
  for (const began = Date.now(); Date.now() - began < patience;) {
    const { ok } = await fetch(address).catch(() => ({ ok: false }));
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("WebKitWebDriver does not answer");
}

/** The address of the hosted page. */
export function hosted() {
  return server.address;
}

/** Opens an address, and resolves when the page's element has finished its first run. */
export async function visit(address) {
  await driver.get("about:blank");
  await driver.get(address);
  // On a busy machine the driver has it that a page is there while its scripts are yet to run.
  await driver.wait(() => driver.executeScript(() => document.readyState === "complete"), patience);
  await withScope(async (scope) => void (await scope.ready));
}

/** Calls a function, which may be asynchronous, in the page with its element, and with what else is given. */
export async function withScope(body, ...values) {
  const [value, problem] = await driver.executeAsyncScript(
    `const done = arguments[arguments.length - 1];
     Promise.resolve(document.querySelector("relu-scope"))
       .then((scope) => (${body})(scope, ...[...arguments].slice(0, -1)))
       .then((value) => done([value]), ({ message }) => done([null, message]));`,
    ...values,
  );
  assert.equal(problem, undefined);
  return value;
}

/** Waits until a function of the page's element returns something true. */
export function until(condition, ...values) {
  return driver.wait(() => withScope(condition, ...values), patience, `not in time: ${condition}`, 50);
}

/** A control inside the element, scrolled to where it can be seen. */
export async function find(selector) {
  const control = await driver.executeScript(
    `const control = document.querySelector("relu-scope").shadowRoot.querySelector(arguments[0]);
     control?.scrollIntoView({ block: "center" });
     return control;`,
    selector,
  );
  assert.ok(control, `there is no ${selector}`);
  return control;
}
