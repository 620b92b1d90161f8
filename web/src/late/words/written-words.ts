import { readOr, SettingError } from "../../experiment/attribute-values";
import { views } from "../../experiment/look";
import type { View } from "../../relu-scope";

export interface WordPlace {
  readonly x: number;
  readonly y: number;
}

/** Words on a picture, at a place of its axes: of the function view x and y, of the loss iteration and loss, of the neurons w and b. */
export interface Words extends WordPlace {
  readonly view: View;
  readonly text: string;
  /** Where an arrow from the words leads. */
  readonly tip?: WordPlace | undefined;
  /** The first and the last frame that they are on; all where left out. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** The most words on the pictures of an experiment, and the most letters of one. */
export const mostWords = 40;
export const mostLetters = 120;
const farthest = 1e30;

/** What an address cannot hold as it is: it separates, is decoded twice, is changed by mail and editors, or lost at the end. */
const unsafe = /[~,!&%+#"'`“”„‟″«»‘’‚‛‐‑‒–—−\p{Cc}\p{Cf}]|[\s)\]}>.:;?*|\\]$/gu;

/**
 * Words as an address and the attribute have them: entries with `~` between, each
 * `VIEW,X:Y,FROM-TO,TEXT`, or `VIEW,X:Y:TIP X:TIP Y,FROM-TO,TEXT` with an arrow. The view is its first letter; FROM, TO or both may be
 * left out. In TEXT, `!` and a hexadecimal number and `.` is a letter by its number.
 */
export function writtenWords(words: readonly Words[]): string | undefined {
  if (words.length === 0) return undefined;
  return words
    .map(({ view, x, y, tip, from, to, text }) => {
      const places = [x, y, ...(tip ? [tip.x, tip.y] : [])].map(short).join(":");
      const frames = from === undefined && to === undefined ? "" : `${from ?? ""}-${to ?? ""}`;
      return [view.charAt(0), places, frames, escaped(text)].join();
    })
    .join("~");
}

/** Reads words. Reports each entry that is wrong, and leaves it out. */
export function readWords(text: string, complain: (error: SettingError) => void): Words[] {
  const entries = text.split("~").filter((entry) => entry.trim() !== "");
  if (entries.length > mostWords) complain(new SettingError("words", text, `at most ${mostWords} entries`));
  return entries.slice(0, mostWords).flatMap((entry) => readOr(() => [readEntry(entry)], [], complain));
}

function readEntry(entry: string): Words {
  const fail = (allowed: string): never => {
    throw new SettingError("words", entry, allowed);
  };
  const [letter = "", places = "", frames = "", ...rest] = entry.trim().split(",");
  const view =
    views.find((view) => letter.length === 1 && view.startsWith(letter)) ??
    fail(`entries such as f,0.5:1,0-40,text that begin with ${views.map((view) => view.charAt(0)).join(", ")}`);
  const numbers = places.split(":").map((number) => (number === "" ? NaN : Number(number)));
  const isAllowed = numbers.every((number) => Math.abs(number) <= farthest);
  if (!isAllowed || ![2, 4].includes(numbers.length)) fail(`at 2 or 4 numbers from ${-farthest} to ${farthest}`);
  const [x = 0, y = 0, tipX, tipY] = numbers;
  const [, from = "", to = ""] = /^(?:(\d*)-(\d*))?$/.exec(frames) ?? fail("on frames such as 0-40, 0- or -40");
  const frame = (digits: string): number | undefined => (digits === "" ? undefined : Number(digits));
  if ([from, to].some((digits) => Number(digits) > 1e9)) fail("on frames from 0 to 1000000000");
  const text = plain(rest.join(","));
  if (Array.from(text).length > mostLetters) fail(`of at most ${mostLetters} letters each`);
  const tip = tipX !== undefined && tipY !== undefined ? { x: tipX, y: tipY } : undefined;
  if (text.trim() === "" && !tip) fail("words or an arrow");
  return { view, x, y, text, tip, from: frame(from), to: frame(to) };
}

/** A number with no more digits than a place on a picture has. */
function short(number: number): string {
  return String(Number(number.toPrecision(4)));
}

function escaped(text: string): string {
  const code = (letter: string): string => `!${(letter.codePointAt(0) ?? 0).toString(16)}.`;
  // The point of the last number is what the end of an address would lose.
  return text.replace(unsafe, code).replace(/\.$/, "");
}

function plain(text: string): string {
  return text
    .replace(/!([\da-f]{1,6})(?:\.|$)/gi, (all, digits: string) => {
      const code = parseInt(digits, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    })
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, " ");
}
