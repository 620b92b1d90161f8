import { decode } from "./decode";
import { excerpt } from "./excerpt";

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
    throw new Error(`${excerpt(file.name)} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether a file is called as tables are. */
export function namesTable({ name, type }: File): boolean {
  return type === "text/csv" || /\.(csv|tsv|tab|txt|dat|asc|prn)$/i.test(name);
}

/** Whether it is a table: no table begins as JSON does. */
export function isTable(file: File, text: string): boolean {
  return namesTable(file) && !/^\s*[{[]/.test(text);
}

/**
 * Takes files that are dropped onto an element, unless a part of it has taken them; `isWelcome` is asked each time.
 * What is `marked` shows that a file is over it.
 */
export function acceptDrops(
  element: HTMLElement,
  marked: HTMLElement,
  isWelcome: () => boolean,
  dropped: (file: File) => void,
): void {
  const mark = (isOver: boolean): void => void marked.classList.toggle("dropping", isOver);
  element.addEventListener("dragover", (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files") || !isWelcome()) return;
    event.preventDefault();
    mark(true);
  });
  element.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) mark(false);
  });
  element.addEventListener("drop", (event) => {
    mark(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (event.defaultPrevented || !file || !isWelcome()) return;
    event.preventDefault();
    dropped(file);
  });
}
