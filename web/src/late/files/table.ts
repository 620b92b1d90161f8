import { messageOf } from "../../browser/error-message";
import { dsvFormat } from "d3-dsv";
import { excerpt } from "../../text/excerpt";
import { formatCount } from "../../text/number-format";

/**
 * Tables as spreadsheets and numpy.savetxt write them. How one is written is found by trying: columns may be separated by
 * tabs, semicolons, bars, commas or blanks (or by what Excel's first line, `sep=;`, says), and the decimal sign may be a dot
 * or a comma. The first way counts in which every column holds numbers alone, else the first in which two do. Where both
 * decimal signs would do, a comma is one when no dot is there and commas do not separate the columns; dots, commas, blanks
 * and apostrophes before three digits each are read over only where the number cannot be another.
 */

/** The longest text to read, in characters: far more points than the trainer takes. */
const longest = 2 ** 21;

/** How many lines a quoted text may span. */
const mostInQuotes = 20;

type Decimal = "." | ",";

interface Line {
  /** Counted from 1. */
  number: number;
  text: string;
}

interface Row {
  line: number;
  cells: string[];
}

/** Which columns, from 0, hold the points. */
export interface Columns {
  x: number;
  y: number;
}

export interface Table {
  /** One per column; empty where it has none. */
  names: string[];
  /** As they are written. */
  rows: Row[];
  /** The number in a cell; undefined if it is not a number. */
  numberIn: (cell: string) => number | undefined;
  /** The columns that hold only numbers. */
  numeric: number[];
  /** The columns of the points, if that is clear: they are named x and y, or there are only two. */
  columns: Columns | undefined;
}

type Numbers = Pick<Table, "names" | "rows" | "numberIn">;

/** Reads a table. Throws an error with line and column. The trainer checks the points later. */
export function readTable(text: string): Table {
  if (text.length > longest) {
    throw new Error(`${formatCount(text.length)} characters are too many; at most ${formatCount(longest)} are read.`);
  }
  if (text.startsWith("PK\u0003\u0004")) throw new Error("this is a spreadsheet’s own file; save it as CSV.");
  const lines = linesOf(text.replace(/^\ufeff/, ""));
  const [, told] =
    /^"?sep=(.)"?$/i.exec(lines[0]?.text.trim() === "sep=" ? "sep=\t" : (lines[0]?.text.trim() ?? "")) ?? [];
  const content = (told === undefined ? lines : lines.slice(1)).filter((line) => line.text.trim() !== "");
  const isComment = ({ text }: Line): boolean => /^\s*[#%]/.test(text);
  const comments = content
    .filter(isComment)
    .map(({ number, text }) => ({ number, text: text.replace(/^[\s#%]+/, "") }));
  const written = content.filter((line) => !isComment(line));
  const ways: Way[] = [];
  for (const separator of told === undefined ? ["\t", ";", "|", ",", " "] : [told]) {
    ways.push(wayOf(separator, written, comments));
    if (ways.at(-1)?.isAll) break;
  }
  const found = ways.find((way) => way.table && way.isAll) ?? ways.find((way) => way.table);
  if (found?.table) return found.table;
  // Report the error of the first separator that occurs at all.
  throw new Error((ways.find(({ separates }) => separates) ?? ways.at(-2) ?? ways[0])?.fault ?? "");
}

/** The points in two columns of a table. Throws as `readTable` does. */
export function pointsIn(table: Numbers, { x, y }: Columns): { x: number[]; y: number[] } {
  return { x: numbersIn(table, x), y: numbersIn(table, y) };
}

/** The numbers in a column of a table. Throws as `readTable` does. */
export function numbersIn({ names, rows, numberIn }: Numbers, column: number): number[] {
  return rows.map(({ line, cells }) => {
    const cell = cells[column] ?? "";
    const number = numberIn(cell);
    if (number !== undefined) return number;
    const name = names[column] ? `, “${excerpt(names[column])}”` : "";
    const what = cell === "" ? "an empty cell" : `“${excerpt(cell)}”`;
    throw new Error(`line ${line}: ${what} is not a number (column ${column + 1}${name}).`);
  });
}

/** Splits a text into lines. Quoted text may span several. */
function linesOf(text: string): Line[] {
  const raw = text.split(/\r\n|\r|\n/);
  const quotes = raw.map((line) => line.split('"').length - 1);
  const lines: Line[] = [];
  for (let index = 0; index < raw.length; index++) {
    const number = index + 1;
    let line = raw[index] ?? "";
    if ((quotes[index] ?? 0) % 2 === 1 && /(^|[\t;|,])\s*"/.test(line)) {
      // A quote that is closed much later or never is an ordinary character.
      const more = quotes.slice(index + 1, index + 1 + mostInQuotes).findIndex((count) => count % 2 === 1);
      if (more >= 0) {
        line = raw.slice(index, index + 2 + more).join("\n");
        index += 1 + more;
      }
    }
    lines.push({ number, text: line });
  }
  return lines;
}

interface Way {
  /** Whether this separator occurs. */
  separates: boolean;
  table?: Table;
  /** Whether every column holds only numbers. */
  isAll?: boolean;
  fault?: string;
}

/** Reads lines with one choice of separator. */
function wayOf(separator: string, lines: readonly Line[], comments: readonly Line[]): Way {
  const split = splitterOf(separator);
  const rowOf = ({ number, text }: Line): Row => ({ line: number, cells: split(text) });
  const rows = lines.map(rowOf).filter(({ cells }) => cells.some((cell) => cell !== ""));
  const names = comments.map(rowOf);
  const separates = rows.some(({ cells }) => cells.length > 1);
  const [point, comma] = ([".", ","] as const).map((decimal) => attempt(rows, names, numberReader(decimal, separator)));
  if (!point || !comma) return { separates };
  const isAll = ({ table }: Attempt): boolean => table !== undefined && table.numeric.length === table.names.length;
  const cells = rows.flatMap(({ cells }) => cells).filter((cell) => /\d/.test(cell));
  const hasCommas = cells.some((cell) => cell.includes(","));
  const prefersComma = hasCommas && separator !== "," && !cells.some((cell) => cell.includes("."));
  if (isAll(point) && isAll(comma) && hasCommas && separator !== "," && !prefersComma) {
    const dotted = point.table;
    const other = comma.table;
    const row = dotted?.rows.find(({ cells }) => cells.some((cell) => dotted.numberIn(cell) !== other?.numberIn(cell)));
    const cell = row?.cells.find((cell) => dotted?.numberIn(cell) !== other?.numberIn(cell));
    if (row && cell !== undefined) {
      const fault = `line ${row.line}: “${excerpt(cell)}” may be ${dotted?.numberIn(cell)} or ${other?.numberIn(cell)}: there are dots and commas, and nothing says which is the decimal sign.`;
      return { separates, fault };
    }
  }
  const order = prefersComma ? [comma, point] : [point, comma];
  const found = order.find(isAll) ?? order.find(({ table }) => table) ?? order[0];
  return { separates, ...found, isAll: found !== undefined && isAll(found) };
}

interface Attempt {
  table?: Table;
  fault?: string;
}

/** Reads rows with one choice of decimal sign. */
function attempt(rows: readonly Row[], comments: readonly Row[], numberIn: Table["numberIn"]): Attempt {
  const isNumber = (cell: string): boolean => numberIn(cell) !== undefined;
  const start = rows.findIndex(({ cells }) => cells.some(isNumber));
  if (start < 0) return { fault: "there are no points, two numbers a line, in it." };
  const data = rows.slice(start);
  const filled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== "") + 1;
  // Columns that are empty throughout come from separators at the ends of lines.
  const width = Math.min(data[0]?.cells.length ?? 0, Math.max(...data.map(({ cells }) => filled(cells))));
  for (const { line, cells } of data) {
    const count = cells.length < width ? cells.length : Math.max(width, filled(cells));
    if (count !== width || width < 2)
      return { fault: `line ${line} has ${countOf(count)}, not ${Math.max(width, 2)}.` };
  }
  const names = namesOf([...rows.slice(0, start)].reverse(), width) ?? namesOf([...comments].reverse(), width) ?? [];
  const known = names.map((name) => name.toLowerCase());
  const all = Array.from({ length: width }, (_, index) => index);
  const numeric = all.filter((index) => data.every(({ cells }) => isNumber(cells[index] ?? "")));
  const isNamed = known.includes("x") && known.includes("y");
  const columns = isNamed ? { x: known.indexOf("x"), y: known.indexOf("y") } : width === 2 ? { x: 0, y: 1 } : undefined;
  const table = { names: all.map((index) => names[index] ?? ""), rows: data, numberIn, numeric, columns };
  if (!columns && numeric.length >= 2) return { table };
  try {
    pointsIn(table, columns ?? leastWrong(table));
    return { table };
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

/** The two columns with the most numbers. */
function leastWrong({ names, rows, numberIn }: Table): Columns {
  const counts = names.map((_, index) => ({
    index,
    count: rows.filter(({ cells }) => numberIn(cells[index] ?? "") !== undefined).length,
  }));
  const [first, second] = counts
    .sort((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ index }) => index);
  return { x: Math.min(first ?? 0, second ?? 1), y: Math.max(first ?? 0, second ?? 1) };
}

/** Column names: the first row with one per column, or one fewer, as R leaves out the name of its row names. */
function namesOf(rows: readonly Row[], width: number): string[] | undefined {
  for (const { cells } of rows) {
    const names = cells.slice(0, width);
    if (names.length === width && cells.slice(width).every((cell) => cell === "")) return names;
    if (names.length === width - 1 && width > 2) return ["", ...names];
  }
  return undefined;
}

function splitterOf(separator: string): (line: string) => string[] {
  if (separator === " ") {
    return (line) =>
      (uncommented(line).match(/"(?:[^"]|"")*"|\S+/g) ?? []).map((cell) =>
        cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
      );
  }
  const format = dsvFormat(separator);
  const sign = `[${separator.replace(/[\\^\]-]/g, "\\$&")}]`;
  const isBroken = new RegExp(`(?:^|${sign}) *"(?:[^"]|"")*" *(?!"|${sign}|$| )`);
  return (line) => {
    const text = uncommented(line);
    // Bars also enclose a row, and a rule follows the heading.
    const inner =
      separator === "|"
        ? text
            .trim()
            .replace(/^\||\|$/g, "")
            .replace(/^[\s|:+-]+$/, "")
        : text;
    // A quoted cell must end at a separator; otherwise its quotes are ordinary characters.
    return (isBroken.test(inner) ? [inner] : format.parseRows(inner).flat()).map((cell) => cell.trim());
  };
}

/** A line without the comment at its end. */
function uncommented(line: string): string {
  return line.includes('"') ? line : line.replace(/\s#.*$/, "");
}

/** Reads numbers in cells, for one choice of separator and decimal sign. */
function numberReader(decimal: Decimal, separator: string): Table["numberIn"] {
  const other = decimal === "." ? "," : "\\.";
  // A blank groups thousands only where it cannot separate columns.
  const blank = separator === " " || separator === "," ? "" : " ";
  const groups = [other, `['’\u00a0\u2009\u202f${blank}]`].map((sign) => `[1-9]\\d{0,2}(?:${sign}\\d{3})+`).join("|");
  const form = new RegExp(`^[+-]?(?=\\D?\\d)(?:\\d+|${groups})?(?:\\${decimal}\\d*)?(?:[ed][+-]?\\d+)?$`, "i");
  const isGroup = new RegExp(`['’\u00a0\u2009\u202f ${decimal === "." ? "," : "."}]`, "g");
  const read = (cell: string): number | undefined => {
    const plain = cell.replace(/^[−–﹣－]/, "-").replace(/([ed])[−–]/i, "$1-");
    if (!form.test(plain)) return undefined;
    const value = Number(plain.replace(isGroup, "").replace(decimal, ".").replace(/d/i, "e"));
    return Number.isFinite(value) ? value : undefined;
  };
  const known = new Map<string, number | undefined>();
  return (cell) => {
    if (!known.has(cell)) known.set(cell, read(cell));
    return known.get(cell);
  };
}

function countOf(columns: number): string {
  return columns === 1 ? "one column" : `${formatCount(columns)} columns`;
}
