import { isFilled, make } from "../browser/dom";
import type { Plot, Trail } from "../trainer/trainer-module";
import { formatCount, formatNumber } from "../text/number-format";
import { typesetText } from "../text/notation";
import { neuron as words } from "../text/prose";

/** The marked neuron, and the run it belongs to. */
export interface NeuronNews {
  /** How many neurons there are. */
  width: number;
  neuron: number | undefined;
  isSelected: boolean;
  trail: Trail | undefined;
  frame: number;
  plot: Plot;
  /** The output that is drawn, from 0. */
  output: number;
}

/** More points than this are counted instead of listed by name. */
const mostListed = 8;

/** The row under the pictures with the numbers of the marked neuron, and buttons to the neurons beside it. */
export class NeuronBar {
  readonly element: HTMLElement;
  readonly #field = make("input", { type: "number", id: "neuron", min: "0", step: "1", inputmode: "numeric" });
  readonly #release = make("button", { type: "button", class: "release", title: words.releaseKey }, words.release);
  readonly #numbers = make("p", { class: "numbers" });
  readonly #live = make("p", { class: "spoken", "aria-live": "polite" });
  readonly #select: (neuron: number | undefined) => void;
  #width = 1;
  #text = "";
  /** The neuron that was announced last. */
  #said: number | undefined;

  /** `select` is called with the neuron that the reader picks, or with none. */
  constructor(select: (neuron: number | undefined) => void) {
    this.#select = select;
    const step = (name: string, sign: string, by: 1 | -1): HTMLButtonElement => {
      const button = make("button", { type: "button", class: "step", "aria-label": name, title: name }, sign);
      button.addEventListener("click", () => {
        this.#step(by);
      });
      return button;
    };
    this.#field.addEventListener("input", () => {
      this.#submit();
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#letGo();
    });
    this.#release.addEventListener("click", () => {
      this.#letGo();
      this.#field.focus();
    });
    const controls = make(
      "div",
      { class: "picker" },
      make("label", { for: "neuron" }, words.name),
      step(words.previous, "‹", -1),
      this.#field,
      step(words.next, "›", 1),
      this.#release,
    );
    this.element = make(
      "section",
      { class: "neuron-bar", "aria-label": words.name },
      controls,
      this.#numbers,
      this.#live,
    );
  }

  show({ width, neuron, isSelected, trail, frame, plot, output }: NeuronNews): void {
    this.#width = width;
    this.#field.max = String(width - 1);
    this.#release.hidden = !isSelected;
    if (isSelected && this.#field.valueAsNumber !== neuron) this.#field.value = String(neuron);
    // What is being typed stays as it is.
    if (neuron === undefined && !this.#field.matches(":focus")) this.#field.value = "";

    const isNone = neuron === undefined ? this.#isWrong : neuron >= width;
    const told = isNone
      ? words.beyond(formatCount(width), String(width - 1))
      : textOf(neuron, trail, frame, plot, output);
    const text = neuron === undefined || isSelected ? told : `${words.numbered(String(neuron))} · ${told}`;
    if (text !== this.#text) this.#numbers.replaceChildren(...typesetText(text));
    this.#text = text;
    this.#numbers.classList.toggle("hint", neuron === undefined && !isNone);

    // Said when it is selected, not again in every frame.
    if (!isSelected) this.#said = undefined;
    else if (told !== "" && this.#said !== neuron) {
      this.#said = neuron;
      this.#live.textContent = `${words.numbered(String(neuron))} · ${this.#numbers.textContent}`;
    }
  }

  /** The number in the field, if it can be a neuron's. */
  get #entered(): number | undefined {
    const neuron = this.#field.valueAsNumber;
    return Number.isInteger(neuron) && neuron >= 0 ? neuron : undefined;
  }

  /** Whether what is in the field can be no neuron's number. */
  get #isWrong(): boolean {
    return this.#entered === undefined && isFilled(this.#field);
  }

  /** From none, or one that there is not, the first one, or the last; beyond the last the first. */
  #step(by: 1 | -1): void {
    const entered = this.#entered ?? this.#width;
    const from = entered < this.#width ? entered : by > 0 ? -1 : 0;
    const neuron = (from + by + this.#width) % this.#width;
    this.#field.value = String(neuron);
    this.#select(neuron);
  }

  #submit(): void {
    this.#select(this.#entered);
  }

  #letGo(): void {
    this.#field.value = "";
    this.#select(undefined);
  }
}

/** The neuron in words: `$…$` holds expressions. */
function textOf(
  neuron: number | undefined,
  trail: Trail | undefined,
  frame: number,
  { inputs, x }: Plot,
  output: number,
): string {
  if (neuron === undefined) return words.hint;
  const at = (values: Float64Array | undefined): number => values?.[frame] ?? NaN;
  if (!trail || frame >= trail.b.length) return "";
  const a = formatNumber(at(trail.a.subarray(output * trail.b.length)));
  const [b, norm] = [formatNumber(at(trail.b)), formatNumber(at(trail.directions.norms))];
  if (inputs > 1) {
    const w = inputs > 2 ? [] : Array.from(trail.w.subarray(2 * frame, 2 * frame + 2), formatNumber);
    return words.inSpace(w.join(", "), b, a, norm);
  }
  return words.numbers({
    ...{ w: formatNumber(at(trail.w)), b, a, norm },
    kink: Number.isFinite(at(trail.kinks)) ? formatNumber(at(trail.kinks)) : words.noKink,
    active: activeOn(x, at(trail.activeFrom), at(trail.activeTo)),
  });
}

/** Which of the data a neuron is active on: those from one to another. */
function activeOn(x: Float64Array, from: number, to: number): string {
  const active = [...x.keys()].filter((i) => (x[i] ?? NaN) >= from && (x[i] ?? NaN) <= to);
  if (active.length === 0) return words.activeOnNone;
  if (x.length > mostListed) return words.activeOnCount(formatCount(active.length), formatCount(x.length));
  return words.activeOn(active.map((i) => `$x_{${i + 1}}$`).join(", "));
}
