// Random documents: words, tours and neurons as nobody would write them, through their readers and through the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../support/bundled.mjs";
import { hosted } from "../support/browser.mjs";
import { ready, refreshed, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

/** The same random numbers each time: an xorshift of 32 bits. */
function randomOf(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const scraps = [
  "f",
  "l",
  "n",
  ",",
  ":",
  "~",
  "-",
  "!2c.",
  "!",
  "0.5",
  "1e999",
  "-0",
  "NaN",
  "",
  " ",
  "é",
  "\u{1f600}",
  "\ud800",
  "<b>",
  "$",
  "x".repeat(130),
  "999999999999",
];
const values = [
  null,
  true,
  -1,
  0,
  1e308,
  "",
  "frame",
  "\u0000",
  [],
  {},
  [[]],
  "x".repeat(2000),
  { frame: -1 },
  { preset: "no" },
];
const keys = [
  "version",
  "title",
  "stops",
  "trials",
  "text",
  "show",
  "frame",
  "words",
  "tour",
  "__proto__",
  "constructor",
  "experiment",
  "views",
  "pauses",
];

function words(random) {
  const pieces = Array.from({ length: random(12) }, () => scraps[random(scraps.length)]);
  return random(2) ? pieces.join("") : `f,0.${random(9)}:1,${random(9)}-${random(9)},${pieces.join("")}`;
}

function document(random, depth = 0) {
  const kind = random(depth > 3 ? 2 : 6);
  if (kind < 2) return random(3) ? values[random(values.length)] : words(random);
  const parts = Array.from({ length: random(5) }, () => document(random, depth + 1));
  if (kind === 2) return parts;
  return Object.fromEntries(parts.map((part) => [keys[random(keys.length)], part]));
}

function tour(random) {
  const stops = Array.from({ length: random(4) }, () =>
    random(2) ? document(random, 2) : { title: words(random), show: document(random, 3) },
  );
  const whole = random(3) ? { version: 1, title: document(random, 4), stops } : document(random);
  const text = JSON.stringify(whole) ?? "";
  return random(5) ? text : text.slice(0, random(text.length + 1));
}

test("readers of words and tours take any text: what is wrong is told, in few words, and left out", async () => {
  const bundle = await bundled(
    `export { readTour } from "./late/tour/tour-file"; export { readWords } from "./late/words/written-words"; export { SettingError } from "./experiment/attribute-values";`,
    "readers",
  );
  const random = randomOf(19);
  const given = Array.from({ length: 1500 }, () => ({ words: words(random), tour: tour(random) }));
  await visit(hosted(), async (page) => {
    const wrong = await page.evaluate(
      (bundle, given) => {
        const { readTour, readWords, SettingError } = (0, eval)(`${bundle}; readers`);
        return given.flatMap(({ words, tour }) => {
          const told = [];
          const tell = (error) => told.push(error);
          try {
            const made = readTour(tour, tell);
            readWords(words, tell);
            const isSound =
              !made ||
              made.stops.every(
                ({ title, text, show }) =>
                  typeof title === "string" && typeof text === "string" && typeof show === "object",
              );
            return isSound && told.every((error) => error instanceof SettingError && error.message.length < 1000)
              ? []
              : [[words, tour]];
          } catch (error) {
            return [[words, tour, String(error)]];
          }
        });
      },
      bundle.replace(/^"use strict";\s*/, "").replace(/^var /, "globalThis.readers; var "),
      given,
    );
    assert.deepEqual(wrong, []);
  });
});

test("a page that is given such words, tours and neurons one after the other still trains and draws", async () => {
  await visit(`${hosted()}#preset=three-neurons`, async (page) => {
    await ready(page);
    const random = randomOf(20);
    for (let round = 0; round < 40; round++) {
      const parts = { preset: "three-neurons", words: words(random), ...(random(2) ? { tour: tour(random) } : {}) };
      const number = () => [0, -0, 1e308, 1e-320, -1, 0.5, "1", null][random(8)];
      const list = () => Array.from({ length: random(5) }, number);
      const initial = random(3) ? { w: list(), b: list(), a: list() } : document(random);
      await withScope(
        page,
        (scope, address, experiment) => {
          scope.address = address;
          scope.experiment = experiment;
        },
        String(
          new URLSearchParams(Object.entries(parts).map(([key, value]) => [key, value.toWellFormed?.() ?? value])),
        ),
        { preset: "three-neurons", network: { initial } },
      );
      await refreshed(page);
    }
    await withScope(page, (scope) => {
      scope.address = "preset=three-neurons&frame=5";
    });
    await until(page, (scope) => scope.frame === 5 && scope.experiment.network.initial.w.length === 3);
  });
});
