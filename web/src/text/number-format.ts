import { make } from "../browser/dom";

const minus = "\u2212";
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** Made once: `toLocaleString` looks its language up each time, which axes ask for by the hundred. */
const counts = new Intl.NumberFormat("en-US");
const exact = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });

/** 20000 as "20,000". */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** −7 as "10⁻⁷". */
export function powerOfTen(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => superscripts[Number(digit)] ?? "");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** Text in parts, those that are raised with the typeface's plain digits: few have all of the raised ones. */
export function raisedParts(text: string): { text: string; raised: boolean }[] {
  const plain = (part: string): string =>
    part
      .replace("⁻", minus)
      .replace(/[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]/g, (digit) => String(superscripts.indexOf(digit)));
  return text
    .split(/([\u207b\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+)/)
    .map((part, index) => ({ text: index % 2 === 1 ? plain(part) : part, raised: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}

/** A whole number below the line: 12 as "₁₂". */
export function subscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => subscripts[Number(digit)] ?? "");
}

/** Text with its powers of ten raised. */
export function typeset(text: string): (string | HTMLElement)[] {
  return raisedParts(text).map((part) => (part.raised ? make("sup", {}, part.text) : part.text));
}

/** A number for reading, to three digits: "0.500", "1.13 × 10⁻¹⁴", "−2.00". */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value < 0 ? `${minus}∞` : "∞";
  const isSmall = value !== 0 && Math.abs(value) < 1e-3;
  const [digits = "", exponent] = (isSmall ? value.toExponential(2) : value.toPrecision(3)).split("e");
  const mantissa = digits.replace("-", minus);
  return exponent === undefined ? mantissa : `${mantissa} × ${powerOfTen(Number(exponent))}`;
}

/** A number to so many decimal places: "−1,234.50". */
export function formatFixed(value: number, places: number): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(places).split(".");
  const digits = formatCount(Number(whole)) + (fraction === undefined ? "" : `.${fraction}`);
  return value < 0 && /[1-9]/.test(digits) ? minus + digits : digits;
}

/** A tick of a logarithmic axis: "0", "−10⁻⁷", "5", "2 × 10⁻⁵". */
export function formatTick(value: number): string {
  const sign = value < 0 ? minus : "";
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  if (mantissa === "1") return `${sign}${powerOfTen(Number(exponent))}`;
  if (value === 0 || Math.abs(Number(exponent)) < 3) return `${sign}${Number(`${mantissa}e${exponent}`)}`;
  return `${sign}${mantissa} × ${powerOfTen(Number(exponent))}`;
}

/** A number without loss, as for a limit or a setting: "10⁻³⁰", "0", "1,000,000". */
export function formatExactly(value: number): string {
  const sign = value < 0 ? minus : "";
  const magnitude = Math.abs(value);
  const [mantissa = "", exponent = "0"] = magnitude.toExponential().split("e");
  if (mantissa === "1" && Number(exponent) < -3) return `${sign}${powerOfTen(Number(exponent))}`;
  return `${sign}${exact.format(magnitude)}`;
}

/** A time span, to two digits or the second: "3.1 ms", "0.48 s", "2 min 5 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 100) return `${milliseconds.toPrecision(2)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toPrecision(2)} s`;
  return formatSeconds(Math.round(seconds));
}

/** Whole seconds: "3 s", "2 min 5 s", "1 h 20 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** A number as one would type it: "0.001", "1e-6". */
export function printNumber(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
}

/**
 * The number that a text says; a text that says none is given back. A comma is a decimal sign, but where it may part
 * thousands.
 */
export function parseNumber(text: string): number | string {
  const plain = text.trim().replaceAll(minus, "-");
  const isDecimal = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(plain) && !/^[+-]?[1-9]\d{0,2},\d{3}$/.test(plain);
  const value = plain === "" ? NaN : Number(isDecimal ? plain.replace(",", ".") : plain);
  return Number.isFinite(value) ? value : plain;
}
