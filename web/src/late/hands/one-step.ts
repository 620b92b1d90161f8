import { make, makeSvg } from "../../browser/dom";
import { messageOf } from "../../browser/error-message";
import type { Stage } from "../../panels/stage";
import type { Recording } from "../../run/recording";
import { typesetText } from "../../text/notation";
import { formatCount, formatNumber, printNumber } from "../../text/number-format";
import type { OneStep } from "../../trainer/trainer-module";
import { hands as handWords, step as words } from "../text/prose-hands";
import { movableIn } from "./hand-moves";
import { handsOf } from "./hands";
import { stepMarks } from "./paint-step";

/** The most points whose pulls are listed. */
const mostPoints = 50;

interface Asked {
  readonly recording: Recording;
  readonly frame: number;
  readonly neuron: number;
}

/** The next step of the selected neuron at the frame on screen: what every point does to it, in numbers and in the pictures. */
export class OneStepNotes {
  readonly element: HTMLElement;
  readonly #stage: Stage;
  readonly #text = make("div", { class: "step" });
  readonly #isDrawn = make("input", { type: "checkbox", id: "step-drawn", checked: "" });
  readonly #marks: readonly (readonly [Stage["pictures"]["views"][number][1], SVGElement])[];
  #known: (Asked & { readonly step: OneStep }) | undefined;
  #isAsking = false;
  #said = "";

  constructor(stage: Stage) {
    this.#stage = stage;
    const label = make("label", { for: this.#isDrawn.id }, words.draw);
    const heading = make("h2", {}, words.title);
    this.element = make(
      "section",
      { class: "one-step" },
      heading,
      this.#text,
      make("p", { class: "choice" }, this.#isDrawn, " ", label),
    );
    this.#marks = stage.pictures.views
      .filter(([name]) => name !== "loss")
      .map(([, view]) => {
        const svg = makeSvg("svg", { class: "step-marks", "aria-hidden": "true" });
        view.figure.append(svg);
        return [view, svg] as const;
      });
    this.#isDrawn.addEventListener("change", () => {
      this.#draw();
    });
    stage.pictures.element.addEventListener("drawn", () => {
      this.#draw();
    });
  }

  update(): void {
    const { training, player, look } = this.#stage;
    const { recording } = training;
    const { selected: neuron } = look;
    const { plot, width = 0 } = recording ?? {};
    if (!recording || !plot || plot.inputs > 1 || plot.outputs > 1) this.#say(handWords.shape);
    else if (plot.x.length > mostPoints) this.#say(words.many(formatCount(plot.x.length), mostPoints));
    else if (neuron === undefined || neuron >= width) this.#say(words.none);
    else {
      void this.#ask({ recording, frame: player.frame, neuron });
      return;
    }
    this.#known = undefined;
  }

  /** Asks for a step, unless it is known or another is awaited; then `update` comes again. */
  async #ask(asked: Asked): Promise<void> {
    const { recording, frame, neuron } = asked;
    if (this.#isAsking || this.#isKnown(asked)) return;
    this.#isAsking = true;
    try {
      const { w, b, a, c } = await this.#stage.training.ask("neurons", { frame }, recording);
      const experiment = JSON.stringify(recording.experiment);
      const weights = { w, b, a, c };
      const step = await handsOf(this.#stage).desk.ask({ about: "step", experiment, weights, neuron });
      this.#known = { ...asked, step };
      this.#tell(asked, step);
      this.#draw();
    } catch (error) {
      // A run that has been replaced meanwhile knows nothing any more; of the next one it is asked again.
      if (recording === this.#stage.training.recording) this.#say(messageOf(error));
    } finally {
      this.#isAsking = false;
    }
    if (!this.#isKnown({ recording, frame: this.#stage.player.frame, neuron })) this.#stage.changeLook({});
  }

  #isKnown({ recording, frame, neuron }: Asked): boolean {
    const known = this.#known;
    return known?.recording === recording && known.frame === frame && known.neuron === neuron;
  }

  #say(text: string): void {
    if (text === this.#said) return;
    this.#said = text;
    this.#text.replaceChildren(make("p", { class: "note" }, text));
  }

  #tell({ recording, frame, neuron }: Asked, step: OneStep): void {
    this.#said = "";
    const { learningRate, dynamics } = recording.experiment.training;
    const columns = [words.point, words.residual, words.slope, ...words.pulls];
    const rows = [...step.residuals.keys()].map((i) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, String(i + 1)),
        ...[step.residuals, step.slopes, step.pullW, step.pullB, step.pullA].map((list) =>
          make("td", {}, formatNumber(list[i] ?? NaN)),
        ),
      ),
    );
    const head = columns.map((text) => make("th", { scope: "col" }, ...typesetText(text)));
    const formulas = [
      words.formula("w", ...numbers(step.w, learningRate, step.sumW, step.nextW)),
      words.formula("b", ...numbers(step.b, learningRate, step.sumB, step.nextB)),
      words.formula("a", ...numbers(step.a, learningRate, step.sumA, step.nextA)),
      ...(dynamics === "flow" ? [words.flow] : []),
    ];
    this.#text.replaceChildren(
      make("p", { class: "note" }, ...typesetText(words.says)),
      make(
        "table",
        { "aria-label": words.title },
        make("thead", {}, make("tr", {}, ...head)),
        make("tbody", {}, ...rows),
      ),
      make("p", {}, words.of(neuron, formatCount(recording.at(frame).iteration))),
      ...formulas.map((text) => make("p", { class: "formula" }, ...typesetText(text))),
    );
  }

  /** Draws the step that is known into the pictures, as long as it is that of the frame on screen. */
  #draw(): void {
    const known = this.#known;
    const isShown = this.#isDrawn.checked && (this.element.closest("details")?.open ?? false);
    for (const [view, svg] of this.#marks) {
      const drawn = movableIn(view);
      const isCurrent =
        known !== undefined && drawn?.scene.recording === known.recording && drawn.scene.frame === known.frame;
      const marks = isShown && drawn && isCurrent ? stepMarks(drawn, known.step, known.neuron) : [];
      if (marks.length > 0 || svg.hasChildNodes()) svg.replaceChildren(...marks);
    }
  }
}

function numbers(
  before: number,
  rate: number,
  sum: number,
  after: number,
): [before: string, rate: string, sum: string, after: string] {
  // As many digits as show what a step changes.
  const shown = (value: number): string => printNumber(Number(value.toPrecision(6)));
  return [shown(before), shown(rate), sum < 0 ? `(${shown(sum)})` : shown(sum), shown(after)];
}
