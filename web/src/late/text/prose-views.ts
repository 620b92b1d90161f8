/** What the views of several inputs and outputs say. */

/** Descriptions of the pictures that the function view has for several inputs, for those who do not see them. */
export const described = {
  plane: "The learnt function as a map of the plane of its two inputs, the data, and the neurons’ kinks as lines.",
  fitted: "The fitted values of the data against the given ones.",
};

/** What stands in legends. */
export const marks = {
  noOverlays: "no overlays for several inputs: see Theory",
  otherPinned: "a pinned run has another shape",
};

/** What a coarse run is called, and what it is drawn over. */
export const coarse = {
  name: (neurons: string, width: string): string => `coarse: ${neurons} neurons for ${width}`,
  pale: "pale: the last run",
  /** Where there is no room for more. */
  short: "coarse",
};

/** What is asked for, and the data do not allow. */
export const unfit = {
  axis: (key: string, inputs: number): string =>
    `${key} is left out: with ${inputs === 1 ? "one input" : `${inputs.toLocaleString("en-US")} inputs`} the function view ` +
    "has no such axis.",
  output: (output: number, outputs: number): string =>
    outputs === 1
      ? `output must be 1, not “${output}”: the network has one output.`
      : `output must be a whole number from 1 to ${outputs}, the outputs of the network, not “${output}”.`,
};
