import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "../support/bundled.mjs";
import { hosted } from "../support/browser.mjs";
import { ready, show, until, withScope } from "../support/instrument.mjs";
import { visit } from "../support/visit.mjs";
import { expectation, screen } from "../support/stars.mjs";

/**
 * Paints stars as a crowd in one canvas, and one by one, four times as large, in another. Returns how the two coverages
 * compare, pixel by pixel: the share of the pixels that are mostly covered in one and hardly in the other, how many are
 * covered, and the largest and the mean difference.
 */
async function compare(page, { scale, origin, positions }) {
  return page.evaluate(
    ({ scale, origin, positions }) => {
      const { paintCrowds, traceStars } = window.drawing;
      const stars = Float64Array.from(positions);
      const [width, height, finer] = [400, 300, 4];
      const paint = (factor, draw) => {
        const canvas = new OffscreenCanvas(width * factor, height * factor);
        const context = canvas.getContext("2d");
        context.scale(factor * scale, factor * scale);
        context.translate(...origin);
        draw(context);
        return context.getImageData(0, 0, canvas.width, canvas.height).data;
      };
      const ours = paint(1, (context) =>
        paintCrowds(context, [{ trace: traceStars, positions: stars, colour: "#1f77b4" }], 5.5),
      );
      const fine = paint(finer, (context) => {
        for (let i = 0; i < stars.length / 2; i++) {
          context.beginPath();
          traceStars(context, stars, 5.5, i, i + 1);
          context.fill();
        }
      });
      const result = { covered: 0, wrong: 0, largest: 0, mean: 0 };
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let expected = 0;
          for (let row = 0; row < finer; row++) {
            for (let column = 0; column < finer; column++) {
              const at = (y * finer + row) * width * finer + x * finer + column;
              expected += (fine[4 * at + 3] > 127) / finer ** 2;
            }
          }
          const found = ours[4 * (y * width + x) + 3] / 255;
          if (expected > 0) result.covered++;
          if ((expected > 0.6 && found < 0.2) || (found > 0.6 && expected < 0.2)) result.wrong++;
          result.largest = Math.max(result.largest, Math.abs(expected - found));
          result.mean += Math.abs(expected - found);
        }
      }
      result.mean /= result.covered;
      return result;
    },
    { scale, origin, positions },
  );
}

/** The same numbers in [0, 1) at every run. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const scales = [1, 1.25, 2, 3];

async function withDrawing(body) {
  const script = await bundled('export * from "./plot/stamped-symbols"; export * from "./plot/symbols";', "drawing");
  await visit("about:blank", async (page) => {
    await page.evaluate(`${script}; window.drawing = drawing;`);
    await body(page);
  });
}

test("a star in a crowd is the star that a canvas fills, to a fraction of a pixel", async () => {
  await withDrawing(async (page) => {
    for (const scale of scales) {
      const random = randomNumbers(1);
      const positions = [];
      for (let x = 10; x < 400 / scale - 20; x += 14) {
        for (let y = 10; y < 300 / scale - 20; y += 14) positions.push(x + random(), y + random());
      }
      const found = await compare(page, { scale, origin: [3.3, 5.7], positions });
      assert.ok(found.covered > 10000, `${found.covered} covered pixels`);
      assert.equal(found.wrong, 0, `at ${scale} pixels to one`);
      assert.ok(found.largest < 0.5 && found.mean < 0.08, JSON.stringify({ scale, ...found }));
    }
  });
});

test("a crowd covers what its stars cover one by one", async () => {
  await withDrawing(async (page) => {
    for (const scale of scales) {
      const random = randomNumbers(2);
      const [width, height] = [400 / scale, 300 / scale];
      const positions = [];
      // A cloud that is dense in the middle and thins out over the edges, and a line.
      for (let i = 0; i < 4000; i++) {
        const [across, up] = [0, 0].map(() => random() + random() + random() - 1.5);
        positions.push(width * (0.5 + 0.6 * across), height * (0.5 + 0.6 * up));
        if (i % 4 === 0) positions.push(width * random(), height * 0.1);
      }
      const found = await compare(page, { scale, origin: [0.4, 0.8], positions });
      assert.ok(found.covered > 40000, `${found.covered} covered pixels`);
      // Where the rims of several stars share a pixel, the largest share alone counts.
      assert.ok(found.wrong < 0.002 * found.covered && found.mean < 0.06, JSON.stringify({ scale, ...found }));
    }
  });
});

test("runs that follow one another, and use one another's memory, have each their own picture", async () => {
  await visit(hosted(), async (page) => {
    await ready(page);
    const stars = () => withScope(page, () => $(".function canvas").toDataURL());
    const shown = async (seed) => {
      const experiment = { preset: "three-points", network: { width: 40000, seed }, training: { iterations: 40 } };
      await withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
      await until(page, (scope, seed) => scope.experiment.network.seed === seed && scope.run?.loss.length === 40, seed);
      await show(page, 5);
      return stars();
    };
    const pictures = [];
    for (const seed of [1, 2, 3, 4, 1, 2]) pictures.push(await shown(seed));
    assert.equal(new Set(pictures).size, 4);
    assert.equal(pictures[4], pictures[0]);
    assert.equal(pictures[5], pictures[1]);
  });
});

test("of 200,000 neurons every one is seen, those that stand alone too", async () => {
  const experiment = { preset: "three-points", network: { initScale: 1 }, training: { iterations: 40 } };
  for (const deviceScaleFactor of [1, 2]) {
    await visit(
      hosted(),
      async (page) => {
        await ready(page);
        await withScope(page, (scope, experiment) => void (scope.experiment = experiment), experiment);
        await until(page, (scope) => scope.run?.loss.length === 40);
        await show(page, 5);
        const { stars, blue, green } = await expectation(page, 5);
        assert.ok(stars.length > 100000, `${stars.length} stars are inside the plot`);
        const is = await screen(page);
        // Curve and data lie over the stars, and have pixels of both colours along their edges.
        const isPainted = (x, y) =>
          [
            [0, 0],
            [1.5, 0],
            [0, 1.5],
            [-1.5, 0],
            [0, -1.5],
          ].some(([right, down]) => {
            const at = [x + right, y + down].map((place) => place * deviceScaleFactor);
            return is(...at, blue) || is(...at, green);
          });
        for (const { x, y } of stars) {
          assert.ok(isPainted(x, y), `there is no star at ${x.toFixed(1)}, ${y.toFixed(1)}`);
        }
        const alone = isolated(stars, 13);
        assert.ok(alone.length > 0, "no star stands alone");
        for (const { x, y } of alone) {
          let area = 0;
          for (let row = y - 7; row < y + 7; row += 1 / deviceScaleFactor) {
            for (let column = x - 7; column < x + 7; column += 1 / deviceScaleFactor) {
              area += is(column * deviceScaleFactor, row * deviceScaleFactor, blue) / deviceScaleFactor ** 2;
            }
          }
          assert.ok(area > 15 && area < 40, `the star at ${x.toFixed(1)}, ${y.toFixed(1)} covers ${area} pixels`);
        }
      },
      { deviceScaleFactor },
    );
  }
});

/** The stars that are further than this from all others. */
function isolated(stars, distance) {
  const squares = new Map();
  const square = (x, y) => `${Math.floor(x / distance)},${Math.floor(y / distance)}`;
  for (const star of stars) {
    const key = square(star.x, star.y);
    if (!squares.has(key)) squares.set(key, []);
    squares.get(key).push(star);
  }
  return stars.filter((star) => {
    // Its own square first: in a crowd a neighbour is there.
    for (const across of [0, -distance, distance]) {
      for (const down of [0, -distance, distance]) {
        for (const other of squares.get(square(star.x + across, star.y + down)) ?? []) {
          if (other !== star && Math.hypot(other.x - star.x, other.y - star.y) < distance) return false;
        }
      }
    }
    return true;
  });
}
