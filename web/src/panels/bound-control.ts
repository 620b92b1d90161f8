import type { EditContext } from "../run/draft";
import { keyName } from "../browser/key-name";
import { parseNumber, printNumber } from "../text/number-format";

export type Value = number | boolean | string;

/** How long typing must pause before the number is read, in milliseconds. */
const pause = 300;

/** One of the browser's own controls, bound to a value of the experiment in hand. */
export interface BoundControl {
  /** Shows that value. What is being typed is left alone, and so is what was refused, until the value is another. */
  show(value: Value): void;
  /** Takes back what has been typed or chosen and refused. */
  revert(): void;
  /** Marks what has been typed or chosen as refused. */
  mark(): void;
}

/**
 * Calls `change` with what is chosen or typed: with a number when typing pauses, and in any case when it is finished. Text
 * that is no number is given as it is: the trainer knows what to answer. Escape takes back what has been typed.
 */
export function bindControl(
  control: HTMLInputElement | HTMLSelectElement,
  change: (value: Value, context: EditContext) => void,
): BoundControl {
  const box = control instanceof HTMLInputElement && control.type === "checkbox" ? control : undefined;
  const isTyped = control instanceof HTMLInputElement && !box;
  /** The text of the value in hand. */
  let shown = "";
  /** What is typed in one go is one gesture. */
  let gesture: object | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const raw = (): string => (box ? String(box.checked) : control.value);
  const write = (text: string): void => {
    if (box) box.checked = text === "true";
    else control.value = text;
  };
  const value = (): Value => (box ? box.checked : isTyped ? parseNumber(control.value) : control.value);
  const isMarked = (): boolean => control.hasAttribute("aria-invalid");
  const finish = (): void => {
    clearTimeout(timer);
    const context = gesture ? { gesture } : {};
    gesture = undefined;
    change(value(), context);
  };

  control.addEventListener("change", finish);
  if (isTyped) {
    control.addEventListener("input", () => {
      const typed = (gesture ??= {});
      clearTimeout(timer);
      timer = setTimeout(() => {
        const number = value();
        if (typeof number === "number") change(number, { gesture: typed, isTentative: true });
      }, pause);
    });
    control.addEventListener("keydown", (event) => {
      // While something is being typed, what is undone is typing.
      if (gesture && ["z", "y"].includes(keyName(event) ?? "")) event.stopPropagation();
      if (event.key !== "Escape" || raw() === shown) return;
      event.preventDefault();
      write(shown);
      finish();
    });
  }

  return {
    show(value) {
      const text = typeof value === "number" ? printNumber(value) : String(value);
      if (isMarked() && text === shown && raw() !== shown) return;
      shown = text;
      control.removeAttribute("aria-invalid");
      if (!gesture) write(text);
    },
    revert() {
      control.removeAttribute("aria-invalid");
      write(shown);
    },
    mark() {
      control.setAttribute("aria-invalid", "true");
    },
  };
}
