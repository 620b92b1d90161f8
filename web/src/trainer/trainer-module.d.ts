/**
 * The trainer as JavaScript sees it: what `wasm/bindings.cpp` exposes, one declaration for each entry of its table.
 * Every array that comes out is a copy which the caller owns. Whatever refuses throws an `ExperimentError`.
 */

/** A refused experiment: `message` names the key, the value and the allowed range; `key` is the dotted key alone. */
export interface ExperimentError extends Error {
  readonly name: "ExperimentError";
  /**
   * Dotted key such as `network.width`; empty when the text as a whole is at fault; `NotHeld` for a sound experiment that needs
   * the full trainer.
   */
  readonly key: string;
}

/** One key of the experiment format, with its limits. */
export interface Field {
  /** Dotted key such as `network.width`. */
  readonly key: string;
  readonly kind: "integer" | "number" | "boolean" | "choice" | "numbers";
  /** Smallest and largest value (of each element, for `numbers`); absent for `boolean` and `choice`. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** The allowed words of a `choice`; empty otherwise. */
  readonly choices: readonly string[];
}

export interface Preset {
  readonly name: string;
  /** One sentence: what a reader sees in it. */
  readonly shows: string;
  /** JSON text with every key. */
  readonly experiment: string;
}

/** Where a run stands. */
export interface Progress {
  /** Steps taken so far. */
  readonly iteration: number;
  /** Steps in all. */
  readonly iterations: number;
  /** Frames that a full run records. */
  readonly framesExpected: number;
  /** Losses are recorded once every so many iterations, from iteration 0 on. */
  readonly lossEvery: number;
  /** True when no further step will be taken: all are done, or the run diverged. */
  readonly finished: boolean;
  /** The first iteration whose loss was not finite, or -1. */
  readonly divergedAt: number;
  /** What a diverged run has to say; empty otherwise. */
  readonly message: string;
  /** Smallest and largest output weight a_j over all frames so far, 0 included. */
  readonly weightRange: readonly [number, number];
  /** The mean ‖w̃_j‖ in the first frame, and the largest over all frames so far; w̃_j = (w_j, b_j). */
  readonly initialNorm: number;
  readonly largestNorm: number;
}

/** The parameters of one frame: h(x) = c + Σ_j a_j φ(w_j x + b_j). */
export interface Frame {
  readonly iteration: number;
  readonly loss: number;
  readonly w: Float64Array;
  readonly b: Float64Array;
  readonly a: Float64Array;
  readonly c: number;
}

/** Vectors of the plane in polar form, one an entry. */
export interface Directions {
  /** Of the angle from the first axis; not a number for the zero vector. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  readonly norms: Float64Array;
}

/** What the views draw of one frame. */
export interface Picture {
  readonly iteration: number;
  readonly loss: number;
  /** −b_j/w_j for every neuron; not finite where w_j = 0. */
  readonly kinks: Float64Array;
  /** a_j for every neuron. */
  readonly weights: Float64Array;
  /** h at each point of `Plot.grid`. */
  readonly curve: Float64Array;
  /** w̃_j = (w_j, b_j) for every neuron, when asked for. */
  readonly directions?: Directions;
}

/** One neuron through all frames so far: entry k of each array belongs to frame k. */
export interface Trail {
  readonly w: Float64Array;
  readonly b: Float64Array;
  readonly a: Float64Array;
  /** −b/w; not finite where w = 0. */
  readonly kinks: Float64Array;
  /** Of (w, b). */
  readonly directions: Directions;
  /** The smallest and largest x_i it is active on: on these and all between. Not a number where there is none. */
  readonly activeFrom: Float64Array;
  readonly activeTo: Float64Array;
}

/** What stays the same in the views over a run. */
export interface Plot {
  /** The x-axis and the left y-axis: the data, padded as the notebook does or, at other scales, in proportion. */
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** The 100 points at which the curve is drawn. */
  readonly grid: Float64Array;
  /** The data as the trainer sees them. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** x̃_i = (x_i, 1) for every data point; (x_i, 0) without hidden biases. */
  readonly directions: Directions;
}

/** Why the theory has nothing to say: it is about ReLU, with a hidden bias, without an output bias, orthogonal data. */
export type Silence = "activation" | "hiddenBias" | "outputBias" | "orthogonality";

/** Where neurons turn while all weights are small. */
export interface CriticalDirections {
  /** Of the angle of each from the first axis, as in `Directions`. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  /** The kink of each, −sine/cosine; not finite where the cosine is 0. */
  readonly kinks: Float64Array;
  /** 1 for each that attracts neurons with a_j > 0 and repels those with a_j < 0, −1 the other way round, 0 for both. */
  readonly attraction: Float64Array;
  /** Arcs on which nothing turns, counterclockwise, by their ends' [cosine, sine]; with equal ends the whole circle. */
  readonly stationary: readonly { readonly from: readonly [number, number]; readonly to: readonly [number, number] }[];
}

/** What is known of a run before it is trained. */
export interface Theory {
  readonly directions: CriticalDirections | Silence;
  /** The least-squares line at each point of `Plot.grid`. */
  readonly leastSquares: Float64Array;
  /** The function that training from a vanishing initialisation tends to, there as well. */
  readonly limit: Float64Array | Silence;
  /** Whether gradient flow keeps every a_j² − ‖w̃_j‖². */
  readonly keepsBalance: boolean;
}

/** How many kinks lie where, among the data's distinct x_1 < … < x_n. */
export interface KinkCounts {
  /** n + 1 counts: left of x_1, from x_k up to x_{k+1}, from x_n on. */
  readonly between: Float64Array;
  /** Neurons without a kink. */
  readonly none: number;
}

/** How far neurons are from balanced. */
export interface Imbalance {
  /** The largest |a_j² − ‖w̃_j‖²|, and the largest change of one since the first frame. */
  readonly largest: number;
  readonly drift: number;
}

/** What has come of a run so far, in the few numbers that tell two runs apart. */
export interface Outcome {
  /** Loss after the last step taken. */
  readonly loss: number;
  /** The first iterations whose recorded loss is at most a half, and a hundredth, of the first one; absent without one. */
  readonly halvedAt?: number;
  readonly hundredthAt?: number;
  /** How many neurons are active on some point of the data after the last step. */
  readonly active: number;
}

/** What is wrong with a run that has not learned; see `core/run/mending.hpp`. */
export type Trouble = "none" | "diverged" | "dead" | "unborn" | "rose" | "unsteady" | "flat";

/** Why a run has not learned, and with what it does. */
export interface Mended {
  readonly trouble: Trouble;
  /** An experiment that has been seen to learn, as JSON text with every key; absent where none was found. */
  readonly experiment?: string;
  /** How that rescales the data, as [shift, scale]: z is taken for (z − shift) / scale. */
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
}

/** The search for what mends a run, which trains with what might. */
export interface Mending {
  /** Goes on for at most so many iterations. Returns whether it is over. */
  search(iterations: number): boolean;
  /** What has been found so far. */
  found(): Mended;
  /** Frees its memory. */
  delete(): void;
}

/** One training run, held in WebAssembly memory until `delete()`. */
export interface Run {
  /** Takes at most so many further steps; the result does not depend on how a run is sliced. */
  advance(iterations: number): void;
  /** Frees what only training needs: there are no further steps, and what is recorded stays. So does lack of memory. */
  end(): void;
  progress(): Progress;
  /** The engine that trains: `dense`, `cells` or `flow`. */
  engine(): "dense" | "cells" | "flow";
  /**
   * What is to be said of `network.initScale`, the key before it, where it is so small that balanced output weights are
   * 0; else empty.
   */
  underflow(): string;
  plot(): Plot;
  theory(): Theory;
  /** The recorded losses from index `from` on. */
  losses(from: number): Float64Array;
  /** Iteration, and loss, of each frame from number `from` on. */
  frameIterations(from: number): Float64Array;
  frameLosses(from: number): Float64Array;
  frame(index: number): Frame;
  picture(index: number, needsDirections: boolean): Picture;
  trail(neuron: number): Trail;
  kinkCounts(index: number): KinkCounts;
  imbalance(index: number): Imbalance;
  outcome(): Outcome;
  mending(): Mending;
  /**
   * The file of the run, as the command line writes it, with the first `neurons` neurons of each frame; `seconds` is what
   * training took. The run must not be advanced before it is complete. Throws a RangeError when it would be too large.
   */
  file(format: RunFormat, seconds: number, neurons: number): RunFile;
  /** The experiment with its initial weights written out, as JSON text. */
  initialWeights(): string;
  /** Frees the run's memory. */
  delete(): void;
}

export type RunFormat = "json" | "csv";

/** A file in the making. */
export interface RunFile {
  /** The next piece of UTF-8 text, some hundred kilobytes; empty when there is no more. */
  next(): Uint8Array<ArrayBuffer>;
  /** Frees its memory. */
  delete(): void;
}

export interface Trainer {
  /** A new run; where another one is kept beside it, it gets the memory that that one leaves. */
  readonly Run: new (experiment: string, other?: Run) => Run;
  /** Checks an experiment and returns it as JSON text with every key given its value. */
  resolve(experiment: string): string;
  fields(): readonly Field[];
  presets(): readonly Preset[];
  version(): string;
}

/** Makes a trainer, once `instantiateWasm` has instantiated `reluscope.wasm` with these imports and told `use` so. */
declare const createTrainer: (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    use: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<Trainer>;
export default createTrainer;
