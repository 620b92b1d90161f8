import { excerpt } from "../text/excerpt";
import type { Ends } from "../trainer/trainer-module";

export const controls = ["play", "seek", "parameters", "export"] as const;

export type Control = (typeof controls)[number];

export const themes = ["auto", "light", "dark"] as const;

/** An attribute whose value is not allowed. */
export class SettingError extends Error {
  readonly key: string;

  constructor(key: string, value: string, allowed: string) {
    super(`${key} must be ${allowed}, not “${excerpt(value)}”.`);
    this.key = key;
  }
}

/** What `parse` returns, or else the fallback: reports a value that is not allowed. */
export function readOr<Value>(parse: () => Value, fallback: Value, complain: (error: SettingError) => void): Value {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    complain(error);
    return fallback;
  }
}

/** The words of a space-separated attribute; all that are allowed when it is absent. */
export function wordsOf<Word extends string>(
  key: string,
  value: string | null,
  allowed: readonly Word[],
  empty?: string,
): ReadonlySet<Word> {
  if (value === null || value.trim() === "") return new Set(allowed);
  if (value.trim() === empty) return new Set();
  const words = value.trim().split(/\s+/);
  const known = allowed.filter((word) => words.includes(word));
  if (known.length < new Set(words).size) {
    throw new SettingError(key, value, `some of ${allowed.join(", ")}${empty ? `, or ${empty}` : ""}`);
  }
  return new Set(known);
}

/** The one word of those allowed; `fallback` when it is absent. */
export function wordOf<Word extends string>(
  key: string,
  value: string | null,
  allowed: readonly Word[],
  fallback: Word,
): Word {
  if (value === null) return fallback;
  const word = allowed.find((word) => word === value);
  if (word === undefined) throw new SettingError(key, value, allowed.join(" or "));
  return word;
}

/** The value of a numeric attribute; `fallback` when it is absent. */
export function numberOf(key: string, value: string | null, fallback: number, low: number, high: number): number {
  if (value === null || value.trim() === "") return fallback;
  const number = Number(value);
  if (!(number >= low && number <= high)) throw new SettingError(key, value, `a number from ${low} to ${high}`);
  return number;
}

/** The same of a whole number. */
export function wholeNumberOf(key: string, value: string | null, fallback: number, low: number, high: number): number {
  const number = numberOf(key, value, fallback, low, high);
  if (!Number.isInteger(number)) throw new SettingError(key, value ?? "", `a whole number from ${low} to ${high}`);
  return number;
}

/** The ends of an axis, as two numbers with a comma or a space between; undefined when the attribute is absent. */
export function rangeOf(key: string, value: string | null, most: number): Ends | undefined {
  if (value === null || value.trim() === "") return undefined;
  const [low = NaN, high = NaN, ...more] = value
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  // Closer together than this, not even the labels of the axis could tell its ends apart.
  const least = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  if (more.length > 0 || !(low >= -most && high <= most && high - low > least)) {
    throw new SettingError(key, value, `two numbers from ${-most} to ${most}, the smaller one first`);
  }
  return [low, high];
}

/** The theme that an attribute asks for. */
export function checkTheme(value: string | null): void {
  if (value !== null && !["", ...themes].includes(value)) {
    throw new SettingError("theme", value, "auto, light or dark");
  }
}

/** The page that an attribute names, as seen from another page; none when it is absent or empty. */
export function homeOf(value: string | null, base: string): string {
  if (value === null || value.trim() === "") return "";
  try {
    const { protocol, href } = new URL(value, base);
    if (/^(https?|file):$/.test(protocol)) return href.replace(/#.*$/, "");
  } catch {
    // Told below, as any other that no link can lead to.
  }
  throw new SettingError("home", value, "the address of a page");
}
