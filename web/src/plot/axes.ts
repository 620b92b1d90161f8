import type { Axis } from "d3-axis";
import { makeSvg } from "../browser/dom";
import { textWidth } from "../browser/text-width";
import { formatExactly, powerOfTen, raisedParts } from "../text/number-format";
import type { Scale } from "./scales";
import { styleOf, type Box, type Group } from "./surface";
import { ticksOf, type Ticks } from "./ticks";

/** How an axis is set. */
export interface AxisStyle {
  /** About how many ticks. */
  count: number;
  /** How large their letters are, in pixels. */
  size: number;
  /** How many digits before the point there is room for. */
  digits: number;
  /** How much room there is for a label beside the axis, in pixels; below it labels have that up to the next one. */
  room?: number;
}

/** Widths of the labels of ticks in pixels, of letters this large; 0 where they cannot be measured. */
export function labelWidths(
  group: Group,
  { values, format }: Pick<Ticks, "values" | "format">,
  size: number,
): number[] {
  const { fontFamily } = styleOf(group);
  return values.map((value) =>
    raisedParts(format(value)).reduce(
      (width, { text, raised }) => width + textWidth(text, raised ? 0.75 * size : size, fontFamily),
      0,
    ),
  );
}

/** Whether no label is wider than its room. */
function fits(group: Group, scale: Scale, { size, room }: AxisStyle): (ticks: Ticks) => boolean {
  return (ticks) => {
    const { values } = ticks;
    const widths = labelWidths(group, ticks, size);
    if (room !== undefined) return widths.every((width) => width <= room);
    const gap = 0.5 * size;
    return values.slice(1).every((value, i) => {
      const distance = Math.abs(scale(value) - scale(values[i] ?? value));
      return ((widths[i] ?? 0) + (widths[i + 1] ?? 0)) / 2 + gap <= distance;
    });
  };
}

/** Draws an axis into a group, in the colour of the group. Returns the values of its ticks. */
export function drawAxis(group: Group, axis: Axis<number>, scale: Scale, style: AxisStyle): number[] {
  const ticks = ticksOf(scale, style.count, style.digits, fits(group, scale, style));
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
    .selectAll<SVGTextElement, Ticks>("text.exponent")
    .data(ticks.exponent === 0 && ticks.offset === 0 ? [] : [ticks])
    .join("text")
    .attr("class", "exponent")
    .attr("fill", "currentColor")
    .text("")
    .each(function ({ exponent, offset }) {
      const power = exponent === 0 ? "" : `×${powerOfTen(exponent)}`;
      const added = offset === 0 ? "" : ` ${offset < 0 ? "\u2212" : "+"} ${formatExactly(Math.abs(offset))}`;
      writeRaised(this, `${power}${added}`.trim(), style.size);
    });
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
