import { keyName } from "../browser/key-name";
import type { Commands } from "../panels/commands";
import { shortcuts } from "../panels/shortcuts";

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
export function press(event: KeyboardEvent, commands: Commands): void {
  // The third level of a layout, AltGr, is for writing.
  if (event.defaultPrevented || event.altKey || event.getModifierState("AltGraph")) return;
  const key = keyName(event);
  if (key === undefined) return;
  const control = event.ctrlKey || event.metaKey;
  if (!control && isTakenBy(event.composedPath()[0], key)) return;
  const pressed = shortcuts.find(
    ({ keys, withControl = false, applies }) =>
      withControl === control && isAmong(keys, key, event.shiftKey) && applies(commands),
  );
  if (!pressed) return;
  event.preventDefault();
  // A key that is held goes on stepping, but neither switches to and fro nor adds a point after the other.
  if (!event.repeat || pressed.repeats) pressed.act(commands, key);
}
