import { axes } from "./axes.mjs";
import { withScope } from "./instrument.mjs";

/**
 * What the function view shows, by its own axes: where on the page each neuron of a frame ought to stand, the colour of
 * the right axis, and that of the curve and the data, which lie over them, and the plot's rectangle.
 */
export async function expectation(page, frame) {
  const { x, weight, plot } = await axes(page);
  // As text: the browser takes minutes to hand hundreds of thousands of numbers over one by one.
  const { w, b, a, blue, green } = JSON.parse(
    await withScope(
      page,
      async (scope, frame) => {
        const { w, b, a } = await scope.neurons(frame);
        const [blue, green] = ["right", "left"].map((axis) =>
          getComputedStyle($(`.function .${axis}`))
            .color.match(/\d+/g)
            .map(Number),
        );
        return JSON.stringify({ w: Array.from(w), b: Array.from(b), a: Array.from(a), blue, green });
      },
      frame,
    ),
  );
  const stars = w
    .map((w, j) => ({ x: x(-b[j] / w), y: weight(a[j]) }))
    .filter((star) => star.x > plot.left + 1 && star.x < plot.right - 1);
  return { stars, zero: weight(0), plot, blue, green };
}

/** The screen as the page's reader sees it: a function from a pixel to whether it has a colour. */
export async function screen(page) {
  const shot = await page.screenshot({ encoding: "base64" });
  const { width, data } = await page.evaluate(async (shot) => {
    const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = "";
    for (let i = 0; i < data.length; i += 32768) text += String.fromCharCode(...data.subarray(i, i + 32768));
    return { width: bitmap.width, data: btoa(text) };
  }, shot);
  const bytes = Buffer.from(data, "base64");
  return (x, y, colour, tolerance = 40) => {
    const at = 4 * (Math.floor(y) * width + Math.floor(x));
    return colour.every((part, channel) => Math.abs(bytes[at + channel] - part) <= tolerance);
  };
}
