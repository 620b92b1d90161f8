import { messageOf } from "../../browser/error-message";
import { make, windowOf } from "../../browser/dom";
import { pointerIn } from "../../browser/css-scale";
import { keyName } from "../../browser/key-name";
import { watchSight } from "../../browser/visibility";
import { differences } from "../../experiment/difference";
import { choice, field } from "../../panels/form-controls";
import type { PanelContent } from "../../panels/panel";
import type { Stage } from "../../panels/stage";
import { surface } from "../../plot/surface";
import type { Experiment } from "../../relu-scope";
import { formatCount, formatDuration, formatNumber, formatSeconds, typeset } from "../../text/number-format";
import { wordingOf, withNames } from "../../text/parameter-names";
import { excerpt } from "../../text/excerpt";
import { save } from "../export/download";
import { drawFigure, figureFile, figureFormats, type FigureFormat } from "../export/figure";
import { curvesPlot } from "../sweep/curves-plot";
import { dotsPlot } from "../sweep/dots-plot";
import { Ghost } from "../sweep/ghost";
import { histogramPlot } from "../sweep/histogram-plot";
import { printedValue } from "../sweep/key-axis";
import { library } from "../export/lazy-library";
import { ManyRuns, type SweepOffer } from "../sweep/many-runs";
import type { SweepTrainer } from "../sweep/sweeper-connection";
import { mapPlot } from "../sweep/map-plot";
import { valueOf } from "../sweep/nearest-first";
import { outcomeOf, outcomes, type Outcome } from "../sweep/outcomes";
import type { Results } from "../sweep/results";
import { exampleSweeps } from "../sweep/example-sweeps";
import type { SweepPlot, SweepPlotKind, SweepScene } from "../sweep/sweep-plot";
import { formKeys, sweepText } from "../sweep/sweep-text";
import { exporting } from "../text/prose-opened";
import { manyRuns as words } from "../text/prose-sweeps";
import { KeyFields, sweepable } from "./sweep-form";

/** The least time between two drawings while runs come in, in milliseconds. */
const drawEvery = 150;

/** How many times as long as a part of a drawing takes the page is left alone before the next. */
const mostOfTime = 2;

/** Where what is wrong with a sweep is told besides in the panel. */
export interface SweepProblems {
  complainOfSetting(setting: string, message: string, key?: string): void;
  settleSetting(setting: string): void;
}

const kinds: readonly SweepPlotKind[] = [histogramPlot, curvesPlot, dotsPlot, mapPlot];

/** The pictures that there are of a sweep: of one key or more, and of seeds. */
function kindsOf({ keys }: Results): readonly SweepPlotKind[] {
  if (keys.length > 1) return [mapPlot];
  return keys[0]?.key === "network.seed" ? [histogramPlot, curvesPlot, dotsPlot] : [dotsPlot, curvesPlot];
}

/** The panel that trains many runs and draws what comes of them. */
export class ManyRunsPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #stage: Stage;
  readonly #problems: SweepProblems;
  readonly #runs: ManyRuns;
  readonly #ghost: Ghost;
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
  readonly #plots: readonly (readonly [SweepPlotKind, SweepPlot])[];
  readonly #picture = make("select", { id: "sweep-picture" });
  readonly #saved = make("p", { class: "outcome", role: "status" });
  #offer: SweepOffer | undefined;
  #text: string | undefined;
  #outcomeName: string | undefined;
  #experiment: Experiment | undefined;
  #pointed: number | undefined;
  #onScreen: number | undefined;
  /** The experiment of the run on screen is being looked for. */
  #found: { experiment: Experiment; results: Results; done: number } | undefined;
  #drawnAt = 0;
  #drawTook = 0;
  /** The drawing that is to come, and what it is of, if not of all. */
  #drawing: number | undefined;
  #unfinished: readonly SweepPlot[] | undefined;
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
    this.#ghost = new Ghost(stage.training, redraw);
    this.#plots = kinds.map((kind) => [
      kind,
      kind.on(surface(kind.name, words.pictures[kind.name]?.description ?? "")),
    ]);
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
    for (const [, plot] of this.#plots) plot.fit();
    this.#draw();
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
      this.#draw();
    });
    this.#slice.addEventListener("change", () => {
      this.#runs.centre(this.#experiment, Number(this.#slice.value));
      this.#draw();
    });
    this.#open.addEventListener("click", () => {
      void this.#openRun(this.#pointed);
    });
    for (const [kind, plot] of this.#plots) this.#listen(kind, plot);
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
      ...this.#plots.map(([, { figure }]) => figure),
      this.#exports(),
    );
    return this.#shown;
  }

  #exports(): HTMLElement {
    const button = (name: string, produce: () => Promise<File>): HTMLButtonElement => {
      const made = make("button", { type: "button", class: "action" }, name);
      made.addEventListener("click", () => {
        void this.#save(produce);
      });
      return made;
    };
    const figures = figureFormats.map((format) => button(format.toUpperCase(), () => this.#figure(format)));
    return make(
      "div",
      { class: "groups sweep-save" },
      make("fieldset", {}, make("legend", {}, words.picture), field(words.save, this.#picture), ...figures),
      make(
        "fieldset",
        {},
        make("legend", {}, words.table),
        button("CSV", async () => this.#file("sweep", "csv", await this.#runs.table("csv"))),
        button("NDJSON", async () => this.#file("sweep", "ndjson", await this.#runs.table("ndjson"))),
        button(words.json, () => Promise.resolve(this.#sweepFile())),
        button(words.pytorch, async () => this.#file("sweep-pytorch", "py", await this.#runs.script())),
      ),
      this.#saved,
    );
  }

  /** Lets the pointer and the keyboard go from run to run. */
  #listen({ name }: SweepPlotKind, plot: SweepPlot): void {
    const { figure } = plot;
    figure.setAttribute("tabindex", "0");
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", `${words.pictures[name]?.name ?? name}. ${words.howTo}`);
    let touches = false;
    const runAt = (event: PointerEvent | MouseEvent): number | undefined => plot.runAt(...pointerIn(figure, event));
    figure.addEventListener("pointerdown", (event) => {
      touches = event.pointerType !== "mouse";
    });
    figure.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") this.#point(runAt(event));
    });
    figure.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") this.#point(undefined);
    });
    figure.addEventListener("click", (event) => {
      const run = runAt(event);
      // A finger has to point before it opens.
      if (touches && run !== this.#pointed) this.#point(run);
      else void this.#openRun(run);
    });
    figure.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (this.#press(keyName(event) ?? event.key.toLowerCase())) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    figure.addEventListener("blur", () => {
      this.#point(undefined);
    });
  }

  /** Returns whether the key is for something here. */
  #press(key: string): boolean {
    const { results } = this.#runs;
    if (!results) return false;
    const steps: Record<string, readonly [number, number]> = {
      arrowleft: [-1, 0],
      arrowright: [1, 0],
      arrowdown: [0, -1],
      arrowup: [0, 1],
    };
    const step = steps[key.toLowerCase()];
    if (step) {
      const from = this.#pointed ?? this.#onScreen ?? results.runAt(results.keys.map(() => 0));
      const [across, up] = step;
      // With one key, up and down go on and back too.
      const by = results.keys.length > 1 ? [across, up] : [across || up];
      const indices = results.indices(from).map((index, key) => {
        const most = (results.keys[key]?.values.length ?? 1) - 1;
        return Math.min(Math.max(index + (by[key] ?? 0), 0), most);
      });
      const isFirst = this.#pointed === undefined && this.#onScreen === undefined;
      this.#point(isFirst ? from : results.runAt(indices));
      return true;
    }
    if (key === "enter" || key === "Enter") {
      void this.#openRun(this.#pointed);
      return this.#pointed !== undefined;
    }
    if ((key === "escape" || key === "Escape") && this.#pointed !== undefined) {
      this.#point(undefined);
      return true;
    }
    return false;
  }

  /** Rests while the page is out of sight; ends the workers when the element has left it. */
  #watch(): void {
    const root = this.#stage.element;
    const { ResizeObserver } = windowOf(root);
    const resized = new ResizeObserver(() => {
      this.refit();
    });
    for (const [, { figure }] of this.#plots) resized.observe(figure);
    watchSight(
      root,
      (isInSight) => {
        this.#runs.rest(!isInSight);
        if (root.isConnected) return;
        this.#runs.close();
        this.#ghost.close();
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
    this.#draw();
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
    this.#drawSoon();
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
    const shown = kindsOf(results);
    const names = shown.map(({ name }) => name).join();
    const third = results.keys[2];
    this.#contoursField.hidden = results.keys.length < 2;
    this.#sliceField.hidden = !third;
    if (this.#shown.dataset.pictures !== names) {
      this.#shown.dataset.pictures = names;
      for (const [kind, { figure }] of this.#plots) {
        figure.hidden = !shown.includes(kind);
        figure.style.order = String(shown.indexOf(kind));
        figure.style.setProperty("--aspect", String(kind.aspect));
      }
      this.#picture.replaceChildren(
        ...shown.map(({ name }) => make("option", { value: name }, words.pictures[name]?.name ?? name)),
      );
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

  /** Draws later what has changed meanwhile: the page is to be left most of its time. */
  #drawSoon(only?: readonly SweepPlot[]): void {
    if (this.#drawing !== undefined) {
      // All of it comprises a part.
      if (!only) this.#unfinished = undefined;
      return;
    }
    this.#unfinished = only;
    const window = windowOf(this.#shown);
    const wait = only ? mostOfTime * this.#drawTook : Math.max(drawEvery, 4 * mostOfTime * this.#drawTook);
    this.#drawing = window.setTimeout(
      () => {
        window.requestAnimationFrame(() => {
          this.#drawing = undefined;
          this.#draw(this.#unfinished);
        });
      },
      Math.max(0, this.#drawnAt + wait - performance.now()),
    );
  }

  /** Draws the pictures, or some of them, those that take long in parts. */
  #draw(only: readonly SweepPlot[] = this.#plots.map(([, plot]) => plot)): void {
    const scene = this.#scene;
    if (!scene || !this.#shown.isConnected) return;
    const began = performance.now();
    const unfinished = only.filter((plot) => {
      const { figure } = plot;
      return !figure.hidden && figure.clientWidth > 0 && plot.draw(scene);
    });
    this.#drawnAt = performance.now();
    this.#drawTook = this.#drawnAt - began;
    if (unfinished.length > 0) this.#drawSoon(unfinished);
  }

  #mark(): void {
    const scene = this.#scene;
    if (!scene) return;
    for (const [, plot] of this.#plots) if (!plot.figure.hidden) plot.mark(scene);
  }

  /** Points at a run, which is then drawn pale behind the one on screen. */
  #point(run: number | undefined): void {
    if (run === this.#pointed) return;
    this.#pointed = run;
    this.#mark();
    this.#tell(run);
    if (run === undefined || run === this.#onScreen) {
      this.#ghost.show(undefined);
      return;
    }
    void this.#runs.experimentOf(run).then(
      (experiment) => {
        if (run === this.#pointed) this.#ghost.show(experiment);
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
    const indices = results.indices(run);
    const at = results.keys.map(({ key, values }, index) => {
      const { name, symbol } = wordingOf(key);
      return `${symbol ?? name.toLowerCase()} ${printedValue(values[indices[index] ?? 0])}`;
    });
    const told = [...at, ...this.#outcomesOf(results, run)];
    this.#about.replaceChildren(...typeset(told.join(" · ")));
  }

  #outcomesOf(results: Results, run: number): string[] {
    const failure = results.failures.get(run);
    if (failure !== undefined) return [failure];
    if (!results.isTrained(run)) return [words.notTrained];
    const diverged = results.value(run, "divergedAt");
    if (Number.isFinite(diverged)) return [words.diverges(formatCount(diverged))];
    const chosen = this.#scene?.outcome;
    const columns = new Set<Outcome["column"]>(["loss", "kinks", ...(chosen ? [chosen.column] : [])]);
    return [...columns].flatMap((column) => {
      const outcome = outcomeOf(column);
      const value = results.value(run, column);
      if (!outcome) return [];
      const number = outcome.scale === "whole" ? formatCount(value) : formatNumber(value);
      return [
        `${outcome.label.toLowerCase() === outcome.label ? outcome.label : lowered(outcome.label)} ${Number.isFinite(value) ? number : words.unknown}`,
      ];
    });
  }

  async #openRun(run: number | undefined): Promise<void> {
    if (run === undefined) return;
    const experiment = await this.#runs.experimentOf(run).catch(() => undefined);
    if (experiment === undefined) return;
    this.#ghost.show(undefined);
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
    this.#mark();
  }

  async #figure(format: FigureFormat): Promise<File> {
    const scene = this.#scene;
    const kind = kinds.find(({ name }) => name === this.#picture.value);
    if (!scene || !kind) throw new Error(words.nothingYet);
    const name = kind.name;
    const subject = {
      title: `${words.pictures[name]?.name ?? name}: ${this.#text ?? ""}`,
      creator: `ReLUscope ${this.#offer?.version ?? ""}`,
      draw: (base: Parameters<SweepPlotKind["on"]>[0]): void => {
        const plot = kind.on(base);
        const whole = { ...scene, pointed: undefined };
        while (plot.draw(whole));
      },
    };
    const figure = await drawFigure(name, kind.aspect, this.#stage.element, subject, {});
    return this.#file(name, format, await figureFile[format](figure, 2));
  }

  #sweepFile(): File {
    if (this.#text === undefined) throw new Error(words.nothingYet);
    const sweep = JSON.parse(this.#text) as object;
    const text = `${JSON.stringify({ version: 1, ...sweep }, undefined, 2)}\n`;
    return this.#file("sweep", "json", new Blob([text], { type: "application/json" }));
  }

  #file(what: string, extension: string, content: Blob): File {
    return new File([content], `reluscope-${what}.${extension}`, { type: content.type });
  }

  async #save(produce: () => Promise<File>): Promise<void> {
    this.#saved.classList.remove("alarm");
    this.#saved.textContent = exporting.making;
    try {
      const file = await produce();
      save(file);
      this.#saved.textContent = file.name;
    } catch (error) {
      this.#saved.classList.add("alarm");
      this.#saved.textContent = messageOf(error);
    }
  }
}

/** A sentence's beginning inside of one; symbols stay as they are. */
function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
