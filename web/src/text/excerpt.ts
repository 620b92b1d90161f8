/** An untrusted text as a message quotes it: short, on one line, without control or bidirectional characters. */
export function excerpt(text: string): string {
  const line = text.slice(0, 100).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
