/** What the part of the page's address after `#` asks for: attributes of the element, by name. */
export type Request = Map<string, string>;

const known = ["preset", "experiment", "views", "frame"];

/** The longest address that is written; what does not fit is left out. */
const longest = 8000;

/** Reads `#preset=NAME` or `#experiment=<encoded JSON>&views=…&frame=…`. What it says is for the element to check. */
export function readAddress(hash: string): Request {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  return new Map([...parameters].filter(([name]) => known.includes(name)));
}

/** The address that leads back to a request. */
export function writeAddress(request: Request): string {
  const text = [...request].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return text.length > longest ? "#" : `#${text}`;
}
