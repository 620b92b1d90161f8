import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  complains,
  complaint,
  entered,
  find,
  pressTool,
  ready,
  refreshed,
  show,
  textOf,
  unfold,
  until,
  withScope,
} from "../support/instrument.mjs";
import { hosted, isFirefox } from "../support/browser.mjs";
import { testOnPage, visit } from "../support/visit.mjs";
import { lastFrame } from "../support/default-run.mjs";

const dataOf = (page) => withScope(page, ({ experiment: { data } }) => [data.x, data.y]);

/** Waits until the run on screen is one of these data. */
const trained = (page, x, y) =>
  until(
    page,
    ({ experiment, run, frames }, expected) =>
      JSON.stringify([experiment.data.x, experiment.data.y]) === expected && run.iterations.length === frames,
    JSON.stringify([x, y]),
  );

/** Where a data point stands on the page. */
const toPixel = (page, index) =>
  withScope(
    page,
    (scope, index) => {
      const { x, y, width, height } = $$(".grip")[index].getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    index,
  );

/** Where a value of x and one of y are on the page. */
const placeAt = (page, x, y) =>
  withScope(
    page,
    (scope, x, y) => {
      const along = (side, value) => {
        const ticks = $$(`.function .${side} .tick`).map((tick) => {
          const box = tick.querySelector("line").getBoundingClientRect();
          return {
            value: Number(tick.textContent.replace("−", "-")),
            at: side === "bottom" ? box.x + box.width / 2 : box.y + box.height / 2,
          };
        });
        const [first, last] = [ticks[0], ticks.at(-1)];
        return first.at + ((value - first.value) / (last.value - first.value)) * (last.at - first.at);
      };
      return { x: along("bottom", x), y: along("left", y) };
    },
    x,
    y,
  );

const labels = (page) => withScope(page, () => $$(".grip").map((grip) => grip.getAttribute("aria-label")));

const said = (page) => textOf(page, ".function [role=status]");

const axes = (page) =>
  withScope(page, () =>
    $$(".function .axis")
      .map((axis) => axis.textContent)
      .join("|"),
  );

const openPanel = (page) => unfold(page, "data");

const close = (actual, expected, tolerance) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not within ${tolerance} of ${expected}`);

test("a point dragged by the mouse trains under the finger, and the axes wait until it is let go", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    await show(page, lastFrame);
    assert.deepEqual(await labels(page), ["point 1: x -0.5, y -1", "point 2: x 2, y 1"]);
    const before = await axes(page);
    const from = await toPixel(page, 1);
    const to = await placeAt(page, 1, 0.5);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await until(page, ({ experiment }) => experiment.data.x[1] < 1.8);
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await until(page, ({ experiment }) => Math.abs(experiment.data.x[1] - 1) < 0.05);
    const under = await toPixel(page, 1);
    close(under.x, to.x, 2.5);
    close(under.y, to.y, 2.5);
    assert.equal(await axes(page), before);
    await page.mouse.up();
    await until(
      page,
      (scope, before) =>
        $$(".function .axis")
          .map((axis) => axis.textContent)
          .join("|") !== before,
      before,
    );
    const [x, y] = await dataOf(page);
    assert.deepEqual([x[0], y[0]], [-0.5, -1]);
    close(x[1], 1, 0.02);
    close(y[1], 0.5, 0.02);
    assert.ok(
      String(x[1]).length <= 5 && String(y[1]).length <= 5,
      `no more digits than can be seen: ${x[1]}, ${y[1]}`,
    );
    assert.equal(await withScope(page, (scope) => scope.frame), lastFrame);
    assert.equal(await said(page), `point 2: x ${x[1]}, y ${y[1]}`);
    // The whole drag is one change.
    await pressTool(page, "undo");
    await trained(page, [-0.5, 2], [-1, 1]);
    await until(page, () => $(".undo").getAttribute("aria-disabled") === "true");
    await pressTool(page, "redo");
    await trained(page, x, y);
  });
});

const touchless = isFirefox && "Firefox's driver has no fingers";

test("a point is dragged by a finger, and elsewhere the finger scrolls", { skip: touchless }, async () => {
  const page = async (page) => {
    await ready(page);
    const from = await toPixel(page, 0);
    const to = await placeAt(page, 0.25, 0.5);
    const touch = await page.touchscreen.touchStart(from.x + 6, from.y + 6);
    for (let i = 1; i <= 8; i++) {
      await touch.move(from.x + 6 + ((to.x - from.x) * i) / 8, from.y + 6 + ((to.y - from.y) * i) / 8);
    }
    await touch.end();
    await until(
      page,
      ({ experiment: { data } }) => Math.abs(data.x[0] - 0.25) < 0.1 && Math.abs(data.y[0] - 0.5) < 0.1,
    );
    const [x, y] = await dataOf(page);
    assert.deepEqual([x[1], y[1]], [2, 1]);
    assert.equal(await page.evaluate(() => scrollY), 0);
    const empty = await placeAt(page, 1.5, -2);
    const finger = await page.touchscreen.touchStart(empty.x, empty.y);
    for (let i = 1; i <= 10; i++) await finger.move(empty.x, empty.y - 12 * i);
    await finger.end();
    await page.waitForFunction(() => scrollY > 20);
    assert.deepEqual(await dataOf(page), [x, y]);
  };
  await visit(hosted(), page, { width: 390, height: 700, touch: true });
});

testOnPage("keys move, add and remove points, and say so", async (page) => {
  await withScope(page, () => $$(".grip")[1].focus());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await trained(page, [-0.5, 2.01], [-1, 1.01]);
  await page.keyboard.down("Shift");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.up("Shift");
  await trained(page, [-0.5, 1.91], [-1, 0.91]);
  assert.equal(await said(page), "point 2: x 1.91, y 0.91");
  assert.equal(await withScope(page, (scope) => scope.frame), 0, "the arrows do not step");

  await (await find(page, ".views")).focus();
  await page.keyboard.press("Enter");
  await until(page, ({ experiment }) => experiment.data.x.length === 3);
  await until(page, (scope) => scope.shadowRoot.activeElement?.getAttribute("aria-label")?.startsWith("point 3:"));
  assert.match(await said(page), /^point 3: x .+, y 0 added$/);
  const [[, , x]] = await dataOf(page);
  assert.ok(x > -0.5 && x < 1.91, `the new point is between the others: ${x}`);
  await page.keyboard.press("ArrowUp");
  await until(page, ({ experiment }) => experiment.data.y[2] === 0.01);

  await page.keyboard.press("Delete");
  await trained(page, [-0.5, 1.91], [-1, 0.91]);
  assert.equal(await said(page), "point 3 removed; 2 left");
  await until(page, (scope) => scope.shadowRoot.activeElement?.getAttribute("aria-label")?.startsWith("point 2:"));
  await page.keyboard.press("Delete");
  await trained(page, [-0.5], [-1]);
  // The last one cannot go.
  await until(page, (scope) => scope.shadowRoot.activeElement?.getAttribute("aria-label")?.startsWith("point 1:"));
  await page.keyboard.press("Delete");
  await complains(page);
  assert.match(await complaint(page), /^data\.x: .*1 to 10,000/);
  assert.deepEqual(await dataOf(page), [[-0.5], [-1]]);
  await until(page, () => $$(".grip").length === 1);
});

testOnPage("a double-click adds a point where it is, and none on top of another", async (page) => {
  const at = await placeAt(page, 1, 1.5);
  await page.mouse.click(at.x, at.y, { count: 2 });
  await until(page, ({ experiment }) => experiment.data.x.length === 3);
  const [x, y] = await dataOf(page);
  close(x[2], 1, 0.02);
  close(y[2], 1.5, 0.03);
  await trained(page, x, y);
  await refreshed(page);
  const grip = await toPixel(page, 0);
  await page.mouse.click(grip.x, grip.y, { count: 2 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal((await dataOf(page))[0].length, 3);
});

test("a point is not dragged beyond the trainer's limits, and that is said", async () => {
  const experiment = { data: { x: [-1e6, 999999], y: [0, 1] }, training: { learningRate: 1e-12, iterations: 100 } };
  await visit(`${hosted()}#experiment=${encodeURIComponent(JSON.stringify(experiment))}`, async (page) => {
    await ready(page);
    await withScope(page, () => $$(".grip")[1].focus());
    await page.keyboard.down("Shift");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.up("Shift");
    await complains(page);
    assert.match(await complaint(page), /^data\.x\[1\]: .* -1,000,000 to 1,000,000/);
    assert.deepEqual(await dataOf(page), [experiment.data.x, experiment.data.y]);
    await until(page, () => $$(".grip")[1].getAttribute("aria-label").includes("x 999999,"));
    assert.equal(await said(page), "", "what did not happen is not said");
  });
});

testOnPage("the table is typed into, and names a cell that is refused", async (page) => {
  await openPanel(page);
  const cell = (row, column) => find(page, `.panel.data tbody tr:nth-child(${row}) td:nth-of-type(${column}) input`);
  const first = await cell(1, 1);
  await first.click({ count: 3 });
  await first.type("−0.75\t");
  await trained(page, [-0.75, 2], [-1, 1]);
  await (await find(page, ".panel.data .choices button")).click();
  await trained(page, [-0.75, 2, 3], [-1, 1, 0]);
  const third = await cell(3, 2);
  await third.click({ count: 3 });
  await third.type("half\n");
  await complains(page);
  assert.match(await complaint(page), /^data\.y\[2\]: "half" is not a number/);
  const marked = await withScope(page, () =>
    $$("[aria-invalid]").map((input) => [input.getAttribute("aria-label"), input.value]),
  );
  assert.deepEqual(marked, [["y of point 3", "half"]]);
  assert.deepEqual(await dataOf(page), [[-0.75, 2, 3], [-1, 1, 0]]); // prettier-ignore
  await third.click({ count: 3 });
  await third.type("0.5\n");
  await trained(page, [-0.75, 2, 3], [-1, 1, 0.5]);
  assert.equal(await complaint(page), "");
  await (await find(page, ".panel.data tbody tr:nth-child(2) button")).click();
  await trained(page, [-0.75, 3], [-1, 0.5]);
});

/** Pastes a text into the first cell of the table. */
const paste = (page, text) =>
  withScope(
    page,
    (scope, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      // Firefox gives a clipboard event that is made by script no data.
      const event = Object.assign(new Event("paste", { bubbles: true, cancelable: true, composed: true }), {
        clipboardData,
      });
      $(".panel.data td input").dispatchEvent(event);
    },
    text,
  );

for (const [what, text] of [
  ["tabs, without a header", "-1\t0.5\n0.25\t−1\n2\t1\n"],
  ["semicolons and a header", "x;y\r\n-1;0.5\r\n\r\n0.25;-1\r\n2;1"],
  ["commas, quotes and other columns", '\uFEFFname,y,x\n"a, b",0.5,-1\n"c",-1,0.25\n,1,"2"'],
  ["a header of its own words", "input,target\n-1,0.5\n.25,-1\n2e0,1"],
]) {
  testOnPage(`two columns are pasted: ${what}`, async (page) => {
    await openPanel(page);
    await paste(page, text);
    await trained(page, [-1, 0.25, 2], [0.5, -1, 1]);
    await until(page, () => $$(".grip").length === 3);
    await pressTool(page, "undo");
    await trained(page, [-0.5, 2], [-1, 1]);
  });
}

testOnPage("which of several columns are x and y is asked, and answered by the keyboard", async (page) => {
  await openPanel(page);
  const isOpen = () => $("dialog.columns")?.open === true;
  await paste(page, "t;v;s\n1;-0,5;7\n2;2,5;8");
  await until(page, isOpen);
  const offered = await withScope(page, () =>
    $$("dialog.columns select").map((select) => [
      $(`label[for=${select.id}]`).textContent,
      [...select.options].map(({ text }) => text),
      select.selectedIndex,
    ]),
  );
  assert.deepEqual(offered, [["x", ["t", "v", "s"], 0], ["y", ["t", "v", "s"], 1]]); // prettier-ignore
  assert.equal(await withScope(page, (scope) => scope.shadowRoot.activeElement.id), "column-x");
  await page.keyboard.press("Escape");
  await until(page, () => !$("dialog.columns").open);
  assert.deepEqual(await dataOf(page), [[-0.5, 2], [-1, 1]]); // prettier-ignore
  await paste(page, "t;v;s\n1;-0,5;7\n2;2,5;8");
  await until(page, isOpen);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await trained(page, [-0.5, 2.5], [7, 8]);
  assert.equal(await withScope(page, () => $("dialog.columns").open), false);
});

testOnPage("a decimal comma is typed and pasted into a cell", async (page) => {
  await openPanel(page);
  const first = await find(page, ".panel.data tbody tr:nth-child(1) td:nth-of-type(1) input");
  await first.click({ count: 3 });
  await first.type("-0,75\t");
  await trained(page, [-0.75, 2], [-1, 1]);
  await paste(page, "1,5");
  assert.deepEqual(await dataOf(page), [[-0.75, 2], [-1, 1]]); // prettier-ignore
});

testOnPage("files in UTF-16 are read, tables and experiments", async (page) => {
  const dropped = (name, bytes) =>
    page.evaluate(
      (name, bytes) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
        document.querySelector("relu-scope").dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
      },
      name,
      [...bytes],
    );
  await dropped("a.csv", Buffer.from("\ufeffx;y\r\n0,5;1\r\n1;0,25", "utf16le"));
  await trained(page, [0.5, 1], [1, 0.25]);
  await dropped("gr.txt", Buffer.from("Gr\xf6\xdfe\ty\r\n0,75\t1\r\n1\t0,25", "latin1"));
  await trained(page, [0.75, 1], [1, 0.25]);
  await dropped("e.json", Buffer.from('\ufeff{"data":{"x":[3],"y":[4]}}', "utf16le").swap16());
  await trained(page, [3], [4]);
  await dropped("e.txt", Buffer.from('{"data":{"x":[4],"y":[4]}}'));
  await trained(page, [4], [4]);
  await dropped("e.json", Buffer.from('{"data":"\xff"}', "latin1"));
  await complains(page);
  assert.match(await complaint(page), /e\.json cannot be read: it is no UTF-8 text: it goes wrong at byte \d+ of 12/);
  assert.deepEqual(await dataOf(page), [[4], [4]]); // prettier-ignore
});

/** Drops a file onto an element of the page. */
const drop = (page, selector, name, text) =>
  page.evaluate(
    (selector, name, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      const target = document.querySelector(selector);
      const events = ["dragover", "drop"].map(
        (kind) => new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
      );
      for (const event of events) target.dispatchEvent(event);
      return events.map((event) => event.defaultPrevented);
    },
    selector,
    name,
    text,
  );

testOnPage("a CSV file is dropped onto the element or beside it, or chosen", async (page) => {
  assert.deepEqual(await drop(page, "relu-scope", "points.csv", "x,y\n0,1\n1,0"), [true, true]);
  await trained(page, [0, 1], [1, 0]);
  assert.deepEqual(await drop(page, "h1", "points.csv", "x,y\n0,1\n2,0"), [true, true]);
  await trained(page, [0, 2], [1, 0]);

  await openPanel(page);
  const path = join(tmpdir(), `reluscope-${process.pid}.csv`);
  await writeFile(path, "x;y\n0;1\n3;0\n");
  await (await find(page, "#data-file")).uploadFile(path);
  await trained(page, [0, 3], [1, 0]);

  await drop(page, "relu-scope", "notes.csv", "x,y\n0,1\n1,zero");
  await complains(page);
  assert.match(await complaint(page), /^notes\.csv: line 3: “zero” is not a number/);
  assert.deepEqual(await dataOf(page), [[0, 3], [1, 0]]); // prettier-ignore
});

testOnPage("ten thousand points can be looked at, dragged and paged through", async (page) => {
  const lines = Array.from({ length: 10000 }, (_, i) => `${(i / 1000 - 5).toFixed(3)},${Math.sin(i / 900).toFixed(3)}`);
  await withScope(page, (scope) => {
    const { network } = scope.experiment;
    scope.experiment = { ...scope.experiment, network: { ...network, width: 4 }, training: { iterations: 20 } };
  });
  await openPanel(page);
  await paste(page, lines.join("\n"));
  await until(
    page,
    ({ experiment, run, frames }) => experiment.data.x.length === 10000 && run.iterations.length === frames,
  );
  const [grips, rows, range] = await withScope(page, () => [
    $$(".grip").length,
    $$(".panel.data tbody tr").length,
    $(".range").textContent,
  ]);
  assert.deepEqual([grips, rows, range], [0, 50, "1–50 of 10,000"]);
  await (await find(page, ".pager button:last-child")).click();
  assert.equal(await textOf(page, ".range"), "51–100 of 10,000");
  assert.equal(await entered(page, ".panel.data td input"), lines[50].split(",")[0].replace(/0+$/, ""));
  await page.evaluate(() => scrollTo(0, 0));
  const from = await placeAt(page, 4.999, Number(lines.at(-1).split(",")[1]));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y - 60, { steps: 3 });
  await page.mouse.up();
  await until(page, ({ experiment: { data } }) => data.x.some((x, index) => x > 5 && data.y[index] > -0.7));
});
