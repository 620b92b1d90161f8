import type { Field, Frame, HandEdit, InHand, OneStep, Preset, SweptKey, TableFormat } from "./trainer-module";

/** The most runs of a sweep on the page. The command line has no page to keep up. */
export const mostRuns = 10_000;

/** What a sweep consists of. */
export interface Plan {
  readonly size: number;
  readonly keys: readonly SweptKey[];
  /** The names of the numbers in a row. */
  readonly columns: readonly string[];
  /** The resolved experiment that the runs vary, as JSON text. */
  readonly experiment: string;
  /** The iterations of the longest run. */
  readonly iterations: number;
  /** The warning about an initial scale whose squares underflow, or empty. */
  readonly underflow: string;
}

/** Runs that have been trained; entry k of each list belongs to run number `runs[k]`. */
export interface TrainedRuns {
  readonly runs: readonly number[];
  /** The numbers of one run after the other. */
  readonly rows: Float64Array;
  readonly engines: readonly string[];
  readonly silences: readonly string[];
  /** So many losses of one run after the other. */
  readonly losses: Float32Array;
}

/** Messages to a worker that trains runs of a sweep. */
export type ToSweeper =
  /** The compiled trainer; other messages wait for it. */
  | { kind: "module"; module: WebAssembly.Module }
  /** Takes a sweep in hand, as JSON text; `check` has it look at all of it, and answer with what it consists of. */
  | { kind: "sweep"; sweep: string; check: boolean }
  /** Trains these runs, and keeps so many losses of each, up to this iteration. */
  | { kind: "train"; runs: readonly number[]; points: number; last: number }
  | { kind: "ask"; request: number; question: SweepQuestion };

export type QuestionOfSweep =
  /** The experiment of a run, as JSON text. */
  | { about: "experiment"; run: number }
  /** The table of these runs. */
  | ({ about: "table"; format: TableFormat } & Omit<TrainedRuns, "losses">)
  /** A script that makes the runs in PyTorch. */
  | { about: "script" };

/** The neurons that an experiment begins with, after an edit if there is one; needs no sweep. */
export interface HandQuestion {
  readonly about: "hands";
  readonly experiment: string;
  readonly edit: HandEdit | undefined;
}

/** The next step of a neuron; needs no sweep. */
export interface StepQuestion {
  readonly about: "step";
  readonly experiment: string;
  readonly weights: Pick<Frame, "w" | "b" | "a" | "c">;
  readonly neuron: number;
}

/** When each frame of an experiment's run up to an iteration is to be shown, by change; needs no sweep. */
export interface ChangeQuestion {
  readonly about: "change";
  readonly experiment: string;
  readonly iterations: number;
}

export type SweepQuestion = QuestionOfSweep | HandQuestion | StepQuestion | ChangeQuestion;

/** The answer to a question. */
export type SweepAnswer<Question extends SweepQuestion> = Question extends HandQuestion
  ? InHand
  : Question extends StepQuestion
    ? OneStep
    : Question extends ChangeQuestion
      ? Float64Array
      : string | Blob;

/** Messages from such a worker. */
export type FromSweeper =
  | { kind: "ready"; fields: readonly Field[]; presets: readonly Preset[]; version: string }
  | { kind: "planned"; plan: Plan }
  /** The sweep is not sound. */
  | { kind: "refused"; key: string; message: string }
  | ({ kind: "trained" } & TrainedRuns)
  /** A run cannot be trained. */
  | { kind: "untrained"; run: number; message: string }
  /** A run goes on. */
  | { kind: "alive" }
  | { kind: "failed"; reason: string }
  | { kind: "answer"; request: number; answer: SweepAnswer<SweepQuestion> }
  | { kind: "no-answer"; request: number; message: string };
