/**
 * What the instrument tells its reader in whole sentences, in one place so that it can be translated; the sentences of
 * what is opened stand in `prose-opened.ts`. Mathematical expressions stand between dollar signs, in the notation of
 * `notation.ts`.
 */

import type { View } from "../relu-scope";

/** Names of what can be done, as its buttons and the help sheet have them. */
export const names = {
  undo: "Undo",
  redo: "Redo",
  present: "Full screen",
  help: "Help",
  tour: "Tour",
  story: "Story",
  link: "Copy a link to this picture",
  embed: "Embed this picture",
  pin: "Pin this run",
  unpin: "Let go of this pinned run",
  look: "View",
  theory: "Theory",
  data: "Data",
  neurons: "Neurons",
  compare: "Compare",
  many: "Many runs",
  export: "Export",
  isNotLoaded: "This part could not be loaded. Reloading the page, once it can be reached, tries again.",
};

/** Why nothing is trained. */
export const trainer = {
  needsWebAssembly: "The trainer needs WebAssembly, which this browser does not have, or which is switched off in it.",
  needsSimd: "This browser cannot run the trainer: it lacks WebAssembly with SIMD, which browsers have had since 2023.",
  isForbidden:
    "The content policy of this page does not allow the trainer: its script-src lacks 'wasm-unsafe-eval', which WebAssembly needs.",
  doesNotCompile: (reason: string): string => `The trainer could not be unpacked and compiled: ${reason}`,
  doesNotStart: (reason: string): string => `The trainer’s worker could not be started: ${reason}`,
  isBlocked: "the page does not allow workers from a blob: address.",
  pinsNoMore: (most: number): string => `${most} runs are pinned at most: let go of one first.`,
  doesNotArrive: "a message of the trainer’s got lost on its way.",
  brokeDown: (reason: string): string => `The trainer broke down: ${reason}`,
  isStopped: "The run was stopped before its first frame.",
  isNotDrawn: (frame: number, reason: string): string => `Frame ${frame} cannot be drawn: ${reason}`,
};

/** The progress of a run and its outcome. Numbers come as text. */
export const status = {
  starting: "Starting …",
  prepares: "Preparing the first frame …",
  progress: "Training",
  done: (percent: number): string => `${percent} %`,
  left: (percent: number, time: string): string => `${percent} % · ${time} left`,
  stop: "Stop",
  finished: (iterations: string): string => `${iterations} iterations`,
  stopped: (iteration: string, iterations: string): string => `Stopped after ${iteration} of ${iterations} iterations`,
  took: (trained: string, time: string, engine: string): string => `${trained} in ${time} · ${engine} engine`,
  dismiss: "Dismiss",
  retry: "Retry",
};

/** The buttons beside the timeline, and where playback is. */
export const playback = {
  play: "Play",
  pause: "Pause",
  again: "Replay",
  back: "One frame back",
  forth: "One frame forth",
  replay: "Replay from the start",
  replayKeys: "Home, then Space",
  timeline: "Timeline",
  position: (frame: number, iteration: string, time: string, loss: string): string =>
    `frame ${frame}, iteration ${iteration}, time ${time}, loss ${loss}`,
  frame: (frame: number, last: number): string => `frame ${frame} of ${last}`,
  iteration: (iteration: string): string => `iteration ${iteration}`,
  loss: (loss: string): string => `loss ${loss}`,
};

/** The form with the experiment's keys. */
export const settings = {
  title: "Settings",
  presets: "Presets",
  edited: "Edited. The preset’s name takes the changes back.",
  limits: (low: string, high: string): string => `${low} to ${high}`,
  given: (neurons: string): string => `The initial weights of ${neurons} neurons are given. `,
  draw: "Draw them from a seed",
};

/** The address of the page. */
export const address = {
  tooLong: (isKept: boolean): string =>
    `This experiment is too long for an address: ${isKept ? "a link cannot hold it" : "a reload would lose it"}. Save it as a file to keep it.`,
};

/** The row that tells of one neuron. Numbers come as text. */
export const neuron = {
  name: "Neuron",
  previous: "Previous neuron",
  next: "Next neuron",
  release: "Let go",
  releaseKey: "Let go (Esc)",
  numbered: (neuron: string): string => `neuron ${neuron}`,
  hint: "Point at a neuron to see its way through the run; click to keep it.",
  beyond: (width: string, last: string): string => `There are ${width} neurons, from 0 to ${last}.`,
  numbers: (n: { w: string; b: string; a: string; kink: string; norm: string; active: string }): string =>
    `$w_{j,1}$ ${n.w} · $w_{j,2}$ ${n.b} · $a_j$ ${n.a} · kink ${n.kink} · $‖w_j‖$ ${n.norm} · ${n.active}`,
  inSpace: (w: string, b: string, a: string, norm: string): string =>
    `${w && `$w_j$ (${w}) · `}$b_j$ ${b} · $a_j$ ${a} · $‖w_j‖$ ${norm}`,
  noKink: "nowhere",
  activeOn: (points: string): string => `active on ${points}`,
  activeOnCount: (count: string, all: string): string => `active on ${count} of ${all} points`,
  activeOnNone: "active on no point",
};

/** Names of the views, in the order of addresses, and descriptions for those who do not see them. */
export const views: Readonly<Record<View, { name: string; description: string }>> = {
  function: {
    name: "Function",
    description: "The learnt function, the data, and the neurons by kink and output weight.",
  },
  loss: { name: "Loss", description: "The loss over the iterations." },
  neurons: { name: "Neurons", description: "The neurons by direction and norm of their input weights." },
};

/** What the pictures show, in words, for those who listen. The numbers come as text. */
export const account = {
  frame: (frame: string, iteration: string, loss: string, kinks?: string): string =>
    `Frame ${frame}, iteration ${iteration}, loss ${loss}${kinks === undefined ? "" : `, kinks: ${kinks}`}.`,
  left: (count: string, point: string): string => `${count} left of ${point}`,
  between: (count: string): string => `${count} between`,
  betweenTwo: (count: string, left: string, right: string): string => `${count} between ${left} and ${right}`,
  right: (count: string, point: string): string => `${count} right of ${point}`,
  none: (count: string): string => `${count} without a kink`,
};

/** What the lines and marks of the theory are called beside the picture. */
export const legend = {
  curve: "learnt function",
  data: "data",
  neuron: "neuron: kink, output weight",
  pinned: "pinned",
  attracting: "attracting",
  repelling: "repelling",
  halfStable: "half-stable",
  stationary: "stationary",
  "least-squares": "least squares",
  limit: "limit, λ → 0",
};

/** Why an overlay that is on draws nothing; the panel says more. */
export const nothingToDraw = {
  directions: "no critical directions: see Theory",
  residuals: "nothing turns: the residuals are 0",
  limit: "no limit known: see Theory",
  phases: "no phases known: see Theory",
  clock: "t: only runs with λ < 1 have a time t / log(1/λ)",
};

/** The phases of training on orthogonal data. */
export const phases = {
  positive: "y > 0",
  negative: "y < 0",
  alignment: "alignment",
  convergence: "convergence",
  aligns: "Neurons align.",
  aligned: (until: string): string => `Neurons align until iteration ${until}.`,
  grows: (sign: string, from: string, to: string): string =>
    `Points with ${sign} are learned from iteration ${from}${to ? ` to ${to}` : " on"}.`,
  converges: (from: string): string => `All converge from iteration ${from} on.`,
};

/** How many neurons are beyond an edge of the picture. */
export const outside = {
  neurons: (count: string, isOne: boolean): string => `${count} ${isOne ? "neuron" : "neurons"}`,
  show: (neurons: string): string => `${neurons} outside: show them`,
  reset: "Reset axes",
};

/** What is done with the data by hand, for those who listen. */
export const grips = {
  point: "point",
  grips: "Data points. Arrow keys move a point, with Shift by more; Delete removes it.",
  added: "added",
  removed: "removed",
  left: "left",
};
