/** The pictures there are, by the words of the attribute `views`. */
export const views = ["function", "loss", "neurons"] as const;
export type View = (typeof views)[number];

/** What can be drawn over the pictures, by name. */
export const overlays = ["directions", "least-squares", "limit", "invariant"] as const;
export type Overlay = (typeof overlays)[number];

/** How the weights are scaled: on the right axis of the function view, and from the centre of the neurons view. */
export const weightScales = ["linear", "symlog"] as const;
export type WeightScale = (typeof weightScales)[number];

/** How an axis of the loss profile is scaled. */
export const lossScales = ["linear", "log"] as const;
export type LossScale = (typeof lossScales)[number];

/** What is on screen besides the experiment and the frame. A value: whoever changes it makes another. */
export interface Look {
  readonly views: ReadonlySet<View>;
  readonly overlays: ReadonlySet<Overlay>;
  readonly weightScale: WeightScale;
  /** Of iterations, and of losses. */
  readonly lossScale: Readonly<{ x: LossScale; y: LossScale }>;
  /** The neuron that is marked in every view, by its number from 0. */
  readonly selected: number | undefined;
}

/** What is shown when nothing else is asked for. */
export const firstLook: Look = {
  views: new Set(views),
  overlays: new Set(),
  weightScale: "linear",
  lossScale: { x: "linear", y: "linear" },
  selected: undefined,
};
