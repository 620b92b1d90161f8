import type { Instrument } from "./instrument";
import type { keys as meanings } from "./prose-opened";

type Meaning = keyof typeof meanings;

export interface Shortcut {
  /** As `KeyboardEvent.key` names them. */
  keys: readonly string[];
  /** Whether Control, or on a Mac Command, is held as well; then it is taken in every control. */
  withControl?: true;
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
  shortcut("←", ["ArrowLeft"], "back", (instrument) => {
    instrument.step(-1);
  }),
  shortcut("→", ["ArrowRight"], "forth", (instrument) => {
    instrument.step(1);
  }),
  shortcut("Page Up", ["PageUp"], "farBack", (instrument) => {
    instrument.turn(-1);
  }),
  shortcut("Page Down", ["PageDown"], "farForth", (instrument) => {
    instrument.turn(1);
  }),
  shortcut("Home", ["Home"], "first", (instrument) => {
    instrument.seek(0);
  }),
  shortcut("End", ["End"], "last", (instrument) => {
    instrument.seek(Infinity);
  }),
  shortcut("F", ["f", "F"], "present", (instrument) => {
    instrument.presentation.toggle();
  }),
  {
    ...shortcut("Enter", ["Enter"], "add", (instrument) => {
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
    withControl("Ctrl ⇧ Z", ["Z", "y"], "redo", (instrument) => {
      void instrument.draft.redo();
    }),
  ),
  setting(
    shortcut("P", ["p", "P"], "pin", (instrument) => {
      instrument.togglePin();
    }),
  ),
  setting(
    shortcut("T", ["t", "T"], "tour", (instrument) => {
      void instrument.onDemand.toggleTour();
    }),
  ),
  shortcut("?", ["?"], "help", (instrument) => {
    void instrument.onDemand.openHelp();
  }),
  {
    ...shortcut("Esc", ["Escape"], "letGo", (instrument) => {
      instrument.changeLook({ selected: undefined });
    }),
    applies: ({ look, onDemand, presentation }) =>
      look.selected !== undefined && !onDemand.isTouring && !presentation.isOn,
  },
  {
    ...shortcut("Esc", ["Escape"], "leave", (instrument) => {
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

function withControl(name: string, keys: readonly string[], does: Meaning, act: Shortcut["act"]): Shortcut {
  return { ...shortcut(name, keys, does, act), withControl: true };
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
  if (event.defaultPrevented || event.altKey) return;
  const control = event.ctrlKey || event.metaKey;
  if (!control && isTakenBy(event.composedPath()[0], event.key)) return;
  const pressed = shortcuts.find(
    ({ keys, withControl = false, applies }) =>
      withControl === control && keys.includes(event.key) && applies(instrument),
  );
  if (!pressed) return;
  event.preventDefault();
  // A key that is held goes on stepping, but does not switch to and fro.
  if (!(event.repeat && event.key.length === 1)) pressed.act(instrument);
}
