// Runs the examples of the reference on the page's live figure, and prints what they give.

import * as examples from "./examples.js";

const scope = document.querySelector("relu-scope");
const output = document.querySelector("output");

function shown(value) {
  if (value === undefined) return "";
  if (value instanceof Blob) return `a Blob of ${value.size} bytes, ${value.type}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.length}: ${value[0]}, …`;
  return JSON.stringify(value, undefined, 1)?.slice(0, 400) ?? "";
}

/** {network: {width: 20}} of "network.width" and 20. */
function nested(key, value) {
  return key
    .split(".")
    .reverse()
    .reduce((inner, name) => ({ [name]: inner }), value);
}

/** The figure as it was, so that each example shows itself alone. */
function begin() {
  for (const name of Object.keys(examples.attributes)) scope.removeAttribute(name);
  scope.setAttribute("views", "function loss");
  scope.setAttribute("controls", "play seek");
}

const ways = {
  attributes(name, value) {
    begin();
    const all = { ...examples.beside[name], [name]: value };
    for (const [each, given] of Object.entries(all)) scope.setAttribute(each, given);
    return value;
  },
  properties: (_, run) => run(scope),
  methods: (_, run) => run(scope),
  events(name, run) {
    return new Promise((heard) => {
      scope.addEventListener(name, ({ detail }) => heard(detail ?? "(no detail)"), { once: true });
      run(scope);
    });
  },
  keys(name, value) {
    scope.experiment = nested(name, value);
    return nested(name, value);
  },
};

document.addEventListener("click", async ({ target }) => {
  const { kind, name } = target.dataset ?? {};
  if (!(kind in ways)) return;
  output.value = "…";
  try {
    const text = shown(await ways[kind](name, examples[kind][name]));
    output.value = `${name}: ${text || "done"}`;
  } catch ({ message }) {
    output.value = `${name}: ${message}`;
  }
});
