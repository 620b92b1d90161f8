import { make } from "./dom";
import type { Offer } from "./messages";
import { formatCount } from "./numbers";
import { panel } from "./panel";
import { parameterField, type ParameterField, type Value } from "./parameter-field";
import type { Experiment } from "./relu-scope";
import { inFormOrder, titleOf } from "./wording";

/** The keys that weights given by `network.initial` take the place of. */
const drawnKeys = ["network.width", "network.initScale", "network.initialisation", "network.seed"];

type Section = Record<string, unknown>;

/** The presets, and a form with every key of the experiment. */
export class Parameters {
  readonly element: HTMLDetailsElement;
  readonly #content = make("div");
  readonly #run: (experiment: object) => void;
  readonly #presets = new Map<string, HTMLButtonElement>();
  readonly #shows = make("p", { class: "shows" });
  readonly #given = make("p", { class: "given" });
  readonly #fields = new Map<string, ParameterField>();
  #offer: Offer | undefined;
  #experiment: Experiment | undefined;

  /** `run` is called with the experiment that somebody has asked for. */
  constructor(run: (experiment: object) => void) {
    this.#run = run;
    this.element = panel("settings", "Settings", this.#content);
    this.element.open = true;
  }

  /** Lays out the form for what the trainer offers. */
  offer(offer: Offer): void {
    this.#offer = offer;
    this.#presets.clear();
    this.#fields.clear();
    const presets = make("div", { class: "presets", role: "group", "aria-label": "Presets" });
    for (const { name, shows } of offer.presets) {
      const button = make("button", { type: "button", "aria-pressed": "false", title: shows }, name);
      button.addEventListener("click", () => {
        this.#run({ version: 1, preset: name });
      });
      this.#presets.set(name, button);
      presets.append(button);
    }

    const form = make("form", { novalidate: "" });
    const fieldsets = new Map<string, HTMLElement>();
    for (const field of [...offer.fields].sort((a, b) => inFormOrder(a.key, b.key))) {
      const [group = "", name = "", ...deeper] = field.key.split(".");
      if (name === "" || deeper.length > 0) continue;
      const fieldset = fieldsets.get(group) ?? make("fieldset", { class: group }, make("legend", {}, titleOf(group)));
      if (!fieldsets.has(group)) {
        fieldsets.set(group, fieldset);
        form.append(fieldset);
      }
      const made = parameterField(field, () => {
        this.#submit();
      });
      this.#fields.set(field.key, made);
      place(made.element, field.kind === "boolean", fieldset);
    }
    fieldsets.get("network")?.firstElementChild?.after(this.#given);
    // Enter in a field fires its change event as well, so there is nothing left to do.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
    });
    form.append(make("button", { type: "submit", class: "spoken", tabindex: "-1" }, "Train"));
    this.#content.replaceChildren(presets, this.#shows, form);
    if (this.#experiment) this.show(this.#experiment);
  }

  /** Shows the experiment on screen. */
  show(experiment: Experiment): void {
    this.#experiment = experiment;
    this.complain("", "");
    for (const [name, button] of this.#presets) {
      button.setAttribute("aria-pressed", String(name === experiment.preset));
    }
    this.#shows.textContent = this.#offer?.presets.find(({ name }) => name === experiment.preset)?.shows ?? "";
    for (const field of this.#fields.values()) {
      const value = valueAt(experiment, field.key);
      if (value !== undefined) field.show(value);
      field.enable(value !== undefined || !experiment.network.initial || !drawnKeys.includes(field.key));
    }
    this.#showGiven(experiment);
  }

  /** Marks the field of a refused key; the others are not marked any more. */
  complain(key: string, message: string): void {
    // The trainer also names the element of a list that is at fault, as in `data.x[3]`.
    const name = key.replace(/\[.*/, "");
    for (const field of this.#fields.values())
      field.complain(field.key === name ? message.replace(`${key}: `, "") : undefined);
  }

  /** Takes back every change that has not been accepted. */
  revert(): void {
    this.complain("", "");
    for (const field of this.#fields.values()) field.revert();
  }

  #showGiven({ network: { initial } }: Experiment): void {
    this.#given.replaceChildren();
    if (!initial) return;
    const button = make("button", { type: "button" }, "Draw them from a seed");
    button.addEventListener("click", () => {
      this.#submit(false);
    });
    this.#given.append(`The initial weights of ${formatCount(initial.w.length)} neurons are given. `, button);
  }

  /** Asks for the experiment on screen with all changes made to it. */
  #submit(keepInitial = true): void {
    if (!this.#experiment) return;
    const changed = [...this.#fields.values()].filter((field) => field.changed);
    if (changed.length === 0 && keepInitial) {
      this.revert();
      return;
    }
    const wanted = structuredClone(this.#experiment) as unknown as Section;
    if (!keepInitial) delete (wanted.network as Section).initial;
    for (const field of changed) {
      const [group = "", name = ""] = field.key.split(".");
      (wanted[group] as Section)[name] = field.value();
    }
    this.#run(wanted);
  }
}

/** Puts a field at the end of a fieldset; switches that follow one another share a place. */
function place(field: HTMLElement, isSwitch: boolean, fieldset: HTMLElement): void {
  const last = fieldset.lastElementChild;
  if (!isSwitch) fieldset.append(field);
  else if (last?.className === "switches") last.append(field);
  else fieldset.append(make("div", { class: "switches" }, field));
}

function valueAt(experiment: Experiment, key: string): Value | undefined {
  const [group = "", name = ""] = key.split(".");
  return (experiment as unknown as Record<string, Record<string, Value | undefined>>)[group]?.[name];
}
