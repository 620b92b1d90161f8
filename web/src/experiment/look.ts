import { rangeOf, wholeNumberOf, wordOf, wordsOf } from "./attribute-values";
import type { View } from "../relu-scope";
import type { Ends } from "../trainer/trainer-module";
import { views as words } from "../text/prose";

/** All views, by the words of the attribute `views`. */
export const views = Object.keys(words) as readonly View[];

/** Overlays of the theory, by name; `invariant` is the line that shows the imbalance of neurons. */
export const overlays = ["directions", "least-squares", "limit", "phases", "invariant"] as const;
export type Overlay = (typeof overlays)[number];

/** How the weights are scaled: on the right axis of the function view, and from the centre of the neurons view. */
const weightScales = ["linear", "symlog"] as const;
export type WeightScale = (typeof weightScales)[number];

/** How an axis of the loss profile is scaled. */
const lossScales = ["linear", "log"] as const;
type LossScale = (typeof lossScales)[number];

/** What the horizontal axis of the loss profile counts: iterations, the time t of gradient flow, or t / log(1/λ). */
export const clocks = ["iterations", "time", "scaled"] as const;
export type Clock = (typeof clocks)[number];

/** The parts of a look whose values are checked where they are used, which loads late; as texts. */
const lateKeys = ["sweep", "outcome", "pace", "speed", "pauses", "words", "tour"] as const;
type LateKey = (typeof lateKeys)[number];

/** Those of the story; the look has none where it is as at first. */
export const storyKeys = lateKeys.slice(2);

/** The state of the screen besides experiment and frame. Immutable. */
export interface Look extends Readonly<Partial<Record<LateKey, string | undefined>>> {
  readonly views: ReadonlySet<View>;
  readonly overlays: ReadonlySet<Overlay>;
  readonly weightScale: WeightScale;
  /** Of iterations, and of losses. */
  readonly lossScale: Readonly<{ x: LossScale; y: LossScale }>;
  readonly clock: Clock;
  /** The axes of the function view that the reader has chosen: of x, and of the weights. */
  readonly xRange: Ends | undefined;
  readonly weightRange: Ends | undefined;
  /** That of the second input, if there are two. */
  readonly secondRange: Ends | undefined;
  /** The output that is drawn, by its number from 1. */
  readonly output: number;
  /** The neuron that is marked in every view, by its number from 0. */
  readonly selected: number | undefined;
  /** Whether playback begins anew at the end: `on`, or not. */
  readonly loop?: "on" | undefined;
  /** Whether neurons that are moved keep ‖w_j‖ = |a_j|: not where it is `off`. */
  readonly balanced?: "off" | undefined;
}

/** The parts of a look that are axes. */
export type Axes = Pick<Look, "xRange" | "weightRange" | "secondRange">;

/** The default look. */
export const firstLook: Look = {
  views: new Set(views),
  overlays: new Set(),
  weightScale: "linear",
  lossScale: { x: "linear", y: "linear" },
  clock: "iterations",
  xRange: undefined,
  weightRange: undefined,
  secondRange: undefined,
  output: 1,
  selected: undefined,
};

/** How far a chosen axis may reach: as far as kinks and weights can be told apart on it. */
export const farthest = { xRange: 1e9, weightRange: 1e30, secondRange: 1e9 };

type Change = (look: Look, value: string | null) => Look;

/** How each part of a look is written, by its name in an address and among the element's attributes. */
const parts = {
  views: (look, value) => ({ ...look, views: wordsOf("views", value, views) }),
  overlays: (look, value) => ({
    ...look,
    overlays: value === null ? firstLook.overlays : wordsOf("overlays", value, overlays, "none"),
  }),
  weights: (look, value) => ({
    ...look,
    weightScale: wordOf("weights", value, weightScales, firstLook.weightScale),
  }),
  iterations: ({ lossScale, ...look }, value) => ({
    ...look,
    lossScale: { ...lossScale, x: wordOf("iterations", value, lossScales, firstLook.lossScale.x) },
  }),
  loss: ({ lossScale, ...look }, value) => ({
    ...look,
    lossScale: { ...lossScale, y: wordOf("loss", value, lossScales, firstLook.lossScale.y) },
  }),
  clock: (look, value) => ({ ...look, clock: wordOf("clock", value, clocks, firstLook.clock) }),
  xRange: (look, value) => ({ ...look, xRange: rangeOf("xRange", value, farthest.xRange) }),
  weightRange: (look, value) => ({ ...look, weightRange: rangeOf("weightRange", value, farthest.weightRange) }),
  secondRange: (look, value) => ({ ...look, secondRange: rangeOf("secondRange", value, farthest.secondRange) }),
  output: (look, value) => ({ ...look, output: wholeNumberOf("output", value, 1, 1, 10) }),
  neuron: (look, value) => ({
    ...look,
    selected: value === null ? undefined : wholeNumberOf("neuron", value, 0, 0, 1e6),
  }),
  loop: (look, value) => ({ ...look, loop: wordOf("loop", value, ["on", "off"], "off") === "on" ? "on" : undefined }),
  balanced: (look, value) => ({
    ...look,
    balanced: wordOf("balanced", value, ["on", "off"], "on") === "off" ? "off" : undefined,
  }),
  ...(Object.fromEntries(
    lateKeys.map((key) => [
      key,
      (look: Look, value: string | null) => ({ ...look, [key]: value?.trim() ? value : undefined }),
    ]),
  ) as Record<LateKey, Change>),
} satisfies Record<string, Change>;

type LookKey = keyof typeof parts;

export const lookKeys = Object.keys(parts) as LookKey[];

/** A look with one part as it is written; as at first when it is not. Throws a `SettingError`. */
export function changedLook(look: Look, key: LookKey, value: string | null): Look {
  return parts[key](look, value);
}

/** How the parts of a look are written; undefined when it is as at first. */
export function writtenLook(look: Look): Record<LookKey, string | undefined> {
  return {
    views: written(look.views, firstLook.views),
    overlays: written(look.overlays, firstLook.overlays),
    weights: different(look.weightScale, firstLook.weightScale),
    iterations: different(look.lossScale.x, firstLook.lossScale.x),
    loss: different(look.lossScale.y, firstLook.lossScale.y),
    clock: different(look.clock, firstLook.clock),
    xRange: look.xRange?.join(),
    weightRange: look.weightRange?.join(),
    secondRange: look.secondRange?.join(),
    output: different(String(look.output), "1"),
    neuron: look.selected === undefined ? undefined : String(look.selected),
    loop: look.loop,
    balanced: look.balanced,
    ...(Object.fromEntries(lateKeys.map((key) => [key, look[key]])) as Record<LateKey, string | undefined>),
  };
}

function different(value: string, usual: string): string | undefined {
  return value === usual ? undefined : value;
}

function written(chosen: ReadonlySet<string>, usual: ReadonlySet<string>): string | undefined {
  const isUsual = chosen.size === usual.size && [...chosen].every((word) => usual.has(word));
  return isUsual ? undefined : [...chosen].join(" ") || "none";
}
