import { legend as names } from "../text/prose";
import type { Group } from "../plot/surface";
import { styles, type TheoryMark } from "./theory-marks";

/** The legend above a plot: its marks in rows, and the size of its letters in pixels. */
export interface Legend {
  rows: readonly (readonly TheoryMark[])[];
  size: number;
  width: number;
  height: number;
}

/** A swatch, and the space after it and after an entry, in units of the letters' size. */
const swatch = 2.2;
const gap = { swatch: 0.5, entry: 1.2 };
const lineHeight = 1.45;

/** Lays a legend out in as many rows as it takes. */
export function layOutLegend(marks: readonly TheoryMark[], width: number, size: number): Legend {
  const rows: TheoryMark[][] = [];
  let [room, widest] = [0, 0];
  for (const mark of marks) {
    const needed = widthOf(mark) * size;
    if (rows.length === 0 || needed > room) {
      rows.push([]);
      room = width;
    }
    rows.at(-1)?.push(mark);
    widest = Math.max(widest, width - room + needed);
    room -= needed + gap.entry * size;
  }
  return { rows, size, width: widest, height: rows.length * size * lineHeight };
}

/** About the width of an entry, in units of the letters' size. */
function widthOf(mark: TheoryMark): number {
  return swatch + gap.swatch + 0.52 * names[mark].length;
}

/** Draws a legend into a group whose origin is its upper left corner. */
export function drawLegend(group: Group, { rows, size }: Legend): void {
  const entries = rows.flatMap((row, index) => {
    let x = 0;
    return row.map((mark) => {
      const entry = { mark, x, y: (index + 0.5) * size * lineHeight };
      x += (widthOf(mark) + gap.entry) * size;
      return entry;
    });
  });
  group.selectAll("*").remove();
  const line = size / 9;
  const entry = group
    .selectAll("g")
    .data(entries)
    .join("g")
    .attr("class", ({ mark }) => mark)
    .attr("transform", ({ x, y }) => `translate(${x},${y})`);
  entry
    .append("path")
    .attr("class", "line")
    .attr("d", `M0,0H${swatch * size}`)
    .attr("stroke-width", ({ mark }) => line * (styles[mark].thickness ?? 1))
    .attr("stroke-dasharray", ({ mark }) => styles[mark].dashes.map((length) => length * line).join(" ") || null);
  const radius = 0.3 * size;
  const dots = entry.filter(({ mark }) => styles[mark].dot !== undefined);
  dots
    .append("circle")
    .attr("class", ({ mark }) => (styles[mark].dot === "full" ? "full" : "open"))
    .attr("cx", (swatch * size) / 2)
    .attr("r", radius)
    .attr("stroke-width", line);
  dots
    .filter(({ mark }) => styles[mark].dot === "half")
    .append("path")
    .attr("class", "full")
    .attr("d", `M${(swatch * size) / 2},${-radius}a${radius},${radius} 0 0 1 0,${2 * radius}z`);
  entry
    .append("text")
    .attr("x", (swatch + gap.swatch) * size)
    .attr("dy", "0.35em")
    .attr("font-size", size)
    .text(({ mark }) => names[mark]);
}
