/**
 * The trainer as JavaScript sees it: one declaration for each entry of the table in `wasm/bindings.cpp`. Every returned array
 * is a copy that the caller owns. Refusals are thrown as an `ExperimentError`.
 */

/** A refused experiment: `message` names the key, the value and the allowed range; `key` is the dotted key alone. */
export interface ExperimentError extends Error {
  readonly name: "ExperimentError";
  /**
   * Dotted key such as `network.width`; empty if the text as a whole is wrong; `NotHeld` for a sound experiment that needs the
   * full trainer.
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
  /** One sentence on what the preset shows. */
  readonly shows: string;
  /** The resolved experiment, as JSON text. */
  readonly experiment: string;
}

/** The progress of a run. */
export interface Progress {
  /** Steps taken so far. */
  readonly iteration: number;
  /** Steps in all. */
  readonly iterations: number;
  /** Frames that a full run records. */
  readonly framesExpected: number;
  /** The number of iterations from one recorded loss to the next; the first is that of iteration 0. */
  readonly lossEvery: number;
  /** True if no step is left: all are done, or the run diverged. */
  readonly finished: boolean;
  /** The first iteration whose loss was not finite, or -1. */
  readonly divergedAt: number;
  /** The message of a diverged run; empty otherwise. */
  readonly message: string;
  /** Smallest and largest output weight a_j over all frames so far, 0 included. */
  readonly weightRange: readonly [number, number];
  /** The mean ‖w̃_j‖ in the first frame, and the largest over all frames so far; w̃_j = (w_j, b_j). */
  readonly initialNorm: number;
  readonly largestNorm: number;
}

/** The parameters of one frame: h(x) = c + Σ_j a_j φ(⟨w_j, x⟩ + b_j), with m neurons, d inputs and o outputs. */
export interface Frame {
  readonly iteration: number;
  readonly loss: number;
  /** m × d, neuron after neuron. */
  readonly w: Float64Array;
  readonly b: Float64Array;
  /** o × m, output after output. */
  readonly a: Float64Array;
  /** One number for each output. */
  readonly c: number | Float64Array;
}

/** Vectors in the plane, in polar form; one per entry. */
export interface Directions {
  /** Cosine and sine of the angle from the first axis; NaN for the zero vector. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  readonly norms: Float64Array;
}

/** The ends of an axis, the smaller one first. */
export type Ends = readonly [number, number];

/** What a picture is made for. */
export interface PictureOptions {
  readonly needsDirections: boolean;
  readonly needsCritical: boolean;
  /** Whether kinks, weights and directions are left out, since whoever asks has them. */
  readonly knowsNeurons?: true;
  /** The axes that the reader has chosen; where left out, the x-axis is that of `Plot`, and the other holds all weights. */
  readonly xRange?: Ends | undefined;
  readonly weightRange?: Ends | undefined;
  /** The axis of the second input, if there are two; where left out, that of `Plot`. */
  readonly secondRange?: Ends | undefined;
  /** The output that is drawn, from 0; the first where left out. */
  readonly output?: number | undefined;
  /** The points along each side of the grid on which h is wanted, if there are two inputs: 2 to 2,000. */
  readonly plane?: { readonly columns: number; readonly rows: number } | undefined;
}

/**
 * The data of one frame that views draw, of one output. Kinks, the grid with what is on it, and what is outside are there
 * with one input alone.
 */
export interface Picture {
  readonly options: PictureOptions;
  readonly iteration: number;
  readonly loss: number;
  /** With two inputs: the hidden weights, two for each neuron, and biases. A kink is where w_1 x_1 + w_2 x_2 + b = 0. */
  readonly w?: Float64Array;
  readonly b?: Float64Array;
  /** With two inputs, if asked for: h on the grid, row after row from the least second input on. */
  readonly plane?: Float64Array;
  /** With several inputs or outputs: h on the data, n × o, point after point. */
  readonly fitted?: Float64Array;
  /** −b_j/w_j for every neuron; not finite where w_j = 0. */
  readonly kinks: Float64Array;
  /** a_j for every neuron. */
  readonly weights: Float64Array;
  /** The points at which the curve is drawn: `Plot.grid`, or finer ones around the chosen x-axis. */
  readonly grid: Float64Array;
  /** h at each point of the grid. */
  readonly curve: Float64Array;
  /** The least-squares line there, and the function that training from a vanishing initialisation tends to, if known. */
  readonly leastSquares: Float64Array;
  readonly limit?: Float64Array;
  /**
   * How many neurons are outside, and where the axis has to end to show them, or nine tenths if some are very far: left and
   * right by kink, and of those with their kink on the x-axis below and above.
   */
  readonly outside: Float64Array;
  /** Where neurons turn in this frame, if asked for and known. */
  readonly critical?: CriticalDirections;
  /**
   * w̃_j = (w_j, b_j) for every neuron, if asked for. With several inputs, w_j in the principal plane of the last frame's
   * weights, with the angle at which the companion notebook draws it.
   */
  readonly directions?: Directions;
}

/**
 * One neuron through all frames so far: entry k of each array belongs to frame k. With several inputs w holds d numbers
 * for each frame, the direction is that in the principal plane, and there are no kinks and no ends of what it is active
 * on. With several outputs a holds one list of frames after the other.
 */
export interface Trail {
  readonly w: Float64Array;
  readonly b: Float64Array;
  readonly a: Float64Array;
  /** −b/w; not finite where w = 0. */
  readonly kinks: Float64Array;
  /** The direction and norm of (w, b). */
  readonly directions: Directions;
  /** The smallest and largest x_i on which it is active; it is also active on all between. NaN if there is none. */
  readonly activeFrom: Float64Array;
  readonly activeTo: Float64Array;
}

/** What all frames of a run have in common in the views. */
export interface Plot {
  /** d and o. */
  readonly inputs: number;
  readonly outputs: number;
  /** Ranges of the x-axis and the left y-axis: the data, padded as in the notebook or, at other scales, in proportion. */
  readonly xRange: Ends;
  readonly yRange: Ends;
  /** Of the second input, padded as that of the first; [0, 0] if there is none. */
  readonly secondRange: Ends;
  /** Of the targets of all outputs, padded alike on both sides. */
  readonly targetRange: Ends;
  /** The 100 points at which the curve is drawn. */
  readonly grid: Float64Array;
  /** The data as the trainer sees them: n × d and n × o, point after point. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** x̃_i = (x_i, 1) for every data point; (x_i, 0) without hidden biases. Empty with several inputs. */
  readonly directions: Directions;
}

/** Which assumption of the theory fails: one input and output, ReLU, a hidden bias, no output bias, or orthogonal data. */
export type Silence = "shape" | "activation" | "hiddenBias" | "outputBias" | "orthogonality";

/** Where neurons turn, given the residuals of a frame. */
export interface CriticalDirections {
  /** Cosine and sine of each angle from the first axis, as in `Directions`. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  /** The kink of each, −sine/cosine; not finite where the cosine is 0. */
  readonly kinks: Float64Array;
  /** 1 if it attracts neurons with a_j > 0 and repels those with a_j < 0, −1 the other way round, 0 for half-stable ones. */
  readonly attraction: Float64Array;
  /** Arcs on which neurons do not turn, counterclockwise, by the [cosine, sine] of their ends; equal ends mean the whole circle. */
  readonly stationary: readonly { readonly from: readonly [number, number]; readonly to: readonly [number, number] }[];
}

/** Of what the theory says nothing in a run, and why; empty where it does. */
export interface Theory {
  readonly directions: Silence | "";
  readonly limit: Silence | "";
  /** Whether gradient flow keeps every a_j² − ‖w̃_j‖². */
  readonly keepsBalance: boolean;
  /** log(1/λ), the time in which weights of size λ grow to size 1; 0 if λ ≥ 1, and for given weights. */
  readonly escapeTime: number;
}

/** The number of kinks between the data's distinct x_1 < … < x_n. */
export interface KinkCounts {
  /** n + 1 counts: left of x_1, from x_k up to x_{k+1}, from x_n on. */
  readonly between: Float64Array;
  /** Neurons without a kink. */
  readonly none: number;
}

/** The imbalance of the neurons. */
export interface Imbalance {
  /** The largest |a_j² − ‖w̃_j‖²|, and the largest change of one since the first frame. */
  readonly largest: number;
  readonly drift: number;
}

/** The outcome of a run so far, in a few numbers to compare runs by. */
export interface Outcome {
  /** Loss after the last step taken. */
  readonly loss: number;
  /** The first iterations whose recorded loss is at most a half, and a hundredth, of the first one; absent if there is none. */
  readonly halvedAt?: number;
  readonly hundredthAt?: number;
  /** How many neurons are active on some point of the data after the last step. */
  readonly active: number;
}

/**
 * The phases of a run on orthogonal data: when the points with y_i > 0, and with y_i < 0, are learned, from the iteration at
 * which their part of the loss has fallen to nine tenths to that at which it has to a tenth; −1 as long as it has not.
 */
export interface Phases {
  /** Whether all frames have been looked at, or enough. */
  readonly isOver: boolean;
  readonly positive: readonly [number, number];
  readonly negative: readonly [number, number];
}

/** Why a run has not learned; see `core/run/mending.hpp`. */
export type Trouble = "none" | "diverged" | "dead" | "unborn" | "rose" | "unsteady" | "flat";

/** Why a run has not learned, and an experiment that does. */
export interface Mended {
  readonly trouble: Trouble;
  /** A resolved experiment that was seen to learn, as JSON text; absent if none was found. */
  readonly experiment?: string;
  /** How it rescales the data, as [shift, scale]: z becomes (z − shift) / scale. */
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
}

/** The search for a change that mends a run; it trains with each candidate. */
export interface Mending {
  /** Continues for at most this many iterations. Returns whether it is over. */
  search(iterations: number): boolean;
  /** The best advice so far. */
  found(): Mended;
  /** Frees its memory. */
  delete(): void;
}

/** One training run, held in WebAssembly memory until `delete()`. */
export interface Run {
  /** Takes at most this many further steps. The result does not depend on how a run is sliced. */
  advance(iterations: number): void;
  /** Ends training and frees its memory, but keeps the recording. Running out of memory does the same. */
  end(): void;
  /** The bytes that its recording takes, or at most takes in the end. */
  bytes(): number;
  progress(): Progress;
  /** The engine that trains: `dense`, `cells` or `flow`. */
  engine(): "dense" | "cells" | "flow";
  /**
   * The warning, after the key `network.initScale`, that it is so small that balanced output weights are 0; empty if there
   * is none.
   */
  underflow(): string;
  plot(): Plot;
  theory(): Theory;
  /** One of every so many recorded losses, the first of all among them: those from number `from` on. */
  losses(from: number, every: number): Float64Array;
  /** Iteration, and loss, of each frame from number `from` on. */
  frameIterations(from: number): Float64Array;
  frameLosses(from: number): Float64Array;
  frame(index: number): Frame;
  picture(index: number, options: PictureOptions): Picture;
  trail(neuron: number): Trail;
  /** Throws a RangeError with several inputs. */
  kinkCounts(index: number): KinkCounts;
  imbalance(index: number): Imbalance;
  outcome(): Outcome;
  /** The largest |h − h′| between a frame of this run and one of another, where this one is drawn. */
  distance(index: number, other: Run, otherIndex: number): number;
  /** The phases after one frame more has been looked at. */
  phases(): Phases;
  mending(): Mending;
  /**
   * The file of the run, as the command line writes it, with the first `neurons` neurons of each frame; `seconds` is the
   * training time. Do not advance the run before the file is complete. Throws a RangeError if it would be too large.
   */
  file(format: RunFormat, seconds: number, neurons: number): RunFile;
  /** The experiment with its initial weights written out, as JSON text. */
  initialWeights(): string;
  /** Frees the run's memory. */
  delete(): void;
}

export type RunFormat = "json" | "csv";

/** A file that is written piece by piece. */
export interface RunFile {
  /** The next piece of UTF-8 text, some hundred kilobytes; empty at the end. */
  next(): Uint8Array<ArrayBuffer>;
  /** Frees its memory. */
  delete(): void;
}

export interface Trainer extends Copying {
  /** A new run. If others are kept beside it, it may only take the memory left by the bytes that they have taken. */
  readonly Run: new (experiment: string, taken?: number) => Run;
  /** Checks an experiment and returns the resolved one as JSON text. */
  resolve(experiment: string): string;
  fields(): readonly Field[];
  presets(): readonly Preset[];
  version(): string;
}

/** How what it returns is copied. */
interface Copying {
  /** Memory that is no longer used, for copies of the same size. */
  spareBuffers?: ArrayBuffer[];
}

/** A key that a sweep runs over, and its values, each as JSON text. */
export interface SweptKey {
  readonly key: string;
  readonly values: readonly string[];
}

/** Many runs: an experiment with lists. Runs are numbered from 0, as those of nested loops, of which the first key's is the outermost. */
export interface Sweep {
  /** Throws an `ExperimentError` for the first run whose experiment is refused. */
  check(): void;
  /** How many runs there are. */
  size(): number;
  keys(): readonly SweptKey[];
  /** The names of the numbers in a row. */
  columns(): readonly string[];
  /** The resolved experiment that the runs vary, and that of a run, as JSON text. */
  experiment(): string;
  experimentOf(run: number): string;
  /** The warning about the run whose initial scale is smallest, if it is so small that balanced output weights are 0; or empty. */
  underflow(): string;
  /** A script that makes the runs in PyTorch. */
  script(): string;
  start(run: number): SweptRun;
  /** The first line of the table, and a row of it, as the command line writes them. */
  tableHeader(format: TableFormat): string;
  tableRow(format: TableFormat, run: number, engine: string, silence: string, row: Float64Array): string;
  /** Frees its memory. */
  delete(): void;
}

export type TableFormat = "csv" | "ndjson";

/** One run of a sweep, which keeps its losses and no frames. */
export interface SweptRun {
  advance(iterations: number): void;
  finished(): boolean;
  /** How many steps the whole run has. */
  iterations(): number;
  /** Empty if the first loss is not finite. */
  engine(): string;
  /** Why no interpolator of minimum norm is known; empty if one is. */
  silence(): Silence | "";
  /** The numbers of the table, NaN where one is not known. */
  row(): Float64Array;
  /** The losses at so many iterations, from 0 to `last` at even distances; NaN where there is none. */
  losses(last: number, points: number): Float64Array;
  /** Frees its memory. */
  delete(): void;
}

/** An edit of the neurons that a run begins with. A balanced one keeps ‖w̃‖ = |a| of the neuron, w̃ = (w, b). */
export type HandEdit = { readonly isBalanced: boolean } & (
  | { readonly kind: "place"; readonly neuron: number; readonly kink: number; readonly weight: number }
  /** Gives w̃ the direction of (across, up), and a norm. */
  | {
      readonly kind: "turn";
      readonly neuron: number;
      readonly across: number;
      readonly up: number;
      readonly norm: number;
    }
  | { readonly kind: "add"; readonly kink: number; readonly weight: number }
  | { readonly kind: "copy" | "remove"; readonly neuron: number }
);

/** The neurons that a run begins with. */
export interface InHand extends Directions {
  /** The experiment with them written out, as JSON text. */
  readonly experiment: string;
  readonly kinks: Float64Array;
  readonly weights: Float64Array;
}

/** One step of gradient descent as one neuron feels it; see `core/network/one_step.hpp`. */
export interface OneStep {
  /** One number for each point. */
  readonly residuals: Float64Array;
  readonly slopes: Float64Array;
  readonly pullW: Float64Array;
  readonly pullB: Float64Array;
  readonly pullA: Float64Array;
  readonly kinkVelocities: Float64Array;
  readonly w: number;
  readonly b: number;
  readonly a: number;
  readonly sumW: number;
  readonly sumB: number;
  readonly sumA: number;
  readonly nextW: number;
  readonly nextB: number;
  readonly nextA: number;
}

/** What the full trainer has besides. */
export interface FullTrainer extends Trainer {
  /** An experiment with its initial weights written out, after an edit of them if one is given. */
  inHand(experiment: string, edit: HandEdit | undefined): InHand;
  /** The next step of a neuron from these weights of an experiment, as `frame` gives them. */
  oneStep(experiment: string, weights: Pick<Frame, "w" | "b" | "a" | "c">, neuron: number): OneStep;
  readonly Sweep: new (sweep: string) => Sweep;
  /** When each frame of a run, trained up to an iteration, is to be shown, from 0 to 1, if time passes by change; see `core/run/change.hpp`. */
  momentsByChange(experiment: string, iterations: number): Float64Array;
}

/** Makes a trainer, after `instantiateWasm` has instantiated `reluscope.wasm` with these imports and called `use`. */
declare const createTrainer: (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    use: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<Trainer>;
export default createTrainer;
