import { make } from "../browser/dom";

/** A control with its name before it. `kind` is a class more, as for a checkbox. */
export function field(name: string | Node, control: HTMLElement, kind = ""): HTMLElement {
  return make("div", { class: `field ${kind}`.trim() }, make("label", { for: control.id }, name), control);
}

/** A choice among these values; `titleOf` gives the text of each. */
export function choice<Value extends string>(
  id: string,
  values: readonly Value[],
  titleOf: (value: Value) => string = (value) => value,
): HTMLSelectElement {
  return make("select", { id }, ...values.map((value) => make("option", { value }, titleOf(value))));
}
