import { axisBottom, axisLeft } from "d3-axis";
import { drawAxis, drawSides } from "../../plot/axes";
import type { Scale } from "../../plot/scales";
import type { Box, Group } from "../../plot/surface";

/** Draws the sides of a plot and its axes below and to the left, where numbers have so much room. */
export function drawAxesOfValues(
  { sides, bottom, left }: Record<"sides" | "bottom" | "left", Group>,
  { box, x, y, tick }: { box: Box; x: Scale; y: Scale; tick: number },
  room: number,
): void {
  const origin = `translate(${box.left},${box.top})`;
  for (const group of [sides, left]) group.attr("transform", origin);
  bottom.attr("transform", `translate(${box.left},${box.top + box.height})`);
  drawSides(sides, box, true);
  drawAxis(bottom, axisBottom<number>(x), x, { count: box.width < 400 ? 4 : 6, size: tick, digits: 8 });
  drawAxis(left, axisLeft<number>(y), y, { count: box.height < 200 ? 4 : 6, size: tick, digits: 5, room });
  bottom.select(".exponent").attr("x", box.width).attr("y", -8).attr("text-anchor", "end");
  left.select(".exponent").attr("x", 4).attr("y", -8).attr("text-anchor", "start");
}
