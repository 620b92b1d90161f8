import { make, makeSvg } from "../../browser/dom";
import { firstLook } from "../../experiment/look";
import type { Stage } from "../../panels/stage";
import type { Experiment } from "../../relu-scope";
import type { Recording } from "../../run/recording";
import { formatNumber } from "../../text/number-format";
import { pictureOptions } from "../../views/registry";
import { inWhatDiffers } from "../../views/view";
import { compare, visited as words } from "../text/prose-opened";

/** How long a finished run is on screen before it counts as one that was looked at, in milliseconds, and how many are kept. */
const stay = 1000;
const mostRuns = 24;

/** The size of a small picture, in pixels. */
const size = { width: 88, height: 60 };

type Line = readonly (readonly [x: number, y: number])[];

/** A run as it is remembered: enough to train it anew, and its small picture. */
interface Visited {
  readonly text: string;
  readonly experiment: Experiment;
  readonly name: string;
  readonly loss: number;
  readonly line: Line;
  readonly points: Line;
}

/** The runs that the reader has looked at since the page was opened, with small pictures, to go back to. */
export class VisitedRuns {
  readonly element = make("section", { class: "visited" });
  readonly #stage: Stage;
  readonly #list = make("ul", {});
  #runs: Visited[] = [];
  #noted: Recording | undefined;
  #shown: readonly unknown[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
    this.element.append(make("h2", {}, words.title), this.#list);
    this.element.hidden = true;
    const note = (): void => {
      const { recording } = stage.training;
      if (!recording?.done || recording === this.#noted) return;
      this.#noted = recording;
      setTimeout(() => {
        if (recording === stage.training.recording) void this.#note(recording);
      }, stay);
    };
    stage.pictures.element.addEventListener("drawn", note);
    note();
  }

  /** Tells in what each differs from the run on screen. */
  update(): void {
    const current = this.#stage.training.recording?.experiment;
    if (this.#shown[0] === this.#runs && this.#shown[1] === current) return;
    this.#shown = [this.#runs, current];
    this.element.hidden = this.#runs.length < 2;
    const text = JSON.stringify(current);
    this.#list.replaceChildren(
      ...this.#runs.map((run) => {
        const isCurrent = run.text === text;
        const told =
          isCurrent || !current ? words.current : inWhatDiffers(run.experiment, current, run.name, compare.settings);
        const caption = make("span", {}, told, make("small", {}, words.loss(formatNumber(run.loss))));
        const button = make("button", { type: "button", ...(isCurrent ? { "aria-current": "true" } : {}) });
        button.append(drawn(run), caption);
        button.addEventListener("click", () => {
          void this.#stage.draft.train(run.text, { iteration: Infinity });
        });
        return make("li", {}, button);
      }),
    );
  }

  async #note(recording: Recording): Promise<void> {
    const { experiment, name, plot, frameLoss } = recording;
    const frame = recording.frames - 1;
    const text = JSON.stringify(experiment);
    let line: Line = frameLoss.map((loss, index) => [index, loss]);
    let points: Line = [];
    if (plot.inputs === 1 && plot.outputs === 1) {
      try {
        const question = { frame, options: pictureOptions(["function"], firstLook) };
        const { grid, curve } = await this.#stage.training.ask("picture", question, recording);
        line = [...grid].map((x, i) => [x, curve[i] ?? NaN]);
        points = [...plot.x].map((x, i) => [x, plot.y[i] ?? NaN]);
      } catch {
        // The run has been replaced meanwhile: its losses are its picture.
      }
    }
    const others = this.#runs.filter((run) => run.text !== text);
    this.#runs = [...others, { text, experiment, name, loss: frameLoss[frame] ?? NaN, line, points }].slice(-mostRuns);
    this.#stage.changeLook({});
  }
}

function drawn({ line, points }: Visited): SVGElement {
  const all = [...line, ...points].filter((place) => place.every(Number.isFinite));
  const along = (index: 0 | 1, from: number, to: number): ((place: readonly [number, number]) => number) => {
    const values = all.map((place) => place[index]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (place) => from + ((place[index] - low) / (high - low || 1)) * (to - from);
  };
  const [x, y] = [along(0, 4, size.width - 4), along(1, size.height - 4, 4)];
  const at = (place: readonly [number, number]): string => `${x(place).toFixed(1)},${y(place).toFixed(1)}`;
  const path = line.filter((place) => place.every(Number.isFinite)).map(at);
  return makeSvg(
    "svg",
    { viewBox: `0 0 ${size.width} ${size.height}`, "aria-hidden": "true" },
    makeSvg("path", { d: path.length > 0 ? `M${path.join("L")}` : "" }),
    ...points
      .slice(0, 200)
      .map((place) => makeSvg("circle", { r: "2.5", cx: x(place).toFixed(1), cy: y(place).toFixed(1) })),
  );
}

const known = new WeakMap<Stage, VisitedRuns>();

/** The runs of this visit to a stage, from the first call on. */
export function visitedRuns(stage: Stage): VisitedRuns {
  const runs = known.get(stage) ?? new VisitedRuns(stage);
  known.set(stage, runs);
  return runs;
}
