import type { Experiment } from "../relu-scope";

/** Keys of the experiment format whose values are objects with keys of their own. */
export type Section = "data" | "network" | "training";

export const sections: readonly Section[] = ["data", "network", "training"];

/** A dotted key in which two experiments differ, and its value in either; undefined where it has none. */
export interface Difference {
  key: string;
  section: Section;
  name: string;
  values: readonly [unknown, unknown];
}

/** The keys in which two resolved experiments differ, as far as they determine the runs. */
export function differences(one: Experiment, other: Experiment): Difference[] {
  return sections.flatMap((section) => {
    const [first, second] = [one, other].map(
      (experiment) => new Map<string, unknown>(Object.entries(experiment[section])),
    );
    const names = new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])]);
    return [...names]
      .map((name) => ({
        key: `${section}.${name}`,
        section,
        name,
        values: [first?.get(name), second?.get(name)] as const,
      }))
      .filter(({ values: [a, b] }) => JSON.stringify(a) !== JSON.stringify(b));
  });
}

/** An experiment that leaves out what its preset says. */
export type Short = { preset: string } & Partial<Record<Section, Record<string, unknown>>>;

/** The shortest experiment that resolves to the given one. */
export function shortest(experiment: Experiment, preset: Experiment): Short {
  const short: Short = { preset: experiment.preset };
  for (const { section, name, values } of differences(experiment, preset)) {
    // Keys that only the preset has are excluded by those that replace them.
    if (values[0] !== undefined) short[section] = { ...short[section], [name]: values[0] };
  }
  return short;
}
