import { offscreen } from "../../browser/offscreen";
import type { Scale } from "../../plot/scales";
import type { MarksContext } from "../../plot/svg-context";
import type { Ends, Picture, Plot } from "../../trainer/trainer-module";
import type { PlaneLayout } from "../../views/view";
import { cssOf, type Ramp } from "./colour-ramp";
import type { Contour, Field } from "./contours";
import { endsOf, kinkOf } from "./kink-lines";

/** The map of a picture, placed between the axes; undefined if it has none. */
export function fieldOf({ plane, options }: Picture, plot: Plot, { x, y }: PlaneLayout): Field | undefined {
  const { columns = 0, rows = 0 } = options.plane ?? {};
  if (!plane || columns < 2) return undefined;
  const between = (scale: Scale, [low, high]: Ends, points: number) => {
    const [start, end] = [scale(low), scale(high)];
    return (place: number): number => start + (place / (points - 1)) * (end - start);
  };
  const across = between(x, options.xRange ?? plot.xRange, columns);
  const down = between(y, options.secondRange ?? plot.secondRange, rows);
  return { values: plane, columns, rows, across, down };
}

/** Paints the map: one pixel for each point of the grid, and between them what the browser interpolates. */
export function paintMap(context: MarksContext, { values, columns, rows, across, down }: Field, ramp: Ramp): void {
  const sheet = offscreen(columns, rows);
  const image = sheet.createImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] ?? NaN;
      // Where the run has diverged there is nothing to see.
      if (!Number.isFinite(value)) continue;
      image.data.set([...ramp(value), 255], 4 * ((rows - 1 - row) * columns + column));
    }
  }
  sheet.putImageData(image, 0, 0);
  const [left, right] = [across(-0.5), across(columns - 0.5)];
  const [bottom, top] = [down(-0.5), down(rows - 0.5)];
  context.drawImage(sheet.canvas, 0, 0, columns, rows, left, top, right - left, bottom - top);
}

/** Paints contours: dashed below 0, and thick at 0, so that they tell the sign without colour; at 0 with these dashes. */
export function paintContours(
  context: MarksContext,
  contours: readonly Contour[],
  ink: string,
  line: number,
  dashes: readonly number[] = [],
): void {
  context.save();
  context.strokeStyle = ink;
  context.lineJoin = "round";
  const opacity = context.globalAlpha;
  for (const { value, lines } of contours) {
    context.globalAlpha = opacity * (value === 0 ? 0.85 : 0.4);
    context.lineWidth = (value === 0 ? 1.75 : 0.9) * line;
    context.setLineDash(value < 0 ? [4 * line, 3 * line] : dashes.map((length) => length * line));
    context.beginPath();
    for (const spots of lines) {
      spots.forEach(([left, top], k) => {
        if (k === 0) context.moveTo(left, top);
        else context.lineTo(left, top);
      });
    }
    context.stroke();
  }
  context.restore();
}

/** How many degrees of strength there are: kinks of one degree and sign are one path. */
const degrees = 8;

/** The distance between the ticks on a kink that point to its active side, and their length, in widths of lines. */
const ticks = { apart: 56, length: 5 };

/** Paints each neuron's kink as a line, stronger the larger its output weight, with ticks on the side where it is active. */
export function paintKinks(
  context: MarksContext,
  { x, y, box, line }: PlaneLayout,
  { w, b, weights }: Picture,
  strengthOf: (weight: number) => number,
  { positive, negative }: { positive: string; negative: string },
): void {
  if (!w || !b) return;
  const groups = new Map<number, number[]>();
  for (let j = 0; j < weights.length; j++) {
    const weight = weights[j] ?? 0;
    const degree = Math.ceil(degrees * Math.min(1, strengthOf(Math.abs(weight))));
    const group = weight < 0 ? -1 - degree : degree;
    groups.set(group, [...(groups.get(group) ?? []), j]);
  }
  context.save();
  const opacity = context.globalAlpha;
  // Very many faint lines would hide what is below them.
  const crowding = Math.min(1, Math.sqrt(60 / weights.length));
  const strengthIn = (group: number): number => (group < 0 ? -1 - group : group) / degrees;
  for (const [group, neurons] of [...groups].sort(([one], [other]) => strengthIn(one) - strengthIn(other))) {
    const strength = strengthIn(group);
    context.strokeStyle = group < 0 ? negative : positive;
    context.globalAlpha = opacity * (0.9 * strength * crowding + (1 - strength) * 0.3 * crowding);
    context.lineWidth = (0.75 + 1.25 * strength) * line;
    context.beginPath();
    for (const j of neurons) {
      const kink = kinkOf(w, b, j, x, y);
      const ends = endsOf(kink, box);
      if (!ends) continue;
      const [[x1, y1], [x2, y2]] = ends;
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      const [a, c] = [kink[0] / Math.hypot(kink[0], kink[1]), kink[1] / Math.hypot(kink[0], kink[1])];
      const count = Math.max(1, Math.floor(Math.hypot(x2 - x1, y2 - y1) / (ticks.apart * line)));
      for (let k = 0; k < count; k++) {
        const part = (k + 0.5) / count;
        const [left, top] = [x1 + part * (x2 - x1), y1 + part * (y2 - y1)];
        context.moveTo(left, top);
        context.lineTo(left + ticks.length * line * a, top + ticks.length * line * c);
      }
    }
    context.stroke();
  }
  context.restore();
}

/** Paints the data as discs in the colours of their targets, with an outline. */
export function paintData(
  context: MarksContext,
  { x, y, radius, line }: PlaneLayout,
  inputs: Float64Array,
  targets: Float64Array,
  ramp: Ramp,
  { ink, paper }: { ink: string; paper: string },
): void {
  const size = radius * (targets.length > 60 ? 0.7 : 1);
  targets.forEach((target, i) => {
    const [left, top] = [x(inputs[2 * i] ?? NaN), y(inputs[2 * i + 1] ?? NaN)];
    for (const [grown, colour] of [
      [1.6 * line, paper],
      [0.6 * line, ink],
      [-0.6 * line, cssOf(ramp(target))],
    ] as const) {
      context.fillStyle = colour;
      context.beginPath();
      context.arc(left, top, size + grown, 0, 2 * Math.PI);
      context.fill();
    }
  });
}
