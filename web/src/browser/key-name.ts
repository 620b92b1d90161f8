/** What `keyName` looks at. */
type Pressed = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "isComposing" | "keyCode">;

/** What an input method reports as `keyCode` of a key that it keeps for itself. */
const composing = 229;

/**
 * The name of a key as shortcuts know it, on every layout: a small letter whatever Shift and Caps Lock do, what is on the
 * key where that is Latin or a sign, and else the letter that stands in its place on a Latin keyboard. Undefined for a key
 * that an input method, or a dead key before it, has a use for.
 */
export function keyName(event: Pressed): string | undefined {
  const { key, code, shiftKey } = event;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari tells no other way that an input method took it
  const { keyCode } = event;
  if (event.isComposing || keyCode === composing || key === "Dead" || key === "Process") return undefined;
  // Full-width signs are signs, and so are question marks that are written from the right.
  const name = key.normalize("NFKC").toLowerCase().replace(/^[؟՞፧]$/, "?");
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  // Of other scripts some signs are letters' neighbours: the browser knows whose key it is, Dvorak's semicolon say.
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
