import { messageOf } from "../../browser/error-message";
import { make } from "../../browser/dom";
import { named } from "../../experiment/address";
import type { View } from "../../relu-scope";
import type { Stage } from "../../panels/stage";
import { withNames } from "../../text/parameter-names";
import { formatCount, formatExactly, formatNumber, typeset } from "../../text/number-format";
import { svgSurface } from "../export/svg-surface";
import { printed as words } from "../text/prose-printed";
import type { Recording } from "../../run/recording";
import { drawScene, kinds, pictureOptions, registry } from "../../views/registry";
import { letterOf } from "../../views/runs-behind";
import type { Scene } from "../../views/view";
import { surface, type Surface } from "../../plot/surface";
import { trainAtOnce, type Trained } from "./train-at-once";

/** Widths, in pixels, of views that take the whole sheet or half of it; about their size on paper. */
const sizes = {
  whole: { width: 500, height: 370 },
  half: { width: 360, height: 310 },
};

/** Of an odd number of views the first is above the others, two by two, and so wide, as a part of two. */
const firstPart = 0.76;

/** More neurons than this are drawn as one bitmap, with this many pixels per pixel of the drawing. */
const crowd = 2000;
const resolution = 4;

/** The parts of an instrument that are printed. */
export interface Printable {
  readonly stage: Stage;
  readonly permalink: { readonly address: string };
  /** The message on screen, if there is one. */
  readonly problems: { readonly message: string | undefined };
}

/** An instrument on paper. */
export class Printout {
  readonly #instrument: Printable;
  readonly #sheet = make("div", { class: "sheet" });
  readonly #element = make("div", { class: "printed" }, this.#sheet);

  /** The state that it shows. */
  #about: string | undefined;

  constructor(instrument: Printable) {
    this.#instrument = instrument;
  }

  /** Replaces the screen's content by the printout. Trains until `until` if no run is there yet. */
  show(until: number): void {
    const { stage, permalink, problems } = this.#instrument;
    const { element, draft, player, training } = stage;
    const problem = problems.message;
    const { number, done } = training.recording ?? {};
    const about = JSON.stringify([permalink.address, draft.text, player.position, player.frame, number, done, problem]);
    if (about === this.#about) return;
    this.#about = about;
    element.append(this.#element);
    element.classList.add("printing");
    const notes = problem === undefined ? [] : [problem];
    const shot = shotOf(stage, until, notes);
    this.#sheet.replaceChildren();
    if (shot) this.#draw(shot);
    const settings = shot ? [make("p", { class: "caption" }, ...typeset(settingsOf(shot)))] : [];
    const told = [...new Set(notes)].map((note) => make("p", { class: "alarm" }, note));
    this.#element.replaceChildren(this.#sheet, ...settings, ...told);
  }

  /** Brings the screen's content back. */
  clear(): void {
    this.#about = undefined;
    this.#instrument.stage.element.classList.remove("printing");
    this.#element.remove();
  }

  #draw(shot: Scene): void {
    const views = kinds.map(([view]) => view).filter((view) => shot.look.views.has(view));
    const drawn = views.map((view, index) => ({
      view,
      size: index === 0 && views.length % 2 === 1 ? sizes.whole : sizes.half,
    }));
    const tall = ({ width, height }: { width: number; height: number }): number => height / width;
    const stacked = drawn.reduce((sum, { size }) => sum + tall(size), 0);
    const pairs = Math.floor(views.length / 2);
    const beside = pairs * (tall(sizes.half) / 2) + (views.length % 2 === 1 ? firstPart * tall(sizes.whole) : 0);
    this.#sheet.classList.toggle("pairs", pairs > 0);
    this.#sheet.style.setProperty("--stacked", String(stacked));
    this.#sheet.style.setProperty("--beside", String(beside));
    for (const { view, size } of drawn) {
      const surface = surfaceFor(view, size, shot);
      surface.figure.hidden = false;
      surface.figure.style.aspectRatio = `${size.width} / ${size.height}`;
      this.#sheet.append(surface.figure);
      const drawn = registry[view].on(surface);
      drawn.fit();
      drawScene(drawn, shot);
    }
  }
}

function surfaceFor(view: View, size: { width: number; height: number }, { recording, behind }: Scene): Surface {
  const neurons = Math.max(recording.width, ...behind.map((run) => run.recording.width));
  return registry[view].draws === "loss" || neurons <= crowd
    ? svgSurface(view, size.width, size.height)
    : surface(view, "", { ...size, scale: 1, resolution });
}

/** The run to draw: the one on screen, or else one that is trained now. Adds problems with it to `notes`. */
function shotOf(stage: Stage, until: number, notes: string[]): Scene | undefined {
  const atHand = shotAtHand(stage);
  if (atHand) return atHand;
  const { draft, player, training, look } = stage;
  const options = pictureOptions(look.views, look);
  const trained = (experiment: string): Trained | undefined =>
    trainAtOnce({ experiment, position: player.position, options, neuron: look.selected }, until);
  let failure: unknown;
  const attempt = (train: () => Trained | undefined, noFrame: string): Trained | undefined => {
    try {
      const made = train();
      if (!made) notes.push(noFrame);
      return made;
    } catch (error) {
      notes.push(withNames(messageOf(error)));
      failure = error;
      return undefined;
    }
  };
  const text = draft.text ?? "{}";
  const { shown } = stage.pictures;
  if (performance.now() > until) {
    if (!shown?.picture) notes.push(words.tooLate);
  } else {
    const asked = attempt(() => trained(text), words.noFrame);
    // As on screen, the default replaces a refused experiment, but not one that ran out of time or whose trainer is loading.
    const isLate = failure instanceof Error && "key" in failure && failure.key === "NotHeld";
    const isRefused = !asked && !isLate && text !== "{}" && performance.now() < until;
    const made = isRefused ? attempt(() => trained("{}"), words.noFrame) : asked;
    const isFurther = (made?.recording.progress?.iteration ?? -1) >= (shown?.recording.progress?.iteration ?? 0);
    if (made && (made.recording.done || !shown?.picture || isFurther)) {
      const { pinned } = training;
      const { iteration } = made.recording.at(made.frame);
      const behind = pinned.flatMap((text) => {
        const { experiment, name } = named(text);
        const asked = { experiment, position: { iteration }, options };
        const made = attempt(() => trainAtOnce(asked, until), words.noFramePinned);
        return made ? { ...made, name } : [];
      });
      noteProgress(made.recording, notes);
      return { look, ...made, behind };
    }
  }
  const { recording, frame, picture } = shown ?? {};
  if (!recording || frame === undefined || !picture) return undefined;
  noteProgress(recording, notes);
  return { look, recording, frame, picture, behind: [], trail: stage.pictures.trailIn(recording) };
}

/** The run on screen, if everything to draw is loaded. */
function shotAtHand({ training, player, pictures, look }: Stage): Scene | undefined {
  const { recording, pinnedRuns, pinned } = training;
  if (!recording?.done || training.isAwaited) return undefined;
  const options = pictureOptions(look.views, look);
  const { frame } = player;
  const picture = training.pictureAtHand(frame);
  if (!picture) return undefined;
  const trail = pictures.trailIn(recording);
  if (look.selected !== undefined && look.selected < recording.width && !trail) return undefined;
  const behind = pinnedRuns.flatMap((run) => {
    const picture = run.pictureAtHand(recording.at(frame).iteration, options);
    return run.recording.done && picture ? { recording: run.recording, name: run.name, picture } : [];
  });
  return behind.length < pinned.length ? undefined : { recording, look, frame, picture, behind, trail };
}

function noteProgress({ done, progress }: Recording, notes: string[]): void {
  if (!progress || done) return;
  notes.push(words.unfinished(formatCount(progress.iteration), formatCount(progress.iterations)));
}

/** Experiment and frame in one line. */
function settingsOf({ recording, frame, look, behind }: Scene): string {
  const { iteration, loss } = recording.at(frame);
  const { iterations } = recording.experiment.training;
  const neuron = look.selected !== undefined && look.selected < recording.width ? look.selected : undefined;
  return [
    ...experimentInWords(recording),
    words.frame(formatCount(iteration), formatCount(iterations), formatCount(frame), formatNumber(loss)),
    ...(neuron === undefined ? [] : [words.neuron(formatCount(neuron))]),
  ]
    .join(" · ")
    .concat(
      behind.length > 0 ? "." : "",
      ...behind.map((run, index) => {
        const called = [behind.length > 1 ? letterOf(index) : [], run.name ?? []].flat().join(", ");
        return words.pinned(experimentInWords(run.recording).join(" · "), called);
      }),
    );
}

const activations = {
  relu: "ReLU",
  "leaky-relu": "leaky ReLU",
  gelu: "GELU",
  softplus: "softplus",
  tanh: "tanh",
} as const;

function experimentInWords({ experiment, name, width }: Recording): string[] {
  const { preset, network, training } = experiment;
  const { initScale = NaN, initialisation = "", seed = NaN, initial, hiddenBias, outputBias, activation } = network;
  return [
    name === preset ? preset : words.changed(preset),
    words.neurons(formatCount(width), activations[activation], width === 1),
    ...(hiddenBias ? [] : [words.noHiddenBias]),
    ...(outputBias ? [words.outputBias] : []),
    initial ? words.givenWeights : words.initial(formatExactly(initScale), initialisation, String(seed)),
    words.learningRate(formatExactly(training.learningRate)),
    ...(training.precision === "float64" ? [] : [training.precision]),
  ];
}
