/**
 * The part of an address after `#`, read as what has handed it on may have left it: encoded once more, with HTML's
 * entities for its signs, wrapped, with a typesetter's quotes and dashes, and with what stood behind it in a sentence. No
 * value that an address can have holds any of that, so there is one thing only that it can mean.
 */

export interface Piece {
  /** In small letters. */
  key: string;
  /** Empty where there is none. */
  value: string;
}

/** How often an address may have been encoded. */
const mostLayers = 8;

const entities: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " };

/** What a sentence puts behind an address. */
const afterwards = /[\s)\]}>.,;:!?'"*~|\\]+$/;

/** What an address says, in its order. */
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
    else last.value = isJson(key) ? value.replace(/^(\s*\{.*\})[^{}]*$/s, "$1") : value.replace(afterwards, "");
  }
  return pieces.map(({ key, value }) => ({ key, value: unwrapped(key, value).trim() }));
}

/** The same, as a fragment. */
export function fragmentOf(pieces: readonly Piece[]): string {
  return pieces.map(({ key, value }) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join("&");
}

function isJson(key: string): boolean {
  return key === "experiment" || key === "pinned";
}

/** Decoded until there is nothing left to decode. */
function plainText(text: string): string {
  let plain = text;
  for (let layer = 0; layer < mostLayers; layer++) {
    const decoded = plain
      // What is no UTF-8 stays, to be told.
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
      // A plus is a blank, but not in the number 1e+4.
      .replace(/\+/g, (_, at: number) => (/\d\.?e$/i.test(plain.slice(Math.max(0, at - 3), at)) ? "+" : " "))
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
      .replace(/[“”„‟″«»]/g, '"')
      .replace(/[‐‑‒–—−]/g, "-")
      .replace(/[^\S\r\n]/g, " ")
  );
}

/** Without line breaks: in JSON and within words they come from a narrow window; a list of words may have them between. */
function unwrapped(key: string, value: string): string {
  const joined = value.replace(/ *[\r\n]+ */g, key === "views" || key === "overlays" ? " " : "");
  return isJson(key) ? joined.replace(/['‘’‚‛]/g, '"') : joined;
}
