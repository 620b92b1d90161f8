import { withScope } from "./instrument.mjs";

/**
 * How the function view places values on the page, as its own ticks tell: for each axis the functions of a value, and the
 * plot's rectangle.
 */
export async function axes(page) {
  const { bottom, left, right, plot } = await withScope(page, () => {
    const figure = $(".view.function");
    const { x, y } = figure.getBoundingClientRect();
    const read = (selector, axis) => {
      const group = figure.querySelector(selector);
      const origin = group.getCTM();
      const ticks = [...group.querySelectorAll(".tick")].map((tick) => {
        const at = tick.getCTM();
        return { value: Number(tick.textContent.replace("−", "-")), pixel: axis === "x" ? x + at.e : y + at.f };
      });
      const [first, last] = [ticks[0], ticks[ticks.length - 1]];
      const slope = (last.pixel - first.pixel) / (last.value - first.value);
      return { x: x + origin.e, y: y + origin.f, slope, zero: first.pixel - slope * first.value };
    };
    const [bottom, left, right] = [read(".bottom", "x"), read(".left", "y"), read(".right", "y")];
    return { bottom, left, right, plot: { left: bottom.x, top: left.y, right: right.x, bottom: bottom.y } };
  });
  const along =
    ({ slope, zero }) =>
    (value) =>
      zero + slope * value;
  return { x: along(bottom), y: along(left), weight: along(right), plot };
}
