import { windowOf } from "../browser/dom";
import type { WeightAxis } from "../plot/scales";

/** How long an axis takes for most of its way, in milliseconds. */
const pace = 80;

/** How near to its end an axis is there, as a part of its length. */
const near = 0.002;

/**
 * Lets the axis of the weights move smoothly to where it has to be while a run is trained: it grows with every report, and
 * must not jump under the reader's eyes. Another run has its own axis at once, and so has what else there is room for; so has a reader who
 * prefers less motion.
 */
export function settlingAxis(
  figure: HTMLElement,
  redraw: (() => void) | undefined,
): (axis: WeightAxis, run: object) => WeightAxis {
  let shown: WeightAxis | undefined;
  let of: object | undefined;
  let before = 0;
  return (axis, run) => {
    // Axes stay put under what is dragged between them.
    if (shown && figure.classList.contains("held")) return shown;
    const now = performance.now();
    const isStill = !redraw || windowOf(figure).matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { range, largestNorm } = axis;
    if (!shown || isStill || of !== run || shown.scale !== axis.scale) {
      of = run;
      shown = axis;
    } else {
      const part = 1 - Math.exp((before - now) / pace);
      const [low, high] = range;
      const least = near * Math.max(high - low, largestNorm);
      const moved = (from: number, to: number): number =>
        Math.abs(to - from) <= least ? to : from + part * (to - from);
      shown = {
        ...axis,
        range: [moved(shown.range[0], low), moved(shown.range[1], high)],
        largestNorm: moved(shown.largestNorm, largestNorm),
      };
      if (shown.range.join() !== range.join() || shown.largestNorm !== largestNorm) redraw();
    }
    before = now;
    return shown;
  };
}
