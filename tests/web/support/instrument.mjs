// The element on a page as a reader sees it: its controls, views and messages. Tests reach into its shadow root through here.

import assert from "node:assert/strict";
import { patience } from "./browser.mjs";

/** Waits for the first finished run of the page's element, and until what it leads to has been drawn. */
export async function ready(page) {
  await page.evaluate(async () => {
    await document.querySelector("relu-scope").ready;
  });
  await until(page, () => ($(".title")?.textContent ?? "") !== "");
  await refreshed(page);
}

/**
 * The call of a function in the page with its element and more values. In the function, as in a browser's console, `$` finds
 * what a selector means inside of the element, and `$$` all of it.
 */
const call = (body, values) => `((scope) => {
  const $ = (selector) => scope.shadowRoot.querySelector(selector);
  const $$ = (selector) => [...scope.shadowRoot.querySelectorAll(selector)];
  return (${body})(scope, ...${JSON.stringify(values)});
})(document.querySelector("relu-scope"))`;

/** Calls a function in the page with its element, and with what else is given. */
export function withScope(page, body, ...values) {
  return page.evaluate(call(body, values));
}

/** Waits until a function of the page's element returns something true. */
export async function until(page, condition, ...values) {
  try {
    return await page.waitForFunction(call(condition, values), { polling: 20 });
  } catch (error) {
    throw new Error(`not in time: ${condition} of ${JSON.stringify(values)}; ${await stateOf(page)}`, { cause: error });
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

/** The text of a part of the element. */
export const textOf = (page, selector) => withScope(page, (_, selector) => $(selector).textContent, selector);

/** The texts of all parts that a selector means. */
export const textsOf = (page, selector) =>
  withScope(page, (_, selector) => $$(selector).map(({ textContent }) => textContent), selector);

/** What is entered into a field. */
export const entered = (page, selector) => withScope(page, (_, selector) => $(selector).value, selector);

/** Whether a reader can see a part of the element. */
export const isVisible = (page, selector) => withScope(page, (_, selector) => $(selector).checkVisibility(), selector);

/** Waits until a part of the element is there to be seen. */
export const appears = (page, selector) =>
  until(page, (_, selector) => $(selector)?.checkVisibility() ?? false, selector);

/** Waits until a part of the element cannot be seen any more. */
export const disappears = (page, selector) =>
  until(page, (_, selector) => !($(selector)?.checkVisibility() ?? false), selector);

/** Where the middle of a part of the element is on the page; the last one's where a selector means several. */
export const middleOf = (page, selector) =>
  withScope(
    page,
    (_, selector) => {
      const { x, y, width, height } = $$(selector).at(-1).getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    selector,
  );

/** What the element says is wrong; nothing where all is well. */
export const complaint = (page) =>
  withScope(page, () => ($("[role=alert]").checkVisibility() ? $("[role=alert] p").textContent : ""));

/** A message as the trainer gives it, without the form's names before the keys. */
export const withoutNames = (message) =>
  message.replace(/[A-Z][a-z]+(?: [a-z]+)* \(((?:network|training)\.\w+)\)/g, "$1");

/** Waits until the element says that something is wrong. */
export const complains = (page) => appears(page, "[role=alert]");

/** Presses the button beside what is wrong, which dismisses it or tries again. */
export const answerComplaint = async (page) => (await find(page, "[role=alert] button")).click();

/** The run and the picture on screen, which stay as they are when something is refused. */
export const onScreen = (page) =>
  withScope(page, ({ run, frame, experiment }) => {
    const title = $(".title").textContent;
    return { run, frame, experiment, title, drawn: $(".function canvas").toDataURL() };
  });

/** Records the details of the element's events of a kind in a variable of the page's, which begins empty. */
export const record = (page, kind, name) =>
  withScope(
    page,
    (scope, kind, name) => {
      window.recorders ??= {};
      // Tests share pages: what an earlier one has begun ends here.
      window.recorders[name]?.abort();
      window.recorders[name] = new AbortController();
      window[name] = [];
      const { signal } = window.recorders[name];
      scope.addEventListener(kind, ({ detail }) => window[name].push(detail), { signal });
    },
    kind,
    name,
  );

/** Presses one of the buttons of the toolbar, by its class. */
export const pressTool = async (page, name) => (await find(page, `.tools .${name}`)).click();

/** Types into a field in the place of what is in it, and leaves it with Enter. */
export async function enter(page, selector, text) {
  const field = await find(page, selector);
  await field.click({ count: 3 });
  await field.type(text);
  await page.keyboard.press("Enter");
}

/** Goes to a frame, and resolves when it is on screen. */
export async function show(page, frame) {
  await withScope(page, (scope, frame) => void (scope.frame = frame), frame);
  await until(
    page,
    (scope, frame) => {
      const title = $(".title")?.textContent ?? "";
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
    for (const began = Date.now(); Date.now() - began < patience;) {
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
  await until(page, (scope, name) => $(`.panel.${name} .content`).hasChildNodes(), name);
}
