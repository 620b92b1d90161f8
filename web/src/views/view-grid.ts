import { make, windowOf } from "../browser/dom";
import type { Draft } from "../run/draft";
import { surface, type Subject } from "../plot/surface";
import type { Look } from "../experiment/look";
import { MarkedNeuron } from "../run/marked-neuron";
import type { Picture, Trail } from "../trainer/trainer-module";
import { watchNeurons } from "./neuron-hit-test";
import { hasPhases } from "./phase-marks";
import type { Player } from "../run/player";
import { RunQuery } from "../run/run-query";
import type { Recording } from "../run/recording";
import { drawScene, kinds, pictureOptions, registry } from "./registry";
import type { View } from "../relu-scope";
import { subjectOf } from "./subject";
import { views as words } from "../text/prose";
import type { Training } from "../run/training";
import type { DrawnView, Interaction, Room, Scene } from "./view";

/** A frame of a run; its picture is there when pictures are needed. */
export interface Shown {
  recording: Recording;
  frame: number;
  picture: Picture | undefined;
}

/** A frame that has been drawn, and the neuron that is marked in it. */
export interface Drawn {
  recording: Recording;
  frame: number;
  neuron: number | undefined;
  isSelected: boolean;
  trail: Trail | undefined;
}

export interface ViewGridListener extends Omit<Interaction, "draft"> {
  /** Marks a neuron, or none. */
  readonly select: (neuron: number | undefined) => void;
  /** A view's size has changed since it was drawn. */
  readonly resized: () => void;
}

/** The views of the frame on screen, side by side, and what the reader does in them. */
export class ViewGrid {
  readonly element: HTMLElement;
  /** Whether the reader may change the run. */
  canSet = true;
  /** What the axes have room for, if there is more to come than what is drawn. */
  room: (() => Room | undefined) | undefined;
  readonly #training: Training;
  readonly #player: Player;
  readonly #views: readonly (readonly [View, DrawnView])[];
  readonly #marked: MarkedNeuron;
  readonly #phases: RunQuery<"phases">;
  readonly #resized: () => void;
  #resizing: ResizeObserver | undefined;
  #shown: Shown | undefined;

  constructor(training: Training, player: Player, draft: Draft, listener: ViewGridListener) {
    this.#training = training;
    this.#player = player;
    this.#marked = new MarkedNeuron(training, listener.redraw);
    this.#phases = new RunQuery(training, "phases", listener.redraw);
    this.#views = kinds.map(([name, kind]) => [
      name,
      kind.on(surface(name, words[name].description), { draft, ...listener }),
    ]);
    for (const [name, { figure, neuronAt }] of this.#views) {
      figure.style.setProperty("--aspect", String(registry[name].aspect));
      if (!neuronAt) continue;
      watchNeurons(figure, neuronAt, {
        point: (neuron) => {
          this.#marked.point(neuron);
        },
        select: listener.select,
      });
    }
    this.#resized = listener.resized;
    this.element = make(
      "div",
      {
        class: "views",
        tabindex: "0",
        role: "group",
      },
      ...this.#views.map(([, { figure }]) => figure),
    );
    this.enable(true);
  }

  /** Whether the reader may change the data, too. */
  enable(canSet: boolean): void {
    this.canSet = canSet;
    for (const [, { handles }] of this.#views) handles?.enable(canSet);
    const adds = canSet ? ", Enter adds a data point" : "";
    this.element.setAttribute("aria-label", `Pictures. Space plays, arrow keys step${adds}.`);
  }

  /** Adds a data point in the widest gap between two, and focuses it. */
  addPoint(): void {
    for (const [, { handles }] of this.#views) handles?.add();
  }

  /** Begins to watch the sizes of the views; or ends it, and with it every drag. */
  watch(on: boolean): void {
    this.#resizing?.disconnect();
    this.#resizing = on ? new (windowOf(this.element).ResizeObserver)(this.#resized) : undefined;
    for (const [, view] of this.#views) {
      this.#resizing?.observe(view.figure);
      if (!on) view.letGo?.();
    }
  }

  /** Shows the views that a look has, and no others. */
  adopt({ views, selected }: Look): void {
    this.#marked.select(selected);
    for (const [name, { figure }] of this.#views) figure.hidden = !views.has(name);
    // Those beside the first, in columns of no more than three.
    const others = Math.max(1, views.size - 1);
    this.element.style.setProperty("--rows", String(Math.ceil(others / Math.ceil(others / 3))));
  }

  /** Takes the frame to be drawn next. Returns whether it differs from the one before. */
  show(shown: Shown): boolean {
    const isNews = this.#shown?.recording !== shown.recording || this.#shown.frame !== shown.frame;
    this.#shown = shown;
    return isNews;
  }

  /** Adopts the current size and colours. */
  fit(): void {
    for (const [, view] of this.#views) view.fit();
  }

  /** Draws the frame that was shown last, if there is one. */
  draw(look: Look): Drawn | undefined {
    if (!this.#shown) return undefined;
    const { recording, frame, picture } = this.#shown;
    this.#marked.follow();
    if (hasPhases(look, recording)) recording.phases = this.#phases.of(recording);
    const { neuron, isSelected } = this.#marked;
    const trail = this.#marked.trailIn(recording);
    const scene = { ...this.#scene(look, recording, frame, picture, trail), room: this.room?.() };
    // The loss needs no picture: its cursor is ahead of a frame whose picture is on the way.
    const ahead = recording === this.#training.recording ? { ...scene, frame: this.#player.frame } : scene;
    for (const [name, view] of this.#views) {
      if (look.views.has(name)) drawScene(view, registry[name].draws === "loss" ? ahead : scene);
    }
    // Late parts draw over it.
    this.element.dispatchEvent(new Event("drawn"));
    return { recording, frame, neuron, isSelected, trail };
  }

  /** A view of the frame on screen, for a figure. */
  async subject(view: View, look: Look): Promise<Subject> {
    const { recording, version } = this.#training;
    if (!recording) throw new Error("There is no run yet.");
    const { frame } = this.#player;
    const picture = await this.#training.ask("picture", { frame, options: pictureOptions([view], look) });
    if (hasPhases(look, recording) && recording.done) {
      await this.#phases.coming(recording);
      recording.phases = this.#phases.of(recording);
    }
    return subjectOf(view, this.#scene({ ...look, views: new Set([view]) }, recording, frame, picture), version);
  }

  /** The frame that was shown last. */
  get shown(): Shown | undefined {
    return this.#shown;
  }

  /** The trail of the marked neuron, if it is at hand. */
  trailIn(recording: Recording): Trail | undefined {
    return this.#marked.trailIn(recording);
  }

  /** The views, by their names. */
  get views(): readonly (readonly [View, DrawnView])[] {
    return this.#views;
  }

  /** Describes the frame in words, for those who do not see it. */
  describe(text: string): void {
    for (const [, view] of this.#views) view.describe?.(text);
  }

  /** A frame, and the runs behind it. */
  #scene(look: Look, recording: Recording, frame: number, picture: Picture | undefined, trail?: Trail): Scene {
    const { iteration } = recording.at(frame);
    const options = pictureOptions(look.views, look);
    const behind = this.#training.companions.map((run) => {
      const { recording, word, name } = run;
      return { recording, word, name, picture: picture && run.pictureAt(iteration, options) };
    });
    return { recording, look, frame, picture, behind, trail };
  }
}
