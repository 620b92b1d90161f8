import type { Experiment } from "../../relu-scope";
import type { Results, Swept } from "./results";

/** The value of a key, `section.name` or `preset`, in a resolved experiment. */
export function valueOf(experiment: Experiment, key: string): unknown {
  const [section = "", name] = key.split(".");
  const part: unknown = Reflect.get(experiment, section);
  return name === undefined || typeof part !== "object" || part === null ? part : Reflect.get(part, name);
}

/** The number of the value nearest to the one that an experiment has. */
function nearestIndex({ key, values }: Swept, experiment: Experiment | undefined): number {
  const value = experiment && valueOf(experiment, key);
  if (typeof value !== "number") return Math.max(0, values.indexOf(value));
  // By ratios where there are any.
  const bend = (number: unknown): number =>
    Number(number) > 0 && value > 0 ? Math.log(Number(number)) : Number(number);
  const distances = values.map((other) => Math.abs(bend(other) - bend(value)));
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}

/** Puts runs in the order of their distance, in steps along the keys, from an experiment; those of a slice before others. */
export function nearestFirst(
  runs: readonly number[],
  results: Results,
  experiment: Experiment | undefined,
  slice: number,
): number[] {
  const counts = results.keys.map(({ values }) => values.length);
  const centre = results.keys.map((key, index) => (index === 2 ? slice : nearestIndex(key, experiment)));
  const distance = new Map(
    runs.map((run) => {
      const parts = results.indices(run).map((at, index) => {
        const steps = (at - (centre[index] ?? 0)) / (counts[index] ?? 1);
        return steps * steps * (index === 2 ? 100 : 1);
      });
      return [run, parts.reduce((sum, part) => sum + part, 0)];
    }),
  );
  return [...runs].sort((one, other) => (distance.get(one) ?? 0) - (distance.get(other) ?? 0) || one - other);
}
