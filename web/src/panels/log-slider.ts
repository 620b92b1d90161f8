import { make } from "../browser/dom";
import type { EditContext } from "../run/draft";
import { printNumber } from "../text/number-format";

export interface Slider {
  readonly element: HTMLElement;
  show(value: number): void;
  enable(enabled: boolean): void;
}

/** How far one step goes, in powers of ten. */
const step = 0.05;

/**
 * A slider for a positive number over these powers of ten, named by the element whose id is given; `change` is called
 * with a number of two digits at every move.
 */
export function slider(
  [low, high]: readonly [number, number],
  isInteger: boolean,
  labelledBy: string,
  change: (value: number, context: EditContext) => void,
): Slider {
  const element = make("input", {
    type: "range",
    min: String(low),
    max: String(high),
    step: String(step),
    "aria-labelledby": labelledBy,
  });
  /** From a press to its release is one gesture. */
  let gesture = {};

  const say = (value: number): void => {
    element.setAttribute("aria-valuetext", printNumber(value));
    element.style.setProperty("--played", String((element.valueAsNumber - low) / (high - low)));
  };
  element.addEventListener("input", () => {
    const exact = 10 ** element.valueAsNumber;
    const value = Number((isInteger ? Math.round(exact) : exact).toPrecision(2));
    say(value);
    change(value, { gesture });
  });
  element.addEventListener("change", () => {
    gesture = {};
  });

  return {
    element,
    show(value) {
      // Where it stands already for this value to two digits, or is on its way, it stays.
      const exact = Math.log10(value);
      if (!(Math.abs(exact - element.valueAsNumber) < step)) element.value = String(exact);
      say(value);
    },
    enable(enabled) {
      element.disabled = !enabled;
    },
  };
}
