/**
 * `<relu-scope>`: the whole instrument as one element. This file is the contract; the element keeps it.
 *
 * Attributes:
 * - the experiment: `preset` (name), or `experiment` (JSON, wins over `preset`); `pinned` (JSON), one to compare it with;
 * - what is on screen: `frame` (number), `views` (space-separated: `function loss neurons`), `overlays` (space-separated:
 *   `directions least-squares limit invariant`, or `none`), `weights` (`linear` `symlog`), `iterations` and `loss`
 *   (`linear` `log`), `xRange`, `weightRange` and, with two
 *   inputs, `secondRange` (the ends of the function view's axes, two numbers such as `-3,4`), `output` (number from 1), `neuron`
 *   (number): the keys of an address, with the same values;
 * - the instrument: `controls` (space-separated: `play seek parameters export`, or `none`), `fps` (0.1 to 60, default 10),
 *   `autoplay`, `loop`, `theme` (`auto` `light` `dark`), `fit` (on a page that is the instrument, pictures and timeline stay in
 *   sight while the settings below them scroll; the style `--sight` says in how much of the window's height, all by default),
 *   `home` (the page that copied links lead to: one that hands the part
 *   after the `#` of its address to the property `address`; without it neither a link nor code for embedding is offered).
 * A bad one emits `error` with its name as `key`; when it is the first experiment, `ready` rejects and the default one is
 * trained.
 *
 * It trains, plays and draws only while it is in sight or nearly so: out of sight it rests, and goes on when it is back.
 *
 * Prose steers it: pressing a link or button with `data-relu-scope="ID"` shows in the element with that id what the
 * attributes `data-frame`, `data-preset`, `data-views` and so on of the link say, by the keys of an address; the rest stays.
 * `data-play` plays from there.
 *
 * What is between its tags is shown where there is no JavaScript, and by browsers that are too old for the element.
 */

/** The experiment format. Every key may be left out of what is given; what is read back has them all. */
export interface Experiment {
  version: 1;
  preset: string;
  data: {
    /** The points: n numbers for one input or output, n lists for several. */
    x?: number[] | number[][];
    y?: number[] | number[][];
    /** Draws points in place of x and y, as the companion notebook of the first paper does. */
    teacher?: { seed: number; points: number; inputs: number; width: number };
  };
  network: {
    width?: number;
    initScale?: number;
    initialisation?: "balanced" | "unbalanced" | "dominated";
    seed?: number;
    /** The smallest and largest norm of a neuron as drawn, in units of 1/√width; those beyond are scaled to it. */
    clipping?: [number, number] | null;
    /** Whether the second half of the neurons cancels the first. */
    zeroOutput?: boolean;
    /** Start from these weights; excludes the six keys above. w has a list for each neuron, a one for each output, if there are several inputs or outputs. */
    initial?: { w: number[] | number[][]; b: number[]; a: number[] | number[][]; c?: number | number[] };
    hiddenBias: boolean;
    outputBias: boolean;
    activation: "relu" | "leaky-relu" | "gelu" | "softplus" | "tanh";
  };
  training: {
    /** Gradient descent, or its limit for small steps, gradient flow, with iteration k at time learningRate · k. */
    dynamics: "descent" | "flow";
    learningRate: number;
    iterations: number;
    frameGrowth: number;
    precision: "float32" | "float64";
    engine: "auto" | "dense" | "cells";
    /** The relative error of a step of flow. */
    tolerance: number;
  };
}

/** The name of a view. */
export type View = "function" | "neurons" | "loss";

/** How a figure is made. */
export interface FigureOptions {
  columns?: 1 | 2;
  legend?: boolean;
  cursor?: boolean;
}

/** A finished run. */
export interface RunSummary {
  /** Iteration of each frame. */
  iterations: number[];
  /** Loss of each frame. */
  frameLoss: number[];
  /** Loss at iterations 0, lossEvery, 2·lossEvery, … */
  loss: number[];
  lossEvery: number;
  engine: "dense" | "cells" | "flow";
  /** Time spent in the trainer alone. */
  trainingMilliseconds: number;
  /** Set when the loss stopped being finite; the run holds what was recorded up to there. */
  diverged?: { iteration: number; message: string };
}

/** Parameters of one frame: h(x) = c + Σ_j a_j φ(⟨w_j, x⟩ + b_j). */
export interface Neurons {
  /** Neuron after neuron. */
  w: Float64Array;
  b: Float64Array;
  /** Output after output. */
  a: Float64Array;
  /** Output bias, 0 without one; of several outputs, a list. */
  c: number | Float64Array;
}

export interface ReluScopeEventMap {
  run: CustomEvent<RunSummary>;
  framechange: CustomEvent<{ frame: number; iteration: number; loss: number }>;
  progress: CustomEvent<{ iteration: number; iterations: number }>;
  /** What is shown besides the experiment and the frame has changed: the views, their scales and the like. */
  lookchange: CustomEvent<undefined>;
  error: CustomEvent<{ key?: string; message: string }>;
}

export interface ReluScopeElement extends HTMLElement {
  /** Get: the resolved experiment; undefined before the first is accepted. Set: an object or JSON text, which is trained; a bad one emits `error` and changes nothing. */
  get experiment(): Experiment | undefined;
  set experiment(value: object | string);
  /** The last finished run, or undefined before the first. */
  readonly run: RunSummary | undefined;
  /** Frames recorded so far. */
  readonly frames: number;
  /** The frame on screen. Set: clamped to those of the run; one that is still to be recorded is shown once it is. */
  frame: number;
  /**
   * Get: what is on screen, for the part of an address after `#`: experiment, frame, views and so on, as far as they
   * differ from the default. Set: shows it; what is wrong in it emits `error`, and is shown as the default.
   */
  address: string;
  readonly playing: boolean;
  /** Settles with the first finished run, which begins when the element comes into sight; rejects when that one is refused. */
  readonly ready: Promise<RunSummary>;
  play(): void;
  pause(): void;
  /** Moves n frames forward (or back, when negative) and pauses. */
  step(n: number): void;
  /** The parameters of one frame. Rejects when there is no such frame. */
  neurons(frame: number): Promise<Neurons>;
  /**
   * A view of the frame on screen, as a figure for one column of a paper, 3.25 inches wide, or for two, 6.75 inches, with
   * letters of the same size; `legend` (default false) names all that the function view draws, and `cursor` (default true)
   * marks the frame in the loss. A PNG has `scale` (1 to 4, default 2) times 420 pixels across for one column, 872 for two.
   * Rejects when there is no run or no such view.
   */
  toSVG(view: View, options?: FigureOptions): Promise<Blob>;
  toPDF(view: View, options?: FigureOptions): Promise<Blob>;
  toPNG(view: View, options?: FigureOptions & { scale?: number }): Promise<Blob>;
  /**
   * Frames of the finished run as a video, all when `from` and `to` are left out: mp4 (H.264) or WebM (VP9), as the browser
   * can encode; 10 frames a second; 1440 by 960 pixels (even numbers); the views and the theme on screen; `hold` the
   * seconds that the last frame stays, 0. Rejects with a sentence.
   */
  toVideo(options?: {
    format?: "mp4" | "webm";
    fps?: number;
    width?: number;
    height?: number;
    views?: readonly View[];
    theme?: "light" | "dark";
    from?: number;
    to?: number;
    hold?: number;
  }): Promise<Blob>;
  /**
   * The run on screen as the command line's RUN.csv and RUN.json, with the first so many neurons of each frame (all when
   * left out). Rejects while it trains, and when the file would have more than 1 GB.
   */
  toCSV(options?: { neurons?: number }): Promise<Blob>;
  toJSON(options?: { neurons?: number }): Promise<Blob>;
  /** A script that makes the same run in PyTorch. Rejects when more given weights than 2,000 would have to stand in it. */
  toPyTorch(): Promise<Blob>;
}

/** What `customElements.get("relu-scope")` is. */
export interface ReluScopeConstructor {
  new (): ReluScopeElement;
  /**
   * The folder of the files that exports load: the one that the script is in, which is found by itself, also when it is
   * imported or bundled. Set, relative to the page, where they are elsewhere; for scripts alone, since scripts come from it.
   */
  libraries: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "relu-scope": ReluScopeElement;
  }
}
