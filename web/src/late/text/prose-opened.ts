/** What the instrument says in what is opened: panels, sheets and the tour. As in `prose.ts`. */

import type { Meaning } from "../../panels/shortcuts";

/** What stands on sheets. */
export const sheets = { close: "Close", keys: "Keys", symbols: "Symbols" };

/** What each key does, by the names of `keyboard.ts`. */
export const keys: Readonly<Record<Meaning, string>> = {
  toggle: "Play, or pause",
  back: "One frame back",
  forth: "One frame forth",
  farBack: "Ten frames back; on the tour, one stop back",
  farForth: "Ten frames forth; on the tour, on to the next stop",
  first: "To the first frame",
  last: "To the last frame",
  present: "Full screen, with letters for the back row",
  add: "On the pictures: add a data point; the arrow keys move it, Delete removes it",
  undo: "Undo a change of the experiment",
  redo: "Redo what was undone",
  pin: "Pin this run behind those after it, or let it go",
  tell: "",
  tour: "The guided tour, and out of it",
  help: "This sheet",
  letGo: "Let go of the selected neuron",
  leave: "Out of the tour, or of full screen",
};

/** What the symbols on screen stand for. */
export const symbols: Readonly<Record<string, string>> = {
  "x_i, y_i": "The data: input and target of point number $i$, drawn as a green disc.",
  "h_θ(x)":
    "The function that the network computes, the green curve: $c + ∑_j a_j σ(w_j x + b_j)$, where $σ$ is the ReLU (or " +
    "the activation chosen instead) and $c$ the output bias, if there is one. $θ$ is all parameters together.",
  w_j: "The input weight of neuron $j$. The paper writes $w_{j,1}$ for it and $w_j$ for the pair with the bias, $(w_{j,1}, w_{j,2})$.",
  b_j: "The bias of neuron $j$, $w_{j,2}$ in the paper.",
  "−w_{j,2}/w_{j,1}": "The kink of neuron $j$: the input where its ReLU bends. It is where the neuron’s star stands.",
  a_j: "The output weight of neuron $j$: how high its star stands, on the right axis.",
  "\\s_j‖w_j‖":
    "The same height in the paper’s words: the sign $\\s_j$ of $a_j$, which never changes, times the norm of the weights " +
    "$(w_j, b_j)$. Under a balanced initialisation $|a_j|$ equals that norm, and gradient flow keeps it so.",
  λ: "The scale of the initialisation: hidden weights are drawn with variance $λ²/m$.",
  m: "The width: how many hidden neurons there are.",
  "L(θ)": "The loss: the mean of $(h_θ(x_i) − y_i)²$ over the data.",
  t: "Time: the learning rate times the iteration, the clock of the gradient flow that the descent follows.",
  "θ′ = −∇L(θ)":
    "Gradient flow, the limit of gradient descent for small steps, which the theorems are about. Choose it in the settings under " +
    "Dynamics: then it is integrated with error control, and the learning rate only says what time $t$ an iteration is.",
};

/** The guided tour through the notebook's run; the stops stand in the order of `tour.ts`. */
export const tour = {
  name: "Guided tour",
  place: (stop: number, stops: number): string => `${stop} of ${stops}`,
  back: "Back",
  next: "Next",
  done: "Done",
  skip: "Leave the tour",
  invitation: "Try now:",
};

/** Comparing runs. */
export const compare = {
  pin: "Pin this run",
  unpin: "Let it go",
  letGo: (name: string): string => `Let go of ${name === "Pinned" ? "the pinned run" : `run ${name}`}`,
  nameOf: (name: string): string => `Name of ${name === "Pinned" ? "the pinned run" : `run ${name}`}`,
  invitation:
    "A pinned run stays in the pictures, pale, behind those that come after it, at the same iteration. Up to four can be pinned.",
  /** By how many are pinned. */
  pinned: [
    undefined,
    "The pinned run is drawn pale, at the frame nearest to the iteration on screen.",
    "Two runs are pinned, A pale, B in its own colour, dashes and marks, each at the frame nearest to the iteration on screen.",
    "Three runs are pinned, A pale, B and C in their own colours, dashes and marks, each at the frame nearest to the iteration on screen.",
    "Four runs are pinned, which is the most: A pale, the others in their own colours, dashes and marks, each at the frame nearest to the iteration on screen.",
  ] as readonly (string | undefined)[],
  what: "Setting, outcome",
  ofPinned: "Pinned",
  ofCurrent: "On screen",
  /** Settings that have no field of their own in the form. */
  settings: {
    "data.x": "Inputs",
    "data.y": "Targets",
    "data.teacher": "Teacher",
    "network.initial": "Initial weights",
  } as Record<string, string>,
  yes: "yes",
  no: "no",
  given: "given",
  numbers: (count: number): string => `${count.toLocaleString("en-US")} numbers`,
  loss: "Loss at the end",
  halvedAt: "Loss halved at iteration",
  hundredthAt: "Loss down to 1 % at iteration",
  active: "Neurons active on the data",
  activeOf: (active: number, width: number): string =>
    `${active.toLocaleString("en-US")} of ${width.toLocaleString("en-US")}`,
  never: "never",
  notYet: "…",
  distance:
    "Distance between the learned functions, the largest $|h_θ(x) − h′_θ(x)|$ where they are drawn, over the iterations:",
  distances: (largest: string, at: string, last: string, name: string): string =>
    `${name === "" ? "" : `${name}: `}${largest} at most, at iteration ${at}; ${last} at the end.`,
};

/** The runs of this visit. */
export const visited = {
  title: "Runs of this visit",
  current: "on screen",
  loss: (loss: string): string => ` loss ${loss}`,
};

/** Copying a link. */
export const link = {
  copied: "The link is copied.",
  byHand: "Copy this link:",
  field: "Link to this picture",
  close: "Close",
  tooLong: (length: number, most: number): string =>
    `This experiment is too long for a link: ${length.toLocaleString("en-US")} characters, where ` +
    `${most.toLocaleString("en-US")} are sure to pass. Save it as a file instead.`,
};

/** The sheet with code for other pages. */
export const embed = {
  what:
    "Either piece of code below, pasted into the HTML of a page, shows the picture as it stands: the experiment, the " +
    "frame and the views. A frame goes into any page; the element becomes a part of yours, which its prose can steer.",
  shown: "Controls",
  controls: { play: "Play", seek: "Timeline", parameters: "Settings", export: "Export" },
  playing: "Playing",
  autoplay: "Plays by itself",
  loop: "Begins again at the end",
  theme: "Theme",
  themes: { auto: "the reader’s", light: "light", dark: "dark" },
  frame: "As a frame",
  element: "As an element",
  copy: "Copy",
  copied: "Copied.",
  byHand: "It is selected: copy it with Ctrl C.",
  somewhere: (address: string): string =>
    `This page is a file on your disk, which others cannot reach: put the address of your copy of the site in the place of ${address}.`,
};

/** What the theory says of a run, by the names of the overlays: what each is called, what it is, and who says so. */
export const theory = {
  directions: {
    name: "Critical directions",
    says:
      "A neuron turns towards $D = (1/n) ∑_i (y_i − h_θ(x_i)) (x_i, 1)$, the sum over the points it is active on, when " +
      "$a_j > 0$, and away from it when $a_j < 0$; it comes to rest where $D$ is parallel to $w_j$, or on a data point whose " +
      "two sides push it back. While all weights are small the residuals are $y_i$; later these directions move, and are those " +
      "of the frame on screen. Drawn at their kinks, upwards, violet, for $a_j > 0$ and downwards, red, for " +
      "$a_j < 0$; and as rays among the neurons, in the colour of those that they attract.",
    source: "alignment",
  },
  "least-squares": {
    name: "Least-squares line",
    says:
      "The straight line that is nearest to the data. Neurons that have all turned to the same side of the data can learn " +
      "no more than this, and then training stays there, as in the preset three-points.",
    source: "alignment",
  },
  limit: {
    name: "Minimum-norm limit",
    says:
      "For orthogonal data, $x_i x_k = −1$, training from a vanishing initialisation tends to the interpolator whose weights " +
      "are smallest: $⟨w_+, (x, 1)⟩_+ − ⟨w_−, (x, 1)⟩_+$, where $w_±$ is the sum of $|y_i| (x_i, 1)/(x_i² + 1)$ over the " +
      "points with $±y_i > 0$.",
    source: "orthogonal",
  },
  phases: {
    name: "Phases",
    says:
      "From a vanishing initialisation on orthogonal data neurons first align while all weights are small; then the group that " +
      "fits $y_i > 0$ grows, then the one that fits $y_i < 0$, or the other way round, and then all converge. Taken from the " +
      "run: a bar over the loss lasts while the part of the loss that belongs to one sign falls from nine tenths to a tenth.",
    source: "orthogonal",
  },
  invariant: {
    name: "Balance",
    says:
      "Gradient flow keeps $a_j² − ‖w_j‖²$ of every neuron as it was, 0 under a balanced initialisation. Gradient descent " +
      "lets it drift, by a given time at most in proportion to the learning rate.",
    source: "balance",
  },
} as const;

/** How far from balanced the neurons of a frame are; a number follows each. */
export const imbalance = {
  largest: "Largest $|a_j² − ‖w_j‖²|$:",
  drift: "drift since frame 0:",
};

/** Why the theory is silent about an experiment, by the words of the trainer. */
export const silences = {
  shape: "This is known for one input and one output; the data have more.",
  activation: "This is known for ReLU; the network has another activation.",
  hiddenBias: "Without hidden biases no neuron turns: all kinks stay at 0.",
  outputBias: "The limit is known for networks without an output bias.",
  orthogonality:
    "The limit is known for orthogonal data alone, $x_i x_k = −1$ for every pair of points; these are not.",
  balance: "This is so for ReLU and leaky ReLU; the network has another activation.",
};

/** A paper. */
export interface Source {
  authors: string;
  title: string;
  where: string;
  address: string;
}

export const sources: Readonly<Record<"orthogonal" | "alignment" | "balance", Source>> = {
  orthogonal: {
    authors: "E. Boursier, L. Pillaud-Vivien & N. Flammarion",
    title: "Gradient flow dynamics of shallow ReLU networks for square loss and orthogonal inputs",
    where: "NeurIPS 2022",
    address: "https://arxiv.org/abs/2206.00939",
  },
  alignment: {
    authors: "E. Boursier & N. Flammarion",
    title: "Early alignment in two-layer networks training is a two-edged sword",
    where: "Journal of Machine Learning Research 26, 2025",
    address: "https://arxiv.org/abs/2401.10791",
  },
  balance: {
    authors: "S. S. Du, W. Hu & J. D. Lee",
    title: "Algorithmic regularization in learning deep homogeneous models: layers are automatically balanced",
    where: "NeurIPS 2018",
    address: "https://arxiv.org/abs/1806.00900",
  },
};

/** Asking which columns of a table hold the points. */
export const columns = {
  title: "Which columns are x and y?",
  /** The name of a table that comes from no file. */
  pasted: "What was pasted",
  which: (count: number): string => `The table has ${count.toLocaleString("en-US")} columns. Which hold the points?`,
  column: (number: number, name: string): string => (name === "" ? `column ${number}` : name),
  excerpt: "The first rows",
  take: "Take these points",
};

/** The table of the data. */
export const points = {
  howToEdit:
    "Drag the points in the picture; a double-click there, or Enter, adds one. Or type here, paste columns of numbers, or " +
    "drop a table: CSV, text, or what numpy.savetxt writes.",
  teacher:
    "The points are drawn by a teacher network, from a seed. They can be taken as they are, to be changed one by one; a table that " +
    "is loaded replaces them.",
  take: "Take these points",
  tooWide: (columns: number): string =>
    `With ${columns.toLocaleString("en-US")} numbers the points are too long for a table here. A table that is loaded replaces them.`,
  manyPoints:
    "So many points have no grips for the keyboard: they can be dragged in the picture, or changed in this table.",
  add: "Add a point",
  remove: "Remove this point",
  load: "Load a table",
  before: "Before",
  after: "After",
  ofPoint: "of point",
};

/** The panel that chooses the views. */
export const look = {
  views: "Pictures",
  logarithmic: "Logarithmic axes",
  weights: "Weights (symmetrically)",
  loss: "Loss",
  iterations: "Iterations",
  clock: "The loss over",
  clocks: { iterations: "iterations", time: "time t = learning rate × iteration", scaled: "t / log(1/λ), where λ < 1" },
  axes: "Axes of the function",
  output: "Output",
  outputOf: (output: number, outputs: number): string => `${output} of ${outputs}`,
  xRange: "x",
  firstRange: "x₁",
  secondRange: "x₂",
  weightRange: "Weights",
  from: (axis: string): string => `${axis} from`,
  to: (axis: string): string => `${axis} to`,
  usual: "as at first",
  reset: "Reset axes",
};

/** The panel that saves and opens files. */
export const exporting = {
  figure: "Picture of this frame",
  view: "View",
  size: "Width",
  columns: { 1: "one column, 3.25 in", 2: "two columns, 6.75 in" },
  legend: "Legend (function)",
  cursor: "Mark the frame (loss)",
  scale: "Size of the PNG",
  run: "The run",
  neurons: "Neurons in JSON and CSV",
  all: "all",
  initialWeights: "Initial weights",
  curve: "Curve of this frame",
  video: "Video",
  code: "Code and papers",
  pytorch: "PyTorch script",
  backIn: "Back in",
  open: "Open a run or an experiment …",
  file: "A run or an experiment as JSON",
  backInSays: "It is trained anew. Dropping the file here does the same.",
  making: "Making the file …",
};

/** Making videos. */
export const video = {
  name: "Video",
  size: "Size",
  views: "Views",
  theme: "Theme",
  asOnScreen: "as on screen",
  fps: "Frames a second",
  from: "First frame",
  first: "first",
  to: "Last frame",
  last: "last",
  hold: "Seconds held at the end",
  pause: "Seconds held at each pause mark",
  length: (seconds: string, pace: string, speed: string): string =>
    `${seconds} seconds, ${pace.toLowerCase()}, speed ${speed}`,
  render: "Render",
  cancel: "Cancel",
  cancelled: "The video was cancelled.",
  capture: "Capture",
  stopCapturing: "Stop capturing",
  capturing: "What happens in the pictures is recorded.",
  renderedInstead: (reason: string): string => `${reason} So every frame was rendered instead.`,
  says:
    "Render draws every frame exactly, faster than it plays. Capture records what you do to the pictures, until you " +
    "stop it.",
};

/** Why a run has not learned, and with what it does. */
export const advice = {
  troubles: {
    diverged: "The learning rate is too large a step for these data.",
    dead:
      "All neurons are dead: none is active on any data point any more, so that the function is constant there and cannot " +
      "change. A step was too large for these data.",
    unborn: "All neurons are dead from the start: none is active on any data point, so that nothing can change.",
    rose: "The loss ended above where it began: the learning rate is too large a step for these data.",
    unsteady: "The loss keeps going up and down: the learning rate is too large a step for these data.",
    flat: "The loss has hardly fallen: the run ends before it has left its start.",
  },
  learns: (changes: string): string => `It learns with ${changes}.`,
  noRemedy: "No single setting was found that mends it.",
  rescaled: (name: string, formula: string): string => `${formula} for ${name}`,
  change: (isRescaled: boolean, changes: readonly string[]): string =>
    isRescaled ? "Rescale the data" : changes.length === 1 ? `Set ${changes.join()}` : "Set these",
};
