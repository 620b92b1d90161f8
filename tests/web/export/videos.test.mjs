// The run as a video: what is written, read back by ffmpeg.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { downloaded, downloads, hosted } from "../support/browser.mjs";
import { find, ready, refreshed, show, textOf, unfold, until, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { frameCount, lastFrame } from "../support/default-run.mjs";

/** What ffprobe finds in a video. */
function probe(path) {
  const entries = "stream=codec_name,width,height,nb_read_frames,r_frame_rate:format=duration:format_tags=comment";
  const call = ["-v", "fatal", "-count_frames", "-show_entries", entries, "-of", "json", path];
  const { streams, format } = JSON.parse(execFileSync("ffprobe", call, { encoding: "utf8" }));
  const [{ codec_name: codec, width, height, nb_read_frames: frames, r_frame_rate: rate }] = streams;
  const comment = format.tags?.comment ?? format.tags?.COMMENT;
  return { codec, width, height, frames: Number(frames), rate, duration: Number(format.duration), comment };
}

/**
 * Pictures of a video from one on, or a picture file, as grey bytes one after the other, a third as large: letters then are
 * where they are, not sharper.
 */
function grey(path, index = 0, count = 1) {
  const call = [
    "-v",
    "fatal",
    "-i",
    path,
    "-vf",
    `select=between(n\\,${index}\\,${index + count - 1}),scale=iw/3:-1:flags=area`,
    "-frames:v",
    String(count),
    "-pix_fmt",
    "gray",
  ];
  return execFileSync("ffmpeg", [...call, "-f", "rawvideo", "-"], { maxBuffer: 1 << 28 });
}

/**
 * How many pixels of one picture are plainly apart from all that the other, `width` pixels wide, has within a pixel from
 * there, as a part of all: a browser may place a picture on the screen by less than a pixel otherwise.
 */
function apart(one, other, width = 480) {
  assert.equal(one.length, other.length);
  let count = 0;
  for (let i = 0; i < one.length; i++) {
    const near = [0, 1, -1, width, -width].map((step) => other[i + step] ?? other[i]);
    if (one[i] < Math.min(...near) - 40 || one[i] > Math.max(...near) + 40) count++;
  }
  return count / one.length;
}

/** Calls `toVideo` and leaves the file in the folder of downloads. */
async function written(page, options) {
  const { type, base64 } = await withScope(
    page,
    async (scope, options) => {
      const video = await scope.toVideo(options);
      const address = await new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.readAsDataURL(video);
      });
      return { type: video.type, base64: address.slice(address.indexOf(",") + 1) };
    },
    options,
  );
  const path = join(downloads, `video-${readdirSync(downloads).length}.${type.split("/")[1]}`);
  writeFileSync(path, Buffer.from(base64, "base64"));
  return path;
}

const reason = (page, options) =>
  withScope(
    page,
    (scope, options) =>
      scope.toVideo(options).then(
        () => "a video",
        ({ message }) => message,
      ),
    options,
  );

/** Trains the default network for so long, or with so few frames, that a video of it is soon made. */
async function trained(page, training) {
  await withScope(page, (scope, training) => void (scope.experiment = { training }), training);
  await until(
    page,
    ({ experiment, run, frames }, training) =>
      Object.entries(training).every(([key, value]) => experiment.training[key] === value) &&
      run.iterations.length === frames,
    training,
  );
}

testOnPage("all frames of the run, faster than they play", async (page) => {
  await trained(page, { iterations: 30 });
  const frameCount = await withScope(page, (scope) => scope.frames);
  assert.ok(frameCount > 20);
  const path = await written(page, {});
  const { codec, frames, rate, width, height, duration, comment } = probe(path);
  assert.deepEqual(
    { codec, frames, rate, width, height },
    { codec: "h264", frames: frameCount, rate: "10/1", width: 1440, height: 960 },
  );
  assert.ok(Math.abs(duration - frameCount / 10) < 0.01);
  assert.match(comment, /^ReLUscope 1\.0\.0: \{"version":1,"preset":"orthogonal"/);
});

testOnPage(
  "format, size, theme, views, frames and hold are as asked for, and the file is the same each time",
  async (page) => {
    const options = {
      format: "webm",
      fps: 5,
      width: 540,
      height: 540,
      views: ["loss"],
      theme: "dark",
      from: 90,
      to: 99,
      hold: 1,
    };
    const [one, other] = [await written(page, options), await written(page, options)];
    const { codec, frames, width, height, duration } = probe(one);
    assert.deepEqual({ codec, frames, width, height }, { codec: "vp9", frames: 15, width: 540, height: 540 });
    assert.ok(Math.abs(duration - 3) < 0.01);
    assert.deepEqual(readFileSync(one), readFileSync(other));
    assert.ok(grey(one)[0] < 60, "the dark theme is dark");
    const light = await written(page, { ...options, theme: "light", from: 99, hold: 0 });
    assert.ok(grey(light)[0] > 230, "the light theme is light");
    assert.ok(apart(grey(one, 9), grey(one, 14), 180) === 0, "the last frame stays");
  },
);

for (const format of ["mp4", "webm"]) {
  test(`the first and the last frame of an ${format} are those on screen`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        // Between them, few as they are, the second group of neurons grows.
        await trained(page, { frameGrowth: 1.5 });
        const to = await withScope(page, ({ frames }) => frames - 1);
        const from = to - 3;
        const video = await written(page, { format, views: ["function"], from, to });
        await withScope(page, (scope) => {
          scope.setAttribute("views", "function");
          const figure = $(".function");
          const size = { width: "900px", height: "600px", maxWidth: "none", aspectRatio: "auto", fontSize: "16px" };
          Object.assign(figure.style, size);
          // What would lie over it, and the counts of neurons outside, which only the screen has.
          for (const part of $$(".panels, .transport, .notes, .outside")) part.style.visibility = "hidden";
        });
        const pictures = [];
        for (const frame of [from, to]) {
          await show(page, frame);
          await refreshed(page);
          const path = join(downloads, `screen-${frame}.png`);
          await (await find(page, ".function")).screenshot({ path });
          pictures.push(grey(path));
        }
        const [first, last] = [grey(video, 0), grey(video, to - from)];
        assert.ok(apart(first, last) > 0.004, `frames differ from one another by ${apart(first, last)}`);
        assert.ok(apart(first, pictures[0]) < 0.003, `first: ${apart(first, pictures[0])}`);
        assert.ok(apart(last, pictures[1]) < 0.003, `last: ${apart(last, pictures[1])}`);
      },
      { deviceScaleFactor: 1.6, width: 1000, height: 900 },
    );
  });
}

testOnPage("what is not allowed is refused by name, value and range", async (page) => {
  assert.equal(await reason(page, { width: 1001 }), "width must be an even number from 64 to 4096, not “1001”.");
  assert.equal(await reason(page, { fps: 0 }), "fps must be a number from 0.1 to 60, not “0”.");
  assert.equal(
    await reason(page, { to: frameCount }),
    `to must be a whole number from 0 to ${lastFrame}, not “${frameCount}”.`,
  );
  assert.equal(await reason(page, { from: 5, to: 4 }), `to must be a whole number from 5 to ${lastFrame}, not “4”.`);
  assert.match(await reason(page, { views: ["nothing"] }), /^views must be some of function/);
  assert.match(await reason(page, { format: "gif" }), /^format must be mp4 or webm, not “gif”/);
  assert.match(await reason(page, { theme: "sepia" }), /^theme must be light or dark/);
});

/** Presses a button of the panel by its name. */
async function press(page, name) {
  await unfold(page, "export");
  await withScope(
    page,
    (scope, name) =>
      $$(".export button")
        .find(({ textContent }) => textContent === name)
        .click(),
    name,
  );
}

const outcome = (page) => textOf(page, ".outcome");

testOnPage("what is no number is not taken for one that is left out", async (page) => {
  await unfold(page, "export");
  for (const [field, button, says] of [
    ["#video-fps", "Render", /^fps must be a number from 0\.1 to 60, not /],
    ["#export-neurons", "CSV", /^neurons must be a number from 1 on/],
  ]) {
    await (await find(page, field)).focus();
    await page.keyboard.type("1e");
    await press(page, button);
    await until(page, () => $(".outcome").matches(".alarm"));
    assert.match(await outcome(page), says);
  }
});

testOnPage("the panel renders, shows how far it is, and can be cancelled", async (page) => {
  await press(page, "Render");
  // Pressed in the page, before it is over.
  await until(page, () => {
    if (!($(".export progress").value > 0.02)) return false;
    const buttons = $$(".export button");
    buttons.find(({ textContent }) => textContent === "Cancel").click();
    return true;
  });
  await until(page, () => $(".outcome").textContent === "The video was cancelled.");
  assert.deepEqual(
    readdirSync(downloads).filter((name) => name.includes("frames")),
    [],
  );
  await withScope(page, () => {
    $("#video-from").value = 3;
    $("#video-to").value = 8;
  });
  await press(page, "Render");
  await until(page, () => /frames-3-to-8/.test($(".outcome").textContent));
  assert.equal(probe(await downloaded("reluscope-orthogonal-frames-3-to-8.mp4")).frames, 6);
});

testOnPage("the screen is captured while it plays", async (page) => {
  await press(page, "Capture");
  await withScope(page, (scope) => scope.play());
  await until(page, (scope) => scope.frame > 12);
  await show(page, lastFrame);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await press(page, "Stop capturing");
  await until(page, () => /capture/.test($(".outcome").textContent));
  const name = (await outcome(page)).split(",")[0];
  const { frames, width } = probe(await downloaded(name));
  assert.ok(frames > 5, `${frames} frames`);
  assert.ok(width > 700, `${width} pixels wide`);
  const path = join(downloads, name);
  assert.ok(apart(grey(path, 1), grey(path, frames - 1), Math.floor(width / 3)) > 0.0005, "what plays moves");
});

test("without an encoder the frames are recorded in real time, and the reader is told why", async () => {
  const before = () => delete globalThis.VideoEncoder;
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await unfold(page, "export");
      await withScope(page, () => {
        $("#video-from").value = 100;
        $("#video-to").value = 110;
      });
      await press(page, "Render");
      await until(page, () => /frames-100-to-110/.test($(".outcome").textContent));
      assert.match(
        await outcome(page),
        /This browser cannot encode single pictures, so the video is recorded in real time\.$/,
      );
      assert.ok(probe(await downloaded((await outcome(page)).split(",")[0])).frames > 3);
    },
    { before },
  );
});

test("without a recorder the frames are rendered, and the reader is told why", async () => {
  const before = () => delete globalThis.MediaRecorder;
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await trained(page, { iterations: 20 });
      await press(page, "Capture");
      await until(page, () => /instead\.$/.test($(".outcome").textContent));
      assert.match(
        await outcome(page),
        /frames-0-to-\d+\.mp4, .* This browser cannot record what is on a canvas\. So every frame/,
      );
    },
    { before },
  );
});

test("a recording of nothing is an error, not an empty file", async () => {
  const before = () => {
    const { addEventListener } = MediaRecorder.prototype;
    MediaRecorder.prototype.addEventListener = function (type, listener) {
      if (type !== "dataavailable") addEventListener.call(this, type, listener);
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await press(page, "Capture");
      await press(page, "Stop capturing");
      await until(page, () => /gave nothing/.test($(".outcome.alarm")?.textContent));
    },
    { before },
  );
});

testOnPage("a video is of one run: when another takes its place, it is given up", async (page) => {
  const told = await withScope(page, async (scope) => {
    const video = scope.toVideo({ views: ["function"] }).then(
      ({ size }) => `${size} bytes`,
      ({ message }) => message,
    );
    await new Promise((resolve) => setTimeout(resolve, 700));
    const other = new Promise((resolve) => scope.addEventListener("run", resolve, { once: true }));
    scope.experiment = { training: { iterations: 5 } };
    await other;
    return video;
  });
  assert.equal(told, "The run has been superseded.");
});

test("a page that becomes narrower is captured as a whole", async () => {
  const before = () => {
    const { captureStream } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.captureStream = function () {
      globalThis.captured = this;
      return captureStream.call(this);
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await withScope(page, (scope) => scope.removeAttribute("fit"));
      await press(page, "Capture");
      await page.setViewport({ width: 700, height: 900 });
      // The picture that is higher now is in the middle, with paper to its left and right, down to its last letters.
      await page.waitForFunction(
        () => {
          const { width, height } = globalThis.captured;
          const views = document.querySelector("relu-scope").shadowRoot.querySelector(".views").getBoundingClientRect();
          const scale = Math.min(width / views.width, height / views.height);
          const margin = (width - scale * views.width) / 2;
          const { data } = globalThis.captured.getContext("2d").getImageData(0, 0, width, height);
          const inked = (from, to) => {
            let count = 0;
            for (let y = 0; y < height; y++) {
              for (let x = Math.round(from); x < to; x++) {
                const at = 4 * (y * width + x);
                count += Math.abs(data[at] - data[0]) + Math.abs(data[at + 1] - data[1]) > 60;
              }
            }
            return count;
          };
          const isBlank = inked(0, margin - 1) === 0 && inked(width - margin + 1, width) === 0;
          return (
            margin > 100 &&
            isBlank &&
            inked(margin, margin + 80) > 100 &&
            inked(width - margin - 80, width - margin) > 100
          );
        },
        { polling: 100 },
      );
      await press(page, "Stop capturing");
      await until(page, () => /capture/.test($(".outcome").textContent));
    },
    { before },
  );
});

test("a capture ends when the element leaves the page", async () => {
  const before = () => {
    globalThis.streams = [];
    const { captureStream } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.captureStream = function () {
      const stream = captureStream.call(this);
      globalThis.streams.push(stream);
      return stream;
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await press(page, "Capture");
      await page.waitForFunction(() => globalThis.streams[0]?.getTracks()[0].readyState === "live");
      await page.evaluate(() => document.querySelector("relu-scope").remove());
      await page.waitForFunction(() => globalThis.streams[0].getTracks()[0].readyState === "ended");
    },
    { before },
  );
});

testOnPage("pace and speed are as asked for or as on screen, and pause marks hold their frames", async (page) => {
  const options = { from: 106, to: 115, width: 240, height: 160, views: ["function"] };
  const frames = async (more) => probe(await written(page, { ...options, ...more })).frames;
  assert.equal(await frames({}), 10);
  assert.equal(await frames({ speed: 2 }), 5);
  await withScope(page, (scope) => void (scope.address = "speed=2&pauses=50,110,115"));
  // Five at twice the speed, and two seconds of ten pictures at each pause mark that is in the film.
  assert.equal(await frames({}), 45);
  const path = await written(page, { ...options, speed: 1, pause: 0.5 });
  assert.equal(probe(path).frames, 20);
  // Frame 110, the fifth, and five times more.
  const [count, pictures] = [6, grey(path, 4, 6)];
  const size = pictures.length / count;
  for (let k = 1; k < count; k++) {
    const [before, now] = [k - 1, k].map((k) => pictures.subarray(k * size, (k + 1) * size));
    // Each frame has its number above it; an encoder may change a pixel of what stays.
    assert.equal(apart(before, now, 80), 0, `frame 110 stays: ${k}`);
  }
  const wrong = await withScope(page, (scope) => scope.toVideo({ pace: "walk" }).catch(({ message }) => message));
  assert.match(wrong, /pace must be frame or time or change, not “walk”/);
  const fast = await withScope(page, (scope) => scope.toVideo({ speed: 9 }).catch(({ message }) => message));
  assert.match(fast, /speed must be a number from 0.25 to 4, not “9”/);
  await withScope(page, (scope) => void (scope.address = ""));
});
