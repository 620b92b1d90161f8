import { dsvFormat } from "d3-dsv";
import { excerpt } from "./excerpt";
import { formatCount, parseNumber } from "./numbers";
import type { Experiment } from "./relu-scope";

/** The data: as many targets y as inputs x. */
export type Points = Experiment["data"];

/** The longest text that is read, in bytes or characters: far more than the trainer takes. */
const longest = 2 ** 21;

/** The points in a file; rejects with what is wrong with it. */
export async function pointsOf(file: File): Promise<Points> {
  try {
    checkLength(file.size);
    return readPoints(await file.text());
  } catch (error) {
    throw new Error(`${excerpt(file.name)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Reads points from text of two columns, x and y, separated by tabs, semicolons or commas. The first line may name them,
 * and then there may be others. Throws what is wrong, with line and value; whether the trainer takes the points is for it
 * to say.
 */
export function readPoints(text: string): Points {
  checkLength(text.length);
  const rows = dsvFormat(separatorOf(text))
    .parseRows(text.replace(/^\uFEFF/, ""))
    .map((cells, index) => ({ cells: cells.map((cell) => cell.trim()), line: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const names = rows[0]?.cells.map((name) => name.toLowerCase()) ?? [];
  const isHeader = names.every((name) => typeof parseNumber(name) === "string");
  const isNamed = isHeader && names.includes("x") && names.includes("y");
  const [x, y] = isNamed ? [names.indexOf("x"), names.indexOf("y")] : [0, 1];
  const columns = isNamed ? names.length : 2;
  const points: Points = { x: [], y: [] };
  for (const { cells, line } of isHeader ? rows.slice(1) : rows) {
    if (cells.length !== columns) throw new Error(`line ${line} has ${countOf(cells.length)}, not ${columns}.`);
    points.x.push(numberIn(cells[x] ?? "", line));
    points.y.push(numberIn(cells[y] ?? "", line));
  }
  if (points.x.length === 0) throw new Error("there are no points, two numbers a line, in it.");
  return points;
}

function checkLength(length: number): void {
  if (length <= longest) return;
  throw new Error(`${formatCount(length)} characters are too many; at most ${formatCount(longest)} are read.`);
}

function separatorOf(text: string): string {
  const line = text.split(/\r?\n/).find((line) => line.trim() !== "") ?? "";
  return ["\t", ";"].find((separator) => line.includes(separator)) ?? ",";
}

function numberIn(cell: string, line: number): number {
  const value = parseNumber(cell);
  if (typeof value === "number") return value;
  throw new Error(`line ${line}: “${excerpt(value)}” is not a number.`);
}

function countOf(columns: number): string {
  return columns === 1 ? "one column" : `${formatCount(columns)} columns`;
}
