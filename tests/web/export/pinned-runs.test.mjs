// Several pinned runs in a video and on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { downloads, hosted, isFirefox } from "../support/browser.mjs";
import { ready, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

const four = [
  { name: "large weights", network: { initScale: 1 } },
  { network: { seed: 3 } },
  { training: { learningRate: 0.0005 } },
  { network: { width: 20 } },
];

const addressOf = (pinned) =>
  `${hosted()}#${new URLSearchParams({ views: "function loss", frame: "130", pinned: JSON.stringify(pinned) })}`;

/** The only frame of a video of what is on screen, as bytes of red, green and blue. */
async function filmed(page, name) {
  const base64 = await withScope(page, async (scope) => {
    const video = await scope.toVideo({ format: "webm", from: 130, to: 130, width: 1440, height: 960, theme: "light" });
    const bytes = new Uint8Array(await video.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  const path = join(downloads, `${name}.webm`);
  writeFileSync(path, Buffer.from(base64, "base64"));
  const call = ["-v", "fatal", "-i", path, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"];
  return execFileSync("ffmpeg", call, { maxBuffer: 1 << 28 });
}

/** How many pixels are of a colour, or nearly. */
function count(pixels, [red, green, blue]) {
  let found = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const apart = Math.abs(pixels[i] - red) + Math.abs(pixels[i + 1] - green) + Math.abs(pixels[i + 2] - blue);
    if (apart < 60) found++;
  }
  return found;
}

const comes = (page, runs) =>
  until(page, (_, runs) => $$(".function .key text").length === runs && $$(".loss .key text").length >= runs, runs);

test("four pinned runs are in a video, each in its colour, with its name", async () => {
  const frames = [];
  let colours;
  await visit(addressOf([]), async (page) => {
    await ready(page);
    frames.push(await filmed(page, "pinned-0"));
    for (const pinned of [four, [{ network: four[0].network }, ...four.slice(1)]]) {
      await withScope(page, (scope, address) => void (scope.address = address), addressOf(pinned).split("#")[1]);
      await comes(page, pinned.length);
      const isNamed = pinned[0].name !== undefined;
      await until(page, (_, isNamed) => $(".function .key").textContent.includes("large weights") === isNamed, isNamed);
      frames.push(await filmed(page, `pinned-${frames.length}`));
    }
    colours = await withScope(page, () =>
      ["b", "c", "d"].map((letter) =>
        getComputedStyle($(`.function .key .pinned-${letter}`))
          .color.match(/\d+/g)
          .map(Number),
      ),
    );
  });
  const [none, named, nameless] = frames;
  for (const [index, colour] of colours.entries()) {
    const [without, withRuns] = [count(none, colour), count(named, colour)];
    assert.ok(withRuns > 200 && withRuns > 4 * without, `${"BCD"[index]}, ${colour}: ${withRuns}, not ${without}`);
  }
  // The name and what differs are as many letters, but not the same ones.
  const differ = named.filter((value, index) => Math.abs(value - nameless[index]) > 60).length;
  assert.ok(differ > 200, `${differ} values differ`);
});

test(
  "four pinned runs are on paper, whether they are there already or are trained for it",
  { skip: isFirefox && "its driver tells pages nothing of print" },
  async () => {
    for (const isEarly of [false, true]) {
      await visit(addressOf(four), async (page) => {
        if (!isEarly) {
          await ready(page);
          await comes(page, 4);
        }
        const path = join(downloads, `pinned-${isEarly}.pdf`);
        await page.pdf({ path, format: "A4", timeout: 120000 });
        const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" }).replaceAll(/\s+/g, " ");
        for (const told of [
          /A: large weights/,
          /B: seed 3/,
          /D: m 20/,
          /Behind it, A, large weights: orthogonal, changed · 60[^.]* 0\.001\. Behind it, B/,
          /Behind it, C: orthogonal/,
          /Behind it, D: orthogonal, changed · 20/,
        ]) {
          assert.match(text, told, isEarly ? "early" : "late");
        }
      });
    }
  },
);
