import type { Field, Frame, Picture, Plot, Preset, Progress, Trail } from "./module";

/** What can be asked about a run, by kind: the question, and what it is answered with. */
export interface Requests {
  /** The parameters of a frame. */
  neurons: { question: { frame: number }; answer: Frame };
  /** One neuron in all frames so far. */
  trail: { question: { neuron: number }; answer: Trail };
}

export type RequestKind = keyof Requests;
export type Question<Kind extends RequestKind> = Requests[Kind]["question"];
export type Answer<Kind extends RequestKind> = Requests[Kind]["answer"];

/** What the page tells the worker. Every run has a number, so that answers about an older one can be told apart. */
export type ToWorker =
  | { kind: "train"; run: number; experiment: string }
  | { kind: "stop"; run: number }
  | { kind: "picture"; run: number; frame: number; needsDirections: boolean }
  | { kind: "request"; run: number; request: number; about: RequestKind; question: Question<RequestKind> };

/** What the trainer offers, whatever the experiment. */
export interface Offer {
  fields: readonly Field[];
  presets: readonly Preset[];
}

/** An accepted experiment. */
export interface Accepted {
  run: number;
  /** JSON text with every key given its value. */
  experiment: string;
  engine: string;
  plot: Plot;
}

/** What a run has recorded since it was last heard of. */
export interface Advance {
  run: number;
  progress: Progress;
  frameIterations: Float64Array;
  frameLosses: Float64Array;
  losses: Float64Array;
  /** Time spent in the trainer so far. */
  trainingMilliseconds: number;
  /** True when nothing more will come: the run is finished, has diverged or was stopped. */
  done: boolean;
}

/** What the worker tells the page. */
export type FromWorker =
  | ({ kind: "ready" } & Offer)
  /** The trainer cannot be started, or has broken down. */
  | { kind: "failed"; message: string }
  | { kind: "refused"; run: number; key: string; message: string }
  | ({ kind: "accepted" } & Accepted)
  | ({ kind: "advanced" } & Advance)
  | { kind: "picture"; run: number; frame: number; picture: Picture }
  | { kind: "answer"; request: number; answer: Answer<RequestKind> }
  | { kind: "no-answer"; request: number; message: string };
