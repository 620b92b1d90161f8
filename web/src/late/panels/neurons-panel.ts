import { make } from "../../browser/dom";
import { messageOf } from "../../browser/error-message";
import { bindControl, type BoundControl, type Value } from "../../panels/bound-control";
import type { PanelContent } from "../../panels/panel";
import type { Stage } from "../../panels/stage";
import type { EditContext } from "../../run/draft";
import { typesetText } from "../../text/notation";
import { formatCount } from "../../text/number-format";
import { names } from "../../text/prose";
import type { InHand } from "../../trainer/trainer-module";
import { goOnFromHere } from "../hands/go-on";
import { degreesOf, handsOf, type Edit, type Hands } from "../hands/hands";
import { takeInHand } from "../hands/take-in-hand";
import { OneStepNotes } from "../hands/one-step";
import { hands as words } from "../text/prose-hands";

const columns = ["kink", "weight", "angle", "norm"] as const;
type Column = (typeof columns)[number];

interface Row {
  readonly element: HTMLElement;
  readonly select: HTMLButtonElement;
  readonly cells: Readonly<Record<Column, { readonly input: HTMLInputElement; readonly bound: BoundControl }>>;
}

/** The panel of the neurons that a run begins with: a table to type into; and what begins where another run is. */
export class NeuronsPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #stage: Stage;
  readonly #hands: Hands;
  readonly #note = make("p", { class: "note" });
  readonly #body = make("tbody");
  readonly #table: HTMLTableElement;
  readonly #tools: HTMLElement;
  readonly #copy: HTMLButtonElement;
  readonly #balanced = make("input", { type: "checkbox", id: "hands-balanced" });
  readonly #goOnNote = make("p", { class: "note" });
  readonly #said = make("p", { class: "note", role: "status" });
  readonly #rows: Row[] = [];
  readonly #step: OneStepNotes;
  readonly #changed: () => void;
  #neurons: InHand | undefined;
  #noted: string | undefined;

  /** `changed` is called when `update` has more to show. */
  constructor(stage: Stage, changed: () => void) {
    this.#stage = stage;
    this.#changed = changed;
    this.#hands = handsOf(stage);
    takeInHand(stage);
    this.#hands.takesDrawn = () => this.#table.closest("details")?.open ?? false;
    const heading = [words.columns.neuron, ...columns.map((column) => words.columns[column])].map((text) =>
      make("th", { scope: "col" }, ...typesetText(text)),
    );
    this.#table = make(
      "table",
      { "aria-label": names.neurons },
      make("thead", {}, make("tr", {}, ...heading, make("td"))),
      this.#body,
    );
    const balanced = this.#balanced;
    balanced.addEventListener("change", () => {
      stage.changeLook({ balanced: balanced.checked ? undefined : "off" });
    });
    const label = make("label", { for: balanced.id, title: words.balancedSays }, ...typesetText(words.balanced));
    this.#copy = textButton(words.copy, () => {
      const { selected } = stage.look;
      if (selected !== undefined) void this.#hands.edit({ kind: "copy", neuron: selected });
    });
    const add = textButton(words.add, () => {
      void this.#hands.edit(this.#newcomer());
    });
    this.#tools = make(
      "div",
      {},
      make("p", { class: "choice" }, balanced, " ", label),
      make("p", { class: "choices" }, add, this.#copy),
    );
    const goOn = textButton(words.goOn, () => {
      void this.#goOn();
    });
    this.#step = new OneStepNotes(stage);
    this.nodes = [
      ...[this.#note, this.#table, this.#tools, this.#step.element],
      ...[this.#goOnNote, make("p", { class: "choices" }, goOn), this.#said],
    ];
  }

  update(): void {
    const { draft, look, player, training } = this.#stage;
    const { obstacle } = this.#hands;
    const noted = obstacle ?? words.howTo;
    if (noted !== this.#noted) this.#note.textContent = noted;
    this.#noted = noted;
    this.#table.hidden = this.#tools.hidden = obstacle !== undefined;
    const { iteration = 0 } = training.recording?.at(player.frame) ?? {};
    const says = words.goOnSays(formatCount(iteration));
    if (this.#goOnNote.textContent !== says) this.#goOnNote.textContent = says;
    this.#step.update();
    this.#balanced.checked = look.balanced !== "off";
    if (obstacle !== undefined || !draft.experiment) return;
    const neurons = this.#hands.neurons(this.#changed);
    if (neurons && neurons !== this.#neurons) this.#show(neurons);
    this.#rows.forEach(({ element, select }, neuron) => {
      element.classList.toggle("selected", neuron === look.selected);
      select.setAttribute("aria-pressed", String(neuron === look.selected));
    });
    this.#copy.disabled = look.selected === undefined || look.selected >= this.#rows.length;
  }

  #show(neurons: InHand): void {
    this.#neurons = neurons;
    const count = neurons.weights.length;
    while (this.#rows.length > count) this.#rows.pop()?.element.remove();
    while (this.#rows.length < count) this.#addRow(this.#rows.length);
    this.#rows.forEach(({ cells }, neuron) => {
      const values = {
        kink: neurons.kinks[neuron],
        weight: neurons.weights[neuron],
        angle: degreesOf(neurons, neuron),
        norm: neurons.norms[neuron],
      };
      // Five digits have room on a phone; what is not edited keeps all of its own.
      for (const column of columns) cells[column].bound.show(Number((values[column] ?? NaN).toPrecision(5)));
    });
    for (const button of this.#body.querySelectorAll<HTMLButtonElement>("button.remove")) button.disabled = count === 1;
  }

  #addRow(neuron: number): void {
    const cell = (column: Column): Row["cells"][Column] => {
      const input = make("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": words.of(words.cells[column], neuron),
      });
      const bound = bindControl(input, (value, context) => {
        this.#change(neuron, column, value, context);
      });
      return { input, bound };
    };
    const cells = { kink: cell("kink"), weight: cell("weight"), angle: cell("angle"), norm: cell("norm") };
    const select = make(
      "button",
      { type: "button", "aria-label": words.select(neuron), "aria-pressed": "false" },
      String(neuron),
    );
    select.addEventListener("click", () => {
      this.#stage.changeLook({ selected: neuron });
    });
    const remove = make(
      "button",
      { type: "button", class: "remove", "aria-label": words.of(words.remove, neuron), title: words.remove },
      "×",
    );
    remove.addEventListener("click", () => {
      void this.#hands.edit({ kind: "remove", neuron });
    });
    const element = make(
      "tr",
      {},
      make("th", { scope: "row" }, select),
      ...columns.map((column) => make("td", {}, cells[column].input)),
      make("td", {}, remove),
    );
    this.#rows.push({ element, select, cells });
    this.#body.append(element);
  }

  #change(neuron: number, column: Column, value: Value, { gesture }: EditContext): void {
    const neurons = this.#neurons;
    if (!neurons) return;
    if (typeof value !== "number") {
      this.#rows[neuron]?.cells[column].bound.mark();
      this.#said.textContent = words.notNumber(String(value));
      return;
    }
    this.#said.textContent = "";
    void this.#hands.edit(editOf(neurons, neuron, column, value), gesture ?? {});
  }

  /** A neuron in the middle of the picture, as large as the largest. */
  #newcomer(): Edit {
    const [low = -1, high = 1] = this.#stage.training.recording?.plot.xRange ?? [];
    const largest = Math.max(...(this.#neurons?.weights.map(Math.abs) ?? [])) || 1;
    return { kind: "add", kink: Number(((low + high) / 2).toPrecision(3)), weight: Number(largest.toPrecision(3)) };
  }

  async #goOn(): Promise<void> {
    try {
      this.#said.textContent = await goOnFromHere(this.#stage);
    } catch (error) {
      this.#said.textContent = messageOf(error);
    }
  }
}

/** The edit that gives one of a neuron's numbers another value, and leaves the others. */
function editOf(neurons: InHand, neuron: number, column: Column, value: number): Edit {
  const { kinks, weights, norms } = neurons;
  const [kink = 0, weight = 0, norm = 0] = [kinks[neuron], weights[neuron], norms[neuron]];
  if (column === "kink") return { kind: "place", neuron, kink: value, weight };
  if (column === "weight") return { kind: "place", neuron, kink: Number.isFinite(kink) ? kink : 0, weight: value };
  const radians = ((column === "angle" ? value : degreesOf(neurons, neuron)) * Math.PI) / 180;
  const turned = Number.isFinite(radians) ? radians : 0;
  return {
    kind: "turn",
    neuron,
    across: Math.cos(turned),
    up: Math.sin(turned),
    norm: column === "norm" ? value : norm || Math.abs(weight),
  };
}

function textButton(name: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", class: "text" }, name);
  button.addEventListener("click", act);
  return button;
}
