import { shortest, type Short } from "./difference";
import { firstLook, lossScales, overlays, views, weightScales, type Look } from "./look";
import type { Preset } from "./module";
import type { Experiment } from "./relu-scope";
import { numberOf, SettingError, wordOf, wordsOf } from "./settings";

/** All that an address says: which experiment, which frame of it, and how it is looked at. */
export interface Exhibit {
  /** As JSON text. */
  experiment: string;
  /** Undefined where the address names none. */
  frame: number | undefined;
  /** The experiment whose run is pinned, as JSON text. */
  pinned: string | undefined;
  look: Look;
}

/** The longest address that is sure to survive mail, chat and other programs it is handed on by. */
export const longest = 8000;

/** What the part of an address after `#` asks for. What is wrong with it is told, and the default stands in its place. */
export function readAddress(hash: string, complain: (error: SettingError) => void): Exhibit {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const read = <Value>(key: string, parse: (value: string | null) => Value, fallback: Value): Value => {
    try {
      return parse(given.get(key));
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      complain(error);
      return fallback;
    }
  };
  const scale = <Word extends string>(key: string, words: readonly Word[], fallback: Word): Word =>
    read(key, (value) => wordOf(key, value, words, fallback), fallback);
  const preset = given.get("preset");
  return {
    experiment: given.get("experiment") ?? (preset === null ? "{}" : JSON.stringify({ preset })),
    frame: read("frame", (value) => (value === null ? undefined : numberOf("frame", value, 0, 0, 1e9)), undefined),
    pinned: given.get("pinned") ?? undefined,
    look: {
      views: read("views", (value) => wordsOf("views", value, views), firstLook.views),
      overlays: read(
        "overlays",
        (value) => (value === null ? firstLook.overlays : wordsOf("overlays", value, overlays, "none")),
        firstLook.overlays,
      ),
      weightScale: scale("weights", weightScales, firstLook.weightScale),
      lossScale: {
        x: scale("iterations", lossScales, firstLook.lossScale.x),
        y: scale("loss", lossScales, firstLook.lossScale.y),
      },
      selected: read(
        "neuron",
        (value) => (value === null ? undefined : numberOf("neuron", value, 0, 0, 1e6)),
        undefined,
      ),
    },
  };
}

/** What an address is written from. */
export interface OnScreen {
  experiment: Experiment;
  frame: number;
  look: Look;
  pinned: Experiment | undefined;
}

/**
 * The part of an address after `#` that leads to what is on screen: only what differs from the default. `presets` are
 * those that there are, the default one first.
 */
export function writeAddress({ experiment, frame, look, pinned }: OnScreen, presets: readonly Preset[]): string {
  const changed = changes(experiment, presets);
  const isPlain = Object.keys(changed).every((key) => key === "preset");
  const parts: [string, string | undefined][] = [
    ["preset", isPlain ? changed.preset : undefined],
    ["experiment", isPlain ? undefined : JSON.stringify(changed)],
    ["pinned", pinned && JSON.stringify(changes(pinned, presets))],
    ["views", words(look.views, firstLook.views)],
    ["overlays", words(look.overlays, firstLook.overlays)],
    ["weights", different(look.weightScale, firstLook.weightScale)],
    ["iterations", different(look.lossScale.x, firstLook.lossScale.x)],
    ["loss", different(look.lossScale.y, firstLook.lossScale.y)],
    ["neuron", look.selected === undefined ? undefined : String(look.selected)],
    ["frame", frame === 0 ? undefined : String(frame)],
  ];
  return parts.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encoded(value)}`])).join("&");
}

/** In what an experiment differs from the default one, as an experiment that stands for the same. */
function changes(experiment: Experiment, presets: readonly Preset[]): Partial<Experiment> | Partial<Short> {
  const preset = presets.find(({ name }) => name === experiment.preset);
  if (!preset) return experiment;
  const { preset: name, ...others } = shortest(experiment, JSON.parse(preset.experiment) as Experiment);
  return name === presets[0]?.name ? others : { preset: name, ...others };
}

function different(value: string, usual: string): string | undefined {
  return value === usual ? undefined : value;
}

function words(chosen: ReadonlySet<string>, usual: ReadonlySet<string>): string | undefined {
  const isUsual = chosen.size === usual.size && [...chosen].every((word) => usual.has(word));
  return isUsual ? undefined : [...chosen].join(" ") || "none";
}

/** Percent-encoded, but for what an address may hold as it is and JSON is full of. */
function encoded(value: string): string {
  return encodeURIComponent(value).replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%20/g, "+");
}
