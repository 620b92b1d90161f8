import { make } from "../../browser/dom";
import { watchSight } from "../../browser/visibility";
import { differences } from "../../experiment/difference";
import { choice, field } from "../../panels/form-controls";
import type { PanelContent } from "../../panels/panel";
import type { Stage } from "../../panels/stage";
import type { Experiment } from "../../relu-scope";
import { formatCount, formatDuration, formatSeconds, typeset } from "../../text/number-format";
import { wordingOf, withNames } from "../../text/parameter-names";
import { excerpt } from "../../text/excerpt";
import { PointedRun } from "../sweep/pointed-run";
import { printedValue } from "../sweep/key-axis";
import { library } from "../export/lazy-library";
import { ManyRuns, type SweepOffer } from "../sweep/many-runs";
import type { SweepTrainer } from "../sweep/sweeper-connection";
import { valueOf } from "../sweep/nearest-first";
import { outcomeOf, outcomes, type Outcome } from "../sweep/outcomes";
import type { Results } from "../sweep/results";
import { exampleSweeps } from "../sweep/example-sweeps";
import type { SweepScene } from "../sweep/sweep-plot";
import { formKeys, sweepText } from "../sweep/sweep-text";
import { toldRun } from "../sweep/told-run";
import { manyRuns as words } from "../text/prose-sweeps";
import { SweepExports } from "./sweep-exports";
import { KeyFields, sweepable } from "./sweep-form";
import { picturesOf, SweepPictures } from "./sweep-pictures";

/** Where what is wrong with a sweep is told besides in the panel. */
export interface SweepProblems {
  complainOfSetting(setting: string, message: string, key?: string): void;
  settleSetting(setting: string): void;
}

/** The panel that trains many runs and draws what comes of them. */
export class ManyRunsPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #stage: Stage;
  readonly #problems: SweepProblems;
  readonly #runs: ManyRuns;
  readonly #pointedRun: PointedRun;
  readonly #form = make("form", { class: "sweep-form" });
  readonly #keyPlace = make("div", {});
  readonly #keys: KeyFields[] = [];
  readonly #train = make("button", { type: "submit", class: "action" }, words.train);
  readonly #cancel = make("button", { type: "button", class: "action" }, words.cancel);
  readonly #remove = make("button", { type: "button", class: "action" }, words.remove);
  readonly #cancelling = make("div", { class: "buttons-row" }, this.#cancel, this.#remove);
  readonly #bar = make("progress", { max: "1", value: "0", "aria-label": words.progress });
  readonly #said = make("p", { class: "sweep-progress" });
  readonly #spoken = make("p", { class: "spoken", role: "status" });
  readonly #alarm = make("p", { class: "alarm", role: "alert" });
  readonly #note = make("p", { class: "aside" });
  readonly #status = make(
    "div",
    { class: "sweep-status" },
    ...[this.#bar, this.#said, this.#spoken, this.#alarm, this.#note, this.#cancelling],
  );
  readonly #shown = make("div", { class: "sweep-results" });
  readonly #caption = make("p", { class: "sweep-caption" });
  readonly #outcome = choice(
    "sweep-outcome",
    outcomes.map(({ column }) => column),
    (column) => outcomeOf(column)?.name ?? column,
  );
  readonly #contours = make("input", { type: "checkbox", id: "sweep-contours" });
  readonly #slice = make("select", { id: "sweep-slice" });
  readonly #sliceField: HTMLElement;
  readonly #contoursField: HTMLElement;
  readonly #about = make("p", { class: "sweep-run", role: "status" });
  readonly #howTo = make("p", { class: "aside" }, words.howTo);
  readonly #open = make("button", { type: "button", class: "action" }, words.open);
  readonly #pictures: SweepPictures;
  readonly #exports: SweepExports;
  #offer: SweepOffer | undefined;
  #text: string | undefined;
  #outcomeName: string | undefined;
  #experiment: Experiment | undefined;
  #pointed: number | undefined;
  #onScreen: number | undefined;
  /** The experiment of the run on screen is being looked for. */
  #found: { experiment: Experiment; results: Results; done: number } | undefined;
  #isComplaining = false;

  constructor(stage: Stage, problems: SweepProblems, redraw: () => void) {
    this.#stage = stage;
    this.#problems = problems;
    const trainer = async (): Promise<SweepTrainer> => {
      const parts = await library("trainer");
      return { sweeper: parts.sweeper, compiled: () => stage.training.compiled(parts) };
    };
    this.#runs = new ManyRuns(trainer, {
      offered: (offer) => {
        this.#takeOffer(offer);
      },
      changed: () => {
        this.#follow();
      },
      refused: (key, message) => {
        this.#complain(key, message);
      },
      failed: (message) => {
        this.#complain("", message);
      },
    });
    this.#pointedRun = new PointedRun(stage.training, redraw);
    this.#pictures = new SweepPictures(
      {
        scene: () => this.#scene,
        pointed: (run) => {
          this.#point(run);
        },
        opened: (run) => {
          void this.#openRun(run);
        },
      },
      stage.element,
    );
    this.#exports = new SweepExports(this.#runs, stage.element, () => ({
      text: this.#text,
      scene: this.#scene,
      creator: `ReLUscope ${this.#offer?.version ?? ""}`,
    }));
    this.#sliceField = field("", this.#slice);
    this.#contoursField = field(words.contours, this.#contours, "boolean");
    this.nodes = [this.#status, this.#results(), this.#settings()];
    this.#watch();
    void this.#runs.open();
  }

  /** Shows the sweep of the look, and which of its runs is on screen. Called whenever the page is drawn. */
  update(): void {
    const { look, draft } = this.#stage;
    if (look.sweep !== this.#text) this.#take(look.sweep);
    if (look.outcome !== this.#outcomeName) this.#takeOutcome(look.outcome);
    if (draft.experiment !== this.#experiment) {
      this.#experiment = draft.experiment;
      this.#runs.centre(this.#experiment, Number(this.#slice.value) || 0);
    }
    void this.#findOnScreen();
  }

  /** Adopts the present size and colours. */
  refit(): void {
    this.#pictures.refit();
  }

  /** Examples, and the form. */
  #settings(): HTMLElement {
    const examples = Object.values(exampleSweeps).map(({ name, says, look }) => {
      const button = make("button", { type: "button", class: "text" }, name);
      button.addEventListener("click", () => {
        this.#stage.changeLook(look);
        this.update();
        this.#status.scrollIntoView({ block: "nearest" });
      });
      return make("li", {}, button, make("p", {}, ...typeset(says)));
    });
    this.#form.append(this.#keyPlace, make("div", { class: "buttons-row" }, this.#train));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#cancel.addEventListener("click", () => {
      if (this.#runs.isTraining) {
        this.#runs.cancel();
        this.#speak(this.#said.textContent);
      } else void this.#runs.resume();
    });
    this.#remove.addEventListener("click", () => {
      this.#stage.changeLook({ sweep: undefined, outcome: undefined });
    });
    return make(
      "div",
      { class: "sweep-settings" },
      make("p", { class: "aside sweep-what" }, words.what),
      make("h3", {}, words.examples),
      make("ul", { class: "sweep-examples" }, ...examples),
      make("h3", {}, words.sweep),
      this.#form,
    );
  }

  #results(): HTMLElement {
    this.#outcome.addEventListener("change", () => {
      this.#stage.changeLook({ outcome: this.#outcome.value === "loss" ? undefined : this.#outcome.value });
      this.update();
    });
    this.#contours.addEventListener("change", () => {
      this.#pictures.draw();
    });
    this.#slice.addEventListener("change", () => {
      this.#runs.centre(this.#experiment, Number(this.#slice.value));
      this.#pictures.draw();
    });
    this.#open.addEventListener("click", () => {
      void this.#openRun(this.#pointed);
    });
    this.#open.hidden = true;
    this.#shown.append(
      this.#caption,
      make(
        "div",
        { class: "sweep-choices" },
        field(words.outcome, this.#outcome),
        this.#sliceField,
        this.#contoursField,
      ),
      make("div", { class: "sweep-about" }, this.#about, this.#howTo, this.#open),
      ...this.#pictures.figures,
      this.#exports.element,
    );
    return this.#shown;
  }

  /** Rests while the page is out of sight; ends the workers when the element has left it. */
  #watch(): void {
    const root = this.#stage.element;
    watchSight(
      root,
      (isInSight) => {
        this.#runs.rest(!isInSight);
        if (root.isConnected) return;
        this.#runs.close();
        this.#pointedRun.close();
      },
      new AbortController().signal,
    );
  }

  #takeOffer(offer: SweepOffer): void {
    if (this.#offer) return;
    this.#offer = offer;
    const fields = sweepable(offer.fields);
    const value = (key: string): unknown => this.#stage.draft.experiment && valueOf(this.#stage.draft.experiment, key);
    this.#keys.push(new KeyFields(fields, "first", false, value), new KeyFields(fields, "second", true, value));
    this.#keyPlace.append(...this.#keys.map(({ element }) => element));
    this.#showKeys();
  }

  #showKeys(): void {
    const given = this.#text === undefined ? undefined : formKeys(this.#text);
    const seeds = { key: "network.seed", spacing: "linear", from: "0", to: "99", count: "", list: "" } as const;
    const [first = seeds, second] = given ?? [];
    const isKnown = (key: string): boolean => this.#offer?.fields.some((field) => field.key === key) ?? false;
    this.#keys[0]?.show(isKnown(first.key) ? first : seeds);
    this.#keys[1]?.show(second && isKnown(second.key) ? second : undefined);
  }

  #submit(): void {
    const { experiment } = this.#stage.draft;
    const keys = this.#keys.flatMap(({ value }) => (value ? [value] : []));
    if (!experiment || !this.#offer) return;
    const text = sweepText(experiment, this.#offer.presets, keys);
    // The same again is trained again.
    if (text === this.#text) this.#take(text);
    else this.#stage.changeLook({ sweep: text });
    this.update();
  }

  #take(text: string | undefined): void {
    this.#text = text;
    this.#point(undefined);
    this.#onScreen = undefined;
    this.#settle();
    this.#showKeys();
    if (text !== undefined) this.#said.textContent = words.checking;
    const example = Object.values(exampleSweeps).find(({ look }) => look.sweep === text);
    this.#caption.replaceChildren(...typeset(example?.says ?? ""));
    this.#shown.parentElement?.classList.toggle("has-sweep", text !== undefined);
    void this.#runs.take(text);
  }

  #takeOutcome(name: string | undefined): void {
    this.#outcomeName = name;
    const outcome = outcomeOf(name ?? "loss");
    if (outcome) {
      this.#outcome.value = outcome.column;
      this.#problems.settleSetting("outcome");
    } else {
      const all = outcomes.map(({ column }) => column).join(", ");
      // Not before what has set it is done: that ends with the attribute taken for right.
      queueMicrotask(() => {
        this.#problems.complainOfSetting("outcome", words.outcomeIsNone(excerpt(name ?? ""), all));
      });
    }
    this.#pictures.draw();
  }

  #complain(key: string, message: string): void {
    this.#alarm.textContent = withNames(message);
    this.#said.textContent = "";
    for (const each of this.#keys) each.complain(key);
    this.#isComplaining = true;
    this.#problems.complainOfSetting("sweep", message, key || "sweep");
    this.#follow();
  }

  #settle(): void {
    this.#alarm.textContent = "";
    for (const each of this.#keys) each.complain("");
    if (this.#isComplaining) this.#problems.settleSetting("sweep");
    this.#isComplaining = false;
  }

  /** Shows how far the runs are. */
  #follow(): void {
    const { results, isTraining, isDone } = this.#runs;
    this.#shown.hidden = !results;
    this.#bar.hidden = !isTraining;
    this.#cancel.hidden = !results || isDone;
    this.#cancel.textContent = isTraining ? words.cancel : words.resume;
    this.#remove.hidden = this.#text === undefined;
    this.#note.textContent = results ? withNames(results.plan.underflow) : "";
    if (!results) {
      if (this.#text === undefined) this.#said.textContent = "";
      return;
    }
    this.#bar.value = results.done / results.plan.size;
    const told = this.#progress(results);
    this.#said.replaceChildren(...typeset(told));
    if (!isTraining) this.#speak(told);
    this.#fitChoices(results);
    this.#pictures.drawSoon();
  }

  #progress(results: Results): string {
    const { isTraining, isDone, took, left } = this.#runs;
    const [done, all] = [formatCount(results.done), formatCount(results.plan.size)];
    const diverged = results.trained.filter((run) => Number.isFinite(results.value(run, "divergedAt"))).length;
    const [failure] = results.failures.values();
    const parts = isTraining
      ? [words.trained(done, all), ...(left === undefined ? [] : [words.left(formatSeconds(Math.ceil(left / 1000)))])]
      : [isDone ? words.finished(all, formatDuration(took), "") : words.stopped(done, all)];
    if (diverged > 0) parts.push(words.diverged(formatCount(diverged)));
    if (failure !== undefined) parts.push(words.failed(formatCount(results.failures.size), failure));
    return parts.join(" · ");
  }

  #speak(text: string): void {
    if (this.#spoken.textContent !== text) this.#spoken.textContent = text;
  }

  /** Shows the pictures and choices that there are for a sweep. */
  #fitChoices(results: Results): void {
    const shown = picturesOf(results);
    const names = shown.map(({ name }) => name).join();
    const third = results.keys[2];
    this.#contoursField.hidden = results.keys.length < 2;
    this.#sliceField.hidden = !third;
    if (this.#shown.dataset.pictures !== names) {
      this.#shown.dataset.pictures = names;
      this.#pictures.show(shown);
      this.#exports.offer(shown);
    }
    if (!third) return;
    const label = this.#sliceField.querySelector("label");
    if (label) label.textContent = words.slice(wordingOf(third.key).name.toLowerCase());
    const options = third.values.map((value, index) => make("option", { value: String(index) }, printedValue(value)));
    if (this.#slice.childElementCount !== options.length) this.#slice.replaceChildren(...options);
  }

  get #scene(): SweepScene | undefined {
    const { results } = this.#runs;
    const outcome: Outcome | undefined = outcomeOf(this.#outcomeName ?? "loss") ?? outcomes[0];
    if (!results || !outcome) return undefined;
    return {
      ...{ results, outcome, pointed: this.#pointed, onScreen: this.#onScreen },
      slice: Number(this.#slice.value) || 0,
      hasContours: this.#contours.checked,
    };
  }

  /** Points at a run, which is then drawn pale behind the one on screen. */
  #point(run: number | undefined): void {
    if (run === this.#pointed) return;
    this.#pointed = run;
    this.#pictures.mark();
    this.#tell(run);
    if (run === undefined || run === this.#onScreen) {
      this.#pointedRun.show(undefined);
      return;
    }
    void this.#runs.experimentOf(run).then(
      (experiment) => {
        if (run === this.#pointed) this.#pointedRun.show(experiment);
      },
      () => undefined,
    );
  }

  /** Tells of a run: its values and its outcome. */
  #tell(run: number | undefined): void {
    const { results } = this.#runs;
    this.#open.hidden = run === undefined;
    this.#howTo.hidden = run !== undefined;
    if (!results || run === undefined) {
      this.#about.replaceChildren();
      return;
    }
    this.#about.replaceChildren(...typeset(toldRun(results, run, this.#scene?.outcome)));
  }

  async #openRun(run: number | undefined): Promise<void> {
    if (run === undefined) return;
    const experiment = await this.#runs.experimentOf(run).catch(() => undefined);
    if (experiment === undefined) return;
    this.#pointedRun.show(undefined);
    void this.#stage.draft.train(experiment, this.#stage.player.position);
  }

  /** Finds out which run of the sweep is on screen, if one is. */
  async #findOnScreen(): Promise<void> {
    const { results } = this.#runs;
    const experiment = this.#experiment;
    if (!results || !experiment) return;
    if (this.#found?.experiment === experiment && this.#found.results === results) return;
    this.#found = { experiment, results, done: 0 };
    const indices = results.keys.map(({ key, values }) => {
      const value = JSON.stringify(valueOf(experiment, key));
      return values.findIndex((other) => JSON.stringify(other) === value);
    });
    const run = indices.includes(-1) ? undefined : results.runAt(indices);
    const text = run === undefined ? undefined : await this.#runs.experimentOf(run).catch(() => undefined);
    if (results !== this.#runs.results || experiment !== this.#experiment) return;
    const isSame = text !== undefined && differences(JSON.parse(text) as Experiment, experiment).length === 0;
    this.#onScreen = isSame ? run : undefined;
    this.#pictures.mark();
  }
}
