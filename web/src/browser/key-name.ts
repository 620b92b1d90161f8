/** The properties that `keyName` needs. */
type Pressed = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "isComposing" | "keyCode">;

/** The `keyCode` of a key that an input method consumes. */
const composing = 229;

/**
 * The name of a key for shortcuts, on every layout: the Latin letter, in lower case, or the sign on the key; for keys of
 * other scripts the letter in the same place on a Latin keyboard. Undefined for a key that an input method or a dead key
 * consumes.
 */
export function keyName(event: Pressed): string | undefined {
  const { key, code, shiftKey } = event;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari has no other sign that an input method consumed it
  const { keyCode } = event;
  if (event.isComposing || keyCode === composing || key === "Dead" || key === "Process") return undefined;
  // Normalises full-width signs, and question marks of other scripts.
  const name = key
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^[؟՞፧]$/, "?");
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // Other scripts have signs on letter keys. `keyCode` tells them from signs on Latin layouts, such as Dvorak's semicolon.
  const isForeign = isForeignLetter(name) || (letter !== undefined && isSign(name) && keyCode === letter.charCodeAt(0));
  if (!isForeign) return name;
  if (letter !== undefined) return letter.toLowerCase();
  return code === "Slash" && shiftKey ? "?" : name;
}

function isForeignLetter(name: string): boolean {
  return /^[\p{L}\p{M}]{1,2}$/u.test(name) && !/\p{Script=Latin}/u.test(name);
}

function isSign(name: string): boolean {
  return /^[^\p{L}\p{M}\p{Z}]$/u.test(name);
}
