import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { dist, hosted, isFirefox } from "../support/browser.mjs";
import { entered, find, pressTool, ready, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";

const element = await readFile(`${dist}element/reluscope.js`, "utf8");

/** Opens a page of somebody else's, with the element's script in it. */
function embedded(body, act, options) {
  return visit(
    "about:blank",
    async (page) => {
      await page.setContent(`<!doctype html><body>${body}</body>`);
      await page.addScriptTag({ content: element });
      await act(page);
    },
    options,
  );
}

/** Calls a function in the page with the element of an id, and with what else is given. */
const withFigure = (page, id, body, ...values) =>
  page.evaluate(`(${body})(document.getElementById("${id}"), ...${JSON.stringify(values)})`);

const untilFigure = (page, id, condition, ...values) =>
  page.waitForFunction(`(${condition})(document.getElementById("${id}"), ...${JSON.stringify(values)})`, {
    polling: 20,
  });

/** Scrolls a figure far out of sight, and resolves once it has been told so, and has stopped what it was at. */
async function scrolledAway(page, id) {
  await withFigure(page, id, async (figure) => {
    scrollTo(0, document.body.scrollHeight);
    // Observers are told in the order in which they were made, so this one after the figure's own.
    await new Promise((resolve) => {
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.at(-1).isIntersecting) return;
          observer.disconnect();
          resolve();
        },
        { rootMargin: "300px" },
      );
      observer.observe(figure);
    });
    // The trainer answers after what it has sent before.
    await figure.neurons(0);
  });
}

/** Long enough for several turns of a trainer, and frames of a player. */
const pause = (page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));

/** More work than there is time for, on the dense engine. */
const endless = JSON.stringify({
  preset: "three-points",
  network: { width: 2000 },
  training: { engine: "dense", iterations: 100_000_000, frameGrowth: 1.5 },
});

test("a figure is trained once it comes into sight", async () => {
  const body = `<relu-scope id="near"></relu-scope><div style="height: 4000px"></div>
    <relu-scope id="far" preset="non-orthogonal-large-init" frame="60"></relu-scope>
    <relu-scope id="undisplayed" style="display: none"></relu-scope>`;
  await embedded(body, async (page) => {
    await withFigure(page, "near", ({ ready }) => ready.then(() => undefined));
    await pause(page);
    for (const id of ["far", "undisplayed"]) assert.equal(await withFigure(page, id, ({ frames }) => frames), 0);
    assert.equal(
      await withFigure(page, "far", ({ address }) => address),
      "experiment=%7B%22preset%22:%22non-orthogonal-large-init%22%7D&frame=60",
    );
    await withFigure(page, "far", (figure) => figure.scrollIntoView());
    await untilFigure(page, "far", (figure) => figure.run?.iterations.length === figure.frames && figure.frame === 60);
    assert.equal(await withFigure(page, "undisplayed", ({ frames }) => frames), 0);
    await withFigure(page, "undisplayed", (figure) => {
      figure.style.removeProperty("display");
      figure.scrollIntoView();
    });
    await untilFigure(page, "undisplayed", ({ run, frames }) => run?.iterations.length === frames);
  });
});

test("out of sight nothing is trained, and it goes on in sight", async () => {
  const body = `<relu-scope id="figure" controls="none"></relu-scope><div style="height: 4000px"></div>`;
  await embedded(body, async (page) => {
    await withFigure(
      page,
      "figure",
      (figure, experiment) => {
        window.heard = [];
        // What the element trains by itself may be over before, or may not.
        figure.addEventListener("progress", ({ detail: { iteration, iterations } }) => {
          if (iterations > 20000) window.heard.push(iteration);
        });
        figure.setAttribute("experiment", experiment);
      },
      endless,
    );
    await page.waitForFunction(() => window.heard.length > 3);
    await scrolledAway(page, "figure");
    const heard = await page.evaluate(() => window.heard.length);
    await pause(page);
    assert.equal(await page.evaluate(() => window.heard.length), heard);
    assert.equal(await withFigure(page, "figure", async (figure) => (await figure.neurons(0)).w.length), 2000);

    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForFunction((heard) => window.heard.length > heard + 3, {}, heard);
    const iterations = await page.evaluate(() => window.heard);
    assert.deepEqual(
      iterations,
      [...iterations].sort((a, b) => a - b),
    );
  });
});

test("out of sight playing rests, and goes on in sight", async () => {
  const body = `<relu-scope id="figure" fps="10" autoplay></relu-scope><div style="height: 4000px"></div>`;
  await embedded(
    body,
    async (page) => {
      await untilFigure(page, "figure", ({ frame }) => frame > 3);
      await scrolledAway(page, "figure");
      // The frame that it was on the way to still comes.
      await pause(page);
      const frame = await withFigure(page, "figure", ({ frame }) => frame);
      assert.ok(frame < 150, `at ${frame} it has been played to its end`);
      await pause(page);
      assert.equal(await withFigure(page, "figure", ({ frame }) => frame), frame);
      assert.equal(await withFigure(page, "figure", ({ playing }) => playing), true);
      await page.evaluate(() => scrollTo(0, 0));
      await untilFigure(page, "figure", (figure, before) => figure.frame > before, frame);
    },
    { motion: "no-preference" },
  );
});

test("what is removed leaves nothing behind", { skip: isFirefox && "its driver collects no garbage" }, async () => {
  await embedded(`<div id="place"></div>`, async (page) => {
    await page.evaluate(async () => {
      window.gone = [];
      for (let i = 0; i < 12; ++i) {
        const figure = document.createElement("relu-scope");
        figure.setAttribute("autoplay", "");
        document.querySelector("#place").append(figure);
        await figure.ready;
        figure.remove();
        window.gone.push(new WeakRef(figure));
      }
    });
    await page.waitForFunction(() => window.gone.length === 12);
    assert.equal(page.workers().length, 0);
    const client = await page.createCDPSession();
    // What is under way, a timer say, holds on to a figure for a while: the collector is asked until all are gone.
    let left;
    for (let times = 0; times < 100 && left !== 0; times++) {
      await client.send("HeapProfiler.collectGarbage");
      left = await page.evaluate(async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return window.gone.filter((figure) => figure.deref()).length;
      });
    }
    assert.equal(left, 0);
  });
});

test("a figure that is moved keeps its worker and its run", async () => {
  const body = `<div id="one"><relu-scope id="figure"></relu-scope></div><div id="other"></div>`;
  await embedded(body, async (page) => {
    const kept = await withFigure(page, "figure", async (figure) => {
      const run = await figure.ready;
      document.querySelector("#other").append(figure);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return figure.run === run && (await figure.neurons(3)).w.length;
    });
    assert.equal(kept, 60);
  });
});

test("every part of an address is an attribute too", async () => {
  const body = `<relu-scope id="figure" preset="non-orthogonal-large-init" views="function neurons" overlays="directions"
    weights="symlog" iterations="log" loss="log" neuron="7" frame="30" pinned='{"network":{"seed":5}}'></relu-scope>`;
  const address =
    "preset=non-orthogonal-large-init&pinned=%7B%22network%22:%7B%22seed%22:5%7D%7D&views=function+neurons" +
    "&overlays=directions&weights=symlog&iterations=log&loss=log&neuron=7&frame=30";
  await embedded(body, async (page) => {
    await untilFigure(page, "figure", (figure, address) => figure.address === address, address);
    await withFigure(page, "figure", (figure) => {
      for (const name of ["overlays", "weights", "iterations", "loss", "neuron", "pinned"])
        figure.removeAttribute(name);
    });
    assert.equal(
      await withFigure(page, "figure", ({ address }) => address),
      "preset=non-orthogonal-large-init&views=function+neurons&frame=30",
    );
  });
});

const prose = `
  <relu-scope id="one"></relu-scope><relu-scope id="two"></relu-scope>
  <p>First <a id="turn" href="#" data-relu-scope="one" data-frame="112"><b>they turn</b></a>,
  <button id="other" data-relu-scope="one" data-preset="non-orthogonal-large-init" data-frame="20"
    data-views="function loss">others</button>, <a id="play" href="#" data-relu-scope="one" data-play>on</a>,
  <a id="loss" href="#" data-relu-scope="one" data-views="loss">the loss</a>,
  <a id="lost" href="#lost" data-relu-scope="nobody" data-frame="3">lost</a>.</p>`;

test("a frame and an experiment that are set together are those of one picture", async () => {
  await embedded('<relu-scope id="a" frame="30"></relu-scope>', async (page) => {
    await withFigure(page, "a", (figure) => figure.ready);
    const quick = { training: { iterations: 300 } };
    // In either order, as attributes and as properties; the frame may be one that only the later run has.
    for (const [frame, experiment, set] of [
      [20, { network: { seed: 5 } }, "attributes"],
      [140, { preset: "non-orthogonal" }, "attributes"],
      [12, quick, "properties"],
      [90, { network: { seed: 6 } }, "properties"],
      [11, quick, "frame last"],
    ]) {
      await withFigure(
        page,
        "a",
        (figure, frame, experiment, set) => {
          if (set === "attributes") {
            figure.setAttribute("frame", frame);
            figure.setAttribute("experiment", JSON.stringify(experiment));
          } else if (set === "properties") {
            figure.frame = frame;
            figure.experiment = experiment;
          } else {
            figure.experiment = experiment;
            figure.frame = frame;
          }
          figure.asked = new Promise((resolve) => figure.addEventListener("run", resolve, { once: true }));
        },
        frame,
        experiment,
        set,
      );
      await withFigure(page, "a", (figure) => figure.asked.then(() => undefined));
      assert.equal(await withFigure(page, "a", (figure) => figure.frame), frame, set);
    }
  });
});

test("prose steers the figure that it names", async () => {
  await embedded(prose, async (page) => {
    await withFigure(page, "one", ({ ready }) => ready.then(() => undefined));
    await page.click("#turn b");
    await untilFigure(page, "one", ({ frame }) => frame === 112);
    assert.equal(await page.evaluate(() => location.href), "about:blank");
    await page.focus("#other");
    await page.keyboard.press("Enter");
    await untilFigure(page, "one", ({ experiment, frame }) => /large/.test(experiment.preset) && frame === 20);
    assert.equal(
      await withFigure(page, "one", ({ address }) => address),
      "preset=non-orthogonal-large-init&views=function+loss&frame=20",
    );
    assert.equal(await withFigure(page, "one", ({ playing }) => playing), false);
    await page.click("#play");
    await untilFigure(page, "one", ({ frame, playing }) => playing && frame > 20);
    // The rest stays, and so does that it plays.
    await page.click("#loss");
    const frame = await withFigure(page, "one", ({ frame }) => frame);
    assert.match(await withFigure(page, "one", ({ address }) => address), /&views=loss&frame=\d+$/);
    await untilFigure(page, "one", (figure, frame) => figure.playing && figure.frame > frame, frame);
    assert.equal(await withFigure(page, "two", ({ address }) => address), "");
    // What steers nothing is a link as any other.
    await page.click("#lost");
    assert.equal(await page.evaluate(() => location.hash), "#lost");
  });
});

test("prose steers a figure that is not yet in sight, and brings it there", async () => {
  const body = `<a id="link" href="#" data-relu-scope="far" data-frame="80">there</a><div style="height: 4000px"></div>
    <relu-scope id="far" preset="non-orthogonal-large-init"></relu-scope>`;
  await embedded(body, async (page) => {
    await pause(page);
    await page.click("#link");
    await untilFigure(page, "far", ({ frame, experiment }) => frame === 80 && /large/.test(experiment?.preset));
    assert.ok(await page.evaluate(() => scrollY > 1000));
  });
});

/** A page of another origin with frames of the instrument, sized by the script for that. */
async function framed(body, act) {
  const folder = await mkdtemp(join(tmpdir(), "reluscope-around-"));
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><link rel="icon" href="data:," /><body>${body}<script src="${hosted()}frame-height.js"></script></body>`,
  );
  const around = await serve(folder);
  try {
    await visit(around.address, act, { expected: new RegExp(`^request: ${around.address}`) });
  } finally {
    await around.close();
    await rm(folder, { recursive: true });
  }
}

const heightOf = (page, selector) => page.$eval(selector, ({ clientHeight }) => clientHeight);

for (const sandbox of ["", 'sandbox="allow-scripts"']) {
  test(`a frame is as high as it needs to be ${sandbox}`, async () => {
    const body = `<iframe ${sandbox} src="${hosted()}embed.html#preset=non-orthogonal-large-init&controls=play+seek&frame=9"
      style="width: 100%; border: 0"></iframe>`;
    await framed(body, async (page) => {
      await page.waitForFunction(() => document.querySelector("iframe").clientHeight > 400);
      const frame = await (await page.$("iframe")).contentFrame();
      await frame.waitForFunction(() => document.querySelector("relu-scope").frame === 9);
      await frame.waitForFunction(() => {
        const needed = document.documentElement.scrollHeight;
        return needed <= innerHeight && innerHeight - needed < 3;
      });
      assert.equal(
        await frame.evaluate(() => document.querySelector("relu-scope").experiment.preset),
        "non-orthogonal-large-init",
      );
      const before = await heightOf(page, "iframe");
      await page.setViewport({ width: 500, height: 900 });
      await page.waitForFunction((before) => document.querySelector("iframe").clientHeight !== before, {}, before);
    });
  });
}

test("a frame is listened to about itself alone, and only where it should be", async () => {
  const says = (height) =>
    `data:text/html,<script>setInterval(()=>parent.postMessage({type:"relu-scope:height",height:${height}},"*"),50)</script>`;
  const body = `<iframe id="real" src="${hosted()}embed.html#controls=none"></iframe>
    <iframe id="stray" src="${hosted()}icon.svg"></iframe><iframe id="mad" src='${says(1e9)}'></iframe>`;
  await framed(body, async (page) => {
    await page.waitForFunction(() => document.querySelector("#mad").clientHeight === 5000);
    await page.$eval("#mad", (mad) => mad.remove());
    await page.waitForFunction(() => document.querySelector("#real").clientHeight > 400);
    const real = await (await page.$("#real")).contentFrame();
    await real.waitForFunction(() => document.querySelector("relu-scope").run !== undefined);
    const wanted = () => real.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
    await page.waitForFunction((height) => document.querySelector("#real").clientHeight === height, {}, await wanted());
    const before = await heightOf(page, "#real");
    // One that has gone elsewhere than its address says is not what the page has asked for.
    const stray = await (await page.$("#stray")).contentFrame();
    await stray.goto(says(777));
    await page.evaluate(() => {
      for (const height of [555, "555px", NaN, -1, null]) postMessage({ type: "relu-scope:height", height }, "*");
      postMessage(null, "*");
      postMessage("relu-scope:height", "*");
    });
    await pause(page);
    assert.equal(await heightOf(page, "#stray"), 150);
    assert.equal(await heightOf(page, "#real"), before);
  });
});

test("a link with a target steers a frame, again and again", async () => {
  const body = `<iframe name="figure" src="${hosted()}embed.html#controls=play" style="width: 100%"></iframe>
    <a id="link" target="figure" href="${hosted()}embed.html#frame=60">there</a>`;
  await framed(body, async (page) => {
    const frame = await (await page.$("iframe")).contentFrame();
    const at = (wanted) =>
      frame.waitForFunction((wanted) => document.querySelector("relu-scope").frame === wanted, {}, wanted);
    await frame.waitForFunction(() => document.querySelector("relu-scope").run !== undefined);
    await frame.evaluate(() => void (window.isTheSame = true));
    await page.click("#link");
    await at(60);
    await frame.evaluate(() => document.querySelector("relu-scope").step(5));
    await frame.waitForFunction(() => location.hash === "#controls=play&frame=65");
    await page.click("#link");
    await at(60);
    assert.equal(await frame.evaluate(() => window.isTheSame), true);
    assert.equal(await frame.evaluate(() => document.querySelector("relu-scope").getAttribute("controls")), "play");
  });
});

test("the sheet's code shows the picture as it stands, in a page of another origin", async () => {
  const hash = "preset=non-orthogonal-large-init&views=function+loss&overlays=least-squares&loss=log&neuron=4&frame=33";
  let codes;
  await visit(`${hosted()}#${hash}`, async (page) => {
    await page.waitForFunction(() => document.querySelector("relu-scope").frame === 33);
    await pressTool(page, "embed");
    await (await find(page, ".embedding #embed-theme")).select("dark");
    codes = await withScope(page, () => $$(".embedding textarea").map(({ value }) => value));
    // What plays by itself begins at the start.
    await (await find(page, ".embedding fieldset:nth-of-type(2) input")).click();
    const playing = await entered(page, ".embedding section + section textarea");
    assert.match(playing, /<relu-scope [^>]*neuron="4" controls="play seek" autoplay theme="dark">/);
    await page.keyboard.press("Escape");
    await until(page, () => !$(".embedding").open);
  });
  for (const code of codes) {
    await framed(code, async (page) => {
      const isFrame = code.startsWith("<iframe");
      const place = isFrame ? await (await page.waitForSelector("iframe")).contentFrame() : page;
      await place.waitForFunction(
        (hash) => document.querySelector("relu-scope")?.address === hash && document.querySelector("relu-scope").frames,
        {},
        hash,
      );
      const [controls, theme] = await place.$eval("relu-scope", (scope) => [
        scope.getAttribute("controls"),
        scope.getAttribute("theme"),
      ]);
      assert.deepEqual([controls, theme], ["play seek", "dark"]);
      if (isFrame) await page.waitForFunction(() => document.querySelector("iframe").clientHeight !== 640);
    });
  }
});

test("the scripts mean the same in a page of whatever encoding", async () => {
  const scripts = (await readdir(`${dist}site`, { recursive: true })).filter((name) =>
    /^(parts\/)?[\w-]+\.js$/.test(name),
  );
  assert.ok(scripts.length >= 9);
  for (const name of scripts) {
    const text = await readFile(`${dist}site/${name}`, "latin1");
    assert.equal(/[^\x00-\x7f]/.exec(text)?.[0], undefined, name);
  }
});

test("code for a page on disk says that the address is to be put in", async () => {
  await visit(`${pathToFileURL(dist)}reluscope.html`, async (page) => {
    await ready(page);
    await pressTool(page, "embed");
    const said = await (await find(page, ".embedding")).evaluate((sheet) => sheet.innerText);
    assert.match(said, /in the place of https:\/\/example\.org\/reluscope\//);
  });
});

test("what is wrong with the attributes in a page's source is heard in the page", async () => {
  await visit("about:blank", async (page) => {
    const heard = await page.evaluate(async (script) => {
      const frame = document.createElement("iframe");
      const end = "</" + "script>";
      frame.srcdoc = `<!doctype html><script>heard = [];
        addEventListener("error", ({ detail }) => heard.push(detail?.key), { capture: true });${end}
        <script>${script.replaceAll(end, "<\\/script>")}${end}
        <relu-scope fps="1000" theme="pink" views="loss"></relu-scope>`;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
      return frame.contentWindow.heard;
    }, element);
    assert.deepEqual(heard.sort(), ["fps", "theme"]);
  });
});
