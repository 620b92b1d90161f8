import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scaleLog } from "d3-scale";
import { drawAxis, type AxisStyle } from "../../plot/axes";
import type { Scale } from "../../plot/scales";
import type { Group } from "../../plot/surface";
import { printNumber } from "../../text/number-format";
import type { Swept } from "./results";

/** Where the values of a key are along an axis. */
export interface KeyAxis {
  /** The middle of a value's cell, and where the cell of a value begins; that of the value after the last is the end. */
  at(index: number): number;
  edge(index: number): number;
  /** The value whose cell holds a position. */
  indexAt(position: number): number;
  draw(group: Group, style: AxisStyle): void;
}

/** A value as it is read. */
export function printedValue(value: unknown): string {
  return typeof value === "number" ? printNumber(value) : String(value);
}

/** An axis from left to right, or from below to above, this long in pixels. */
export function keyAxis({ values }: Swept, length: number, isUpright: boolean): KeyAxis {
  const scale = scaleOf(values, isUpright ? [length, 0] : [0, length]);
  const edges = scale ? edgesOf(values as readonly number[], scale) : undefined;
  const count = values.length;
  const even = (place: number): number => (isUpright ? length * (1 - place / count) : (length * place) / count);
  const at = (index: number): number => (scale ? scale(values[index] as number) : even(index + 0.5));
  const edge = (index: number): number => (edges ? (edges[index] ?? 0) : even(index));
  return {
    at,
    edge,
    indexAt(position) {
      // The cells are in order, either way.
      const isDown = edge(0) > edge(count);
      for (let index = 0; index < count; index++) {
        if (isDown ? position > edge(index + 1) : position < edge(index + 1)) return index;
      }
      return count - 1;
    },
    draw(group, style) {
      if (scale) drawAxis(group, isUpright ? axisLeft<number>(scale) : axisBottom<number>(scale), scale, style);
      else drawWords(group, values, at, isUpright, style.size);
    },
  };
}

/** The scale of numbers in order, logarithmic where their ratios are more alike than their differences; undefined for words. */
function scaleOf(values: readonly unknown[], range: readonly [number, number]): Scale | undefined {
  const numbers = values.filter((value) => typeof value === "number");
  const steps = numbers.slice(1).map((value, index) => value - (numbers[index] ?? 0));
  const isInOrder = steps.every((step) => step > 0) || steps.every((step) => step < 0);
  if (numbers.length < values.length || numbers.length < 2 || !isInOrder) return undefined;
  const isLog = numbers.every((value) => value > 0) && unevenness(numbers.map(Math.log)) < unevenness(numbers);
  const [scale, bend, unbend] = isLog
    ? [scaleLog(), Math.log, Math.exp]
    : [scaleLinear(), (value: number) => value, (value: number) => value];
  const [first = 0, second = 0, last = 0, butLast = 0] = [numbers[0], numbers[1], numbers.at(-1), numbers.at(-2)];
  const before = unbend(bend(first) - (bend(second) - bend(first)) / 2);
  const after = unbend(bend(last) + (bend(last) - bend(butLast)) / 2);
  return scale.domain([before, after]).range(range);
}

/** The largest step between neighbours to the smallest. */
function unevenness(numbers: readonly number[]): number {
  const steps = numbers.slice(1).map((value, index) => Math.abs(value - (numbers[index] ?? 0)));
  return Math.max(...steps) / Math.min(...steps);
}

function edgesOf(values: readonly number[], scale: Scale): number[] {
  const middles = values.slice(1).map((value, index) => (scale(value) + scale(values[index] ?? value)) / 2);
  const [start = 0, end = 0] = scale.range();
  return [start, ...middles, end];
}

function drawWords(
  group: Group,
  values: readonly unknown[],
  at: (index: number) => number,
  isUpright: boolean,
  size: number,
): void {
  const texts = values.map(printedValue);
  const letters = Math.max(...texts.map(({ length }) => length));
  const room = Math.abs(at(1) - at(0)) || 1;
  const every = Math.max(1, Math.ceil((isUpright ? 1.4 * size : 0.6 * size * (letters + 1)) / room));
  // A line through the first two; one value alone has its place as well.
  const scale = scaleLinear([0, 1], [at(0), at(0) + room * (isUpright ? -1 : 1)]);
  const axis = (isUpright ? axisLeft<number>(scale) : axisBottom<number>(scale))
    .tickValues(values.flatMap((_, index) => (index % every === 0 ? [index] : [])))
    .tickFormat((index) => texts[index] ?? "")
    .tickSize(5)
    .tickPadding(6)
    .tickSizeOuter(0)
    .offset(0);
  group.call(axis).attr("font-size", size).attr("font-family", null);
}
