/**
 * `<relu-scope>` is the whole instrument as one element. What is declared here it keeps.
 *
 * It trains, plays and draws only while it is in sight or nearly so: out of sight it rests, and goes on when it is back.
 *
 * Prose steers it: pressing a link or button with `data-relu-scope="ID"` shows in the element with that id what the
 * attributes `data-frame`, `data-preset`, `data-views` and so on of the link say, by the keys of an address; the rest stays.
 * `data-play` plays from there. Element and link may be in shadow trees.
 *
 * What is between its tags is shown where there is no JavaScript, and by browsers that are too old for the element.
 */

/**
 * The attributes. Those up to `tour` are the keys of an address, with the same values. A bad one emits `error` with its name
 * as `key`; when it is the first experiment, `ready` rejects and the default one is trained.
 */
export interface ReluScopeAttributes {
  /** The experiment, by the name of a preset. */
  preset?: string;
  /** The experiment as JSON; wins over `preset`. */
  experiment?: string;
  /** An experiment to compare it with, as JSON, or a list of up to four, each with a `name` if it has one; drawn behind it. */
  pinned?: string;
  /** The frame on screen. */
  frame?: number | string;
  /** What is shown: some of `function`, `loss` and `neurons`, with spaces between; all by default. */
  views?: string;
  /** The theory that is drawn: some of `directions`, `least-squares`, `limit`, `phases` and `invariant`, or `none`. */
  overlays?: string;
  /** The scale of the output weights. */
  weights?: "linear" | "symlog";
  /** The scale of the loss view's iterations. */
  iterations?: "linear" | "log";
  /** The scale of the loss. */
  loss?: "linear" | "log";
  /** What the loss is drawn over: iterations, the time t, or t / log(1/λ). */
  clock?: "iterations" | "time" | "scaled";
  /** The ends of the function view's x-axis: two numbers such as `-3,4`. */
  xRange?: string;
  /** The ends of the function view's axis of the weights, in the same way. */
  weightRange?: string;
  /** The ends of the axis of the second input, where there are two. */
  secondRange?: string;
  /** The number of the output that is drawn, from 1, where there are several. */
  output?: number | string;
  /** The number of the marked neuron. */
  neuron?: number | string;
  /** Many runs, as JSON: they are trained and drawn in a panel. */
  sweep?: string;
  /**
   * What is drawn of each of many runs: `loss`, `relativeLoss`, `halvedAt`, `hundredthAt`, `active`, `kinks`, `squaredNorm`,
   * `displacement`, `minimumNormDistance` or `divergedAt`.
   */
  outcome?: string;
  /** Whether playback begins anew at the end; in an address `on` or `off`. */
  loop?: boolean | "on" | "off";
  /** Whether a neuron that is moved keeps ‖w‖ = |a|: `on`, which is the default, or `off`. */
  balanced?: "on" | "off";
  /** What stays as long as another: each `frame`, which is the default, each iteration (`time`), or each part of what changes (`change`). */
  pace?: "frame" | "time" | "change";
  /** How fast it plays, from 0.25 to 4; 1 by default. */
  speed?: number | string;
  /** The frames at which playback stops, such as `112,143`: 50 at most. */
  pauses?: string;
  /**
   * Words on the pictures, with `~` between, 40 at most: `f,0.5:1,20-40,text` writes at x = 0.5, y = 1 of the function view on frames 20 to 40; `l` is
   * the loss view, at an iteration and a loss, `n` that of the neurons, at w and b. With four numbers, `f,0.5:1:0.7:1.2,,text`, an arrow
   * leads from the words to the second place. Frames may be left out. In the text of at most 120 letters, `!2c.` is the letter of that number.
   */
  words?: string;
  /**
   * A tour in place of the built-in one, as JSON, `{"version":1,"stops":[{"title":"…","text":"…","show":{"frame":112}}]}`, or packed, as links
   * have it; `show` has the keys of an address. It begins at its first stop.
   */
  tour?: string;
  /** What of the instrument is around the pictures: some of `play`, `seek`, `parameters` and `export`, or `none`; all by default. */
  controls?: string;
  /** Frames a second, from 0.1 to 60; 10 by default. */
  fps?: number | string;
  /** Plays as soon as there is something to play, unless the reader prefers less motion. */
  autoplay?: boolean;
  /** `auto`, the default, follows the page. */
  theme?: "auto" | "light" | "dark";
  /**
   * For a page that is the instrument: pictures and timeline stay in sight while the settings below them scroll. The style
   * `--sight` says in how much of the window's height, all by default.
   */
  fit?: boolean;
  /**
   * The page that copied links lead to: one that hands the part after the `#` of its address to the property `address`. Without
   * it neither a link nor code for embedding is offered.
   */
  home?: string;
}

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
    /** The number of the iteration that the run begins with, where it goes on from another. */
    firstIteration: number;
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
  /** Loss at the first iteration, and every `lossEvery` from there. */
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

/** The events of the element itself; none of them bubbles. */
export interface ReluScopeEventMap {
  /** A run is finished. */
  run: CustomEvent<RunSummary>;
  /** Another frame is on screen. */
  framechange: CustomEvent<{ frame: number; iteration: number; loss: number }>;
  /** Training goes on: so many steps are taken, of so many in all. */
  progress: CustomEvent<{ iteration: number; iterations: number }>;
  /** What is shown besides the experiment and the frame has changed: the views, their scales and the like. */
  lookchange: CustomEvent<undefined>;
  /** An attribute, a property or an experiment is refused; `key` names what is wrong, such as `network.width`. */
  error: CustomEvent<{ key?: string; message: string }>;
}

/** A listener of one of these events. */
export type ReluScopeListener<Name extends keyof ReluScopeEventMap> = (
  this: ReluScopeElement,
  event: ReluScopeEventMap[Name],
) => unknown;

export interface ReluScopeElement extends HTMLElement {
  /** Get: the resolved experiment; undefined before the first is accepted. Set: an object or JSON text, which is trained; a bad one emits `error` and changes nothing. */
  get experiment(): Experiment | undefined;
  set experiment(value: object | string);
  /**
   * Get: the sweep in the panel of many runs as JSON text; undefined where there is none. Set: an object or JSON text, an
   * experiment with lists, `{experiment, over}`, of at most 10,000 runs; undefined removes it. A bad one emits `error`.
   */
  get sweep(): string | undefined;
  set sweep(value: object | string | undefined);
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
  /** Whether it plays. */
  readonly playing: boolean;
  /** Settles with the first finished run, which begins when the element comes into sight; rejects when that one is refused. */
  readonly ready: Promise<RunSummary>;
  /** Plays from the frame on screen; from the start when that is the last. */
  play(): void;
  /** Stops playing. */
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
  /** The same figure as PDF. */
  toPDF(view: View, options?: FigureOptions): Promise<Blob>;
  /** The same figure as PNG. */
  toPNG(view: View, options?: FigureOptions & { scale?: number }): Promise<Blob>;
  /**
   * Frames of the finished run as a video, all when `from` and `to` are left out: mp4 (H.264) or WebM (VP9), as the browser
   * can encode; 10 frames a second; 1440 by 960 pixels (even numbers); the views, the theme, the pace and the speed on screen; `hold`
   * the seconds that the last frame stays, 0, and `pause` those that each of `pauses` does, 2. Rejects with a sentence.
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
    pause?: number;
    pace?: "frame" | "time" | "change";
    speed?: number;
  }): Promise<Blob>;
  /**
   * The run on screen as the command line's RUN.csv and RUN.json, with the first so many neurons of each frame (all when
   * left out). Rejects while it trains, and when the file would have more than 1 GB.
   */
  toCSV(options?: { neurons?: number }): Promise<Blob>;
  /** The same run as JSON. */
  toJSON(options?: { neurons?: number }): Promise<Blob>;
  /** A script that makes the same run in PyTorch. Rejects when more given weights than 2,000 would have to stand in it. */
  toPyTorch(): Promise<Blob>;

  addEventListener<Name extends keyof ReluScopeEventMap>(
    type: Name,
    listener: ReluScopeListener<Name>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof ReluScopeEventMap>(
    type: Name,
    listener: ReluScopeListener<Name>,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What `customElements.get("relu-scope")` is. */
export interface ReluScopeConstructor {
  new (): ReluScopeElement;
  /**
   * The folder of the files that exports load: the one that the script is in, which is found by itself, also when it is
   * imported or bundled; the modules of the npm package look for none. Set, relative to the page, where they are elsewhere; for scripts alone, since scripts come from it.
   */
  libraries: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "relu-scope": ReluScopeElement;
  }
}
