import type {
  Field,
  Frame,
  Imbalance,
  KinkCounts,
  Mended,
  Outcome,
  Picture,
  Plot,
  Preset,
  Progress,
  RunFormat,
  Theory,
  Trail,
} from "./trainer-module";
import type { FramePosition } from "./frame-position";

/** What can be asked about a run, by kind: the question, and what it is answered with. */
export interface Requests {
  /** The parameters of a frame. */
  neurons: { question: { frame: number }; answer: Frame };
  /** What the views draw of a frame. */
  picture: { question: { frame: number; needsDirections: boolean }; answer: Picture };
  /** What has come of it so far. */
  outcome: { question: object; answer: Outcome };
  /** Why a finished run has not learned, and with what it does. */
  mending: { question: object; answer: Mended };
  /** One neuron in all frames so far. */
  trail: { question: { neuron: number }; answer: Trail };
  /** The file of a run that no more will come of; `seconds` is what training took. */
  file: { question: { format: RunFormat; seconds: number; neurons: number }; answer: Blob };
  /** A file with the experiment and the weights that it starts from. */
  initialWeights: { question: Record<string, never>; answer: Blob };
  /** Where the kinks of a frame lie, and how far from balanced its neurons are. */
  kinkCounts: { question: { frame: number }; answer: KinkCounts };
  imbalance: { question: { frame: number }; answer: Imbalance };
}

export type RequestKind = keyof Requests;
export type Question<Kind extends RequestKind> = Requests[Kind]["question"];
export type Answer<Kind extends RequestKind> = Requests[Kind]["answer"];

/** What the page tells the worker. Every run has a number, so that answers about an older one can be told apart. */
export type ToWorker =
  /** What the trainer is made from; nothing is trained before. */
  | { kind: "module"; module: WebAssembly.Module }
  /** Of several, the newest is trained; `place` is what will be looked at first. */
  | { kind: "train"; run: number; experiment: string; position: FramePosition; needsDirections: boolean }
  /** One that has nothing to show as yet is refused. */
  | { kind: "stop"; run: number }
  /** Whether nothing is trained for now. */
  | { kind: "rest"; isResting: boolean }
  /** The run of that number is kept when others take its place; when it is not on the page, the experiment is trained. */
  | { kind: "pin"; run: number; experiment: string }
  | { kind: "unpin" }
  | { kind: "picture"; run: number; frame: number; needsDirections: boolean }
  | { kind: "request"; run: number; request: number; about: RequestKind; question: Question<RequestKind> };

/** What the trainer offers, whatever the experiment. */
export interface Offer {
  fields: readonly Field[];
  presets: readonly Preset[];
  /** The project's version. */
  version: string;
}

/** What a run has recorded since it was last heard of. */
export interface Advance {
  run: number;
  progress: Progress;
  frameIterations: Float64Array;
  frameLosses: Float64Array;
  losses: Float64Array;
  /** The frame nearest to the place that will be looked at, as long as that has not been recorded, and once it has. */
  nearest?: { frame: number; picture: Picture };
  /** Time spent in the trainer so far. */
  trainingMilliseconds: number;
  /** True when nothing more will come: the run is finished, has diverged or was stopped. */
  done: boolean;
}

/** A run that takes the place of the one before, now that it has something to show. */
export interface Begun {
  run: number;
  /** JSON text with every key given its value. */
  experiment: string;
  engine: string;
  /** What is to be said of an initial scale whose squares underflow; else empty. */
  underflow: string;
  plot: Plot;
  /** Whether the experiment is its preset, with nothing changed. */
  isPreset: boolean;
  theory: Theory;
  position: FramePosition;
  first: Advance;
}

/** What the worker tells the page. */
export type FromWorker =
  | ({ kind: "ready" } & Offer)
  /** The trainer cannot be started, or has broken down. */
  | { kind: "failed"; reason: string }
  /** An experiment is sound; `experiment` has every key given its value. */
  | { kind: "accepted"; run: number; experiment: string }
  /** An experiment is not sound, or, though accepted, takes more memory than there is. */
  | { kind: "refused"; run: number; key: string; message: string }
  /** It is at something that may take long and cannot be interrupted, or is no longer. */
  | { kind: "occupied"; isOccupied: boolean }
  /** A run is on the way to its first frame. */
  | { kind: "prepares"; run: number }
  | ({ kind: "begun" } & Begun)
  /** A run that has been trained to be kept has something to show. */
  | ({ kind: "pinned" } & Begun)
  | ({ kind: "advanced" } & Advance)
  /** A run could not go on to its end; what it has recorded stays. */
  | { kind: "ended"; run: number; message: string }
  | { kind: "picture"; run: number; frame: number; picture: Picture }
  | { kind: "no-picture"; run: number; frame: number; message: string }
  | { kind: "answer"; request: number; answer: Answer<RequestKind> }
  | { kind: "no-answer"; request: number; message: string };
