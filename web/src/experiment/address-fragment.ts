/**
 * Reads the part of an address after `#`, whatever mail, chat and editors have done to it: encoded it again, escaped it for
 * HTML, wrapped it, changed quotes and dashes, or added punctuation. No valid value contains any of these, so the meaning is
 * never ambiguous.
 */

export interface Piece {
  /** In lower case. */
  key: string;
  /** Empty where there is none. */
  value: string;
}

/** The longest address that mail, chat and other programs are sure to pass on whole. */
export const longest = 8000;

/** How many times an address may have been encoded. */
const mostLayers = 8;

const entities: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " };

/** Punctuation that may follow an address in a sentence. */
const afterwards = /[\s)\]}>.,;:!?'"*~|\\]+$/;

/** The keys and values of a fragment, in order. */
export function fragmentPieces(text: string): Piece[] {
  const plain = plainText(text.replace(/^\s*<?\w+:\/\/[^#]*#/, "")).replace(/^[\s#]+/, "");
  const pieces = plain
    .split("&")
    .filter((piece) => piece.trim() !== "")
    .map((piece) => {
      const [key = "", ...value] = piece.split("=");
      return { key: key.replace(/\s+/g, "").toLowerCase(), value: value.join("=") };
    });
  const last = pieces.at(-1);
  if (last) {
    const { key, value } = last;
    if (value === "") last.key = key.replace(afterwards, "");
    else
      last.value = /^\s*[{[]/.test(value)
        ? value.replace(/^(\s*\{.*\})[^{}]*$|^(\s*\[.*\])[^[\]]*$/s, "$1$2")
        : value.replace(afterwards, "");
  }
  return pieces.map(({ key, value }) => ({ key, value: unwrapped(key, value).trim() }));
}

/** The fragment of these keys and values. */
export function fragmentOf(pieces: readonly Piece[]): string {
  return pieces.map(({ key, value }) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join("&");
}

function isJson(key: string): boolean {
  return key === "experiment" || key === "pinned" || key === "sweep";
}

/** Decodes until nothing is left to decode. */
function plainText(text: string): string {
  let plain = text;
  for (let layer = 0; layer < mostLayers; layer++) {
    const decoded = plain
      // Keep invalid UTF-8, so that the reader is told of it.
      .replace(/(?:%[\da-f]{2})+/gi, (bytes) => {
        try {
          return decodeURIComponent(bytes);
        } catch {
          return bytes;
        }
      })
      .replace(/&(\w+);/g, (entity, name: string) => entities[name.toLowerCase()] ?? entity)
      .replace(/&#(?:x([\da-f]{2})|(\d{2,3}));/gi, (entity, hexadecimal?: string, decimal?: string) => {
        const code = hexadecimal === undefined ? Number(decimal) : parseInt(hexadecimal, 16);
        return code < 128 ? String.fromCharCode(code) : entity;
      });
    if (decoded === plain) break;
    plain = decoded;
  }
  return (
    plain
      // A plus means a blank, except in numbers such as 1e+4.
      .replace(/\+/g, (_, at: number) => (/\d\.?e$/i.test(plain.slice(Math.max(0, at - 3), at)) ? "+" : " "))
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
      .replace(/[“”„‟″«»]/g, '"')
      .replace(/[‐‑‒–—−]/g, "-")
      .replace(/[^\S\r\n]/g, " ")
  );
}

/** Removes line breaks, which narrow windows put into JSON and words; between the words of a list they may be blanks. */
function unwrapped(key: string, value: string): string {
  const joined = value.replace(/ *[\r\n]+ */g, key === "views" || key === "overlays" ? " " : "");
  return isJson(key) ? joined.replace(/['‘’‚‛]/g, '"') : joined;
}
