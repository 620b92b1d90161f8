import type { Axis } from "d3-axis";
import { ticksOf, type Scale } from "./ticks";
import type { Box, Group } from "./surface";

/** How an axis is set. */
export interface AxisStyle {
  /** About how many ticks. */
  count: number;
  /** How large their letters are, in pixels. */
  size: number;
  /** How many digits before the point there is room for. */
  digits: number;
}

/** Draws an axis into a group, in the colour of the group. Returns the values of its ticks. */
export function drawAxis(group: Group, axis: Axis<number>, scale: Scale, style: AxisStyle): number[] {
  const ticks = ticksOf(scale, style.count, style.digits);
  const drawn = axis
    .tickValues(ticks.values)
    .tickFormat((value) => ticks.format(value))
    .tickSize(5)
    .tickPadding(6)
    .tickSizeOuter(0)
    .offset(0);
  group.call(drawn).attr("font-size", style.size).attr("font-family", null);
  group
    .selectAll("text.exponent")
    .data(ticks.exponent === 0 ? [] : [ticks.exponent])
    .join("text")
    .attr("class", "exponent")
    .attr("fill", "currentColor")
    .text("×10")
    .append("tspan")
    .attr("dy", -0.4 * style.size)
    .attr("font-size", 0.75 * style.size)
    .text((exponent) => String(exponent).replace("-", "\u2212"));
  return ticks.values;
}

/** The sides of the plot: below and above, and to the right where no axis is. */
export function drawSides(group: Group, { width, height }: Box, right: boolean): void {
  group
    .selectAll("path")
    .data([`M0,${height}H${width}M0,0H${width}${right ? `V${height}` : ""}`])
    .join("path")
    .attr("d", (path) => path);
}
