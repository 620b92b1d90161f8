/** What stands on paper beside a picture, in words; as in `prose.ts`. Numbers come as text. */
export const printed = {
  changed: (preset: string): string => `${preset}, changed`,
  neurons: (width: string, activation: string, isOne: boolean): string =>
    `${width} ${activation} ${isOne ? "neuron" : "neurons"}`,
  noHiddenBias: "no hidden bias",
  outputBias: "an output bias",
  givenWeights: "initial weights as given",
  initial: (scale: string, initialisation: string, seed: string): string =>
    `initial scale ${scale}, ${initialisation}, seed ${seed}`,
  learningRate: (rate: string): string => `learning rate ${rate}`,
  frame: (iteration: string, iterations: string, frame: string, loss: string): string =>
    `iteration ${iteration} of ${iterations}, frame ${frame}, loss ${loss}`,
  neuron: (neuron: string): string => `marked: neuron ${neuron}`,
  pinned: (settings: string, name: string): string =>
    ` ${name === "" ? "Pale behind it" : `Behind it, ${name}`}: ${settings}.`,
  unfinished: (iteration: string, iterations: string): string =>
    `The run had come to iteration ${iteration} of ${iterations} when this was printed.`,
  noFrame: "The run is so large that it had no frame to draw in the time that there is for printing.",
  noFramePinned: "The pinned run is so large that it had no frame to draw in the time that there is for printing.",
  tooLate:
    "The run had not begun when this was printed: the other figures on the page took the time there is for that.",
  comesLate: "The trainer was not ready when this was printed. It is at the next try.",
};
