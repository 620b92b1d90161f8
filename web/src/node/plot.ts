/**
 * The module `reluscope/node`: draws the figures of the page where there is no page. It trains in the thread that calls, with the
 * bits of any other run; styles, axes and letters are the page's own.
 */

import { changedLook, firstLook, lookKeys, views, type Look } from "../experiment/look";
import { mostPinned, named, pinnedIn } from "../experiment/address";
import { numberOf, SettingError, wholeNumberOf, wordOf } from "../experiment/attribute-values";
import { drawFigure, figureFile, figureFormats, type FigureFormat } from "../late/export/figure";
import { shapeInSpace } from "../late/views/shape-in-space";
import { drawWords } from "../late/words/draw-words";
import { readWords } from "../late/words/written-words";
import type { FigureOptions, View } from "../relu-scope";
import { frameAt } from "../trainer/frame-position";
import { drawInSpace } from "../views/function-view";
import { hasPhases } from "../views/phase-marks";
import { pictureOptions, registry, writeWords } from "../views/registry";
import { subjectOf } from "../views/subject";
import type { Behind } from "../views/view";
import { document } from "./page";
import { loadResvg } from "./resvg";
import { begunRun, trainedRun, trainer, type BegunRun, type TrainedRun } from "./trained-run";

/** What is drawn, and how; all may be left out. */
export interface PlotOptions extends FigureOptions {
  view?: View;
  format?: FigureFormat;
  /** The last one if left out. */
  frame?: number;
  /** How many pixels a PNG has to one of the drawing. */
  scale?: number;
  /** The experiment that is drawn behind it, or a list of up to four, each as an object or JSON text, with a `name` if it has one. */
  pinned?: object | string | readonly (object | string)[];
  /** What else is shown, by the keys of an address. */
  show?: Readonly<Record<string, string | number>>;
}

/** The keys of an address that say nothing about a single figure, or that have an option of their own. */
const others = ["views", "neuron", "loop", "sweep", "outcome", "pace", "speed", "pauses", "tour"];
export const showKeys = lookKeys.filter((key) => !others.includes(key));

export { views };

drawInSpace(shapeInSpace);
writeWords(drawWords);

/**
 * A figure of a run, as the bytes of a file. The experiment, or a saved run of it, is an object or JSON text. Rejects with a sentence
 * that names what is wrong.
 */
export async function plot(experiment: object | string = {}, options: PlotOptions = {}): Promise<Uint8Array> {
  const view = wordOf("view", options.view ?? "function", views, "function");
  const format = wordOf("format", options.format ?? "svg", figureFormats, "svg");
  const scale = numberOf("scale", String(options.scale ?? 2), 2, 1, 4);
  wordOf("columns", String(options.columns ?? 1), ["1", "2"], "1");
  const look = lookOf(options.show ?? {}, view);
  const [made] = await Promise.all([trainer(), loadResvg()]);
  const begun: BegunRun[] = [];
  const begin = (text: string): BegunRun => {
    const one = begunRun(made, text);
    begun.push(one);
    return one;
  };
  try {
    const drawn = begin(textOf(experiment));
    const pinned = pinnedOf(options.pinned).map(named);
    const behindIt = pinned.map(({ experiment }) => begin(experiment));
    // Before anything is trained, what is wrong is told.
    const asked = frameOf(options.frame, drawn.run.progress().framesExpected);
    const { run, recording } = trainedRun(made, drawn);
    const others = behindIt.map((one) => trainedRun(made, one));
    const frame = Math.min(asked, recording.frames - 1);
    if (options.frame !== undefined && frame < asked) {
      const last = `since training diverges at iteration ${recording.progress?.divergedAt}`;
      throw new SettingError("frame", String(asked), `a whole number from 0 to ${frame}, ${last}`);
    }
    if (hasPhases(look, recording)) {
      let phases = run.phases();
      while (!phases.isOver) phases = run.phases();
      recording.phases = phases;
    }
    const picture = run.picture(frame, pictureOptions([view], look));
    const { iteration } = recording.at(frame);
    const behind = others.map((other, k) => ({ name: pinned[k]?.name, ...pictureBehind(other, iteration, look) }));
    const subject = subjectOf(view, { recording, look, frame, picture, behind }, made.version());
    const figure = await drawFigure(view, registry[view].aspect, sheet(), subject, options);
    return new Uint8Array(await (await figureFile[format](figure, scale)).arrayBuffer());
  } finally {
    for (const { run } of begun) run.delete();
  }
}

/** A pinned run at the frame nearest to an iteration. */
function pictureBehind({ run, recording }: TrainedRun, iteration: number, look: Look): Behind {
  const frame = frameAt({ iteration }, recording.iterations);
  return { recording, picture: run.picture(frame, pictureOptions(look.views, look)) };
}

/** An element of the document that has the style sheet's colours. */
function sheet(): HTMLElement {
  const element = document.createElement("div");
  element.className = "instrument";
  document.body.replaceChildren(element);
  return element;
}

function pinnedOf(given: PlotOptions["pinned"]): readonly string[] {
  const all = [given ?? []].flat().flatMap((one) => (typeof one === "string" ? pinnedIn(one) : [textOf(one)]));
  if (all.length > mostPinned)
    throw new SettingError("pinned", String(all.length), `at most ${mostPinned} experiments`);
  return all;
}

function textOf(experiment: object | string): string {
  return typeof experiment === "string" ? experiment : JSON.stringify(experiment);
}

function frameOf(given: number | undefined, frames: number): number {
  return wholeNumberOf("frame", given === undefined ? null : String(given), frames - 1, 0, frames - 1);
}

function lookOf(show: Readonly<Record<string, string | number>>, view: View): Look {
  return Object.entries(show).reduce<Look>(
    (look, [key, value]) => {
      const known = showKeys.find((known) => known === key);
      if (known === undefined) throw new SettingError("show", key, `made of ${showKeys.join(", ")}`);
      if (known === "words") {
        readWords(String(value), (error) => {
          throw error;
        });
      }
      return changedLook(look, known, String(value));
    },
    { ...firstLook, views: new Set([view]) },
  );
}
