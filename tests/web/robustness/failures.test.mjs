import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import {
  answerComplaint,
  appears,
  complains,
  complaint,
  find,
  ready,
  show,
  textOf,
  unfold,
  until,
  withScope,
} from "../support/instrument.mjs";
import { dist, hosted, patience } from "../support/browser.mjs";
import { commandLine, withoutSeconds } from "../support/command-line.mjs";
import { visit } from "../support/visit.mjs";

/** Presses Retry, and waits for the run that it leads to. */
async function retry(page) {
  await page.evaluate(() => void (window.isCured = true));
  await answerComplaint(page);
  await until(page, (scope) => scope.run?.iterations.length === scope.frames);
  assert.equal(await complaint(page), "");
}

// What a page may lack when it is opened, and what is said then. It is cured before Retry is pressed.
const lacks = [
  [
    "WebAssembly",
    /needs WebAssembly/,
    () => {
      const { WebAssembly } = window;
      Object.defineProperty(window, "WebAssembly", { get: () => (window.isCured ? WebAssembly : undefined) });
    },
  ],
  [
    "SIMD",
    /SIMD/,
    () => {
      const { validate } = WebAssembly;
      WebAssembly.validate = (bytes) => window.isCured === true && validate(bytes);
    },
  ],
  [
    "a module that can be unpacked",
    /could not be unpacked and compiled: out of memory/,
    () => {
      const { atob } = window;
      window.atob = (text) => {
        if (!window.isCured && text.length > 10000) throw new RangeError("out of memory");
        return atob(text);
      };
    },
  ],
  [
    "a module that can be compiled",
    /could not be unpacked and compiled: .+/,
    () => {
      const { compile } = WebAssembly;
      WebAssembly.compile = (bytes) => compile(window.isCured ? bytes : bytes.slice(0, 1000));
    },
  ],
  [
    "a worker that takes the module",
    /could not be started: .+ lost on its way/,
    () => {
      window.Worker = class extends Worker {
        postMessage(data) {
          if (window.isCured) super.postMessage(data);
          else this.dispatchEvent(new MessageEvent("messageerror"));
        }
      };
    },
  ],
];
for (const [what, sentence, before] of lacks) {
  test(`without ${what} it says so, and Retry tries again`, async () => {
    await visit(
      hosted(),
      async (page) => {
        await complains(page);
        assert.match(await complaint(page), sentence);
        assert.match(await withScope(page, (scope) => scope.ready.catch((error) => error.message)), sentence);
        await retry(page);
      },
      { before },
    );
  });
}

// What a page's own policy may forbid: the policy, what is said, and what the browser writes of it.
const policies = [
  ["script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'none'", /blob: address/, /worker-src/],
  ["script-src 'unsafe-inline'; worker-src blob:", /script-src lacks 'wasm-unsafe-eval'/, /wasm|script-src/],
];
/** Opens a page of somebody else's that has this policy, with an element in it. */
async function underPolicy(policy, act, expected) {
  const script = await readFile(`${dist}element/reluscope.js`, "utf8");
  await visit(
    "about:blank",
    async (page) => {
      await page.setContent(`<meta http-equiv="Content-Security-Policy" content="${policy}"><relu-scope></relu-scope>`);
      await page.addScriptTag({ content: script });
      await act(page);
    },
    { expected },
  );
}

for (const [policy, sentence, expected] of policies) {
  test(`under the policy ${policy} it says what is missing`, () =>
    underPolicy(
      policy,
      async (page) => {
        await complains(page);
        assert.match(await complaint(page), sentence);
      },
      expected,
    ));
}

test("where the page's policy forbids pictures, making one says what is missing", () =>
  underPolicy(
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:",
    async (page) => {
      await ready(page);
      await unfold(page, "export");
      await withScope(page, () => {
        const capture = $$("button").find(({ textContent }) => textContent === "Capture");
        capture.click();
        capture.click();
      });
      await until(page, () => /img-src data:/.test($(".outcome").textContent));
    },
    /img-src|data:image/,
  ));

test("elements share one compiled module, and one that breaks down leaves the others alone", async () => {
  const before = () => {
    const { compile } = WebAssembly;
    window.compiled = 0;
    WebAssembly.compile = (bytes) => {
      window.compiled += 1;
      return compile(bytes);
    };
    window.workers = [];
    window.Worker = class extends Worker {
      constructor(address) {
        super(address);
        window.workers.push(this);
      }
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await page.evaluate(async () => {
        for (let k = 0; k < 2; k++) document.querySelector("main").prepend(document.createElement("relu-scope"));
        for (const scope of document.querySelectorAll("relu-scope")) {
          scope.scrollIntoView();
          await scope.ready;
        }
      });
      assert.deepEqual(await page.evaluate(() => [window.compiled, window.workers.length]), [1, 3]);
      // An error that nobody has caught ends a worker's work.
      await page.evaluate(() => {
        const [scope, other] = document.querySelectorAll("relu-scope");
        window.failures = [];
        for (const each of [scope, other]) each.addEventListener("error", ({ detail }) => window.failures.push(detail));
        // The hosted page's own came first. Another replaces one that breaks down, unless that breaks down too.
        const breakDown = (worker) =>
          worker.dispatchEvent(new ErrorEvent("error", { message: "it fell over", cancelable: true }));
        breakDown(window.workers[1]);
        window.workers[3].addEventListener("message", ({ data }) => {
          if (data.kind === "ready") breakDown(window.workers[3]);
        });
      });
      await until(page, () =>
        [...document.querySelectorAll("relu-scope")].some((scope) => scope.shadowRoot.querySelector("[role=alert] p")),
      );
      const told = await page.evaluate(() =>
        [...document.querySelectorAll("relu-scope")].map(
          (scope) => scope.shadowRoot.querySelector("[role=alert] p")?.textContent ?? "",
        ),
      );
      assert.deepEqual([...told].sort(), ["", "", "The trainer broke down: it fell over"]);
      const trained = await page.evaluate(
        async (broken, patience) => {
          const scopes = [...document.querySelectorAll("relu-scope")];
          const weights = async (scope) => (await scope.neurons(100)).w.length;
          const others = await Promise.all(scopes.filter((_, k) => k !== broken).map(weights));
          scopes[broken].scrollIntoView();
          scopes[broken].shadowRoot.querySelector("[role=alert] button").click();
          for (const began = Date.now(); Date.now() - began < patience;) {
            await new Promise((resolve) => setTimeout(resolve, 50));
            const again = await weights(scopes[broken]).catch(() => 0);
            if (again) return [...others, again, window.compiled, window.workers.length];
          }
          return "not in time";
        },
        told.findIndex(Boolean),
        patience,
      );
      assert.deepEqual(trained, [60, 60, 60, 1, 5]);
    },
    { before },
  );
});

test("another trainer replaces one that breaks down, and trains what was asked for", async () => {
  // As WebKit's workers do now and then: the first one's clock throws in the midst of a run.
  const before = () => {
    const { Blob } = window;
    window.started = 0;
    const sabotage = `
      let left = Infinity;
      const now = performance.now.bind(performance);
      performance.now = () => {
        if (--left < 0) throw new RangeError("Maximum call stack size exceeded.");
        return now();
      };
      addEventListener("message", ({ data }) => {
        if (data.kind === "train" && JSON.parse(data.experiment).network?.seed === 31) left = 4;
      });
    `;
    window.Blob = class extends Blob {
      constructor(parts, options) {
        super(options.type === "text/javascript" && !window.started++ ? [sabotage, ...parts] : parts, options);
      }
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await withScope(page, (scope) => void (scope.experiment = { network: { seed: 31 } }));
      await until(
        page,
        (scope) => scope.experiment.network.seed === 31 && scope.run?.iterations.length === scope.frames,
      );
      assert.equal(await page.evaluate(() => window.started), 2);
      assert.equal(await complaint(page), "");
      const run = await withScope(page, async (scope) => (await scope.toJSON()).text());
      assert.equal(withoutSeconds(run), withoutSeconds(commandLine({ network: { seed: 31 } }, "json")));
    },
    { before },
  );
});

test("a trainer that breaks down again says so, what is on screen stays, and Retry starts it anew", async () => {
  // From an experiment with this seed on, the worker's clock throws what running out of memory would.
  const before = () => {
    const { Blob } = window;
    const sabotage = `
      let isBroken = false;
      const now = performance.now.bind(performance);
      performance.now = () => {
        if (isBroken) throw new RangeError("out of memory");
        return now();
      };
      addEventListener("message", ({ data }) => {
        isBroken ||= data.kind === "train" && JSON.parse(data.experiment).network?.seed === 31;
      });
    `;
    window.Blob = class extends Blob {
      constructor(parts, options) {
        super(window.isCured ? parts : [sabotage, ...parts], options);
      }
    };
  };
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      await show(page, 100);
      const standing = () =>
        withScope(page, (scope) => {
          const drawn = $(".function canvas").toDataURL();
          return [scope.run.frameLoss, drawn, $(".title").textContent];
        });
      const before = await standing();
      await withScope(page, (scope) => void (scope.experiment = { network: { seed: 31 } }));
      await complains(page);
      assert.match(await complaint(page), /out of memory/);
      assert.deepEqual(await standing(), before);
      assert.equal(await withScope(page, (scope) => scope.neurons(0).catch(() => "none")), "none");

      await page.evaluate(() => void (window.isCured = true));
      await answerComplaint(page);
      await until(
        page,
        (scope) => scope.experiment.network.seed === 31 && scope.run?.iterations.length === scope.frames,
      );
      assert.equal(await withScope(page, async (scope) => (await scope.neurons(100)).w.length), 60);
      assert.equal(await complaint(page), "");
    },
    { before },
  );
});

test("a library that cannot be had is named, and the next try loads it anew", async () => {
  let answer = (request) => request.abort();
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      const pdf = () =>
        withScope(page, (scope) =>
          scope.toPDF("loss").then(
            ({ type }) => type,
            ({ message }) => message,
          ),
        );
      assert.match(await pdf(), /^http:.*\/reluscope-pdf\.js could not be loaded\. The next try loads it anew\.$/);
      // A host's own page in its place.
      answer = (request) => request.respond({ contentType: "text/javascript", body: "document.title;" });
      assert.match(await pdf(), /reluscope-pdf\.js could not be loaded/);
      answer = (request) => request.continue();
      assert.equal(await pdf(), "application/pdf");
    },
    {
      expected: /ERR_FAILED|Loading failed|reluscope-pdf/,
      intercept: (request) => void (/reluscope-pdf/.test(request.url()) ? answer(request) : request.continue()),
    },
  );
});

test("what is opened and cannot be loaded is told, and what is on screen stays", async () => {
  await visit(
    hosted(),
    async (page) => {
      await ready(page);
      const sentence = /could not be loaded\. Reloading/;
      await page.keyboard.press("?");
      await complains(page);
      assert.match(await complaint(page), sentence);
      await (await find(page, ".panel.export summary")).click();
      await appears(page, ".panel.export .alarm");
      assert.match(await textOf(page, ".panel.export .content"), sentence);
      const rejected = (scope) => scope.toSVG("function").catch((error) => error.message);
      assert.match(await withScope(page, rejected), sentence);
      await withScope(page, (scope) => void (scope.frame = 60));
      await until(page, (scope) => scope.frame === 60);
    },
    {
      expected: /ERR_FAILED|late-parts-|request/,
      intercept: (request) => void (/\/parts\/late-parts-/.test(request.url()) ? request.abort() : request.continue()),
    },
  );
});
