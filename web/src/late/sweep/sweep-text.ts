import type { Experiment } from "../../relu-scope";
import { shortest, type Short } from "../../experiment/difference";
import type { Field, Preset } from "../../trainer/trainer-module";
import { parseNumber, printNumber } from "../../text/number-format";

export type Spacing = "linear" | "log" | "list";

/** A key of a sweep as the form has it; everything is text, since the trainer is to say what is wrong with it. */
export interface FormKey {
  readonly key: string;
  readonly spacing: Spacing;
  readonly from: string;
  readonly to: string;
  readonly count: string;
  readonly list: string;
}

/** The values of a key that the form begins with: around the one on screen. */
export function suggested(field: Field, value: unknown): FormKey {
  const none = { key: field.key, from: "", to: "", count: "", list: "" };
  if (field.kind === "boolean") return { ...none, spacing: "list", list: "true, false" };
  if (field.kind === "choice") return { ...none, spacing: "list", list: field.choices.join(", ") };
  if (field.key === "network.seed") return { ...none, spacing: "linear", from: "0", to: "99" };
  const { minimum = 0, maximum = Infinity } = field;
  const middle = typeof value === "number" && value > 0 ? value : 1;
  const within = (number: number): string =>
    printNumber(Number(Math.min(Math.max(number, minimum), maximum).toPrecision(6)));
  const spread = field.key === "network.initScale" ? 1000 : 10;
  const around = (factor: number): string =>
    within(field.kind === "integer" ? Math.max(1, Math.round(middle * factor)) : middle * factor);
  return { ...none, spacing: "log", from: around(1 / spread), to: around(spread), count: "13" };
}

/** What the form has of the keys of a sweep, given as JSON text; undefined if it is none. */
export function formKeys(text: string): FormKey[] | undefined {
  try {
    const sweep = JSON.parse(text) as { over?: Record<string, unknown> };
    return Object.entries(sweep.over ?? {}).map(([key, values]) => formKey(key, values));
  } catch {
    return undefined;
  }
}

function formKey(key: string, values: unknown): FormKey {
  const none = { key, from: "", to: "", count: "", list: "" };
  if (Array.isArray(values)) return { ...none, spacing: "list", list: values.map(printed).join(", ") };
  const { from, to, count, scale } = (values ?? {}) as Record<string, unknown>;
  const spacing = scale === "log" ? "log" : "linear";
  return { ...none, spacing, from: printed(from), to: printed(to), count: printed(count) };
}

function printed(value: unknown): string {
  return typeof value === "number"
    ? printNumber(value)
    : typeof value === "string" || typeof value === "boolean"
      ? String(value)
      : value === undefined
        ? ""
        : JSON.stringify(value);
}

/** A sweep over these keys of an experiment, as JSON text. */
export function sweepText(experiment: Experiment, presets: readonly Preset[], keys: readonly FormKey[]): string {
  const preset = presets.find(({ name }) => name === experiment.preset);
  const short: Short | Experiment = preset
    ? shortest(experiment, JSON.parse(preset.experiment) as Experiment)
    : experiment;
  const base = structuredClone(short) as unknown as Record<string, Record<string, unknown> | string>;
  // What a key says itself need not be said before.
  for (const { key } of keys) {
    const [section = "", name = ""] = key.split(".");
    const part = base[section];
    if (typeof part !== "object") continue;
    Reflect.deleteProperty(part, name);
    if (Object.keys(part).length === 0) Reflect.deleteProperty(base, section);
  }
  return JSON.stringify({ experiment: base, over: Object.fromEntries(keys.map((key) => [key.key, valuesOf(key)])) });
}

function valuesOf({ spacing, from, to, count, list }: FormKey): unknown {
  if (spacing === "list") {
    return list
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .map((part) => (part === "true" ? true : part === "false" ? false : parseNumber(part)));
  }
  const given = { from, to, count };
  const filled = Object.entries(given).filter(([, text]) => text.trim() !== "");
  return {
    ...Object.fromEntries(filled.map(([name, text]) => [name, parseNumber(text)])),
    ...(spacing === "log" ? { scale: "log" } : {}),
  };
}
