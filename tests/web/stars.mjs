import { withScope } from "./browser.mjs";

/**
 * What the function view shows, by its own axes: where on the page each neuron of a frame ought to stand, the colour of
 * the right axis, and the plot's rectangle.
 */
export function expectation(page, frame) {
  return withScope(
    page,
    async (scope, frame) => {
      const figure = scope.shadowRoot.querySelector(".view.function");
      const read = (selector, axis) => {
        const group = figure.querySelector(selector);
        const origin = group.getCTM();
        const ticks = [...group.querySelectorAll(".tick")].map((tick) => {
          const at = tick.getCTM();
          return { value: Number(tick.textContent.replace("−", "-")), pixel: axis === "x" ? at.e : at.f };
        });
        const [first, last] = [ticks[0], ticks[ticks.length - 1]];
        const slope = (last.pixel - first.pixel) / (last.value - first.value);
        return { origin, of: (value) => first.pixel + slope * (value - first.value) };
      };
      const [bottom, left, right] = [read(".bottom", "x"), read(".left", "y"), read(".right", "y")];
      const { w, b, a } = await scope.neurons(frame);
      const { x, y } = figure.getBoundingClientRect();
      const plot = { left: bottom.origin.e, top: left.origin.f, right: right.origin.e, bottom: bottom.origin.f };
      const stars = [];
      w.forEach((w, j) => {
        const star = { x: bottom.of(-b[j] / w), y: right.of(a[j]) };
        if (star.x > plot.left + 1 && star.x < plot.right - 1) stars.push({ x: x + star.x, y: y + star.y });
      });
      return {
        stars,
        zero: y + right.of(0),
        plot: { left: x + plot.left, top: y + plot.top, right: x + plot.right, bottom: y + plot.bottom },
        blue: getComputedStyle(figure.querySelector(".right")).color.match(/\d+/g).map(Number),
      };
    },
    frame,
  );
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
  return (x, y, colour) => {
    const at = 4 * (Math.floor(y) * width + Math.floor(x));
    return colour.every((part, channel) => Math.abs(bytes[at + channel] - part) <= 40);
  };
}
