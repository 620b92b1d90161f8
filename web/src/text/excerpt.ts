/** What a message quotes of a text that may be anything: short, on one line, and nothing that turns the line about. */
export function excerpt(text: string): string {
  const line = text.slice(0, 100).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
