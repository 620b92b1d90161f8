import { make } from "./dom";
import type { Field } from "./module";
import { formatLimit, typeset } from "./numbers";
import { wordingOf } from "./wording";

export type Value = number | boolean | string | (number | string)[];

/** One key of the experiment as a labelled control of the browser's own. */
export interface ParameterField {
  readonly key: string;
  readonly element: HTMLElement;
  /** Whether it says something else than the experiment on screen. */
  readonly changed: boolean;
  /** What it says. Text that is no number is given as it is: the trainer knows what to answer. */
  value(): Value;
  /** Shows the value of the experiment on screen. */
  show(value: Value): void;
  /** Takes back what has been typed. */
  revert(): void;
  enable(enabled: boolean): void;
  /** Marks it as refused, with the reason; or no longer. */
  complain(message: string | undefined): void;
  focus(): void;
}

/** A number as one would type it: "0.001", "1e-6". */
function printNumber(value: number | string): string {
  return typeof value === "number" && value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
}

function parseNumber(text: string): number | string {
  const plain = text.trim().replace("\u2212", "-");
  const value = plain === "" ? NaN : Number(plain);
  return Number.isFinite(value) ? value : plain;
}

function limitsOf({ kind, minimum, maximum }: Field): string {
  if (minimum === undefined || maximum === undefined) return "";
  const range = `${formatLimit(minimum)} to ${formatLimit(maximum)}`;
  return kind === "numbers" ? `Each ${range}` : range;
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

export function parameterField(field: Field, changed: () => void): ParameterField {
  const { key, kind } = field;
  const { name, symbol, wide } = wordingOf(key);
  const control = controlFor(field);
  const isCheckbox = kind === "boolean" && control instanceof HTMLInputElement;
  const id = key.replace(".", "-");
  const limits = limitsOf(field);
  const hint = make("p", { class: "hint", id: `${id}-hint` }, ...typeset(limits));
  const label = make("label", { for: id }, name);
  if (symbol) label.append(" ", make("var", {}, symbol));
  control.id = id;
  control.setAttribute("aria-describedby", hint.id);
  const element = make("div", { class: `field ${kind}${wide ? " wide" : ""}` }, label, control, hint);

  let shown = "";
  const raw = (): string => (isCheckbox ? String(control.checked) : control.value);
  const write = (text: string): void => {
    if (isCheckbox) control.checked = text === "true";
    else control.value = text;
  };

  control.addEventListener("change", changed);
  control.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Escape" && raw() !== shown) {
      write(shown);
      changed();
    }
  });

  return {
    key,
    element,
    get changed() {
      return raw() !== shown;
    },
    value() {
      if (kind === "boolean") return raw() === "true";
      if (kind === "choice") return raw();
      if (kind !== "numbers") return parseNumber(raw());
      return raw()
        .split(/[\s,;]+/)
        .filter((item) => item !== "")
        .map(parseNumber);
    },
    show(value) {
      shown = Array.isArray(value)
        ? value.map(printNumber).join(", ")
        : typeof value === "boolean"
          ? String(value)
          : printNumber(value);
      write(shown);
    },
    revert() {
      write(shown);
    },
    enable(enabled) {
      control.disabled = !enabled;
    },
    complain(message) {
      hint.replaceChildren(...(message === undefined ? typeset(limits) : [message]));
      if (message === undefined) control.removeAttribute("aria-invalid");
      else control.setAttribute("aria-invalid", "true");
    },
    focus() {
      control.focus();
    },
  };
}
