import { messageOf } from "../../browser/error-message";
import { decode } from "./decode-text";
import { excerpt } from "../../text/excerpt";

/** The most that is read of a file, in bytes: more than the experiment at its head ever needs, with a million weights. */
const most = 2 ** 27;

/**
 * The text of a file with an experiment, a run or a table, up to where its experiment must have ended. What it says is for
 * others to check. Rejects when the file cannot be read.
 */
export async function textOf(file: File): Promise<string> {
  try {
    const bytes = new Uint8Array(await file.slice(0, most).arrayBuffer());
    return decode(bytes, file.size > most, namesTable(file) ? "windows-1252" : undefined);
  } catch (error) {
    throw new Error(`${excerpt(file.name)} cannot be read: ${messageOf(error)}`);
  }
}

/** Whether a file is called as tables are. */
function namesTable({ name, type }: File): boolean {
  return type === "text/csv" || /\.(csv|tsv|tab|txt|dat|asc|prn)$/i.test(name);
}

/** Whether it is a table: no table begins as JSON does. */
export function isTable(file: File, text: string): boolean {
  return namesTable(file) && !/^\s*[{[]/.test(text);
}
