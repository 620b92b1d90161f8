import { messageOf } from "../../browser/error-message";
import { decode } from "./decode-text";
import { excerpt } from "../../text/excerpt";

/** The most bytes read of a file: enough for an experiment with a million weights at its head. */
const most = 2 ** 27;

/** The longest text that may be a sweep's. */
const longestSweep = 2 ** 22;

/**
 * Reads a file with an experiment, a run or a table, up to where its experiment must have ended. Does not check the
 * content. Rejects if the file cannot be read.
 */
export async function textOf(file: File): Promise<string> {
  try {
    const bytes = new Uint8Array(await file.slice(0, most).arrayBuffer());
    return decode(bytes, file.size > most, namesTable(file) ? "windows-1252" : undefined);
  } catch (error) {
    throw new Error(`${excerpt(file.name)} cannot be read: ${messageOf(error)}`);
  }
}

/** Whether a file has the name of a table. */
function namesTable({ name, type }: File): boolean {
  return type === "text/csv" || /\.(csv|tsv|tab|txt|dat|asc|prn)$/i.test(name);
}

/** Whether a file is a table: by its name, or because it does not begin as JSON does. */
export function isTable(file: File, text: string): boolean {
  return namesTable(file) && !/^\s*[{[]/.test(text);
}

/** The text of a sweep, without what only its reader needs; undefined if a file is none. */
export function sweepIn(text: string): string | undefined {
  if (text.length > longestSweep || !/"over"\s*:/.test(text)) return undefined;
  try {
    const sweep: unknown = JSON.parse(text);
    return typeof sweep === "object" && sweep !== null && "over" in sweep ? JSON.stringify(sweep) : undefined;
  } catch {
    return undefined;
  }
}
