import { decode } from "../../../web/node_modules/fast-png/lib/index.js";
import { axes } from "./axes.mjs";
import { isFirefox } from "./browser.mjs";
import { withScope } from "./instrument.mjs";

/**
 * What the function view shows, by its own axes: where on the page each neuron of a frame ought to stand, the colour of
 * the right axis, and that of the curve and the data, which lie over them, and the plot's rectangle.
 */
export async function expectation(page, frame) {
  const { x, weight, plot } = await axes(page);
  // Their bytes as text: the browser takes minutes to hand hundreds of thousands of numbers over one by one, and seconds to
  // write them down.
  const { parameters, blue, green } = await withScope(
    page,
    async (scope, frame) => {
      const { w, b, a } = await scope.neurons(frame);
      const bytes = new Blob([w, b, a].map((values) => new Float64Array(values)));
      const parameters = await new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.split(",")[1]);
        reader.readAsDataURL(bytes);
      });
      const [blue, green] = ["right", "left"].map((axis) =>
        getComputedStyle($(`.function .${axis}`))
          .color.match(/\d+/g)
          .map(Number),
      );
      return { parameters, blue, green };
    },
    frame,
  );
  const bytes = Uint8Array.from(Buffer.from(parameters, "base64"));
  const width = bytes.length / 3;
  const [w, b, a] = [0, 1, 2].map((part) => Array.from(new Float64Array(bytes.buffer, part * width, width / 8)));
  const stars = w
    .map((w, j) => ({ x: x(-b[j] / w), y: weight(a[j]) }))
    .filter((star) => star.x > plot.left + 1 && star.x < plot.right - 1);
  return { stars, zero: weight(0), plot, blue, green };
}

/** The screen as the page's reader sees it: a function from a pixel to whether it has a colour. */
export async function screen(page) {
  const { width, channels, data } = decode(await page.screenshot({ optimizeForSpeed: !isFirefox }));
  return (x, y, colour, tolerance = 40) => {
    const at = channels * (Math.floor(y) * width + Math.floor(x));
    return colour.every((part, channel) => Math.abs(data[at + channel] - part) <= tolerance);
  };
}
