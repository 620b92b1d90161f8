import { differences } from "../../experiment/difference";
import { make } from "../../browser/dom";
import type { Outcome } from "../../trainer/trainer-module";
import { formatCount, formatExactly, formatNumber, typeset } from "../../text/number-format";
import type { Commands } from "../../panels/commands";
import type { Stage } from "../../panels/stage";
import type { PanelContent } from "../../panels/panel";
import { compare as words } from "../text/prose-opened";
import { DistanceCurve } from "./distance-curves";
import { visitedRuns, type VisitedRuns } from "../reading/visited-runs";
import { RunQuery } from "../../run/run-query";
import type { Recording } from "../../run/recording";
import type { Distances } from "../../trainer/messages";
import type { Training } from "../../run/training";
import { wordingOf } from "../../text/parameter-names";

/** A run and its outcome, once that is known. */
interface Compared {
  readonly recording: Recording;
  readonly outcome: Outcome | undefined;
}

/** The panel that pins a run, compares the one on screen with it, and goes back to those before. */
export class ComparePanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #button = make("button", { type: "button", class: "text" });
  readonly #said = make("p", {});
  readonly #table = make("table", {});
  readonly #training: Training;
  readonly #visited: VisitedRuns;
  readonly #outcomes: RunQuery<"outcome">;
  readonly #changed: () => void;
  readonly #curve = new DistanceCurve();
  /** The distances from a pinned run. */
  #distances: { from: Recording; query: RunQuery<"distance"> } | undefined;
  #shown: readonly unknown[] = [];

  /** `changed` is called when `update` has more to show. */
  constructor(stage: Stage, commands: Commands, changed: () => void) {
    const { training } = stage;
    this.#training = training;
    this.#visited = visitedRuns(stage);
    this.#outcomes = new RunQuery(training, "outcome", changed);
    this.#changed = changed;
    this.#button.addEventListener("click", () => {
      commands.togglePin();
    });
    this.nodes = [this.#said, this.#table, this.#curve.element, this.#button, this.#visited.element];
  }

  /** Compares the run on screen with the pinned one; explains pinning when there is none. */
  update(): void {
    this.#visited.update();
    const { pinnedRun, recording } = this.#training;
    const ofRun = (run: Recording | undefined): Compared | undefined =>
      run && { recording: run, outcome: pinnedRun && this.#outcomes.of(run) };
    const [pinned, current] = [ofRun(pinnedRun?.recording), ofRun(recording)];
    this.#curve.show(this.#distancesOf(pinned?.recording, current?.recording));
    const shown = [pinned, current].flatMap((run) => [run?.recording, run?.outcome]);
    if (shown.every((part, index) => part === this.#shown[index]) && this.#shown.length > 0) return;
    this.#shown = shown;
    this.#button.textContent = pinned ? words.unpin : words.pin;
    this.#said.textContent = pinned ? words.pinned : words.invitation;
    this.#table.hidden = !pinned || !current;
    if (!pinned || !current) return;
    const head = [words.what, words.ofPinned, words.ofCurrent].map((text) => make("th", { scope: "col" }, text));
    const rows = [...settings(pinned, current), ...outcomes(pinned, current)].map(([name, one, other]) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, ...name),
        ...[one, other].map((value) => make("td", {}, ...typeset(value))),
      ),
    );
    this.#table.replaceChildren(make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  }

  /** The distances between two runs, once both are done. */
  #distancesOf(pinned: Recording | undefined, current: Recording | undefined): Distances | undefined {
    if (!pinned?.done || !current || pinned === current) return undefined;
    if (pinned.plot.inputs !== current.plot.inputs || pinned.plot.outputs !== current.plot.outputs) return undefined;
    if (this.#distances?.from !== pinned) {
      this.#distances = { from: pinned, query: new RunQuery(this.#training, "distance", this.#changed) };
    }
    return this.#distances.query.of(current);
  }
}

type Row = readonly [name: readonly (string | HTMLElement)[], pinned: string, current: string];

function settings({ recording: pinned }: Compared, { recording: current }: Compared): Row[] {
  return differences(pinned.experiment, current.experiment).map(({ key, values: [one, other] }) => {
    const { name, symbol } = wordingOf(key);
    const named = words.settings[key] ?? name;
    return [symbol ? [`${named} `, make("var", {}, symbol)] : [named], printed(one), printed(other)];
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

function outcomes(pinned: Compared, current: Compared): Row[] {
  const row = (name: string, value: (outcome: Outcome, recording: Recording) => string): Row => {
    const [one, other] = [pinned, current].map(({ recording, outcome }) =>
      outcome ? value(outcome, recording) : words.notYet,
    );
    return [[name], one ?? "", other ?? ""];
  };
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
