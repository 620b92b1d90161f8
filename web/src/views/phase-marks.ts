import { phases as words } from "../text/prose";
import { toPixel } from "../plot/scales";
import type { Group } from "../plot/surface";
import { formatCount } from "../text/number-format";
import type { Look } from "../experiment/look";
import type { Recording } from "../run/recording";
import type { Phases } from "../trainer/trainer-module";
import type { LossLayout } from "./view";

const signs = ["positive", "negative"] as const;

/** Whether the phases of a run are to be drawn, and known. */
export function hasPhases({ overlays }: Look, { theory }: Recording): boolean {
  return overlays.has("phases") && theory.limit === "";
}

/** Where the phases meet, in iterations: the end of alignment and the beginning of convergence, as far as there are such. */
export function turnsOf(phases: Phases): { aligned?: number; converging?: number } {
  const growths = signs.map((sign) => phases[sign]).filter(([from]) => from >= 0);
  if (growths.length === 0) return {};
  const aligned = Math.min(...growths.map(([from]) => from));
  return growths.every(([, to]) => to >= 0)
    ? { aligned, converging: Math.max(...growths.map(([, to]) => to)) }
    : { aligned };
}

/** The bars of the phases, in pixels from the corner of the plot. */
export function barsOf(
  { box, x, pace }: LossLayout,
  phases: Phases,
  size: number,
): { sign: (typeof signs)[number]; left: number; top: number; width: number; height: number }[] {
  const scaled = toPixel(x);
  const across = (iteration: number): number => Math.max(0, Math.min(box.width, scaled(iteration * pace)));
  const height = 0.6 * size;
  return signs.flatMap((sign, row) => {
    const [from, to] = phases[sign];
    if (from < 0) return [];
    const left = across(from);
    const width = Math.max(2, (to < 0 ? box.width : across(to)) - left);
    return [{ sign, left, top: 4 + row * (height + 3), width, height }];
  });
}

/**
 * Draws the phases of a run at the top of its loss: a bar while the points of either sign are learned, and lines where
 * alignment ends and convergence begins. `size` is that of letters, in pixels.
 */
export function drawPhases(group: Group, layout: LossLayout, phases: Phases | undefined, size: number): void {
  group.selectAll("*").remove();
  if (!phases) return;
  const { box, x, pace } = layout;
  for (const { sign, left, top, width, height } of barsOf(layout, phases, size)) {
    const bar = group.append("g").attr("class", sign);
    bar.append("rect").attr("x", left).attr("y", top).attr("width", width).attr("height", height);
    const right = left + width;
    const isRight = right + 3.5 * size < box.width;
    write(bar, words[sign], isRight ? right + 4 : left - 4, top + height, isRight ? "start" : "end", 0.9 * size);
  }
  // The loss is high at the end of alignment, and low when convergence begins.
  const { aligned, converging } = turnsOf(phases);
  if (aligned !== undefined) turn(aligned, words.alignment, "end", box.height - 0.8 * size);
  if (converging !== undefined) turn(converging, words.convergence, "start", 12 + 2.5 * size);

  function turn(iteration: number, name: string, anchor: "start" | "end", top: number): void {
    const at = Math.max(0, toPixel(x)(iteration * pace));
    group.append("line").attr("x1", at).attr("x2", at).attr("y1", 0).attr("y2", box.height);
    const room = anchor === "end" ? at : box.width - at;
    if (room > 0.5 * size * name.length) write(group, name, anchor === "end" ? at - 5 : at + 5, top, anchor, size);
  }
}

function write(group: Group, text: string, left: number, top: number, anchor: string, size: number): void {
  group.append("text").attr("x", left).attr("y", top).attr("text-anchor", anchor).attr("font-size", size).text(text);
}

/** The phases in words. */
export function toldPhases(phases: Phases): string {
  const { aligned, converging } = turnsOf(phases);
  const grows = (sign: (typeof signs)[number]): string => {
    const [from, to] = phases[sign];
    return from < 0 ? "" : words.grows(words[sign], formatCount(from), to < 0 ? "" : formatCount(to));
  };
  return [
    aligned === undefined ? words.aligns : words.aligned(formatCount(aligned)),
    ...signs.map(grows),
    converging === undefined ? "" : words.converges(formatCount(converging)),
  ]
    .filter((part) => part !== "")
    .join(" ");
}
