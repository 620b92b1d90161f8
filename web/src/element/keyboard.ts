import type { Instrument } from "./instrument";
import { keyName } from "../browser/key-name";
import type { keys as meanings } from "../late/text/prose-opened";

type Meaning = keyof typeof meanings;

export interface Shortcut {
  /** As `keyName` names them; with Shift before it, one that has another meaning without. */
  keys: readonly string[];
  /** Whether Control, or on a Mac Command, is held as well; then it is taken in every control. */
  withControl?: true;
  /** Whether a key that is held goes on doing it. */
  repeats?: true;
  /** As the key is called on the help sheet. */
  name: string;
  does: Meaning;
  act(instrument: Instrument): void;
  /** Whether there is something to do; when not, the key is left to the page. */
  readonly applies: (instrument: Instrument) => boolean;
}

/** The keys of the instrument, in the order of the help sheet. */
export const shortcuts: readonly Shortcut[] = [
  shortcut("Space", [" "], "toggle", (instrument) => {
    instrument.toggle();
  }),
  repeating(
    shortcut("←", ["arrowleft"], "back", (instrument) => {
      instrument.step(-1);
    }),
  ),
  repeating(
    shortcut("→", ["arrowright"], "forth", (instrument) => {
      instrument.step(1);
    }),
  ),
  repeating(
    shortcut("Page Up", ["pageup"], "farBack", (instrument) => {
      instrument.turn(-1);
    }),
  ),
  repeating(
    shortcut("Page Down", ["pagedown"], "farForth", (instrument) => {
      instrument.turn(1);
    }),
  ),
  shortcut("Home", ["home"], "first", (instrument) => {
    instrument.seek(0);
  }),
  shortcut("End", ["end"], "last", (instrument) => {
    instrument.seek(Infinity);
  }),
  shortcut("F", ["f"], "present", (instrument) => {
    instrument.presentation.toggle();
  }),
  {
    ...shortcut("Enter", ["enter"], "add", (instrument) => {
      instrument.pictures.grips.add();
    }),
    applies: ({ pictures, canSet }) => canSet && pictures.element.matches(":focus"),
  },
  setting(
    withControl("Ctrl Z", ["z"], "undo", (instrument) => {
      void instrument.draft.undo();
    }),
  ),
  setting(
    withControl("Ctrl ⇧ Z, Ctrl Y", ["shift z", "y"], "redo", (instrument) => {
      void instrument.draft.redo();
    }),
  ),
  setting(
    shortcut("P", ["p"], "pin", (instrument) => {
      instrument.togglePin();
    }),
  ),
  setting(
    shortcut("T", ["t"], "tour", (instrument) => {
      void instrument.onDemand.toggleTour();
    }),
  ),
  shortcut("?", ["?"], "help", (instrument) => {
    void instrument.onDemand.openHelp();
  }),
  {
    ...shortcut("Esc", ["escape"], "letGo", (instrument) => {
      instrument.changeLook({ selected: undefined });
    }),
    applies: ({ look, onDemand, presentation }) =>
      look.selected !== undefined && !onDemand.isTouring && !presentation.isOn,
  },
  {
    ...shortcut("Esc", ["escape"], "leave", (instrument) => {
      if (instrument.onDemand.isTouring) instrument.onDemand.leaveTour();
      else instrument.presentation.leave();
    }),
    applies: ({ onDemand, presentation }) => onDemand.isTouring || presentation.isOn,
  },
];

function shortcut(name: string, keys: readonly string[], does: Meaning, act: Shortcut["act"]): Shortcut {
  return { name, keys, does, act, applies: () => true };
}

/** One for readers who may change the run. */
function setting(changing: Shortcut): Shortcut {
  return { ...changing, applies: ({ canSet }) => canSet };
}

function repeating(stepping: Shortcut): Shortcut {
  return { ...stepping, repeats: true };
}

function withControl(name: string, keys: readonly string[], does: Meaning, act: Shortcut["act"]): Shortcut {
  return { ...repeating(shortcut(name, keys, does, act)), withControl: true };
}

/** Whether these keys are those of some shortcut: one key alone, or with Shift where that has a meaning of its own. */
function isAmong(keys: readonly string[], key: string, isShifted: boolean): boolean {
  const shifted = `shift ${key}`;
  const isApart = isShifted && shortcuts.some((other) => other.keys.includes(shifted));
  return keys.includes(isApart ? shifted : key);
}

/** Whether a control has a use of its own for a key. */
function isTakenBy(target: EventTarget | undefined, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("dialog")) return true;
  if (target instanceof HTMLInputElement) {
    if (target.type === "range") return !target.matches(".timeline *") && key.length > 1;
    if (target.type === "checkbox") return key === " ";
    return true;
  }
  if (target instanceof HTMLButtonElement || target.localName === "summary") return key === " ";
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

/** Does what a key is for, unless it is the browser's, or the control's that has the focus. */
export function press(event: KeyboardEvent, instrument: Instrument): void {
  // The third level of a layout, AltGr, is for writing.
  if (event.defaultPrevented || event.altKey || event.getModifierState("AltGraph")) return;
  const key = keyName(event);
  if (key === undefined) return;
  const control = event.ctrlKey || event.metaKey;
  if (!control && isTakenBy(event.composedPath()[0], key)) return;
  const pressed = shortcuts.find(
    ({ keys, withControl = false, applies }) =>
      withControl === control && isAmong(keys, key, event.shiftKey) && applies(instrument),
  );
  if (!pressed) return;
  event.preventDefault();
  // A key that is held goes on stepping, but neither switches to and fro nor adds a point after the other.
  if (!event.repeat || pressed.repeats) pressed.act(instrument);
}
