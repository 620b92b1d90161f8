import { legend as names } from "../text/prose";
import type { Group } from "../plot/surface";
import { styles, type LegendEntry, type MarkStyle } from "./theory-marks";

/** The legend above a plot: its entries in rows, and the size of its letters in pixels. */
export interface Legend {
  rows: readonly (readonly LegendEntry[])[];
  size: number;
  width: number;
  height: number;
}

/** A swatch, and the space after it and after an entry, in units of the letters' size. */
const swatch = 2.2;
const gap = { swatch: 0.5, entry: 1.2 };
const lineHeight = 1.45;

/** Lays a legend out in as many rows as it takes. */
export function layOutLegend(entries: readonly LegendEntry[], width: number, size: number): Legend {
  const rows: LegendEntry[][] = [];
  let [room, widest] = [0, 0];
  for (const entry of entries) {
    const needed = widthOf(entry) * size;
    if (rows.length === 0 || needed > room) {
      rows.push([]);
      room = width;
    }
    rows.at(-1)?.push(entry);
    widest = Math.max(widest, width - room + needed);
    room -= needed + gap.entry * size;
  }
  return { rows, size, width: widest, height: rows.length * size * lineHeight };
}

/** About the width of an entry, in units of the letters' size. */
function widthOf(entry: LegendEntry): number {
  return indentOf(entry) + 0.52 * textOf(entry).length;
}

function textOf({ mark, text }: LegendEntry): string {
  return text ?? (mark ? (names as Partial<Record<string, string>>)[mark] : undefined) ?? "";
}

function indentOf({ mark }: LegendEntry): number {
  return mark ? swatch + gap.swatch : 0;
}

/** Draws a legend into a group whose origin is its upper left corner. */
export function drawLegend(group: Group, { rows, size }: Legend): void {
  group.selectAll("*").remove();
  rows.forEach((row, index) => {
    let x = 0;
    for (const entry of row) {
      const { mark } = entry;
      const place = group
        .append("g")
        .attr("class", mark ?? "note")
        .attr("transform", `translate(${x},${(index + 0.5) * size * lineHeight})`);
      if (mark) drawSwatch(place, styles[mark], size);
      place
        .append("text")
        .attr("x", indentOf(entry) * size)
        .attr("dy", "0.35em")
        .attr("font-size", size)
        .text(textOf(entry));
      x += (widthOf(entry) + gap.entry) * size;
    }
  });
}

function drawSwatch(place: Group, { dashes, dot, shapes = [], thickness = 1 }: MarkStyle, size: number): void {
  const line = size / 9;
  const [middle, radius] = [(swatch * size) / 2, 0.3 * size];
  if (dashes) {
    place
      .append("path")
      .attr("class", "line")
      .attr("d", `M0,0H${swatch * size}`)
      .attr("stroke-width", line * thickness)
      .attr("stroke-dasharray", dashes.map((length) => length * line).join(" ") || null);
  }
  shapes.forEach((trace, index) => {
    const corners: string[] = [];
    const corner = (x: number, y: number): void => void corners.push(`${x.toFixed(2)},${y.toFixed(2)}`);
    const across = (index - (shapes.length - 1) / 2) * 1.6 * size;
    const pen = { moveTo: corner, lineTo: corner, closePath: () => undefined };
    trace(pen, Float64Array.of(middle + across, 0), (shapes.length > 1 ? 0.36 : 0.45) * size, 0, 1);
    place
      .append("path")
      .attr("class", "full")
      .attr("d", `M${corners.join("L")}Z`);
  });
  if (dot) {
    place
      .append("circle")
      .attr("class", dot === "full" ? "full" : "open")
      .attr("cx", middle)
      .attr("r", radius)
      .attr("stroke-width", line);
  }
  if (dot !== "half") return;
  place
    .append("path")
    .attr("class", "full")
    .attr("d", `M${middle},${-radius}a${radius},${radius} 0 0 1 0,${2 * radius}z`);
}
