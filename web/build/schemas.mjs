import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The JSON Schemas, which the command line prints from what validates experiments. */
export function schemasOf(program) {
  return Object.fromEntries(
    ["experiment", "sweep"].map((what) => [
      what,
      JSON.parse(execFileSync(program, ["schema", what], { encoding: "utf8" })),
    ]),
  );
}

/** Writes them into a folder, by the names that editors are told. */
export async function writeSchemas(folder, schemas) {
  await Promise.all(
    Object.entries(schemas).map(([what, schema]) =>
      writeFile(join(folder, `${what}.schema.json`), `${JSON.stringify(schema, undefined, 2)}\n`),
    ),
  );
}
