import type { Commands } from "./commands";

/** The actions of shortcuts. The help describes each in words. */
export type Meaning =
  | "toggle"
  | "back"
  | "forth"
  | "farBack"
  | "farForth"
  | "first"
  | "last"
  | "present"
  | "add"
  | "undo"
  | "redo"
  | "pin"
  | "tour"
  | "tell"
  | "help"
  | "letGo"
  | "leave";

export interface Shortcut {
  /** As `keyName` names them; with Shift before it, one that has another meaning without. */
  keys: readonly string[];
  /** Whether Control, or on a Mac Command, is held as well; then it is taken in every control. */
  withControl?: true;
  /** Whether a key that is held goes on doing it. */
  repeats?: true;
  /** The name of the key in the help. */
  name: string;
  does: Meaning;
  act(commands: Commands, key: string): void;
  /** Whether there is something to do; when not, the key is left to the page. */
  readonly applies: (commands: Commands) => boolean;
}

/** The keys of the instrument, in the order of the help. */
export const shortcuts: readonly Shortcut[] = [
  shortcut("Space", [" "], "toggle", (commands) => {
    commands.toggle();
  }),
  repeating(
    shortcut("←", ["arrowleft"], "back", (commands) => {
      commands.step(-1);
    }),
  ),
  repeating(
    shortcut("→", ["arrowright"], "forth", (commands) => {
      commands.step(1);
    }),
  ),
  repeating(
    shortcut("Page Up", ["pageup"], "farBack", (commands) => {
      commands.turn(-1);
    }),
  ),
  repeating(
    shortcut("Page Down", ["pagedown"], "farForth", (commands) => {
      commands.turn(1);
    }),
  ),
  shortcut("Home", ["home"], "first", (commands) => {
    commands.seek(0);
  }),
  shortcut("End", ["end"], "last", (commands) => {
    commands.seek(Infinity);
  }),
  shortcut("F", ["f"], "present", (commands) => {
    commands.present();
  }),
  {
    ...shortcut("Enter", ["enter"], "add", (commands) => {
      commands.addPoint();
    }),
    applies: ({ canAddPoint }) => canAddPoint,
  },
  setting(
    withControl("Ctrl Z", ["z"], "undo", (commands) => {
      commands.undo();
    }),
  ),
  setting(
    withControl("Ctrl ⇧ Z, Ctrl Y", ["shift z", "y"], "redo", (commands) => {
      commands.redo();
    }),
  ),
  setting(
    shortcut("P", ["p"], "pin", (commands) => {
      commands.togglePin();
    }),
  ),
  setting(
    shortcut("T", ["t"], "tour", (commands) => {
      commands.toggleTour();
    }),
  ),
  // What each of these does, and says in the help, loads late.
  setting(
    repeating(
      shortcut("", ["r", "l", "m", "a", "<", ">", ",", "."], "tell", (commands, key) => {
        commands.tell(key);
      }),
    ),
  ),
  shortcut("?", ["?"], "help", (commands) => {
    commands.openHelp();
  }),
  {
    ...shortcut("Esc", ["escape"], "letGo", (commands) => {
      commands.deselect();
    }),
    applies: ({ canDeselect }) => canDeselect,
  },
  {
    ...shortcut("Esc", ["escape"], "leave", (commands) => {
      commands.leave();
    }),
    applies: ({ canLeave }) => canLeave,
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
