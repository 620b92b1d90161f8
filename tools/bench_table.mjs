// Turns the benchmark's JSON lines, on standard input, into a table: a row a case, a column a target.

import { createInterface } from "node:readline";

const cases = new Map();
const targets = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  const { target, engine, precision, width, points, nsPerIteration } = JSON.parse(line);
  const column = target === "pytorch" ? target : `${target} ${engine}`;
  const row = [points, width, precision];
  const key = row.join();
  targets.add(column);
  cases.set(key, { row, times: { ...cases.get(key)?.times, [column]: nsPerIteration } });
}

const time = (nanoseconds) =>
  nanoseconds === undefined ? "" : nanoseconds < 1e5 ? `${Math.round(nanoseconds)} ns` : `${(nanoseconds / 1e6).toPrecision(3)} ms`;
const rows = [
  ["points", "width", "precision", ...targets],
  ...[...cases.values()].map(({ row, times }) => [...row.map(String), ...[...targets].map((target) => time(times[target]))]),
];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
console.log("Time an iteration:");
for (const row of rows) {
  console.log(row.map((cell, column) => cell.padStart(widths[column])).join("  "));
}
