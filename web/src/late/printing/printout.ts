import { messageOf } from "../../browser/error-message";
import { make } from "../../browser/dom";
import type { View } from "../../experiment/look";
import type { Scene } from "../../panels/scene";
import { formatCount, formatExactly, formatNumber, typeset } from "../../text/number-format";
import { paper } from "../export/svg-surface";
import { printed as words } from "../text/prose-printed";
import type { Recording } from "../../run/recording";
import { drawings, type Shot } from "../export/draw-view";
import { surface, type Surface } from "../../plot/surface";
import { trainAtOnce, type Trained } from "./train-at-once";

/** The size in which views are drawn that have the whole width, or half of it, in pixels; on paper it is about that. */
const sizes = {
  whole: { width: 500, height: 370 },
  half: { width: 360, height: 310 },
};

/** Of three views the first is above the others, and so wide, as a part of them both. */
const order = ["function", "neurons", "loss"] as const;
const firstPart = 0.76;

/** More neurons than this are drawn as one picture of all, with so many pixels to one of the drawing. */
const crowd = 2000;
const resolution = 4;

/** The parts of an instrument that are printed. */
export interface Printable {
  readonly scene: Scene;
  readonly permalink: { readonly address: string };
  /** The message on screen, if there is one. */
  readonly problems: { readonly message: string | undefined };
}

/** An instrument on paper. */
export class Printout {
  readonly #instrument: Printable;
  readonly #sheet = make("div", { class: "sheet" });
  readonly #element = make("div", { class: "printed" }, this.#sheet);

  /** What it was made for. */
  #about: string | undefined;

  constructor(instrument: Printable) {
    this.#instrument = instrument;
  }

  /** Puts it in the place of what is on screen. What has not been trained yet is, if it takes no longer than `until`. */
  show(until: number): void {
    const { scene, permalink, problems } = this.#instrument;
    const { element, draft, player, training } = scene;
    const problem = problems.message;
    const { number, done } = training.recording ?? {};
    const about = JSON.stringify([permalink.address, draft.text, player.place, player.frame, number, done, problem]);
    if (about === this.#about) return;
    this.#about = about;
    element.append(this.#element);
    element.classList.add("printing");
    const notes = problem === undefined ? [] : [problem];
    const shot = shotOf(scene, until, notes);
    this.#sheet.replaceChildren();
    if (shot) this.#draw(shot);
    const settings = shot ? [make("p", { class: "caption" }, ...typeset(settingsOf(shot)))] : [];
    const told = [...new Set(notes)].map((note) => make("p", { class: "alarm" }, note));
    this.#element.replaceChildren(this.#sheet, ...settings, ...told);
  }

  /** Gives what is on screen its place back. */
  clear(): void {
    this.#about = undefined;
    this.#instrument.scene.element.classList.remove("printing");
    this.#element.remove();
  }

  #draw(shot: Shot): void {
    const views = order.filter((view) => shot.look.views.has(view));
    const drawn = views.map((view, index) => ({
      view,
      size: index === 0 && views.length !== 2 ? sizes.whole : sizes.half,
    }));
    const tall = ({ width, height }: { width: number; height: number }): number => height / width;
    const stacked = drawn.reduce((sum, { size }) => sum + tall(size), 0);
    const beside = tall(sizes.half) / 2 + (views.length === 3 ? firstPart * tall(sizes.whole) : 0);
    this.#sheet.dataset.count = String(views.length);
    this.#sheet.style.setProperty("--stacked", String(stacked));
    this.#sheet.style.setProperty("--beside", String(beside));
    for (const { view, size } of drawn) {
      const surface = surfaceFor(view, size, shot);
      surface.figure.hidden = false;
      surface.figure.style.aspectRatio = `${size.width} / ${size.height}`;
      this.#sheet.append(surface.figure);
      drawings[view](surface)(shot);
    }
  }
}

function surfaceFor(view: View, size: { width: number; height: number }, { recording, ghost }: Shot): Surface {
  const neurons = Math.max(recording.width, ghost?.recording.width ?? 0);
  return view === "loss" || neurons <= crowd
    ? paper(view, size.width, size.height)
    : surface(view, { ...size, scale: 1, resolution });
}

/** What is to be drawn: what is on screen, or else what is trained for it now. What is amiss with it is added to `notes`. */
function shotOf(scene: Scene, until: number, notes: string[]): Shot | undefined {
  const atHand = shotAtHand(scene);
  if (atHand) return atHand;
  const { draft, player, training, look } = scene;
  const needsDirections = look.views.has("neurons");
  const trained = (experiment: string): Trained | undefined =>
    trainAtOnce({ experiment, place: player.place, needsDirections, neuron: look.selected }, until);
  const attempt = (train: () => Trained | undefined, noFrame: string): Trained | undefined => {
    try {
      const made = train();
      if (!made) notes.push(noFrame);
      return made;
    } catch (error) {
      notes.push(messageOf(error));
      return undefined;
    }
  };
  const text = draft.text ?? "{}";
  const { shown } = scene.pictures;
  if (performance.now() > until) {
    if (!shown?.picture) notes.push(words.tooLate);
  } else {
    const asked = attempt(() => trained(text), words.noFrame);
    // As on screen the default stands in for what is refused; not for what took all the time that there is.
    const isRefused = !asked && text !== "{}" && performance.now() < until;
    const made = isRefused ? attempt(() => trained("{}"), words.noFrame) : asked;
    const isFurther = (made?.recording.progress?.iteration ?? -1) >= (shown?.recording.progress?.iteration ?? 0);
    if (made && (made.recording.done || !shown?.picture || isFurther)) {
      const { pinned } = training;
      const { iteration } = made.recording.at(made.frame);
      const ghost =
        pinned === undefined
          ? undefined
          : attempt(
              () => trainAtOnce({ experiment: pinned, place: { iteration }, needsDirections }, until),
              words.noFramePinned,
            );
      noteProgress(made.recording, notes);
      return { look, ...made, ghost };
    }
  }
  const { recording, frame, picture } = shown ?? {};
  if (!recording || frame === undefined || !picture) return undefined;
  noteProgress(recording, notes);
  return { look, recording, frame, picture, ghost: undefined, trail: scene.pictures.trailIn(recording) };
}

/** What is on screen, if all of it is there that is to be drawn. */
function shotAtHand({ training, player, pictures, look }: Scene): Shot | undefined {
  const { recording, ghost, pinned } = training;
  if (!recording?.done || training.isAwaited) return undefined;
  const needsDirections = look.views.has("neurons");
  const { frame } = player;
  const picture = training.pictureAtHand(frame);
  if (!picture || (needsDirections && !picture.directions)) return undefined;
  const trail = pictures.trailIn(recording);
  if (look.selected !== undefined && look.selected < recording.width && !trail) return undefined;
  if (pinned === undefined) return { recording, look, frame, picture, ghost: undefined, trail };
  const behind = ghost?.pictureAtHand(recording.at(frame).iteration, needsDirections);
  if (!ghost?.recording.done || !behind) return undefined;
  return { recording, look, frame, picture, ghost: { recording: ghost.recording, picture: behind }, trail };
}

function noteProgress({ done, progress }: Recording, notes: string[]): void {
  if (!progress || done) return;
  notes.push(words.unfinished(formatCount(progress.iteration), formatCount(progress.iterations)));
}

/** Experiment and frame, in a line. */
function settingsOf({ recording, frame, look, ghost }: Shot): string {
  const { iteration, loss } = recording.at(frame);
  const { iterations } = recording.experiment.training;
  const neuron = look.selected !== undefined && look.selected < recording.width ? look.selected : undefined;
  return [
    ...experimentInWords(recording),
    words.frame(formatCount(iteration), formatCount(iterations), formatCount(frame), formatNumber(loss)),
    ...(neuron === undefined ? [] : [words.neuron(formatCount(neuron))]),
  ]
    .join(" · ")
    .concat(ghost ? `. ${words.pinned(experimentInWords(ghost.recording).join(" · "))}` : "");
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
