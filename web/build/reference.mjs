import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as examples from "../reference/examples.js";
import { minified, web } from "./bundles.mjs";
import { contract } from "./contract.mjs";
import { integrity } from "./policy.mjs";
import { fill } from "./site.mjs";

const sources = join(web, "reference");

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** A sentence of the declarations, whose code is in backquotes. */
const sentence = (text) => escaped(text).replace(/`([^`]+)`/g, "<code>$1</code>");

/** One entry, with its example as code and as a button that runs it. */
function entry(kind, name, type, description, code) {
  return `<article id="${kind}-${name}">
    <h3><code>${escaped(name)}</code> <span class="type">${escaped(type)}</span></h3>
    <p>${sentence(description)}</p>
    <pre tabindex="0" aria-label="Example of ${name}"><code>${escaped(code)}</code></pre>
    <button data-kind="${kind}" data-name="${name}">Try ${escaped(name)}</button>
  </article>`;
}

function section(id, title, about, entries) {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p>${sentence(about)}</p>${entries.join("")}</section>`;
}

/** What a function of the examples does, without what is around it. */
function bodyOf(example) {
  const text = String(example).replace(/^(async )?\(scope\) => /, "");
  return text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1) : text;
}

/** The values of a key in words, by its schema. */
function rangeOf({ default: usual, ...schema }) {
  const words = valuesOf(schema);
  return usual === undefined ? words : `${words}; ${JSON.stringify(usual)} unless given`;
}

function valuesOf({ type, anyOf, enum: choices, minimum, maximum, items, minItems, maxItems }) {
  if (anyOf) return anyOf.map(valuesOf).join(", or ");
  if (choices) return choices.map((each) => JSON.stringify(each)).join(" | ");
  if (items) {
    const count = minItems === maxItems ? maxItems : `${minItems} to ${maxItems.toLocaleString("en")}`;
    return items.items
      ? `${count} lists of ${valuesOf(items)}`
      : `${count} numbers from ${written(items.minimum)} to ${written(items.maximum)}`;
  }
  if (minimum === undefined) return type;
  return `${type === "integer" ? "a whole number" : "a number"} from ${written(minimum)} to ${written(maximum)}`;
}

const written = (number) => (Math.abs(number) < 1e-3 && number !== 0 ? String(number) : number.toLocaleString("en"));

/** A key's example as the JSON of an experiment. */
function experimentWith(key, value) {
  return key
    .split(".")
    .reverse()
    .reduce((inner, name) => `{ ${JSON.stringify(name)}: ${inner} }`, JSON.stringify(value));
}

/** The entries of a section's keys; those of a section in it one by one, unless it has an example of its own. */
function keyEntriesIn(section, { properties }) {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const key = `${section}.${name}`;
    const example = examples.keys[key];
    return example === undefined
      ? keyEntriesIn(key, schema)
      : [entry("keys", key, rangeOf(schema), schema.description, experimentWith(key, example))];
  });
}

function keyEntries({ properties }) {
  return ["data", "network", "training"].flatMap((section) => keyEntriesIn(section, properties[section]));
}

const attributesOf = (example) =>
  Object.entries(example)
    .map(([name, value]) => `${name}${value ? `='${value}'` : ""}`)
    .join(" ");

/** Writes the page of reference and the schemas into the folder `site`. */
export async function writeReference(site, { element, schemas, version, policy }) {
  const { description, attributes, properties, methods, events } = contract();
  const start = `<script
  src="https://cdn.jsdelivr.net/npm/reluscope@${version}/reluscope.js"
  integrity="${integrity(element)}"
  crossorigin="anonymous"
  defer
></script>
<relu-scope></relu-scope>`;
  const members = (kind, list) =>
    list.map(({ name, type, parameters, isMethod, description }) =>
      entry(
        kind,
        name,
        isMethod ? `(${parameters.join(", ")}): ${type}` : type,
        description,
        bodyOf(examples[kind][name]),
      ),
    );
  const content = [
    ...description.map((text) => `<p>${sentence(text)}</p>`),
    `<pre tabindex="0" aria-label="In any page"><code>${escaped(start)}</code></pre>`,
    section(
      "attributes",
      "Attributes",
      attributes.description,
      attributes.members.map(({ name, type, description }) =>
        entry(
          "attributes",
          name,
          type,
          description,
          `<relu-scope ${attributesOf({ ...examples.beside[name], [name]: examples.attributes[name] })}></relu-scope>`,
        ),
      ),
    ),
    section("properties", "Properties", "Of the element, `scope` in the examples.", members("properties", properties)),
    section("methods", "Methods", "Of the element.", members("methods", methods)),
    section(
      "events",
      "Events",
      events.description,
      events.members.map(({ name, type, description }) =>
        entry(
          "events",
          name,
          type,
          description,
          `scope.addEventListener("${name}", ({ detail }) => …);\n${bodyOf(examples.events[name])}`,
        ),
      ),
    ),
    section(
      "keys",
      "The keys of an experiment",
      "Every key may be left out, and then has the preset's value.",
      keyEntries(schemas.experiment),
    ),
    '<p>For editors: <a href="../experiment.schema.json">the JSON Schema of an experiment</a>, <a href="../sweep.schema.json">of a sweep</a>.</p>',
  ].join("\n");
  const folder = join(site, "reference");
  await mkdir(folder, { recursive: true });
  const template = await readFile(join(sources, "index.html"), "utf8");
  await Promise.all([
    writeFile(join(folder, "index.html"), fill(template, { content, version, policy })),
    writeFile(join(folder, "reference.css"), await minified(join(sources, "reference.css"))),
    ...["reference.js", "examples.js"].map((name) => copyFile(join(sources, name), join(folder, name))),
  ]);
}
