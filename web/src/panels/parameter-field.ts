import { bindControl, type Value } from "./bound-control";
import { make } from "../browser/dom";
import type { EditContext } from "../run/draft";
import type { Field } from "../trainer/trainer-module";
import { formatExactly, typeset } from "../text/number-format";
import { slider } from "./log-slider";
import { settings as words } from "../text/prose";
import { wordingOf } from "../text/parameter-names";

/** One key of the experiment as a labelled control of the browser's own. */
export interface ParameterField {
  readonly key: string;
  readonly element: HTMLElement;
  /** Shows the value of the experiment in hand; what has been typed and refused stays until that value changes. */
  show(value: Value): void;
  /** Takes back what has been typed. */
  revert(): void;
  enable(enabled: boolean): void;
  /** Says something of the value; nothing, when that is empty. */
  note(message: string): void;
  /** Marks it as refused, with the reason. */
  complain(message: string): void;
}

function limitsOf({ minimum, maximum }: Field): string {
  return minimum === undefined || maximum === undefined
    ? ""
    : words.limits(formatExactly(minimum), formatExactly(maximum));
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
export function parameterField(field: Field, change: (value: Value, context: EditContext) => void): ParameterField {
  const { key, kind } = field;
  const { name, symbol, slider: span, next } = wordingOf(key);
  const control = controlFor(field);
  const id = key.replace(".", "-");
  const limits = limitsOf(field);
  const hint = make("p", { class: "hint", id: `${id}-hint` }, ...typeset(limits));
  const label = make("label", { for: id, id: `${id}-label` }, name);
  if (symbol) label.append(" ", make("var", {}, symbol));
  control.id = id;
  control.setAttribute("aria-describedby", hint.id);
  const controls = make("div", { class: "controls" }, control);
  const element = make("div", { class: `field ${kind}` }, label, controls, hint);

  const bound = bindControl(control, change);
  const slides = span && slider(span, kind === "integer", `${id}-label`, change);
  if (slides) controls.prepend(slides.element);
  element.classList.toggle("slides", slides !== undefined);
  element.classList.toggle("counts", next !== undefined);
  let shown: Value = "";
  let noted = "";
  /** What the hint says, unless that is why the value is refused. */
  let explained: string | undefined = limits;
  const button = make("button", { type: "button" }, next ?? "");
  if (next !== undefined) controls.append(button);
  button.addEventListener("click", () => {
    if (typeof shown === "number") change(shown + 1, {});
  });
  const explain = (): void => {
    const isRefused = control.hasAttribute("aria-invalid");
    element.classList.toggle("refused", isRefused);
    const text = noted || limits;
    if (isRefused || text === explained) return;
    explained = text;
    hint.replaceChildren(...typeset(text));
  };

  return {
    key,
    element,
    show(value) {
      shown = value;
      bound.show(value);
      if (typeof value === "number") slides?.show(value);
      explain();
    },
    revert() {
      bound.revert();
      explain();
    },
    enable(enabled) {
      control.disabled = !enabled;
      button.disabled = !enabled;
      slides?.enable(enabled);
    },
    note(message) {
      noted = message;
      hint.classList.toggle("noted", noted !== "");
      explain();
    },
    complain(message) {
      bound.mark();
      explain();
      explained = undefined;
      hint.replaceChildren(message);
    },
  };
}
