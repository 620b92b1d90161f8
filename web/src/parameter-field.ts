import { make } from "./dom";
import type { Manner } from "./draft";
import type { Field } from "./module";
import { formatLimit, parseNumber, printNumber, typeset } from "./numbers";
import { slider } from "./slider";
import { wordingOf } from "./wording";

export type Value = number | boolean | string;

/** How long typing must pause before it is taken for a number, in milliseconds. */
const pause = 300;

/** One key of the experiment as a labelled control of the browser's own. */
export interface ParameterField {
  readonly key: string;
  readonly element: HTMLElement;
  /** Shows the value of the experiment in hand; what has been typed and refused stays until that value changes. */
  show(value: Value): void;
  /** Takes back what has been typed. */
  revert(): void;
  enable(enabled: boolean): void;
  /** Marks it as refused, with the reason. */
  complain(message: string): void;
}

function limitsOf({ minimum, maximum }: Field): string {
  return minimum === undefined || maximum === undefined ? "" : `${formatLimit(minimum)} to ${formatLimit(maximum)}`;
}

function controlFor(field: Field): HTMLInputElement | HTMLSelectElement {
  switch (field.kind) {
    case "boolean":
      return make("input", { type: "checkbox" });
    case "choice":
      return make("select", {}, ...field.choices.map((choice) => make("option", {}, choice)));
    case "integer":
      // Its limits are told, not enforced: what is out of range gets the trainer's answer.
      return make("input", { type: "number", step: "1", inputmode: "numeric" });
    default:
      return make("input", { type: "text", inputmode: "text", autocomplete: "off", spellcheck: "false" });
  }
}

/** A field for a key; `change` is called with every new value. Text that is no number is given as it is, to be refused. */
export function parameterField(field: Field, change: (value: Value, manner: Manner) => void): ParameterField {
  const { key, kind } = field;
  const { name, symbol, slider: span, next } = wordingOf(key);
  const control = controlFor(field);
  const isCheckbox = kind === "boolean" && control instanceof HTMLInputElement;
  const isTyped = kind === "integer" || kind === "number";
  const id = key.replace(".", "-");
  const limits = limitsOf(field);
  const hint = make("p", { class: "hint", id: `${id}-hint` }, ...typeset(limits));
  const label = make("label", { for: id, id: `${id}-label` }, name);
  if (symbol) label.append(" ", make("var", {}, symbol));
  control.id = id;
  control.setAttribute("aria-describedby", hint.id);
  const controls = make("div", { class: "controls" }, control);
  const element = make("div", { class: `field ${kind}` }, label, controls, hint);

  /** The text of the experiment in hand. */
  let shown = "";
  /** What is being typed is one gesture, until it is done. */
  let gesture: object | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const raw = (): string => (isCheckbox ? String(control.checked) : control.value);
  const write = (text: string): void => {
    if (isCheckbox) control.checked = text === "true";
    else control.value = text;
  };
  const value = (): Value => (kind === "boolean" ? raw() === "true" : isTyped ? parseNumber(raw()) : raw());
  const isMarked = (): boolean => control.hasAttribute("aria-invalid");
  const unmark = (): void => {
    control.removeAttribute("aria-invalid");
    hint.replaceChildren(...typeset(limits));
  };
  const done = (): void => {
    clearTimeout(typing);
    change(value(), gesture ? { gesture } : {});
    gesture = undefined;
  };

  control.addEventListener("change", done);
  if (isTyped) {
    control.addEventListener("input", () => {
      const typed = (gesture ??= {});
      clearTimeout(typing);
      typing = setTimeout(() => {
        const number = value();
        if (typeof number === "number") change(number, { gesture: typed, isTentative: true });
      }, pause);
    });
  }
  control.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    // While something is being typed, what is undone is typing.
    if (gesture && event.key.toLowerCase() === "z") event.stopPropagation();
    if (event.key !== "Escape" || raw() === shown) return;
    write(shown);
    done();
  });

  const slides = span && slider(span, kind === "integer", `${id}-label`, change);
  if (slides) controls.prepend(slides.element);
  const button = make("button", { type: "button" }, next ?? "");
  if (next !== undefined) controls.append(button);
  button.addEventListener("click", () => {
    const number = value();
    if (typeof number === "number") change(number + 1, {});
  });

  return {
    key,
    element,
    show(value) {
      const text = typeof value === "number" ? printNumber(value) : String(value);
      if (isMarked() && text === shown && raw() !== shown) return;
      shown = text;
      unmark();
      if (!gesture) write(text);
      if (typeof value === "number") slides?.show(value);
    },
    revert() {
      unmark();
      write(shown);
    },
    enable(enabled) {
      control.disabled = !enabled;
      button.disabled = !enabled;
      slides?.enable(enabled);
    },
    complain(message) {
      control.setAttribute("aria-invalid", "true");
      hint.replaceChildren(message);
    },
  };
}
