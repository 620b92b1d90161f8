import { shortest, type Short } from "./difference";
import { excerpt } from "../text/excerpt";
import { fragmentPieces } from "./address-fragment";
import { changedLook, firstLook, lookKeys, writtenLook, type Look } from "./look";
import type { Preset } from "../trainer/trainer-module";
import type { Experiment } from "../relu-scope";
import { readOr, SettingError, wholeNumberOf } from "./attribute-values";
import { wellFormed } from "../text/well-formed";

/** What an address asks for: an experiment, a frame of it, and a look. */
export interface Exhibit {
  /** As JSON text. */
  experiment: string;
  /** Undefined if the address names none. */
  frame: number | undefined;
  /** The pinned experiments, as JSON text, with their names. */
  pinned: readonly string[];
  look: Look;
}

/** The keys of an address; attributes and steering links use the same names. */
export const addressKeys = ["preset", "experiment", "pinned", "frame", ...lookKeys];

/** Reads the part of an address after `#`. Reports each part that is wrong or unknown, and uses its default instead. */
export function readAddress(hash: string, complain: (error: SettingError) => void): Exhibit {
  const given = new Map<string, string>();
  const unknown: string[] = [];
  for (const { key: written, value } of fragmentPieces(hash)) {
    const key = addressKeys.find((key) => key.toLowerCase() === written);
    const known = given.get(key ?? "");
    if (key === undefined) unknown.push(written);
    else if (value === "") complain(new SettingError(key, value, "given a value"));
    else if (known === undefined) given.set(key, value);
    else if (known !== value) complain(new SettingError(key, value, `given once, as “${excerpt(known)}”`));
  }
  if (unknown.length > 0) {
    complain(new SettingError("address", unknown.join(", "), `made of ${addressKeys.join(", ")}`));
  }
  const get = (key: string): string | null => given.get(key) ?? null;
  const preset = get("preset");
  if (preset !== null && given.has("experiment")) {
    complain(new SettingError("preset", preset, "left out where an experiment is given"));
  }
  const read = <Value>(parse: () => Value, fallback: Value): Value => readOr(parse, fallback, complain);
  const frame = get("frame");
  return {
    experiment: experimentOf(get),
    frame: read(() => (frame === null ? undefined : wholeNumberOf("frame", frame, 0, 0, 1e9)), undefined),
    pinned: read(() => pinnedIn(get("pinned")), []),
    look: lookKeys.reduce((look, key) => read(() => changedLook(look, key, get(key)), look), firstLook),
  };
}

/** The experiment, as JSON text, given by `experiment` or else `preset`, in an address or among attributes. */
export function experimentOf(given: (key: "experiment" | "preset") => string | null): string {
  const preset = given("preset");
  return given("experiment") ?? (preset === null ? "{}" : presetText(preset));
}

/** The most experiments that can be pinned at a time, and the most letters of a name. */
export const mostPinned = 4;
export const longestName = 40;

/** An experiment to be pinned, as JSON text, and what it is called if it has a name. */
export interface Named {
  readonly experiment: string;
  readonly name?: string | undefined;
}

/** Tells the name of a pinned experiment, which is one of its keys in an address, from the rest. */
export function named(pinned: string): Named {
  try {
    const { name, ...experiment } = JSON.parse(pinned) as { name?: unknown };
    if (typeof name === "string") return { experiment: JSON.stringify(experiment), name: nameIn(name) };
  } catch {
    // The trainer says what is wrong.
  }
  return { experiment: pinned };
}

/** A name as it can be shown and written anywhere; none where nothing is left of it. */
export function nameIn(text: string): string | undefined {
  return text.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim() || undefined;
}

/** The inverse of `named`. */
export function withName({ experiment, name }: Named): string {
  return name ? JSON.stringify({ name, ...(JSON.parse(experiment) as object) }) : experiment;
}

/** The pinned experiments, as JSON text each, given by one or a list of them, in an address or an attribute. */
export function pinnedIn(text: string | null): readonly string[] {
  if (text === null) return [];
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    // The trainer says what is wrong.
  }
  const texts = Array.isArray(given) ? given.map((experiment) => JSON.stringify(experiment)) : [text];
  if (texts.length > mostPinned) throw new SettingError("pinned", text, `at most ${mostPinned} experiments`);
  for (const { name = "" } of texts.map(named)) {
    if (Array.from(name).length > longestName) {
      throw new SettingError("pinned", name, `experiments whose names have at most ${longestName} letters`);
    }
  }
  return texts;
}

/** The experiment that is a preset, as JSON text. */
export function presetText(preset: string): string {
  return JSON.stringify({ preset });
}

/** The state to write an address from. */
export interface OnScreen {
  /** The resolved experiment; until that is known, the JSON text that was asked for. */
  experiment: Experiment | string;
  frame: number;
  look: Look;
  pinned: readonly { readonly name?: string | undefined; readonly recording: { readonly experiment: Experiment } }[];
}

/**
 * The part of an address after `#` for what is on screen: only what differs from the default. `presets` begins with the
 * default one.
 */
export function writeAddress(onScreen: OnScreen, presets: readonly Preset[]): string {
  return addressText(addressParts(onScreen, presets));
}

/** The parts of an address, by their keys. */
export type AddressParts = Readonly<Record<string, string>>;

export function addressText(parts: AddressParts): string {
  return Object.entries(parts)
    .map(([key, value]) => `${key}=${encoded(value)}`)
    .join("&");
}

export function addressParts({ experiment, frame, look, pinned }: OnScreen, presets: readonly Preset[]): AddressParts {
  const parts = {
    ...(typeof experiment === "string"
      ? textParts(experiment, presets)
      : experimentParts(changes(experiment, presets))),
    pinned: pinnedText(
      pinned.map(({ name, recording }) => JSON.stringify({ name, ...changes(recording.experiment, presets) })),
    ),
    ...writtenLook(look),
    frame: frame === 0 ? undefined : String(frame),
  };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** One is written by itself, as there may be but one. */
function pinnedText(experiments: readonly string[]): string | undefined {
  return experiments.length > 1 ? `[${experiments.join()}]` : experiments[0];
}

/** An unchanged preset is written by its name alone. */
function experimentParts(changed: ReturnType<typeof changes>): { preset?: string; experiment?: string } {
  const { preset, ...others } = changed;
  if (Object.keys(others).length > 0) return { experiment: JSON.stringify(changed) };
  return preset === undefined ? {} : { preset };
}

/** The same for JSON text that is yet to be resolved: the inverse of `experimentOf`. */
function textParts(experiment: string, presets: readonly Preset[]): { preset?: string; experiment?: string } {
  const preset = presets.find(({ name }) => experiment === presetText(name));
  if (preset) return preset === presets[0] ? {} : { preset: preset.name };
  return experiment === "{}" ? {} : { experiment };
}

/** A short experiment that resolves to this one: its differences from the default. */
function changes(experiment: Experiment, presets: readonly Preset[]): Partial<Experiment> | Partial<Short> {
  const preset = presets.find(({ name }) => name === experiment.preset);
  if (!preset) return experiment;
  const { preset: name, ...others } = shortest(experiment, JSON.parse(preset.experiment) as Experiment);
  return name === presets[0]?.name ? others : { preset: name, ...others };
}

/** Percent-encodes a value, except characters that JSON is full of and an address may contain. */
function encoded(value: string): string {
  return encodeURIComponent(wellFormed(value)).replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%20/g, "+");
}
