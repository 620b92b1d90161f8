// Makes the README's pictures of the built page in Chromium: the moving one, .github/reluscope.gif, which needs ffmpeg, and
// the plane of two inputs, .github/plane.png. A name makes one alone.
//   node tools/picture.mjs [reluscope.gif | plane.png]

import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "../tests/web/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js";
import { serve } from "./serve.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
const output = join(root, ".github/reluscope.gif");
/** Nothing visible happens before the first, and between two shown the picture moves a little. */
const [FIRST, STEP] = [60, 2];

const folder = await mkdtemp(join(tmpdir(), "reluscope-"));
const server = await serve(join(root, "dist/site"));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
});

/** Opens a run on a page of its own, and resolves with that and its number of frames. */
async function opened(run, viewport) {
  const page = await browser.newPage();
  await page.setViewport(viewport);
  await page.goto(`${server.address}embed.html#${run}&controls=play%20seek&theme=light`);
  const frames = await page.evaluate(async () => {
    const scope = document.querySelector("relu-scope");
    await scope.ready;
    return scope.frames;
  });
  return { page, frames };
}

/** Goes to a frame, and resolves when it is drawn. */
const show = (page, frame) =>
  page.evaluate(async (frame) => {
    const scope = document.querySelector("relu-scope");
    scope.frame = frame;
    // Neurons come from the worker: the title names the frame once they are drawn.
    while (!scope.shadowRoot.querySelector(".title").textContent.endsWith(`frame: ${frame}`)) {
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
  }, frame);

try {
  if (isWanted("reluscope.gif")) {
    const { page, frames } = await opened("preset=non-orthogonal&views=function%20loss", { width: 960, height: 500 });
    for (let frame = FIRST, i = 0; frame < frames; frame += STEP, i++) {
      await show(page, frame);
      await page.screenshot({ path: join(folder, `${String(i).padStart(4, "0")}.png`) });
    }
  }
  if (isWanted("plane.png")) {
    const { page, frames } = await opened("preset=spiral&views=function", { width: 640, height: 600 });
    await show(page, frames - 1);
    // The line below tells how long the run took here.
    const clip = { x: 0, y: 0, width: 640, height: 510 };
    await page.screenshot({ path: join(root, ".github/plane.png"), clip });
  }
} finally {
  await browser.close();
  await server.close();
}
if (isWanted("reluscope.gif")) {
  // The last frame rests for two seconds, then it begins again. Few colours keep it small.
  const filter =
    "tpad=stop_mode=clone:stop_duration=2,split[a][b];[a]palettegen=max_colors=32[p];[b][p]paletteuse=dither=none";
  const made = spawnSync("ffmpeg", ["-y", "-framerate", "12", "-i", join(folder, "%04d.png"), "-vf", filter, output], {
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(made.stderr);
}
await rm(folder, { recursive: true });
