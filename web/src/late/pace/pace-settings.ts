import { numberOf, readOr, SettingError, wholeNumberOf, wordOf } from "../../experiment/attribute-values";
import type { Look } from "../../experiment/look";

/** In what playback takes its time: in frames, in iterations, or in what changes. */
export const paces = ["frame", "time", "change"] as const;
export type Pace = (typeof paces)[number];

/** How fast playback may be, as a factor. */
export const speeds = { least: 0.25, most: 4, usual: [0.25, 0.5, 1, 2, 4] } as const;

/** The most frames at which playback may be told to stop. */
const mostPauses = 50;

export interface PaceSettings {
  readonly pace: Pace;
  readonly speed: number;
  /** The frames at which playback stops, in order. */
  readonly pauses: readonly number[];
}

/** Reads what a look says of the pace. Reports what is wrong, and takes the default, or the rest of a list, instead. */
export function readPace(look: Look, complain: (error: SettingError) => void): PaceSettings {
  const read = <Value>(parse: () => Value, fallback: Value): Value => readOr(parse, fallback, complain);
  return {
    pace: read(() => wordOf("pace", look.pace ?? null, paces, "frame"), "frame"),
    speed: read(() => numberOf("speed", look.speed ?? null, 1, speeds.least, speeds.most), 1),
    pauses: readPauses(look.pauses ?? "", read, complain),
  };
}

function readPauses(
  text: string,
  read: <Value>(parse: () => Value, fallback: Value) => Value,
  complain: (error: SettingError) => void,
): number[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length > mostPauses) complain(new SettingError("pauses", text, `at most ${mostPauses} frames`));
  const frames = words
    .slice(0, mostPauses)
    .map((word) => read<number | undefined>(() => wholeNumberOf("pauses", word, 0, 0, 1e9), undefined))
    .filter((frame) => frame !== undefined);
  return [...new Set(frames)].sort((one, other) => one - other);
}

/** How pause marks are written; undefined when there are none. */
export function writtenPauses(pauses: readonly number[]): string | undefined {
  return pauses.length === 0 ? undefined : pauses.join();
}
