import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { dist, hosted, isFirefox } from "../support/browser.mjs";
import { ready, refreshed, show, until, withScope } from "../support/instrument.mjs";
import { testOnPage, visit } from "../support/visit.mjs";

const run = promisify(execFile);

/** What one of the element's methods gives: its name, its type and its bytes. */
async function made(page, method, ...values) {
  const { name, type, data } = await withScope(
    page,
    async (scope, method, values) => {
      const file = await scope[method](...values);
      const bytes = new Uint8Array(await file.arrayBuffer());
      let text = "";
      for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
      return { name: file.name, type: file.type, data: btoa(text) };
    },
    method,
    values,
  );
  return { name, type, bytes: Buffer.from(data, "base64") };
}

/** Hands a file to `body` by its path. */
async function onDisk({ name, bytes }, body) {
  const folder = await mkdtemp(join(tmpdir(), "reluscope-"));
  try {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return await body(path, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How much of the plot differs between two PNGs of the function view, 840 pixels wide, from (left, top) of each on. */
function difference(page, ours, theirs, plot) {
  return page.evaluate(
    async (pictures, { left, top, width, height }) => {
      const [ours, theirs] = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(left, top, width, height).data;
        }),
      );
      let [different, painted] = [0, 0];
      for (let i = 0; i < ours.length; i += 4) {
        const distance = (data, at) => Math.max(...[0, 1, 2].map((part) => Math.abs(data[i + part] - at(part))));
        if (distance(ours, () => 255) > 80) painted++;
        if (distance(ours, (part) => theirs[i + part]) > 80) different++;
      }
      return { different, painted };
    },
    [ours, theirs].map((bytes) => bytes.toString("base64")),
    plot,
  );
}

/** Firefox stretches the canvas by a part of a pixel, where the view is as high as that. */
const tolerance = isFirefox ? 0.08 : 0.01;

/** The inside of the plot in pictures with two pixels to one of the figure, which is as wide as the view on screen. */
const plot = { left: 104, top: 76, width: 604, height: 588 };

test("a figure is the picture on screen, as SVG, PDF and PNG", async () => {
  const size = { width: 900, height: 900, deviceScaleFactor: 2 };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      // In a column of text each view has the shape of its figure.
      await withScope(page, (scope) => {
        scope.removeAttribute("fit");
        scope.style.width = "420px";
      });
      for (const frame of [60, 130]) {
        await show(page, frame);
        await refreshed(page);
        const view = await page.$("relu-scope >>> .view.function");
        const screen = Buffer.from(await view.screenshot());

        const png = await made(page, "toPNG", "function");
        assert.equal(png.name, `reluscope-orthogonal-frame-${frame}.png`);
        const svg = await made(page, "toSVG", "function");
        assert.equal(svg.type, "image/svg+xml");
        const rasterised = await onDisk(svg, async (path) => {
          await run("xmllint", ["--noout", "--nonet", path]);
          await run("rsvg-convert", ["-w", "840", "-b", "white", "-o", `${path}.png`, path]);
          return readFile(`${path}.png`);
        });
        const pdf = await made(page, "toPDF", "function");
        const printed = await onDisk(pdf, async (path) => {
          await run("pdftoppm", ["-scale-to-x", "840", "-scale-to-y", "-1", "-singlefile", "-png", path, path]);
          return readFile(`${path}.png`);
        });
        for (const [format, picture] of Object.entries({ png: png.bytes, svg: rasterised, pdf: printed })) {
          const { different, painted } = await difference(page, screen, picture, plot);
          assert.ok(painted > 5000, `${painted} painted pixels`);
          assert.ok(
            different < tolerance * painted,
            `${format}, frame ${frame}: ${different} of ${painted} pixels differ`,
          );
        }
      }
    },
    size,
  );
});

testOnPage("text in a PDF is text, in a font that is embedded, on a page as wide as a column", async (page) => {
  await show(page, 147);
  for (const [view, name, words] of [
    ["function", "reluscope-orthogonal-frame-147.pdf", ["frame: 147", "hθ(x)", "sj‖wj‖", "−wj,2/wj,1", "−0.2"]],
    ["neurons", "reluscope-orthogonal-neurons-frame-147.pdf", ["aj > 0", "x2", "180°"]],
    ["loss", "reluscope-orthogonal-loss-frame-147.pdf", ["L(θ)", "Iterations", "20,000"]],
  ]) {
    const pdf = await made(page, "toPDF", view);
    assert.equal(pdf.name, name);
    await onDisk(pdf, async (path) => {
      const { stdout: text } = await run("pdftotext", ["-layout", path, "-"]);
      // A blank may be found between letters that stand apart, as an index and what follows it.
      const letters = (text) => text.replaceAll(" ", "");
      for (const word of words) assert.ok(letters(text).includes(letters(word)), `${word} is not in the text: ${text}`);
      const { stdout: fonts } = await run("pdffonts", [path]);
      const listed = fonts.trim().split("\n").slice(2);
      assert.ok(listed.length > 0);
      for (const font of listed) assert.match(font, /CMU (Serif|Bright) .*TrueType +Identity-H +yes/);
      const { stdout: about } = await run("pdfinfo", [path]);
      assert.match(about, /Page size: +234 x/);
      assert.match(about, /Creator: +ReLUscope \d/);
    });
  }
});

testOnPage("few stars are paths, and a crowd is one picture", async (page) => {
  const count = async () => {
    const text = (await made(page, "toSVG", "function")).bytes.toString();
    return [/<image /g, /<path /g].map((pattern) => text.match(pattern)?.length ?? 0);
  };
  const [images, paths] = await count();
  assert.equal(images, 0);
  assert.ok(paths > 5);
  await withScope(page, (scope) => {
    scope.experiment = { preset: "three-points", network: { initScale: 1 }, training: { iterations: 40 } };
  });
  await until(page, (scope) => scope.run.loss.length === 40);
  const [imagesOfMany, pathsOfMany] = await count();
  assert.equal(imagesOfMany, 1);
  assert.ok(pathsOfMany < 100);
  await onDisk(await made(page, "toPDF", "function"), async (path) => {
    const { stdout } = await run("pdfimages", ["-list", path]);
    assert.match(stdout, /image/);
  });
});

testOnPage("a PNG has the size asked for; what cannot be made is refused with a reason", async (page) => {
  for (const scale of [1, 4]) {
    const { bytes } = await made(page, "toPNG", "loss", { scale });
    assert.equal(bytes.readUInt32BE(16), 420 * scale);
  }
  const wide = await made(page, "toPNG", "loss", { scale: 1, columns: 2 });
  assert.equal(wide.bytes.readUInt32BE(16), 872);
  await assert.rejects(made(page, "toSVG", "loss", { columns: 3 }), /columns must be 1 or 2, not 3/);
  await assert.rejects(made(page, "toSVG", "circle"), /view must be one of function, .*not “circle”/);
  await assert.rejects(made(page, "toPNG", "loss", { scale: 9 }), /scale must be a number from 1 to 4, not 9/);
});

test("a figure is one or two columns wide, with a legend and without the mark of the frame where that is asked for", async () => {
  await visit(`${hosted()}#xRange=-4,4`, async (page) => {
    await ready(page);
    const svg = async (...args) => (await made(page, "toSVG", ...args)).bytes.toString();
    assert.match(await svg("function"), /width="234pt"/);
    assert.match(await svg("function", { columns: 2 }), /width="486pt"/);
    const [plain, explained] = [await svg("function"), await svg("function", { legend: true })];
    assert.doesNotMatch(plain, /learnt function/);
    for (const name of ["learnt function", "data", "neuron: kink, output weight"])
      assert.ok(explained.includes(`>${name}<`));
    assert.match(plain, />−4<.*>4</s, "it has the axes on screen");
    const [marked, unmarked] = [await svg("loss"), await svg("loss", { cursor: false })];
    assert.match(marked, /stroke-dasharray="2, ?3"/);
    assert.match(marked, /<circle[^>]* r="/);
    assert.doesNotMatch(unmarked, /<circle[^>]* r="/);
    assert.match(marked, /font-family="CMU Bright, serif"[^>]*>θ</, "θ is no ϑ");
  });
});

test("what is heavy is loaded when it is asked for, and asked for anew when that has failed", async () => {
  const asked = [];
  let isDown = true;
  const intercept = (request) => {
    const [, name] = /reluscope-(\w+)\.js$/.exec(request.url()) ?? [];
    if (name) asked.push(name);
    if (name && isDown) void request.abort();
    else void request.continue();
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      assert.deepEqual(asked, []);
      await assert.rejects(made(page, "toSVG", "loss"), /reluscope-typeface\.js could not be loaded/);
      isDown = false;
      await made(page, "toSVG", "loss");
      assert.deepEqual(asked, ["typeface", "typeface"]);
      await made(page, "toPDF", "loss");
      await made(page, "toPDF", "function");
      assert.deepEqual(asked, ["typeface", "typeface", "pdf"]);
    },
    { expected: /ERR_FAILED/, intercept },
  );
});

test("the page that is one file makes figures too", async () => {
  await visit(pathToFileURL(join(dist, "reluscope.html")).href, async (page) => {
    await ready(page);
    await show(page, 100);
    assert.match((await made(page, "toSVG", "function")).bytes.toString(), /frame: 100/);
    assert.equal((await made(page, "toPDF", "function")).bytes.subarray(0, 5).toString(), "%PDF-");
    assert.ok((await readFile(join(dist, "reluscope.html"))).length < 1.5 * 2 ** 20);
  });
});

test("a figure that is asked for while another run takes the place is of that run", async () => {
  // The trainer hears what is asked of the run a second late.
  const before = () => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (...message) {
      const wait = message[0].kind === "request" ? 1000 : 0;
      if (window.isSlow) setTimeout(() => postMessage.apply(this, message), wait);
      else postMessage.apply(this, message);
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      const figures = await withScope(page, async (scope) => {
        scope.frame = 100;
        window.isSlow = true;
        const asked = scope.toSVG("loss");
        // The parts that make figures are there, and the question is on its way.
        await scope.toSVG("nothing").catch(() => undefined);
        scope.experiment = { network: { seed: 5 } };
        const first = await (await asked).text();
        window.isSlow = false;
        return [first, await (await scope.toSVG("loss")).text()];
      });
      assert.equal(figures[0], figures[1]);
    },
    { before },
  );
});
