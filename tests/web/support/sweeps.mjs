// The panel of many runs on a page.

import { readFileSync, rmSync } from "node:fs";
import { downloaded } from "./browser.mjs";
import { until, withScope } from "./instrument.mjs";

/** A sweep as the part of an address. */
export const sweepAddress = (sweep, more = "") => `sweep=${encodeURIComponent(JSON.stringify(sweep))}${more}`;

/** Trains a sweep in the place of the one before. */
export const sweepOver = (page, sweep) => withScope(page, (scope, sweep) => void (scope.sweep = sweep), sweep);

/** Waits until all of a sweep's runs are trained. */
export const swept = (page, count) =>
  until(page, (_, count) => $(".sweep-progress")?.textContent.startsWith(`${count} runs in`), count);

/** Presses a button of the panel. */
export async function pressInSweep(page, name) {
  await until(page, (_, name) => $$(".many button").some((b) => b.textContent === name && b.checkVisibility()), name);
  await withScope(
    page,
    (_, name) =>
      $$(".many button")
        .find((b) => b.textContent === name)
        .click(),
    name,
  );
}

/** The text of a file that a button of the panel saves. */
export async function savedSweep(page, button, file) {
  await pressInSweep(page, button);
  await until(page, (_, file) => $(".sweep-save .outcome").textContent === file, file);
  const path = await downloaded(file);
  try {
    return readFileSync(path, "utf8");
  } finally {
    // The next one may have the same name.
    rmSync(path);
  }
}
