import type { Value } from "./bound-control";
import { make } from "../browser/dom";
import type { Draft, EditContext } from "../run/draft";
import type { Offer } from "../trainer/messages";
import { formatCount } from "../text/number-format";
import { panel } from "./panel";
import { parameterField, type ParameterField } from "./parameter-field";
import type { Experiment } from "../relu-scope";
import { settings as words } from "../text/prose";
import { inFormOrder, titleOf, withNames } from "../text/parameter-names";

/** The keys that weights given by `network.initial` take the place of. */
const drawnKeys = [
  "network.width",
  "network.initScale",
  "network.initialisation",
  "network.zeroOutput",
  "network.seed",
];

type Section = Record<string, Value | undefined>;

/** The panel of settings: the presets, and a form with every key of network and training. */
export class ParameterPanel {
  readonly element: HTMLDetailsElement;
  readonly #draft: Draft;
  readonly #content = make("div");
  readonly #presets = new Map<string, HTMLButtonElement>();
  readonly #description = make("p", { class: "description" });
  readonly #shows = make("div", { class: "shows" }, this.#description, make("p", { class: "note" }, words.edited));
  readonly #given = make("p", { class: "given" });
  readonly #fields = new Map<string, ParameterField>();
  #offer: Offer | undefined;

  /** What is changed here is changed in the draft. */
  constructor(draft: Draft) {
    this.#draft = draft;
    this.element = panel("settings", words.title, this.#content);
    this.element.open = true;
  }

  /** Lays out the form for what the trainer offers. */
  offer(offer: Offer): void {
    this.#offer = offer;
    this.#presets.clear();
    this.#fields.clear();
    const presets = make("div", { class: "presets", role: "group", "aria-label": words.presets });
    for (const { name, shows } of offer.presets) {
      const button = make("button", { type: "button", "aria-pressed": "false", title: shows }, name);
      button.addEventListener("click", () => {
        void this.#draft.train(JSON.stringify({ version: 1, preset: name }));
      });
      this.#presets.set(name, button);
      presets.append(button);
    }

    const form = make("div", { class: "form" });
    const fieldsets = new Map<string, HTMLElement>();
    for (const field of [...offer.fields].sort((a, b) => inFormOrder(a.key, b.key))) {
      const [group = "", name = "", ...deeper] = field.key.split(".");
      if (name === "" || deeper.length > 0 || field.kind === "numbers") continue;
      const fieldset = fieldsets.get(group) ?? make("fieldset", { class: group }, make("legend", {}, titleOf(group)));
      if (!fieldsets.has(group)) {
        fieldsets.set(group, fieldset);
        form.append(fieldset);
      }
      const made = parameterField(field, (value, context) => {
        this.#change(field.key, value, context);
      });
      this.#fields.set(field.key, made);
      place(made.element, field.kind === "boolean", fieldset);
    }
    fieldsets.get("network")?.firstElementChild?.after(this.#given);
    this.#content.replaceChildren(presets, this.#shows, form);
    if (this.#draft.experiment) this.show(this.#draft.experiment);
  }

  /** Shows the experiment in hand. */
  show(experiment: Experiment): void {
    const preset = this.#offer?.presets.find(({ name }) => name === experiment.preset);
    const isEdited = preset !== undefined && preset.experiment !== this.#draft.text;
    for (const [name, button] of this.#presets) {
      const isChosen = name === preset?.name;
      button.setAttribute("aria-pressed", String(isChosen));
      button.classList.toggle("edited", isChosen && isEdited);
    }
    this.#description.textContent = preset?.shows ?? "";
    this.#shows.classList.toggle("edited", isEdited);
    for (const field of this.#fields.values()) {
      const [section, name] = at(experiment, field.key);
      const value = section[name];
      if (value !== undefined) field.show(value);
      field.enable(value !== undefined || !experiment.network.initial || !drawnKeys.includes(field.key));
    }
    this.#showGiven(experiment);
  }

  /** Marks the field of a refused key. */
  complain(key: string, message: string): void {
    this.#fields.get(key)?.complain(withoutKey(key, message));
  }

  /** Says at the initial scale what is to be said of it, if anything. */
  note(underflow: string): void {
    const key = "network.initScale";
    this.#fields.get(key)?.note(withoutKey(key, underflow));
  }

  /** Takes back every change that has not been accepted. */
  revert(): void {
    for (const field of this.#fields.values()) field.revert();
  }

  #change(key: string, value: Value, context: EditContext): void {
    void this.#draft.change((experiment) => {
      const [section, name] = at(experiment, key);
      section[name] = value;
    }, context);
  }

  #showGiven({ network: { initial } }: Experiment): void {
    this.#given.replaceChildren();
    if (!initial) return;
    const button = make("button", { type: "button" }, words.draw);
    button.addEventListener("click", () => {
      void this.#draft.change(({ network }) => {
        delete network.initial;
      });
    });
    this.#given.append(words.given(formatCount(initial.b.length)), button);
  }
}

/** Puts a field at the end of a fieldset; switches that follow one another share a place. */
function place(field: HTMLElement, isSwitch: boolean, fieldset: HTMLElement): void {
  const last = fieldset.lastElementChild;
  if (!isSwitch) fieldset.append(field);
  else if (last?.className === "switches") last.append(field);
  else fieldset.append(make("div", { class: "switches" }, field));
}

function withoutKey(key: string, message: string): string {
  return withNames(message.replace(`${key}: `, ""));
}

/** The section of the experiment that a dotted key such as `network.width` is in, and its name there. */
function at(experiment: Experiment, key: string): [Section, string] {
  const [group = "", name = ""] = key.split(".");
  return [(experiment as unknown as Record<string, Section>)[group] ?? {}, name];
}
