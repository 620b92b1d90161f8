/** A text with what is half a letter replaced: such text has no bytes, and throws wherever it is to have some. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Whether there is half a letter in a text. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
