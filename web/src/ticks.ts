import { scaleLinear, type ScaleLinear } from "d3-scale";

export type Scale = ScaleLinear<number, number>;

/** The ticks of an axis, with the power of ten they leave out of their labels (0 for none). */
export interface Ticks {
  values: number[];
  format(value: number): string;
  exponent: number;
}

/** About so many round ticks. Labels of less than 10⁻³, or of more than so many digits, leave out a power of ten. */
export function ticksOf(scale: Scale, count: number, digits: number): Ticks {
  const values = scale.ticks(count);
  const largest = Math.max(...values.map(Math.abs));
  const magnitude = largest > 0 ? Math.floor(Math.log10(largest) + 1e-9) : 0;
  const exponent = magnitude < -3 || magnitude >= digits ? magnitude : 0;
  const unit = 10 ** exponent;
  const format = scaleLinear(
    scale.domain().map((end) => end / unit),
    [0, 1],
  ).tickFormat(count);
  return { values, format: (value) => format(value / unit), exponent };
}

/** A range with a margin of five per cent at either end, and some width even when it has none. */
export function withMargin([low, high]: readonly [number, number]): [number, number] {
  const margin = high > low ? (high - low) * 0.05 : Math.max(Math.abs(high), 1) * 0.05;
  return [low - margin, high + margin];
}
