import { scaleLinear } from "d3-scale";
import { boxWithin, scaledMargins } from "../../plot/surface";
import type { Ends } from "../../trainer/trainer-module";
import { layOutLegend } from "../../views/legend";
import type { LegendEntry } from "../../views/theory-marks";
import type { PlaneLayout } from "../../views/view";

/** The width of the bar of colours, and its distance from the plot, in heights of letters. */
const room = { bar: 0.9, gap: 0.9 };

/** Lays a map of the plane out under a legend of these entries, with letters and marks `scale` times as large as usual. */
export function layOutPlane(
  width: number,
  height: number,
  xRange: Ends,
  secondRange: Ends,
  reach: number,
  entries: readonly LegendEntry[],
  scale: number,
): PlaneLayout {
  const { margins, tick, label, radius } =
    width < 520 * scale
      ? { margins: { top: 54, right: 76, bottom: 54, left: 56 }, tick: 12, label: 18, radius: 4.75 }
      : { margins: { top: 66, right: 100, bottom: 68, left: 70 }, tick: 14, label: 22, radius: 6 };
  const scaled = scaledMargins(margins, scale);
  const letters = tick * scale;
  const legend = layOutLegend(entries, width - scaled.left - scaled.right, letters);
  scaled.top += legend.height;
  const box = boxWithin(width, height, scaled);
  const bar = {
    left: box.left + box.width + room.gap * letters,
    top: box.top,
    width: room.bar * letters,
    height: box.height,
  };
  return {
    margins: scaled,
    tick: letters,
    label: label * scale,
    radius: radius * scale,
    line: scale,
    legend,
    box,
    bar,
    x: scaleLinear([...xRange], [0, box.width]),
    y: scaleLinear([...secondRange], [box.height, 0]),
    up: ["x", 1],
    values: scaleLinear([-reach, reach], [box.height, 0]),
  };
}
