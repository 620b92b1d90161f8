import { select } from "d3-selection";
import { sections } from "../../experiment/difference";
import { make, makeSvg } from "../../browser/dom";
import type { Outcome } from "../../trainer/trainer-module";
import { formatCount, formatExactly, formatNumber, typeset } from "../../text/number-format";
import type { Commands } from "../../panels/commands";
import type { Stage } from "../../panels/stage";
import type { PanelContent } from "../../panels/panel";
import { compare as words } from "../text/prose-opened";
import { DistanceCurves, type DistancesFrom } from "./distance-curves";
import { visitedRuns, type VisitedRuns } from "../reading/visited-runs";
import { RunQuery } from "../../run/run-query";
import type { Draft } from "../../run/draft";
import type { Recording } from "../../run/recording";
import type { PinnedRun } from "../../run/pinned-run";
import type { Training } from "../../run/training";
import { wordingOf } from "../../text/parameter-names";
import { drawLegend, layOutLegend } from "../../views/legend";
import { differenceOf, letterOf, markOf } from "../../views/runs-behind";
import { longestName, nameIn } from "../../experiment/address";

/** A run and its outcome, once that is known. */
interface Compared {
  readonly recording: Recording;
  readonly outcome: Outcome | undefined;
}

/** The panel that pins runs, compares the one on screen with them, and goes back to those before. */
export class ComparePanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #button = make("button", { type: "button", class: "text" });
  readonly #said = make("p", { "aria-live": "polite" });
  readonly #table = make("table", {});
  readonly #names = make("ul", { class: "names" });
  readonly #training: Training;
  readonly #draft: Draft;
  readonly #commands: Commands;
  readonly #visited: VisitedRuns;
  readonly #outcomes: RunQuery<"outcome">;
  readonly #changed: () => void;
  readonly #curves = new DistanceCurves();
  /** The distances from each pinned run. */
  readonly #distances = new WeakMap<Recording, RunQuery<"distance">>();
  #shown: readonly unknown[] = [];

  /** `changed` is called when `update` has more to show. */
  constructor(stage: Stage, commands: Commands, changed: () => void) {
    const { training } = stage;
    this.#training = training;
    this.#draft = stage.draft;
    this.#commands = commands;
    this.#visited = visitedRuns(stage);
    this.#outcomes = new RunQuery(training, "outcome", changed);
    this.#changed = changed;
    this.#button.addEventListener("click", () => {
      commands.togglePin();
    });
    const wide = make("div", { class: "wide" }, this.#table);
    this.nodes = [this.#said, this.#names, wide, this.#curves.element, this.#button, this.#visited.element];
  }

  /** Compares the run on screen with the pinned ones; explains pinning when there are none. */
  update(): void {
    this.#visited.update();
    const { pinnedRuns, pinnedOnPage, recording } = this.#training;
    const runs = pinnedRuns.length > 0 && recording ? [...pinnedRuns.map((run) => run.recording), recording] : [];
    const compared = runs.map((run) => ({ recording: run, outcome: this.#outcomes.of(run) }));
    this.#curves.show(recording ? pinnedRuns.flatMap((run, index) => this.#distancesFrom(run, index, recording)) : []);
    const shown = [
      ...[pinnedOnPage, ...pinnedRuns.map(({ name }) => name)],
      ...compared.flatMap((run) => [run.recording, run.outcome]),
    ];
    const isSame = shown.length === this.#shown.length && shown.every((part, index) => part === this.#shown[index]);
    if (isSame) return;
    this.#shown = shown;
    this.#button.textContent = pinnedOnPage ? words.unpin : words.pin;
    this.#said.textContent = words.pinned[pinnedRuns.length] ?? words.invitation;
    this.#table.hidden = compared.length === 0;
    this.#table.classList.toggle("several", compared.length > 2);
    this.#names.hidden = compared.length === 0;
    this.#showNames(recording);
    const head = [
      make("th", { scope: "col" }, words.what),
      ...(compared.length > 0 ? pinnedRuns.map((run, index) => this.#headOf(run, index, pinnedRuns.length)) : []),
      make("th", { scope: "col" }, words.ofCurrent),
    ];
    const rows = [...settings(compared), ...outcomes(compared)].map(([name, ...values]) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, ...name),
        ...values.map((value) => make("td", {}, ...typeset(value))),
      ),
    );
    this.#table.replaceChildren(make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  }

  /** Has a field for the name of each pinned run, where what differs stands while there is none. */
  #showNames(recording: Recording | undefined): void {
    const { pinnedRuns } = this.#training;
    while (this.#names.children.length > pinnedRuns.length) this.#names.lastElementChild?.remove();
    while (this.#names.children.length < pinnedRuns.length) this.#names.append(this.#nameField());
    for (const [index, run] of pinnedRuns.entries()) {
      const field = this.#names.children[index]?.querySelector("input");
      if (!field) continue;
      const letter = pinnedRuns.length > 1 ? letterOf(index) : "";
      field.setAttribute("aria-label", words.nameOf(letter || words.ofPinned));
      if (field.previousElementSibling) field.previousElementSibling.textContent = letter;
      field.placeholder = recording ? differenceOf(run.recording, recording) : "";
      // What is being typed stays.
      if (!field.matches(":focus")) field.value = run.name ?? "";
    }
  }

  #nameField(): HTMLElement {
    const index = this.#names.children.length;
    const field = make("input", { type: "text", maxlength: String(longestName) });
    field.addEventListener("change", () => {
      const run = this.#training.pinnedRuns[index];
      const name = nameIn(field.value);
      field.value = name ?? "";
      if (!run || run.name === name) return;
      this.#training.rename(run, name);
      this.#draft.notePinned();
    });
    return make("li", {}, swatchOf(index), make("b", { "aria-hidden": "true" }), field);
  }

  /** The head of a pinned run's column, with its mark and the button that lets go of it. */
  #headOf(run: PinnedRun, index: number, count: number): HTMLElement {
    const name = count > 1 ? letterOf(index) : words.ofPinned;
    const button = make("button", { type: "button", class: "unpin", "aria-label": words.letGo(name) }, "×");
    button.title = words.letGo(name);
    button.addEventListener("click", () => {
      this.#commands.unpin(run);
      this.update();
      const next = this.#table.querySelectorAll<HTMLElement>(".unpin")[Math.min(index, count - 2)];
      (next ?? this.#button).focus();
    });
    return make("th", { scope: "col" }, swatchOf(index), name, " ", button);
  }

  /** The distances from a pinned run, once both runs are done. */
  #distancesFrom({ recording: pinned }: PinnedRun, index: number, current: Recording): DistancesFrom[] {
    if (!pinned.done || pinned.text === current.text) return [];
    if (pinned.plot.inputs !== current.plot.inputs || pinned.plot.outputs !== current.plot.outputs) return [];
    const query =
      this.#distances.get(pinned) ?? new RunQuery(this.#training, "distance", this.#changed, { from: pinned.number });
    this.#distances.set(pinned, query);
    const distances = query.of(current);
    return distances ? [{ index, distances }] : [];
  }
}

/** How the pinned run at a place is drawn. */
function swatchOf(index: number): SVGSVGElement {
  const legend = layOutLegend([{ mark: markOf(index), text: "" }], 1, 14);
  const group = makeSvg("g", { class: "key" });
  drawLegend(select<SVGGElement, unknown>(group), legend);
  return makeSvg("svg", { width: "36", height: String(legend.height), "aria-hidden": "true" }, group);
}

type Row = readonly [name: readonly (string | HTMLElement)[], ...values: string[]];

/** The settings in which any two of the runs differ. */
function settings(runs: readonly Compared[]): Row[] {
  return sections.flatMap((section) => {
    const given = runs.map(({ recording }) => new Map<string, unknown>(Object.entries(recording.experiment[section])));
    const names = new Set(given.flatMap((values) => [...values.keys()]));
    return [...names].flatMap((name): Row[] => {
      const values = given.map((of) => of.get(name));
      if (new Set(values.map((value) => JSON.stringify(value))).size < 2) return [];
      const { name: usual, symbol } = wordingOf(`${section}.${name}`);
      const named = words.settings[`${section}.${name}`] ?? usual;
      return [[symbol ? [`${named} `, make("var", {}, symbol)] : [named], ...values.map(printed)]];
    });
  });
}

function printed(value: unknown): string {
  if (value === undefined) return "–";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return formatExactly(value);
  if (Array.isArray(value)) {
    const text = value.map(printed).join("; ");
    return text.length > 40 ? words.numbers(value.length) : text;
  }
  return typeof value === "string" ? value : words.given;
}

function outcomes(runs: readonly Compared[]): Row[] {
  const row = (name: string, value: (outcome: Outcome, recording: Recording) => string): Row => [
    [name],
    ...runs.map(({ recording, outcome }) => (outcome ? value(outcome, recording) : words.notYet)),
  ];
  const iteration = (at: number | undefined): string => (at === undefined ? words.never : formatCount(at));
  return [
    row(words.loss, ({ loss }) => formatNumber(loss)),
    row(words.halvedAt, ({ halvedAt }) => iteration(halvedAt)),
    row(words.hundredthAt, ({ hundredthAt }) => iteration(hundredthAt)),
    row(words.active, ({ active }, { experiment: { network } }) =>
      words.activeOf(active, network.initial?.b.length ?? network.width ?? 0),
    ),
  ];
}
