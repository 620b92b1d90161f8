// The command of the npm package that draws figures without a browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { dist, hosted, isFirefox } from "../support/browser.mjs";
import { ready, show, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "reluscope-"));
after(() => rm(folder, { recursive: true }));

/** Calls the command in a folder of its own; resolves to what it prints. */
async function plot(...args) {
  const { stdout } = await run(process.execPath, [`${dist}npm/reluscope-plot.mjs`, ...args], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

/** What the command says when it refuses. */
async function refusal(...args) {
  const { code, stderr, stdout } = await run(process.execPath, [`${dist}npm/reluscope-plot.mjs`, ...args], {
    cwd: folder,
    timeout: 120000,
  }).catch((error) => error);
  assert.deepEqual([code, stdout], [2, ""], `${args}`);
  assert.match(stderr, /^reluscope-plot: [^\n]+\n$/);
  return stderr.slice("reluscope-plot: ".length).trim();
}

/** The tags and texts of a drawing, and the numbers in them, apart. */
function taken(svg) {
  const parts = svg.replaceAll(/\s*\/>/g, "></>").split(/(?=<)/);
  const attributes = (part) =>
    part.replace(/^<([\w:]+)((?: [^>]*)?)>/s, (_, name, text) => {
      const each = [...text.matchAll(/ ([\w:-]+)="([^"]*)"/gs)].map(([, name, value]) => `${name}=${value}`);
      return `<${name} ${each.sort().join(" ")}>`;
    });
  const texts = parts
    .filter((part) => !part.startsWith("</") && !part.startsWith("<?"))
    .map((part) => attributes(part).replace(/href=data:image\/png;base64,[^ >]*/, "href=PNG"));
  const number = /-?\d+(?:\.\d+)?(?:e-?\d+)?/g;
  return {
    words: texts.map((text) => text.replaceAll(number, "#")),
    numbers: texts.map((text) => (text.match(number) ?? []).map(Number)),
  };
}

const pictures = [
  { what: "the function", address: "preset=orthogonal", frame: 147, view: "function", options: { legend: true } },
  {
    what: "theory over two columns",
    address: "preset=orthogonal&overlays=directions+least-squares+limit&weights=symlog",
    frame: 112,
    view: "function",
    options: { columns: 2 },
  },
  { what: "neurons", address: "preset=orthogonal&overlays=directions", frame: 60, view: "neurons", options: {} },
  {
    what: "the loss with phases",
    address: "preset=orthogonal&overlays=phases&iterations=log&loss=log",
    frame: 60,
    view: "loss",
    options: { cursor: false },
  },
  {
    what: "a pinned run",
    address: 'preset=orthogonal&pinned={"network":{"seed":3}}',
    frame: 140,
    view: "function",
    options: {},
  },
  {
    what: "several pinned runs",
    address: 'preset=orthogonal&pinned=[{"network":{"seed":3}},{"network":{"width":20}}]',
    frame: 100,
    view: "function",
    options: { legend: true },
  },
  {
    what: "a crowd of neurons, with words",
    address: 'experiment={"network":{"width":3000},"training":{"iterations":400}}&words=f,0.5:1:0.7:1.2,,here',
    frame: 30,
    view: "function",
    options: {},
  },
  { what: "the plane", address: "preset=plane", frame: 20, view: "function", options: {} },
  {
    what: "fitted values",
    address: 'experiment={"preset":"high-dimension","training":{"iterations":200}}',
    frame: 20,
    view: "function",
    options: {},
  },
];

for (const { what, address, frame, view, options } of pictures) {
  test(`without a browser, the figure is the page's own: ${what}`, { skip: isFirefox }, async () => {
    const keys = new URLSearchParams(address);
    let ours;
    await visit(`${hosted()}#${address}`, async (page) => {
      await ready(page);
      await show(page, frame);
      ours = await withScope(
        page,
        async (scope, view, options) => {
          // A pinned run is there once its picture is.
          const marks = /pinned=%5B|pinned=\[/.test(scope.address) ? [".pinned", ".pinned-b"] : [".pinned"];
          while (scope.address.includes("pinned") && !marks.every((mark) => scope.shadowRoot.querySelector(mark))) {
            await new Promise((passed) => setTimeout(passed, 50));
          }
          return (await scope.toSVG(view, options)).text();
        },
        view,
        options,
      );
    });
    const args = ["--view", view, "--frame", String(frame)];
    if (keys.has("preset")) args.push("--preset", keys.get("preset"));
    else {
      await writeFile(join(folder, "experiment.json"), keys.get("experiment"));
      args.push("experiment.json");
    }
    if (keys.has("pinned")) {
      await writeFile(join(folder, "pinned.json"), keys.get("pinned"));
      args.push("--pinned", "pinned.json");
    }
    for (const [key, value] of keys) {
      if (!["preset", "experiment", "pinned"].includes(key)) args.push("--show", `${key}=${value}`);
    }
    if (options.columns) args.push("--columns", String(options.columns));
    if (options.legend) args.push("--legend");
    if (options.cursor === false) args.push("--no-cursor");
    const [one, other] = [taken(await plot(...args)), taken(ours)];
    assert.deepEqual(one.words, other.words);
    one.numbers.forEach((numbers, k) => {
      numbers.forEach((number, i) => {
        const theirs = other.numbers[k][i];
        assert.ok(Math.abs(number - theirs) <= 0.02, `${number}, not ${theirs}: ${one.words[k]}`);
      });
    });
  });
}

test("a saved run becomes a PDF with text and a PNG of the size asked for", { skip: isFirefox }, async () => {
  const command = join(dist, "../build/native/reluscope");
  await run(command, ["run", "--seed", "5", "--output", join(folder, "run.json")]);
  await plot("run.json", "--frame", "100", "--output", "figure.pdf");
  const { stdout: text } = await run("pdftotext", [join(folder, "figure.pdf"), "-"]);
  assert.match(text, /frame: 100/);
  const { stdout: about } = await run("pdfinfo", [join(folder, "figure.pdf")]);
  assert.match(about, /Title: +orthogonal-changed: function, iteration \d+, frame 100\n/);
  assert.match(about, /Page size: +234 x/);

  await plot("--preset", "plane", "--output", "plane.pdf");
  const { stdout: images } = await run("pdfimages", ["-list", join(folder, "plane.pdf")]);
  assert.match(images, /\bimage +200 +200 +rgb\b/);

  await plot("run.json", "--scale", "1.5", "--columns", "2", "--view", "loss", "--output", "loss.png");
  const png = await readFile(join(folder, "loss.png"), "base64");
  await visit(hosted(), async (page) => {
    const seen = await page.evaluate(async (png) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const { width, height } = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      return { width, height };
    }, png);
    assert.deepEqual(seen, { width: 1308, height: 544 });
  });
});

test("what is wrong in a call is named, with what is allowed", async () => {
  await writeFile(join(folder, "wrong.json"), '{"network":{"width":-1}}');
  const wrong = [
    [[], /^give one experiment: a file, - for standard input, or --preset NAME/],
    [["wrong.json"], /^network\.width: .*-1/],
    [["missing.json"], /^missing\.json: cannot be read: no such file or directory$/],
    [["."], /^\.: cannot be read: illegal operation on a directory$/],
    [["--preset", "orthogonal", "--pinned", "missing.json"], /^missing\.json: cannot be read: no such file/],
    [["--preset", "orthogonal", "--output", "none/a.pdf"], /^none\/a\.pdf: cannot be written: no such file/],
    [["--preset", "orthogonal", "--frame", ""], /^--frame "": it needs a value$/],
    [["--preset", "orthogonal", "--show", ""], /^--show "": it needs a value$/],
    [["--preset", "none"], /^preset: "none" is not one of orthogonal/],
    [["--preset", "orthogonal", "--frame", "1000"], /^frame must be a number from 0 to 152, not “1000”/],
    [["--preset", "orthogonal", "--frame", "1.5"], /^frame must be a whole number from 0 to 152, not “1.5”/],
    [["--preset", "orthogonal", "--view", "all"], /^view must be function or loss or neurons, not “all”/],
    [["--preset", "orthogonal", "--columns", "3"], /^columns must be 1 or 2, not “3”/],
    [["--preset", "orthogonal", "--scale", "5"], /^scale must be a number from 1 to 4, not “5”/],
    [["--preset", "orthogonal", "--output", "figure.gif"], /^--output "figure.gif": .* \.svg, \.pdf or \.png/],
    [["--preset", "orthogonal", "--show", "overlays"], /^--show "overlays": write it as KEY=VALUE/],
    [["--preset", "orthogonal", "--show", "overlays=all"], /^overlays must be some of directions/],
    [["--preset", "orthogonal", "--show", "views=loss"], /^show must be made of overlays, weights/],
    [["--preset", "orthogonal", "--dark"], /--dark/],
  ];
  for (const [args, expected] of wrong) assert.match(await refusal(...args), expected);
});

test("what can be refused without training is, and a frame after which training diverges is told so", async () => {
  const long = { network: { width: 100000 }, training: { engine: "dense", iterations: 1e8, frameGrowth: 10 } };
  await writeFile(join(folder, "long.json"), JSON.stringify(long));
  await writeFile(join(folder, "wrong.json"), '{"network":{"width":-1}}');
  assert.match(await refusal("long.json", "--frame", "12"), /^frame must be a number from 0 to \d, not “12”/);
  assert.match(await refusal("long.json", "--pinned", "wrong.json"), /^network\.width: .*-1/);
  const diverging = {
    network: { width: 20, activation: "leaky-relu", initScale: 100 },
    training: { learningRate: 0.9, iterations: 3000 },
  };
  await writeFile(join(folder, "diverging.json"), JSON.stringify({ preset: "three-points", ...diverging }));
  assert.match(
    await refusal("diverging.json", "--frame", "50"),
    /^frame must be a whole number from 0 to 3, since training diverges at iteration 4, not “50”/,
  );
  assert.match(await plot("diverging.json"), /frame 3</);
});
