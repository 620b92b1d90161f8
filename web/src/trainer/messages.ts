import type {
  Field,
  Frame,
  Imbalance,
  KinkCounts,
  Mended,
  Outcome,
  Phases,
  Picture,
  PictureOptions,
  Plot,
  Preset,
  Progress,
  Run,
  RunFormat,
  Theory,
  Trail,
} from "./trainer-module";
import type { FramePosition } from "./frame-position";

/** Requests about a run, by kind: question and answer. */
export interface Requests {
  /** The parameters of a frame. */
  neurons: { question: { frame: number }; answer: Frame };
  /** The picture of a frame, for the views. */
  picture: { question: { frame: number; options: PictureOptions }; answer: Picture };
  /** The outcome so far. */
  outcome: { question: object; answer: Outcome };
  /** The phases of a run that is done. */
  phases: { question: object; answer: Phases };
  /** How far the run is from the pinned one of this number. */
  distance: { question: { from: number }; answer: Distances };
  /** Why a finished run has not learned, and the settings with which it does. */
  mending: { question: object; answer: Mended };
  /** One neuron in all frames so far. */
  trail: { question: { neuron: number }; answer: Trail };
  /** The file of a run that is done; `seconds` is the training time. */
  file: { question: { format: RunFormat; seconds: number; neurons: number }; answer: Blob };
  /** A file with the experiment and the weights that it starts from. */
  initialWeights: { question: Record<string, never>; answer: Blob };
  /** Where the kinks of a frame lie, and how far from balanced its neurons are. */
  kinkCounts: { question: { frame: number }; answer: KinkCounts };
  imbalance: { question: { frame: number }; answer: Imbalance };
}

/** The largest |h − h′| of two runs, at iterations at which both have a frame. */
export interface Distances {
  readonly iterations: readonly number[];
  readonly distances: readonly number[];
}

export type RequestKind = keyof Requests;
export type Question<Kind extends RequestKind> = Requests[Kind]["question"];
export type Answer<Kind extends RequestKind> = Requests[Kind]["answer"];

/** Messages to the worker. Every run has a number, which distinguishes answers about it from those about older ones. */
export type ToWorker =
  /** The compiled trainer; other messages wait for it. */
  | { kind: "module"; module: WebAssembly.Module }
  /** Of several, the newest is trained; it will be shown from `position` on. About so many of its losses are reported at most. */
  | {
      kind: "train";
      run: number;
      experiment: string;
      position: FramePosition;
      options: PictureOptions;
      mostLosses: number;
    }
  /** A run without a first frame is refused. */
  | { kind: "stop"; run: number }
  /** Pauses training, or resumes it. */
  | { kind: "rest"; isResting: boolean }
  /** Keeps the run of this number when others replace it; trains the experiment when that run is not on the page. */
  | { kind: "pin"; run: number; experiment: string }
  | { kind: "unpin"; run: number }
  /** Gives back the memory of a picture that is no longer used. */
  | { kind: "spare"; buffers: readonly ArrayBuffer[] }
  | { kind: "picture"; run: number; frame: number; options: PictureOptions }
  | { kind: "request"; run: number; request: number; about: RequestKind; question: Question<RequestKind> };

/** The fields and presets of the trainer, for every experiment the same. */
export interface Offer {
  fields: readonly Field[];
  presets: readonly Preset[];
  /** The project's version. */
  version: string;
}

/** A run's recordings since its last report. */
export interface Advance {
  run: number;
  progress: Progress;
  frameIterations: Float64Array;
  frameLosses: Float64Array;
  losses: Float64Array;
  /** The frame nearest to the position to be shown, until that has been recorded and sent. */
  nearest?: { frame: number; picture: Picture };
  /** Time spent in the trainer so far. */
  trainingMilliseconds: number;
  /** True when nothing more will come: the run is finished, has diverged or was stopped. */
  done: boolean;
}

/** A run that replaces the one before, now that it has something to show. */
export interface Begun {
  run: number;
  /** The resolved experiment as JSON text. */
  experiment: string;
  engine: ReturnType<Run["engine"]>;
  /** The warning about an initial scale whose squares underflow, or empty. */
  underflow: string;
  plot: Plot;
  /** Whether the experiment is its preset, with nothing changed. */
  isPreset: boolean;
  theory: Theory;
  position: FramePosition;
  first: Advance;
}

/** Messages from the worker. */
export type FromWorker =
  | ({ kind: "ready" } & Offer)
  /** The trainer cannot be started, or has broken down. */
  | { kind: "failed"; reason: string }
  /** An experiment is sound; `experiment` is resolved. */
  | { kind: "accepted"; run: number; experiment: string }
  /** An experiment is not sound, or, though accepted, takes more memory than there is. */
  | { kind: "refused"; run: number; key: string; message: string }
  /** An experiment is sound, but needs the full trainer. */
  | { kind: "lacks"; run: number }
  /** The worker begins or ends work that may take long and cannot be interrupted. */
  | { kind: "occupied"; isOccupied: boolean }
  /** A run is on the way to its first frame. */
  | { kind: "prepares"; run: number }
  | ({ kind: "begun" } & Begun)
  /** A run that is trained to be pinned has something to show. */
  | ({ kind: "pinned" } & Begun)
  | ({ kind: "advanced" } & Advance)
  /** A run could not go on to its end; what it has recorded stays. */
  | { kind: "ended"; run: number; message: string }
  | { kind: "picture"; run: number; frame: number; picture: Picture }
  | { kind: "no-picture"; run: number; frame: number; message: string }
  | { kind: "answer"; request: number; answer: Answer<RequestKind> }
  | { kind: "no-answer"; request: number; message: string };
