// Turns the benchmark's JSON lines, on standard input, into a table: a row a case, a column a target and engine.

import { createInterface } from "node:readline";

const cases = new Map();
const columns = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  const { target, engine, precision, width, points, run, seconds, nsPerIteration } = JSON.parse(line);
  const column = target === "pytorch" ? target : `${target} ${engine}`;
  const row = [run ?? "", width, points, precision];
  const key = row.join();
  columns.add(column);
  cases.set(key, { row, times: { ...cases.get(key)?.times, [column]: { nsPerIteration, seconds } } });
}

function inUnits(seconds) {
  const [unit, factor] = [
    ["h", 1 / 3600],
    ["s", 1],
    ["ms", 1e3],
    ["µs", 1e6],
    ["ns", 1e9],
  ].find(([unit, factor]) => seconds * factor >= 1 || unit === "ns");
  return `${(seconds * factor).toPrecision(3)} ${unit}`;
}

const time = (measured) => (measured ? inUnits(measured.seconds ?? measured.nsPerIteration * 1e-9) : "");
const isRuns = [...cases.values()].some(({ row }) => row[0] !== "");
const rows = [
  ["run", "width", "points", "precision", ...columns],
  ...[...cases.values()].map(({ row, times }) => [
    ...row.map(String),
    ...[...columns].map((name) => time(times[name])),
  ]),
].map((row) => (isRuns ? row : row.slice(1)));
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
console.log(isRuns ? "Time a run (dense: from samples):" : "Time an iteration:");
for (const row of rows) {
  console.log(row.map((cell, column) => cell.padStart(widths[column])).join("  "));
}
