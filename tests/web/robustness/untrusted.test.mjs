// What comes by address, attribute, property or file is data. Whatever is in it, it becomes no element, no script and no
// key of another object; what is on screen stays; and what is wrong is told, on screen and by an event.

import assert from "node:assert/strict";
import { onScreen, show, unfold, until, withScope, withoutNames } from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";

/** What would run if it were taken for HTML. */
const markup = '<img src=x onerror="window.ran=1"><svg onload="window.ran=1"><script>window.ran=1</script>';

/** Experiments in text: what is wrong with them, the key that is named, and what is said. */
const refusals = [
  ["nothing", "", "", /not JSON: it breaks off after 0 bytes|experiment must be given a value/],
  ["markup", markup, "", /not JSON: it goes wrong at byte 1 of \d+, at "<img src=x/],
  ["half an experiment", '{"network":{"width":', "", /not JSON: it breaks off after 20 bytes/],
  ["NaN", '{"network":{"width":NaN}}', "", /not JSON: it goes wrong at byte 21 of 25, at "NaN}}"/],
  ["a comment", "{} // and more", "", /not JSON/],
  ["a trailing comma", '{"network":{"width":3,}}', "", /not JSON/],
  ["two experiments", "{}{}", "", /not JSON/],
  ["a NUL", "{}\0<b>", "", /not JSON: it goes wrong at byte 3 of 6, at "\\u0000<b>"/],
  ["half a surrogate pair", '{"preset":"\\ud800"}', "", /not JSON/],
  ["half a surrogate pair as it is", '{"preset":"\ud800"}', "preset", /"\\ufffd" is not one of/],
  ["a list", "[{}]", "", /one JSON object, not a list of 1/],
  ["null", "null", "", /one JSON object, not null/],
  [
    "markup for a key",
    JSON.stringify({ [markup]: 1 }),
    '"<img src=x onerror=\\"window',
    /unknown key; the known ones are version/,
  ],
  ["markup for a word", JSON.stringify({ network: { activation: markup } }), "network.activation", /"<img src=x/],
  ["markup for a number", JSON.stringify({ data: { x: [1, markup], y: [1, 2] } }), "data.x[1]", /"<img src=x/],
  ["a prototype", '{"__proto__":{"polluted":1}}', "__proto__", /unknown key/],
  ["an inner prototype", '{"network":{"__proto__":{"width":1}}}', "network.__proto__", /unknown key/],
  ["a constructor", '{"constructor":{"prototype":{"polluted":1}}}', "constructor", /unknown key/],
  ["a key twice", '{"network":{"width":3,"width":4}}', "network.width", /given twice/],
  ["a number beyond all", '{"network":{"width":1e309}}', "network.width", /1e309 is too large/],
  ["a large number", '{"training":{"learningRate":1e308}}', "training.learningRate", /1e308 is not a number/],
  ["a fraction", '{"network":{"seed":0.5}}', "network.seed", /0\.5 is not a whole number from 0 to 4,294,967,295/],
  ["deep lists", "[".repeat(100000), "[0]", /nested deeper/],
  ["deep objects", '{"a":'.repeat(20000), "a.a", /nested deeper/],
  ["a long list", `{"data":{"x":[${"1,".repeat(20000)}1]}}`, "data.x", /a list of 20,001 is not a list of 1 to 10,000/],
  ["a long word", `{"preset":"${"k".repeat(50000)}"}`, "preset", /"k{40}…" is not one of orthogonal/],
  ["a negative seed", '{"network":{"seed":-1}}', "network.seed", /-1 is not a whole number from 0 to 4,294,967,295/],
  ["no iterations", '{"training":{"iterations":0}}', "training.iterations", /0 is not/],
  ["no neurons", '{"network":{"width":0}}', "network.width", /0 is not a whole number from 1 to 1,000,000/],
  ["an unknown key", '{"network":{"depth":3}}', "network.depth", /unknown key/],
  ["an unknown word", '{"network":{"activation":"sine"}}', "network.activation", /"sine" is not one of/],
  ["a huge text", `{"data":{"x":[${"1,".repeat(200000)}1],"y":[1]}}`, "data.x", /a list of 200,001/],
  ["weights without a loss", initial(1e200), "network.initial", /not finite/],
];

function initial(weight) {
  return JSON.stringify({ network: { initial: { w: [weight], b: [weight], a: [weight] } } });
}

/** A test at a frame that the page does not begin with, which fails when anything has been taken for code. */
function testUntrusting(name, body) {
  testOnPage(name, async (page) => {
    await show(page, 100);
    await page.evaluate(() => {
      window.ended?.abort();
      window.ended = new AbortController();
      window.told = [];
      document
        .querySelector("relu-scope")
        .addEventListener("error", ({ detail }) => window.told.push(detail), { signal: window.ended.signal });
      window.elements = () =>
        [document, document.querySelector("relu-scope").shadowRoot].map(
          (root) => root.querySelectorAll("img, script, iframe, object, embed, [onload], [onerror]").length,
        );
      window.prototypes = () =>
        [Object, Array, Function, String].map(({ prototype }) => Object.getOwnPropertyNames(prototype).join());
      window.before = [window.elements(), window.prototypes()];
    });
    await body(page);
    const [before, after, ran] = await page.evaluate(() => [
      window.before,
      [window.elements(), window.prototypes()],
      window.ran ?? "nothing",
    ]);
    assert.deepEqual(after, before);
    assert.equal(ran, "nothing");
  });
}

/** Waits until a refusal has been told, and says what it was; nothing else may have changed. */
async function assertRefused(page, before, what, key, says) {
  const isTold = () => window.told.length > 0 && $("[role=alert]").checkVisibility();
  await until(page, isTold).catch(() => assert.fail(`${what}: it was not refused`));
  const [told, shown] = await withScope(page, () => [window.told.splice(0), $("[role=alert] p").textContent]);
  assert.equal(told.length, 1, `${what}: ${JSON.stringify(told)}`);
  const [{ message }] = told;
  assert.ok(told[0].key?.startsWith(key) ?? key === "", `${what}: the key is ${told[0].key}`);
  assert.match(message, says, what);
  assert.equal(withoutNames(shown), message, what);
  assert.ok(message.length < 400 && !/[\x00-\x1f]/.test(message), `${what}: ${message}`);
  assert.deepEqual(await onScreen(page), before, what);
  await withScope(page, () => $("[role=alert] button").click());
}

for (const [way, give] of [
  ["the address", (scope, text) => void (location.hash = `frame=100&experiment=${encodeURIComponent(text)}`)],
  ["the attribute", (scope, text) => scope.setAttribute("experiment", text)],
  ["the property", (scope, text) => void (scope.experiment = text)],
]) {
  testUntrusting(`an experiment that is refused changes nothing: ${way}`, async (page) => {
    const before = await onScreen(page);
    for (const [what, text, key, says] of refusals) {
      // An address cannot hold half a pair.
      if (way === "the address" && !isWellFormed(text)) continue;
      // What stands behind an experiment in a sentence does not count.
      if (way === "the address" && /^\{\}[^{}]/.test(text)) continue;
      await withScope(page, give, text);
      await assertRefused(page, before, what, key, says);
    }
  });
}

function isWellFormed(text) {
  return !/[\ud800-\udfff]/u.test(text);
}

testUntrusting("an address that is refused, or has names of no meaning, is told by its key", async (page) => {
  const before = await onScreen(page);
  for (const [hash, key, says] of [
    ["frame=100&experiment=%", "", /not JSON/],
    ["frame=100&experiment=%E0%A4%A", "", /not JSON/],
    ["frame=100&experiment=%00", "", /not JSON/],
    [`frame=100&preset=${encodeURIComponent(markup)}`, "preset", /"<img src=x/],
    ["frame=100&preset=__proto__", "preset", /"__proto__" is not one of/],
    ["frame=100&experiment=x", "", /not JSON/],
    [`frame=100&experiment=${encodeURIComponent("{<script>alert(1)</script>}")}`, "", /not JSON/],
    ["frame=100&preset=%ff%fe", "preset", /preset: ".*" is not one of/],
  ]) {
    await page.evaluate((hash) => void (location.hash = hash), hash);
    await assertRefused(page, before, hash, key, says);
  }
  for (const [hash, key, says] of [
    [`frame=100&views=${encodeURIComponent(markup)}`, "views", /views.*<img src=x/],
    ["frame=100&views=__proto__+constructor", "views", /views.*__proto__/],
    [`frame=${encodeURIComponent(markup)}`, "frame", /frame.*<img src=x/],
    ["frame=1e308", "frame", /frame.*1e308/],
    ["frame=NaN", "frame", /frame.*NaN/],
    ["frame=20.4", "frame", /frame.*20\.4/],
    ["frame=-1", "frame", /frame.*-1/],
    ["frame=1&frame=2", "frame", /frame.*1.*2/],
    ["frame=100&frame=<b>", "frame", /frame.*once.*100.*<b/],
    ["frame", "frame", /frame must be given a value/],
    ["frames=60", "address", /frames/],
    ["frames=60&frame=x&weights=y", "address", /frames.*frame.*weights/],
    ["non-orthogonal", "address", /preset.*non-orthogonal/],
    ["preset=", "preset", /preset/],
    ["experiment=%7B%7D&preset=three-points", "preset", /preset.*three-points/],
    ["frame=100&neuron=1.5", "neuron", /neuron.*1\.5/],
    ["frame=100&neuron=-1", "neuron", /neuron.*-1/],
    ["frame=100&neuron=Infinity", "neuron", /neuron.*Infinity/],
    ["frame=100&weights=toString", "weights", /weights.*toString/],
    ["frame=100&overlays=hasOwnProperty", "overlays", /overlays.*hasOwnProperty/],
    [`frame=100&overlays=${encodeURIComponent(markup)}`, "overlays", /overlays.*<img src=x/],
    [`frame=100&pinned=${encodeURIComponent(markup)}`, "pinned", /JSON/],
    ['frame=100&pinned={"__proto__":{"x":1}}', "__proto__", /unknown key/],
    ['frame=100&pinned={"network":{"width":0}}', "network.width", /0 is not/],
  ]) {
    await page.evaluate((hash) => void (location.hash = hash), hash);
    await until(page, () => window.told.length > 0);
    const told = await page.evaluate(() => window.told.splice(0));
    assert.deepEqual([told.length, told[0].key], [1, key], hash);
    assert.match(told[0].message, says, hash);
    assert.ok(told[0].message.length < 400, told[0].message);
  }
  await page.evaluate(() => void (location.hash = "__proto__=1&constructor=2&then=3&experiment={}"));
  await until(page, () => window.told.length > 0);
  const [{ key, message }] = await page.evaluate(() => window.told.splice(0));
  assert.equal(key, "address");
  assert.ok(message.endsWith("not “__proto__, constructor, then”."), message);
  await page.evaluate(() => void (location.hash = "frame=20&preset=non-orthogonal-large-init"));
  await until(page, (scope) => scope.experiment.preset === "non-orthogonal-large-init" && scope.frame === 20);
  assert.deepEqual(await page.evaluate(() => window.told), []);
});

testUntrusting("attributes take no markup", async (page) => {
  const before = await onScreen(page);
  for (const [name, value, says] of [
    ["preset", markup, /preset: "<img/],
    ["preset", "constructor", /preset: "constructor"/],
    ["views", markup, /views must be some of/],
    ["controls", "toString", /controls must be some of/],
    ["frame", "1e10", /frame must be a number from 0/],
    ["frame", "NaN", /frame must be a number/],
    ["frame", "1.5", /frame must be a whole number/],
    ["fps", "Infinity", /fps must be a number/],
    ["fps", "1e-300", /fps must be a number/],
    ["views", "function heatmap", /views must be .*heatmap/],
    ["controls", "everything", /controls must be .*everything/],
    ["fps", "-3", /fps must be .*-3/],
    ["frame", "first", /frame must be .*first/],
    ["theme", "sepia", /theme must be .*sepia/],
    ["theme", "__proto__", /theme must be/],
    ["theme", "k".repeat(1e6), /theme must be auto, light or dark, not “k{40}…”/],
  ]) {
    await withScope(page, (scope, name, value) => scope.setAttribute(name, value), name, value);
    await assertRefused(page, before, name, name, says);
  }
  await withScope(
    page,
    (scope, markup) => {
      for (const name of ["loop", "autoplay", "class", "id", "title"]) scope.setAttribute(name, markup);
    },
    markup,
  );
  assert.deepEqual(await page.evaluate(() => window.told), []);
  for (const home of [
    "javascript:window.ran=1",
    "data:text/html,<p>",
    "https://",
    "https://\ud800",
    "http://[",
    "http://[::x]/",
    `//${markup}`,
  ]) {
    await withScope(page, (scope, home) => scope.setAttribute("home", home), home);
    await assertRefused(page, before, home, "home", /^home must be the address of a page, not “/);
  }
});

testUntrusting("a property takes anything, and never throws", async (page) => {
  const before = await onScreen(page);
  const throwing = "{ get data() { throw %; } }";
  for (const [value, key, says] of [
    ["undefined", "", /cannot be written as JSON: it is of type undefined/],
    ["Symbol('x')", "", /of type symbol/],
    ["() => ({})", "", /of type function/],
    ["{ toJSON() {} }", "", /of type object/],
    ["null", "", /one JSON object, not null/],
    ["5", "", /one JSON object, not 5/],
    ["true", "", /one JSON object, not true/],
    ["5n", "", /cannot be written as JSON: .*BigInt/],
    ["{ network: { width: 5n } }", "", /cannot be written as JSON: .*BigInt/],
    ["(() => { const o = {}; o.data = { o }; return o; })()", "", /cannot be written as JSON: .*(circular|cyclic)/],
    [throwing.replace("%", "new Error('<b>no</b>')"), "", /cannot be written as JSON: <b>no<\/b>/],
    [throwing.replace("%", "Object.create(null)"), "", /cannot be written as JSON: it throws/],
    [throwing.replace("%", "'{}'"), "", /cannot be written as JSON: it throws/],
    ["new Proxy({}, { ownKeys() { throw new Error('no keys'); } })", "", /no keys/],
    ["Object.assign(Object.create({ network: 1 }), { polluted: 1 })", "polluted", /unknown key/],
    ["{ network: { width: '60' } }", "network.width", /"60" is not a whole number/],
    ["{ network: { width: [60] } }", "network.width", /a list of 1 is not a whole number/],
    ["{ training: { learningRate: NaN } }", "training.learningRate", /null is not a number/],
    ["{ training: { learningRate: -Infinity } }", "training.learningRate", /null is not a number/],
    ["{ data: { x: new Float64Array(3) } }", "data.x", /an object is not a list/],
    ["{ data: { x: new Array(3) } }", "data.x[0]", /null is not a number/],
    ["{ data: { x: new Array(2e6).fill(1) } }", "data.x[1000000]", /no list may have more/],
    ['JSON.parse(\'{"__proto__":{"polluted":1}}\')', "__proto__", /unknown key/],
  ]) {
    await page.evaluate(`void (document.querySelector("relu-scope").experiment = ${value})`);
    await assertRefused(page, before, value, key, says);
  }
  for (const frame of [markup.repeat(1000), "1,000", "\n\0"]) {
    await withScope(page, (scope, frame) => void (scope.frame = frame), frame);
    await assertRefused(page, before, frame, "frame", /^frame must be a number, not “.{0,41}”\.$/);
  }
});

testUntrusting("methods take anything, and what they cannot serve they reject in words", async (page) => {
  const outcomes = await withScope(
    page,
    async (scope, markup) => {
      for (const n of [NaN, Infinity, -Infinity, 1e308, "x", undefined, {}]) scope.step(n);
      for (const frame of [-1, 1e308, Infinity, -Infinity, "3", null, 1.4]) scope.frame = frame;
      const why = (promise) =>
        promise.then(
          (value) => `served: ${value}`,
          (error) => (error instanceof Error ? error.message : `no error: ${error}`),
        );
      const views = ["__proto__", "toString", markup, "", undefined, null];
      return Promise.all([
        ...[-1, 0.5, 153, NaN, Infinity, "0", undefined, markup].map((frame) => why(scope.neurons(frame))),
        ...views.flatMap((view) => [scope.toSVG(view), scope.toPDF(view), scope.toPNG(view)].map(why)),
        ...[0, 1e9, NaN, markup].map((scale) => why(scope.toPNG("loss", { scale }))),
        ...[0, -1, NaN, markup].flatMap((neurons) => [scope.toJSON({ neurons }), scope.toCSV({ neurons })].map(why)),
        ...[{ format: markup }, { fps: 1e9 }, { width: -2 }, { height: NaN }, { from: 9, to: 3 }, { to: 1e9 }].map(
          (options) => why(scope.toVideo(options)),
        ),
        ...[{ views: [markup] }, { views: [] }, { theme: markup }, { hold: Infinity }].map((options) =>
          why(scope.toVideo(options)),
        ),
      ]);
    },
    markup,
  );
  for (const outcome of outcomes) {
    assert.ok(!outcome.startsWith("served") && !outcome.startsWith("no error"), outcome);
    assert.ok(outcome.length > 10 && outcome.length < 400, outcome);
  }
  assert.equal(await withScope(page, async (scope) => (await scope.neurons(3)).w.length), 60, "it still works");
});

/** Drops a file whose content is a JavaScript expression onto the element. */
const drop = (page, name, content) =>
  page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${content}], ${JSON.stringify(name)}));
    for (const kind of ["dragover", "drop"]) {
      const options = { dataTransfer, bubbles: true, cancelable: true, composed: true };
      document.querySelector("relu-scope").dispatchEvent(new DragEvent(kind, options));
    }
  }`);

testUntrusting("a file that is no experiment, no run and no table changes nothing", async (page) => {
  const before = await onScreen(page);
  const huge = (head) => `${JSON.stringify(head)}, ...Array(4).fill(" 1,".repeat(2 ** 20 / 3))`;
  for (const [name, content, key, says] of [
    ["run.json", '"{\\"version\\":1,\\"experiment\\":{\\"network\\":{\\"width\\":3}"', "", /breaks off after 48 bytes/],
    ["run.json", '"{\\"experiment\\":[1]}"', "", /one JSON object, not a list of 1/],
    ["run.json", '"{\\"frames\\":[{\\"w\\":[1e999]}]}"', "frames[0].w[0]", /1e999 is too large/],
    ["run.json", huge('{"frames":['), "frames[1000000]", /no list may have more than 1,000,000 elements/],
    ["run.json", huge('{"frames":'), "", /not JSON/],
    ["picture.png", "new Uint8Array(5e6).fill(137)", "", /no UTF-8 text: it goes wrong at byte 1 of 5000000/],
    ["zeros.bin", "new Uint8Array(5e6)", "", /not JSON: it goes wrong at byte 1 of 5,?000,?000, at "\\u0000/],
    ["page.html", JSON.stringify(`<!doctype html>${markup}`), "", /not JSON/],
    ["utf16.json", "new Uint16Array([123, 0xd800, 125])", "", /no UTF-16LE text: it goes wrong at byte \d of 6/],
    ["utf16.json", "new Uint16Array([123, 60])", "", /not JSON/],
    ["empty.json", '""', "", /breaks off after 0 bytes/],
    [`${markup.slice(0, 30)}.csv`, '"1,two"', "data", /^<img src=x onerror="window\.ran.*\.csv: line 1: “two”/],
    ["points.csv", JSON.stringify(`x,y\n1,${markup}`), "data", /line 2: “<img src=x.*…” is not a number/],
    ["points.csv", JSON.stringify('x,y\n1,"=HYPERLINK(""http://x"")"'), "data", /line 2: “=HYPERLINK/],
    ["points.csv", '"x,y\\n@SUM(1),2"', "data", /line 2: “@SUM\(1\)” is not a number/],
    ["points.csv", '"1,2\\n__proto__,constructor,3"', "data", /line 2 has 3 columns, not 2/],
    ["points.csv", '"1,NaN"', "data", /line 1: “NaN” is not a number/],
    ["points.csv", '"1,1e999"', "data", /line 1: “1e999” is not a number/],
    ["points.csv", '"1,1e308"', "data.y[0]", /1e308 is not a number from -1,000,000/],
    ["points.csv", "new Uint8Array(1000).fill(137)", "data", /no points/],
    ["points.csv", "new Uint8Array(5e6).fill(49)", "data", /5,000,000 characters are too many/],
    ["points.csv", '"\\u0000\\u0000"', "data", /no points/],
  ]) {
    await drop(page, name, content);
    await assertRefused(page, before, `${name}: ${content.slice(0, 60)}`, key, says);
  }
});

testUntrusting("a pasted table takes no markup and no formulas", async (page) => {
  await unfold(page, "data");
  const before = await onScreen(page);
  for (const [text, says] of [
    [`1\t2\n${markup}\t3`, /line 2: “<img src=x.*…” is not a number/],
    ["1\t2\n=1+1\t3", /line 2: “=1\+1” is not a number/],
    ['1,2\n"3', /line 2 has one column, not 2/],
    ["1\t2\n\u202e\0\t3", /line 2: “\ufffd\ufffd” is not a number/],
    ['1\t2\n"a\nb"\t3', /line 2: “a\ufffdb” is not a number/],
    ["1,2\n3,1e999", /line 2: “1e999” is not a number/],
    ["1,2\n3,0x10,", /line 2: “0x10” is not a number/],
    ["1,2\n3,4,5", /line 2 has 3 columns, not 2/],
    ["1,2\n3,four\n", /line 2: “four” is not a number/],
    ["x\ty\n1\t2\n3", /line 3 has one column, not 2/],
    ["x,y\n", /no points/],
    ["<script>alert(1)</script>,1\n2,3", /line 1: “<script>alert\(1\)<\/script>” is not a number/],
    ["1,2\n3,1e7", /data\.y\[1\]: 10,000,000 is not a number from -1,000,000 to 1,000,000/],
    ["1,2\n".repeat(10001), /10,001 is not a list of 1 to 10,000/],
    ["1,2\n".repeat(600000), /2,400,000 characters are too many; at most 2,097,152/],
  ]) {
    await withScope(
      page,
      (scope, text, markup) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        clipboardData.setData("text/html", markup);
        // Firefox gives a clipboard event that is made by script no data.
        const paste = Object.assign(new Event("paste", { bubbles: true, cancelable: true, composed: true }), {
          clipboardData,
        });
        $("details.data table").dispatchEvent(paste);
      },
      text,
      markup,
    );
    await assertRefused(page, before, text.slice(0, 60), "data", says);
  }
});
