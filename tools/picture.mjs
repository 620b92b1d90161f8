// Makes the README's moving picture, .github/reluscope.gif, of the built page in Chromium. Needs ffmpeg.
//   node tools/picture.mjs

import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "../tests/web/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js";
import { serve } from "./serve.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = join(root, ".github/reluscope.gif");
/** Nothing visible happens before the first, and between two shown the picture moves a little. */
const [FIRST, STEP] = [60, 2];

const folder = await mkdtemp(join(tmpdir(), "reluscope-"));
const server = await serve(join(root, "dist/site"));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 960, height: 500 });
  await page.goto(
    `${server.address}embed.html#preset=non-orthogonal&views=function%20loss&controls=play%20seek&theme=light`,
  );
  const last = await page.evaluate(async () => {
    const scope = document.querySelector("relu-scope");
    await scope.ready;
    return scope.frames - 1;
  });
  for (let frame = FIRST, i = 0; frame <= last; frame += STEP, i++) {
    await page.evaluate(async (frame) => {
      const scope = document.querySelector("relu-scope");
      scope.frame = frame;
      // Neurons come from the worker: the title names the frame once they are drawn.
      while (!scope.shadowRoot.querySelector(".title").textContent.endsWith(`frame: ${frame}`)) {
        await new Promise(requestAnimationFrame);
      }
      await new Promise(requestAnimationFrame);
    }, frame);
    await page.screenshot({ path: join(folder, `${String(i).padStart(4, "0")}.png`) });
  }
} finally {
  await browser.close();
  await server.close();
}
// The last frame rests for two seconds, then it begins again. Few colours keep it small.
const filter =
  "tpad=stop_mode=clone:stop_duration=2,split[a][b];[a]palettegen=max_colors=32[p];[b][p]paletteuse=dither=none";
const made = spawnSync("ffmpeg", ["-y", "-framerate", "12", "-i", join(folder, "%04d.png"), "-vf", filter, output], {
  encoding: "utf8",
});
await rm(folder, { recursive: true });
if (made.status !== 0) throw new Error(made.stderr);
