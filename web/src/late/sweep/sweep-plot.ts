import { scaleLinear } from "d3-scale";
import { logarithmic, type Scale } from "../../plot/scales";
import { boxWithin, scaledMargins, type Box, type Group, type Margins, type Surface } from "../../plot/surface";
import type { Ends } from "../../trainer/trainer-module";
import { writeLabel } from "../../plot/labels";
import { wordingOf } from "../../text/parameter-names";
import { label } from "../../text/notation";
import type { Outcome } from "./outcomes";
import type { Results, Swept } from "./results";

/** What is drawn of a sweep. */
export interface SweepScene {
  readonly results: Results;
  readonly outcome: Outcome;
  /** The run that is pointed at, and the one on screen, if it is of the sweep. */
  readonly pointed: number | undefined;
  readonly onScreen: number | undefined;
  /** Which value of a third key is drawn. */
  readonly slice: number;
  readonly hasContours: boolean;
}

/** A picture of a sweep on a surface of its own. */
export interface SweepPlot {
  readonly figure: HTMLElement;
  fit(): void;
  /** Draws all of it, or a part in the time of a refresh. Returns whether there is more to draw. */
  draw(scene: SweepScene): boolean;
  /** Draws what is marked in it alone. */
  mark(scene: SweepScene): void;
  /** The run at a place of the figure. */
  runAt(left: number, top: number): number | undefined;
}

export interface SweepPlotKind {
  readonly name: string;
  /** Width over height. */
  readonly aspect: number;
  on(surface: Surface): SweepPlot;
}

/** How much smaller than the largest the smallest is that is told apart from 0: rounding makes what is below. */
export const deepest = 1e-14;

/** Letters and margins of these pictures, in pixels. */
export interface SweepStyle {
  readonly margins: Margins;
  readonly tick: number;
  readonly label: number;
}

export function styleOf({ scale }: Surface, above = 12): SweepStyle {
  const margins = scaledMargins({ top: above, right: 14, bottom: 46, left: 62 }, scale);
  return { margins, tick: 12 * scale, label: 15 * scale };
}

export function boxOf(surface: Surface, { margins }: SweepStyle): Box {
  return boxWithin(surface.width, surface.height, margins);
}

/** A key as an axis calls it: by its symbol, or by its name. */
export function labelOfKey({ key }: Swept): string {
  const { name, symbol } = wordingOf(key);
  return symbol === undefined ? name : `${name}, ${symbol}`;
}

/** Writes what the axes are about: below the plot, and to the left of it. */
export function writeLabels(
  groups: { below: Group; beside: Group },
  surface: Surface,
  box: Box,
  below: string,
  beside: string,
): void {
  const { label: size } = styleOf(surface);
  const text = (group: Group): ReturnType<typeof group.select<SVGTextElement>> => {
    if (group.select("text").empty()) group.append("text").attr("text-anchor", "middle");
    return group.select<SVGTextElement>("text");
  };
  writeLabel(text(groups.below), label(below), size);
  text(groups.below).attr("transform", `translate(${box.left + box.width / 2},${surface.height - 0.5 * size})`);
  writeLabel(text(groups.beside), label(beside), size);
  text(groups.beside).attr("transform", `translate(${size},${box.top + box.height / 2}) rotate(-90)`);
}

/** The scale of an outcome, over all runs that are known; undefined if none is. */
export function outcomeScale({ results, outcome }: SweepScene, range: Ends): Scale | undefined {
  let [low, high, smallest] = [Infinity, -Infinity, Infinity];
  for (const run of results.trained) {
    const value = results.value(run, outcome.column);
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > 0) smallest = Math.min(smallest, value);
  }
  if (high < low) return undefined;
  // Linear where all are of one size, since a logarithmic axis would have no ticks to speak of.
  if (outcome.scale === "log" && high > 3 * smallest)
    return logarithmic([Math.max(smallest, deepest * high), high], [...range]);
  const room = high > low ? 0 : Math.abs(high) || 1;
  return scaleLinear([low - 0.5 * room, high + 0.5 * room], [...range]);
}
