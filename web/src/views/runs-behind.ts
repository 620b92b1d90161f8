import { colourOf, type Surface } from "../plot/surface";
import type { TraceMarks } from "../plot/symbols";
import { legend } from "../text/prose";
import type { Picture, Plot } from "../trainer/trainer-module";
import type { Recording } from "../run/recording";
import { pinnedMarks, styles, type LegendEntry } from "./theory-marks";
import { inWhatDiffers, type Scene } from "./view";

/** A picture behind that on screen, of the run at this place among those pinned. */
export interface PictureBehind {
  readonly plot: Plot;
  readonly picture: Picture;
  readonly index: number;
}

/** The runs behind the frame that have its shape, and a picture. */
export function picturesBehind({ recording: { plot }, behind }: Scene): readonly PictureBehind[] {
  return behind.flatMap(({ recording: { plot: other }, picture }, index) => {
    const isAlike = other.inputs === plot.inputs && other.outputs === plot.outputs;
    return picture && isAlike ? [{ plot: other, picture, index }] : [];
  });
}

/** Whether two lists hold the same pictures, as far as the views draw them. */
export function areSamePictures(one: readonly PictureBehind[], other: readonly PictureBehind[]): boolean {
  return one.length === other.length && one.every(({ picture }, k) => picture === other[k]?.picture);
}

/** What the pinned run at a place is called among several. */
export function letterOf(index: number): string {
  return "ABCD".charAt(index);
}

/** The legend's entries of some runs behind: their names, or in what each differs from the one on screen, or how its experiment is called. */
export function entriesBehind({ recording, behind }: Scene, some: readonly { index: number }[]): LegendEntry[] {
  return some.flatMap(({ index }) => {
    const { [index]: run } = behind;
    if (!run) return [];
    const word = run.word ?? (behind.length > 1 ? letterOf(index) : legend.pinned);
    return { mark: markOf(index), text: `${word}: ${run.name ?? differenceOf(run.recording, recording)}` };
  });
}

/** The letters of several runs behind, where there is no room for more. */
export function lettersBehind(some: readonly { index: number }[]): LegendEntry[] {
  return some.length < 2 ? [] : some.map(({ index }) => ({ mark: markOf(index), text: letterOf(index) }));
}

/** In what each run behind differed last, and from which other. */
const differences = new WeakMap<Recording, readonly [Recording, string]>();

/** In what a run differs from another, or how its experiment is called. */
export function differenceOf(run: Recording, other: Recording): string {
  const known = differences.get(run);
  if (known?.[0] === other) return known[1];
  const told = inWhatDiffers(run.experiment, other.experiment, run.name);
  differences.set(run, [other, told]);
  return told;
}

/** How a run behind is drawn. */
export interface PenBehind {
  /** None for the first, which is pale in the colours of the run on screen. */
  readonly colour: string | undefined;
  readonly opacity: number;
  /** In units of the line's width. */
  readonly dashes: readonly number[];
  /** The marks of neurons with a_j ≥ 0, and of the others. */
  readonly shapes: readonly TraceMarks[];
}

/** The pens of the runs behind, by their places, in the colours that the style sheet gives a surface. */
export function pensBehind(base: Surface): (index: number) => PenBehind {
  const layers = pinnedMarks.slice(1).map((mark) => base.layer(mark));
  return (index) => {
    const layer = layers[index - 1];
    const { dashes = [], shapes = [] } = styles[markOf(index)];
    return { colour: layer && colourOf(layer), opacity: layer ? 0.8 : 0.35, dashes, shapes };
  };
}

export function markOf(index: number): (typeof pinnedMarks)[number] {
  return pinnedMarks[index] ?? "pinned";
}
