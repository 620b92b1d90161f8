import type { FigureOptions, View } from "./relu-scope.js";

export interface PlotOptions extends FigureOptions {
  /** `function` if left out. */
  view?: View;
  /** `svg` if left out. */
  format?: "svg" | "pdf" | "png";
  /** The number of the frame, from 0; the last one if left out. */
  frame?: number;
  /** How many pixels a PNG has to one of the drawing, which has 420 across for one column and 872 for two: 1 to 4, 2 if left out. */
  scale?: number;
  /** The experiment that is drawn behind it, or a list of up to four, each as an object or JSON text. */
  pinned?: object | string | readonly (object | string)[];
  /** What else is shown, by those keys of an address that `showKeys` lists: `{ overlays: "directions", weights: "symlog" }`. */
  show?: Readonly<Record<string, string | number>>;
}

/**
 * Trains an experiment, given as an object or JSON text, and draws a frame of its run: the figure that the element's `toSVG`,
 * `toPDF` and `toPNG` make, as the bytes of a file. A saved run is an experiment too. Rejects with a sentence that names what is wrong.
 */
export declare function plot(experiment?: object | string, options?: PlotOptions): Promise<Uint8Array>;

/** The names of the views. */
export declare const views: readonly View[];

/** The keys of `show`. */
export declare const showKeys: readonly string[];
