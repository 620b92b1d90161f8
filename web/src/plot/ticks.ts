import { tickStep } from "d3-array";
import { scaleLinear } from "d3-scale";
import { formatFixed, formatTick } from "../text/number-format";
import { isLog, isSymlog, type Scale } from "./scales";

/** The ticks of an axis, with the power of ten and the number to be added that they leave out of their labels (0 for none). */
export interface Ticks {
  values: number[];
  readonly format: (value: number) => string;
  exponent: number;
  offset: number;
}

/**
 * About `count` round ticks. On a linear axis labels of less than 10⁻³, or of more than so many digits, leave out a power
 * of ten; on the others ticks are powers of ten as far as these reach. Where labels do not fit, more of them is left out,
 * or there are fewer.
 */
export function ticksOf(
  scale: Scale,
  count: number,
  digits: number,
  fit: (ticks: Ticks) => boolean = () => true,
): Ticks {
  let ticks = ticksAbout(scale, count, digits, fit);
  for (let fewer = count - 1; fewer > 0 && !fit(ticks); fewer--) ticks = ticksAbout(scale, fewer, digits, fit);
  return ticks;
}

function ticksAbout(scale: Scale, count: number, digits: number, fit: (ticks: Ticks) => boolean): Ticks {
  const powers = isLog(scale) ? powersOnLog(scale, count) : isSymlog(scale) ? powersOnSymlog(scale, count) : [];
  if (powers.length > 2) return { values: powers, format: formatTick, exponent: 0, offset: 0 };
  if (isLog(scale)) return { values: fewOnLog(scale, count), format: formatTick, exponent: 0, offset: 0 };
  return linearTicks(scale, count, digits, fit);
}

function linearTicks(scale: Scale, count: number, digits: number, fit: (ticks: Ticks) => boolean): Ticks {
  const linear = scaleLinear(scale.domain(), scale.range());
  const values = linear.ticks(count);
  const magnitude = magnitudeOf(Math.max(...values.map(Math.abs)));
  const [first = 0, last = 0] = [values[0], values[values.length - 1]];
  const written = (exponent: number, offset: number): Ticks => {
    const unit = 10 ** exponent;
    const [start = 0, end = 0] = scale.domain().map((end) => (end - offset) / unit);
    const places = Math.min(20, Math.max(0, -decimalExponent(tickStep(start, end, count))));
    return { values, format: (value) => formatFixed((value - offset) / unit, places), exponent, offset };
  };
  const usual = written(magnitude < -3 || magnitude >= digits ? magnitude : 0, 0);
  if (fit(usual)) return usual;
  const shorter = written(Math.abs(magnitude) > 1 ? magnitude : 0, 0);
  if (fit(shorter) || first * last <= 0) return shorter;
  // The leading digits that all ticks have in common.
  const common = 10 ** (magnitudeOf(last - first) + 1);
  const offset = Math.floor(first / common) * common;
  const rest = magnitudeOf(Math.max(...values.map((value) => Math.abs(value - offset))));
  return values.length > 1 ? written(rest < -2 || rest >= digits ? rest : 0, offset) : shorter;
}

function decimalExponent(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

/** The power of ten that a number is at least. */
function magnitudeOf(value: number): number {
  return value > 0 ? Math.floor(Math.log10(value) + 1e-9) : 0;
}

/** About `count` powers of ten between two positive numbers, evenly spaced: the exponents are multiples of one number. */
function powersBetween(low: number, high: number, count: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / count));
  const powers = [];
  // Written out, they are the nearest numbers; 10 ** −7 is not.
  for (let k = Math.ceil(first / stride) * stride; k <= last; k += stride) powers.push(Number(`1e${k}`));
  return powers;
}

function powersOnLog(scale: Scale, count: number): number[] {
  const [low = 1, high = 1] = scale.domain();
  return powersBetween(low, high, count);
}

/** Zero, and powers of ten on either side that are as far from it as from each other. */
function powersOnSymlog(scale: Scale, count: number): number[] {
  const [low = 0, high = 0] = scale.domain();
  const [start = 0, end = 0] = scale.range();
  const room = Math.abs(end - start) / (count + 1);
  const zero = scale(0);
  const distance = (value: number): number => Math.abs(scale(value) - zero);
  const largest = Math.max(-low, high);
  const smallest = Math.abs(scale.invert(zero + room * Math.sign(end - start)));
  if (!(largest > smallest)) return [];
  const powers = powersBetween(smallest, largest, Math.floor(distance(largest) / room));
  return [...powers.map((power) => -power).reverse(), 0, ...powers].filter((value) => value >= low && value <= high);
}

/** 1, 2 and 5 times powers of ten; plain ticks where there are hardly any. */
function fewOnLog(scale: Scale, count: number): number[] {
  const [low = 1, high = 1] = scale.domain();
  const values = [];
  for (let k = Math.floor(Math.log10(low)); k <= Math.ceil(Math.log10(high)); k++) {
    values.push(...[1, 2, 5].map((step) => Number(`${step}e${k}`)));
  }
  const inside = values.filter((value) => value >= low && value <= high);
  return inside.length > 1 ? inside : scaleLinear([low, high], [0, 1]).ticks(count);
}
