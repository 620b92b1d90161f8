/** What the panel of many runs says. As in `prose.ts`. */

/** The numbers that are drawn of each run: what each is called, and on an axis. */
export const outcomes = {
  loss: { name: "Final loss", label: "Final loss" },
  relativeLoss: { name: "Final loss, to that of the least-squares line", label: "Loss / least squares" },
  halvedAt: { name: "Iteration at which the loss was halved", label: "Loss halved at" },
  hundredthAt: { name: "Iteration at which the loss was down to 1 %", label: "Loss down to 1 % at" },
  active: { name: "Neurons active on the data", label: "Active neurons" },
  kinks: { name: "Kinks of the function", label: "Kinks" },
  squaredNorm: { name: "Squared norm ‖θ‖²", label: "‖θ‖²" },
  displacement: { name: "How far the weights moved, ‖θ(T) − θ(0)‖ / ‖θ(0)‖", label: "‖θ(T) − θ(0)‖ / ‖θ(0)‖" },
  minimumNormDistance: { name: "Distance from the minimum-norm limit", label: "Distance from the limit" },
  divergedAt: { name: "Iteration at which the run diverged", label: "Diverged at" },
};

/** Sweeps to begin with, by what they show. */
export const presets = {
  seeds: {
    name: "Which seeds leave the spurious point?",
    says:
      "Five points that are not orthogonal, 256 seeds: in the time of the preset only a few runs get away from the " +
      "stationary point where early alignment leads them.",
  },
  scaleAndWidth: {
    name: "Final loss over scale and width",
    says:
      "The same points: whether a network fits them in 50,000 iterations depends on the scale λ of its initial weights " +
      "at least as much as on its width m.",
  },
  lazy: {
    name: "From lazy to rich",
    says:
      "Two orthogonal points: with large initial weights the neurons hardly move and the function keeps many kinks; with " +
      "small ones they move a million times their length, and two kinks are left.",
  },
};

export const manyRuns = {
  what: "Trains the experiment on screen for every value of one key, or of two: seeds, scales, widths, whatever the form has.",
  examples: "Examples",
  sweep: "Your own",
  key: "Over",
  second: "and over",
  noKey: "nothing else",
  from: "From",
  to: "To",
  count: "How many",
  steps: "steps of 1",
  spacing: "Spacing",
  spacings: { linear: "even", log: "even ratios", list: "a list" },
  list: "Values, with commas between",
  train: "Train them",
  cancel: "Cancel",
  resume: "Train the rest",
  remove: "Remove",
  /** Of a key whose field is not the first of its kind. */
  of: (field: string, key: string): string => `${field}: ${key}`,
  checking: "Checking the sweep …",
  progress: "Runs trained",
  trained: (done: string, all: string): string => `${done} of ${all} runs`,
  left: (time: string): string => `${time} left`,
  finished: (all: string, time: string, workers: string): string => `${all} runs in ${time}${workers}`,
  stopped: (done: string, all: string): string => `Stopped after ${done} of ${all} runs`,
  diverged: (count: string): string => `${count} diverged`,
  failed: (count: string, why: string): string => `${count} could not be trained: ${why}`,
  outcome: "Show of each run",
  contours: "Contours",
  slice: (key: string): string => `At ${key}`,
  run: (number: string): string => `run ${number}`,
  notTrained: "not trained yet",
  unknown: "none",
  none: "none",
  diverges: (iteration: string): string => `diverged at iteration ${iteration}`,
  open: "Open this run",
  isOnScreen: "on screen",
  howTo:
    "Point at a run to see it pale in the pictures; press it to open it. Arrow keys move between runs, Enter opens one.",
  iterations: "Iterations",
  runs: "Runs",
  median: "median",
  quartiles: "quartiles",
  ghost: "pointed at",
  picture: "Picture",
  save: "Save",
  table: "Table",
  json: "Sweep (JSON)",
  pytorch: "PyTorch",
  nothingYet: "There is no run yet.",
  outcomeIsNone: (given: string, all: string): string => `outcome must be one of ${all}, not “${given}”.`,
  pictures: {
    "sweep-curves": {
      name: "Loss curves",
      description: "The loss of every run over the iterations, with median and quartiles.",
    },
    "sweep-dots": { name: "Outcomes", description: "The outcome of every run against the key." },
    "sweep-histogram": { name: "Shares", description: "How many runs had which outcome." },
    "sweep-map": { name: "Map", description: "The outcome of every run over two keys." },
  } as Record<string, { name: string; description: string }>,
};
