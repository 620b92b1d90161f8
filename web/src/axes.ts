import type { Axis } from "d3-axis";
import { makeSvg } from "./dom";
import { raisedParts } from "./numbers";
import type { Scale } from "./scales";
import type { Box, Group } from "./surface";
import { ticksOf } from "./ticks";

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
  group.selectAll<SVGTextElement, number>(".tick text").each(function (value) {
    writeRaised(this, ticks.format(value), style.size);
  });
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

/** Writes text whose powers of ten are set with the typeface's own digits, raised. Sizes are numbers, for exports. */
export function writeRaised(element: SVGTextElement, text: string, size: number): void {
  const parts = raisedParts(text).map(({ text, raised }, index, all) => {
    const rise = Number(all[index - 1]?.raised ?? false) - Number(raised);
    const part = makeSvg("tspan", {}, text);
    if (raised) part.setAttribute("font-size", String(0.75 * size));
    if (rise !== 0) part.setAttribute("dy", String(0.4 * size * rise));
    return part;
  });
  element.replaceChildren(...(parts.length > 1 ? parts : [text]));
}

/** The sides of the plot: below and above, and to the right where no axis is. */
export function drawSides(group: Group, { width, height }: Box, right: boolean): void {
  group
    .selectAll("path")
    .data([`M0,${height}H${width}M0,0H${width}${right ? `V${height}` : ""}`])
    .join("path")
    .attr("d", (path) => path);
}
