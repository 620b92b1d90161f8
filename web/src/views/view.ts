import type { Axes, Clock, Look } from "../experiment/look";
import type { Box, Margins, Surface } from "../plot/surface";
import type { Draft } from "../run/draft";
import type { Experiment } from "../relu-scope";
import type { Recording } from "../run/recording";
import type { Ends, Picture, Plot, Trail } from "../trainer/trainer-module";
import { differences } from "../experiment/difference";
import { formatExactly } from "../text/number-format";
import { wordingOf } from "../text/parameter-names";
import { joinedAxis, type Scale, type WeightAxis } from "../plot/scales";
import type { DataHandles } from "./data-handles";
import type { DataLayout } from "./data-positions";
import type { FunctionLayout } from "./function-layout";
import type { Legend } from "./legend";
import type { NeuronAt } from "./neuron-hit-test";
import type { NeuronsLayout } from "./neurons-layout";

/**
 * A run that is drawn behind another, what it is called if not pinned, the name that the reader has given it, and its picture at the
 * same iteration once that has come.
 */
export interface Behind {
  readonly recording: Recording;
  readonly word?: string | undefined;
  readonly name?: string | undefined;
  readonly picture: Picture | undefined;
}

/** What the axes have room for, besides the runs that are drawn. */
export interface Room {
  readonly weights: Pick<WeightAxis, "range" | "largestNorm">;
  /** The smallest that is positive, and the largest. */
  readonly losses: Ends;
}

/** A frame of a run, as the views draw it. */
export interface Scene {
  readonly recording: Recording;
  readonly look: Look;
  readonly frame: number;
  /** Undefined while no view that is shown needs it. */
  readonly picture: Picture | undefined;
  /** Drawn behind the frame: the pinned runs, say; four at most. */
  readonly behind: readonly Behind[];
  readonly room?: Room | undefined;
  /** Of the marked neuron, if one is. */
  readonly trail?: Trail | undefined;
}

/** How the reader acts on the views on screen. Views in figures, videos and print are made without it. */
export interface Interaction {
  readonly draft: Draft;
  /** Goes to the frame nearest to an iteration. */
  readonly seekIteration: (iteration: number) => void;
  /** Gives the function view other axes. */
  readonly changeAxes: (axes: Partial<Axes>) => void;
  /** Redraws on the next refresh of the screen. */
  readonly redraw: () => void;
}

/** A view that is drawn, as those see it who explain it or move its axes. */
export type Placed =
  | { readonly view: "function"; readonly layout: FunctionLayout; readonly scene: Scene }
  | { readonly view: "plane"; readonly layout: PlaneLayout; readonly scene: Scene }
  | { readonly view: "fitted"; readonly layout: FittedLayout; readonly scene: Scene }
  | { readonly view: "neurons"; readonly layout: NeuronsLayout; readonly scene: Scene }
  | { readonly view: "loss"; readonly layout: LossLayout; readonly scene: Scene };

/** Where everything is in a map of the plane of two inputs. */
export interface PlaneLayout extends DataLayout {
  readonly margins: Margins;
  /** Of the bar that tells which colour is which value: where it is, and its axis. */
  readonly bar: Box;
  readonly values: Scale;
  /** Right above the plot, below what tells the signs of neurons. */
  readonly legend: Legend;
  readonly tick: number;
  readonly label: number;
  readonly radius: number;
  readonly line: number;
}

/** Where everything is in a picture of fitted against given values. */
export interface FittedLayout {
  readonly margins: Margins;
  readonly box: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly tick: number;
  readonly label: number;
  readonly radius: number;
  readonly line: number;
}

/** Where everything of the loss view is. */
export interface LossLayout {
  readonly clock: Clock;
  /** What passes on the horizontal axis in one iteration of the run, and of those behind it. */
  readonly pace: number;
  readonly pacesBehind: readonly number[];
  readonly box: Box;
  readonly x: Scale;
  readonly y: Scale;
}

/** A view on a surface of its own. */
export interface DrawnView {
  readonly figure: HTMLElement;
  /** Adopts the figure's size, and the theme's colours. */
  fit(): void;
  draw(scene: Scene): void;
  /** Finds the neuron nearest to a point of the figure; absent where neurons cannot be pointed at. */
  readonly neuronAt?: NeuronAt;
  /** Handles on the data, where they can be edited. */
  readonly handles?: DataHandles | undefined;
  /** Lets go of what pointers drag. */
  letGo?(): void;
  /** Where everything is in what was drawn last. */
  readonly placed?: () => Placed | undefined;
  /** Describes the picture to those who do not see it. */
  describe?(text: string): void;
}

/** How the learnt function is drawn, on a surface that one shape of it may have after the other. */
export interface FunctionDrawing extends Pick<DrawnView, "draw" | "neuronAt" | "placed"> {
  /** What it shows, for those who do not see it. */
  readonly description?: string;
  /** Draws everything anew next time. */
  fit(): void;
}

/** A way to draw the learnt function, which depends on how many inputs it has. */
export type FunctionShape = (surface: Surface, tools: FunctionTools | undefined) => FunctionDrawing;

/** What the counts of neurons outside depend on. */
export type CountsLayout = Pick<FunctionLayout, "box" | "x" | "weight">;

/** With what the reader acts on the function. */
export interface FunctionTools {
  readonly handles: DataHandles;
  /** Draws the buttons that count the neurons outside of the axes, and the one that takes chosen axes back. */
  readonly drawCounts: (layout: CountsLayout, picture: Pick<Picture, "outside">, isChosen: boolean) => void;
  /** Redraws on the next refresh of the screen. */
  readonly redraw: () => void;
}

/** A kind of view, as its module exports it for the registry. */
export interface ViewKind {
  /** Width over height in a figure, and on a narrow screen. */
  readonly aspect: number;
  /** What it draws of a frame: its loss alone, its picture, or its picture with the neurons' directions. */
  readonly draws: "loss" | "picture" | "directions";
  readonly styles: string;
  on(surface: Surface, interaction?: Interaction): DrawnView;
}

/** The output that is drawn, from 0: the first where there is none of the number asked for. */
export function outputOf({ outputs }: Plot, { output }: Look): number {
  return output > outputs ? 0 : output - 1;
}

/** The targets of an output. */
export function targetsOf({ outputs, y }: Plot, output: number): Float64Array {
  return outputs === 1 ? y : y.filter((_, i) => i % outputs === output);
}

/** In what few settings an experiment differs from another, in words, which may be given; or else its name. */
export function inWhatDiffers(
  one: Experiment,
  other: Experiment,
  name: string,
  words: Readonly<Record<string, string>> = {},
): string {
  const told = differences(one, other).map(({ key, values: [value] }) => {
    const { name, symbol } = wordingOf(key);
    return typeof value === "number" || typeof value === "string"
      ? `${symbol ?? name.toLowerCase()} ${typeof value === "number" ? formatExactly(value) : value}`
      : (words[key] ?? name).toLowerCase();
  });
  return told.length > 0 && told.length <= 3 ? told.join(", ") : name;
}

/** The axis of the weights, which has room for the runs behind too. */
export function weightAxisOf({
  recording,
  look: { weightScale, weightRange: chosen },
  behind,
  room,
}: Scene): WeightAxis {
  const axes = [recording, ...behind.map((run) => run.recording)].map((run) => run.weightAxis(weightScale));
  const joined = axes.reduce(joinedAxis);
  return { ...(room ? joinedAxis(joined, { ...joined, ...room.weights }) : joined), chosen };
}
