import { make } from "../../browser/dom";
import { choice, field } from "../../panels/form-controls";
import { inFormOrder, wordingOf } from "../../text/parameter-names";
import type { Field } from "../../trainer/trainer-module";
import { suggested, type FormKey, type Spacing } from "../sweep/sweep-text";
import { manyRuns as words } from "../text/prose-sweeps";

/** What is typed. */
const texts = ["from", "to", "count", "list"] as const;

const spacings: readonly Spacing[] = ["linear", "log", "list"];

/** The keys that a sweep can run over, in the order of the form. */
export function sweepable(fields: readonly Field[]): Field[] {
  return fields
    .filter(({ key, kind }) => kind !== "numbers" && /^(network|training)\./.test(key))
    .sort((one, other) => inFormOrder(one.key, other.key));
}

/** The fields for one key of a sweep and its values. */
export class KeyFields {
  readonly element = make("fieldset", { class: "swept" });
  readonly #key: HTMLSelectElement;
  readonly #spacing: HTMLSelectElement;
  readonly #texts: Readonly<Record<(typeof texts)[number], HTMLInputElement>>;
  readonly #range: HTMLElement;
  readonly #list: HTMLElement;
  readonly #fields = new Map<string, Field>();

  /** `valueOf` gives the value on screen; with `isOptional`, there may be no key. */
  constructor(fields: readonly Field[], place: string, isOptional: boolean, valueOf: (key: string) => unknown) {
    for (const each of fields) this.#fields.set(each.key, each);
    const keys = [...(isOptional ? [""] : []), ...this.#fields.keys()];
    this.#key = choice(`sweep-${place}-key`, keys, (key) => (key === "" ? words.noKey : wordingOf(key).name));
    this.#spacing = choice(`sweep-${place}-spacing`, spacings, (spacing) => words.spacings[spacing]);
    const text = (name: string, placeholder = ""): HTMLInputElement =>
      make("input", { id: `sweep-${place}-${name}`, inputmode: "decimal", autocomplete: "off", placeholder });
    this.#texts = { from: text("from"), to: text("to"), count: text("count"), list: text("list") };
    this.#texts.list.inputMode = "text";
    const { from, to, count, list } = this.#texts;
    this.#range = make(
      "div",
      { class: "range" },
      field(words.from, from),
      field(words.to, to),
      field(words.count, count),
      field(words.spacing, this.#spacing),
    );
    this.#list = field(words.list, list, "list");
    this.element.append(field(isOptional ? words.second : words.key, this.#key, "key"), this.#range, this.#list);
    this.#key.addEventListener("change", () => {
      const chosen = this.#fields.get(this.#key.value);
      this.show(chosen && suggested(chosen, valueOf(chosen.key)));
    });
    this.#spacing.addEventListener("change", () => {
      this.#fit();
    });
    this.#fit();
  }

  /** What is in the fields; undefined where no key is chosen. */
  get value(): FormKey | undefined {
    if (this.#key.value === "") return undefined;
    const { from, to, count, list } = this.#texts;
    return {
      key: this.#key.value,
      spacing: this.#isOfWords ? "list" : (spacings.find((spacing) => spacing === this.#spacing.value) ?? "linear"),
      ...{ from: from.value, to: to.value, count: count.value, list: list.value },
    };
  }

  show(given: FormKey | undefined): void {
    this.#key.value = given?.key ?? "";
    if (given) {
      this.#spacing.value = given.spacing;
      for (const name of texts) this.#texts[name].value = given[name];
    }
    this.#fit();
  }

  /** Marks the field that a message is about, by the last part of its key. */
  complain(key: string): void {
    for (const name of texts) {
      const input = this.#texts[name];
      const isWrong =
        key === `over.${this.#key.value}.${name}` || (name === "list" && key === `over.${this.#key.value}`);
      input.setAttribute("aria-invalid", String(isWrong));
    }
  }

  get #isOfWords(): boolean {
    const kind = this.#fields.get(this.#key.value)?.kind;
    return kind === "choice" || kind === "boolean";
  }

  /** Shows the fields that there is something to say in. */
  #fit(): void {
    const isChosen = this.#key.value !== "";
    const isList = this.#isOfWords || this.#spacing.value === "list";
    this.#range.hidden = !isChosen || this.#isOfWords;
    this.#range.classList.toggle("listed", isList);
    this.#list.hidden = !isChosen || !isList;
    const isWhole = this.#fields.get(this.#key.value)?.kind === "integer" && this.#spacing.value === "linear";
    this.#texts.count.placeholder = isWhole ? words.steps : "";
  }
}
