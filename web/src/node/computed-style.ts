/**
 * How the style sheets of the page style a picture, where no browser says it: selectors, the cascade, what is inherited, and
 * colours by `var()`, `light-dark()`, `color-mix()` and `currentColor`. Of the properties, those that a saved figure writes out.
 */

import { color as parsedColour, rgb, type RGBColor } from "d3-color";
import { styleRules, type Declarations } from "./style-rules";

/** Each is inherited, and begins as in any SVG. */
const initial = {
  color: "black",
  fill: "black",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "paint-order": "normal",
  "font-size": "16px",
  "font-style": "normal",
  "font-family": "serif",
  "color-scheme": "light",
};
type Property = keyof typeof initial;
const properties = Object.keys(initial) as Property[];

type Values = Readonly<Record<Property, string>> & { readonly variables: Readonly<Declarations> };

const outermost: Values = { ...initial, variables: {} };

/** What is computed for an element, as far as figures need it. */
export function computedStyle(element: Element): CSSStyleDeclaration {
  const values = valuesOf(element);
  const painted = (value: string): string => (value === "currentcolor" ? values.color : value);
  return {
    color: values.color,
    fill: painted(values.fill),
    stroke: painted(values.stroke),
    strokeWidth: values["stroke-width"],
    strokeDasharray: values["stroke-dasharray"],
    paintOrder: values["paint-order"],
    fontSize: values["font-size"],
    fontStyle: values["font-style"],
    fontFamily: values["font-family"],
  } as CSSStyleDeclaration;
}

function valuesOf(element: Element): Values {
  const parent = element.parentElement;
  const inherited = parent ? valuesOf(parent) : outermost;
  const declared = declarationsFor(element);
  const scheme = (declared["color-scheme"] ?? inherited["color-scheme"]).split(" ")[0] ?? "light";
  const variables = { ...inherited.variables };
  const own = Object.entries(declared).filter(([name]) => name.startsWith("--"));
  for (const [name, value] of own) variables[name] = value;
  for (const [name, value] of own) variables[name] = withVariables(value, variables);
  const context = { variables, scheme };
  const values: Record<Property, string> & { variables: Declarations } = { ...inherited, variables };
  for (const property of properties) {
    const given = declared[property];
    if (given === undefined || given === "inherit") continue;
    values[property] = given === "initial" ? initial[property] : computed(property, given, inherited, context);
  }
  return values;
}

interface Context {
  readonly variables: Readonly<Declarations>;
  readonly scheme: string;
}

function computed(property: Property, given: string, inherited: Values, context: Context): string {
  const value = withVariables(given, context.variables).trim();
  switch (property) {
    case "color":
      return isCurrent(value) ? inherited.color : String(colourOf(value, inherited.color, context));
    case "fill":
    case "stroke":
      if (value === "none") return value;
      return isCurrent(value) ? "currentcolor" : String(colourOf(value, inherited.color, context));
    case "font-size":
      return `${sizeOf(value, Number.parseFloat(inherited["font-size"]))}px`;
    case "stroke-width":
      return `${Number.parseFloat(value)}px`;
    case "stroke-dasharray":
      if (value === "none") return value;
      return value
        .split(/[\s,]+/)
        .map((length) => `${Number.parseFloat(length)}px`)
        .join(", ");
    default:
      return value;
  }
}

function isCurrent(value: string): boolean {
  return value.toLowerCase() === "currentcolor";
}

/** A size of letters in pixels. */
function sizeOf(value: string, around: number): number {
  const number = Number.parseFloat(value);
  if (value.endsWith("rem")) return 16 * number;
  if (value.endsWith("em")) return around * number;
  return value.endsWith("%") ? (around * number) / 100 : number;
}

/** What is declared of an element: by its attributes, over which style sheets prevail, and over these its own style. */
function declarationsFor(element: Element): Declarations {
  const declared: Declarations = {};
  for (const property of properties) {
    const value = element.getAttribute(property);
    if (value !== null) declared[property] = value;
  }
  for (const { holds, declarations } of styleRules()) {
    if (holds(element)) Object.assign(declared, declarations);
  }
  const { style } = element as Partial<ElementCSSInlineStyle>;
  for (const property of element.hasAttribute("style") ? properties : []) {
    const value = style?.getPropertyValue(property) ?? "";
    if (value !== "") declared[property] = value;
  }
  return declared;
}

/** A value with those of the variables in it. */
function withVariables(value: string, variables: Readonly<Declarations>): string {
  let text = value;
  for (;;) {
    const at = text.indexOf("var(");
    if (at < 0) return text;
    const { inside, end } = parenthesis(text, at + 4);
    const [name = "", fallback = ""] = argumentsIn(inside);
    text = text.slice(0, at) + (variables[name] ?? fallback) + text.slice(end);
  }
}

/** A colour in any of the notations that the style sheets use. */
function colourOf(text: string, current: string, context: Context): RGBColor {
  const [, name = "", inside = ""] = /^([a-z-]+)\((.*)\)$/s.exec(text) ?? [];
  if (name === "light-dark") {
    const [light = "", dark = ""] = argumentsIn(inside);
    return colourOf(context.scheme === "dark" ? dark : light, current, context);
  }
  if (name === "color-mix") {
    const [, one = "", other = ""] = argumentsIn(inside);
    return mixed(one, other, (part) => colourOf(part, current, context));
  }
  if (isCurrent(text)) return rgb(current);
  const colour = parsedColour(text);
  if (!colour) throw new Error(`the style sheet has a colour that is not known: ${text}`);
  return colour.rgb();
}

/** Two colours mixed in sRGB, of which the first tells its share. */
function mixed(one: string, other: string, colourIn: (text: string) => RGBColor): RGBColor {
  const [, text = "", percent = "50"] = /^(.*?)\s*(?:([\d.]+)%)?$/s.exec(one) ?? [];
  const share = Number(percent) / 100;
  const [a, b] = [colourIn(text), colourIn(other)];
  const weights = [share * a.opacity, (1 - share) * b.opacity] as const;
  const opacity = weights[0] + weights[1];
  // What is transparent has no red, green and blue.
  const part = (name: "r" | "g" | "b"): number =>
    ((weights[0] && weights[0] * a[name]) + (weights[1] && weights[1] * b[name])) / (opacity || 1);
  return rgb(part("r"), part("g"), part("b"), opacity);
}

/** What is inside a parenthesis that has been opened before `start`, and where it has been closed. */
function parenthesis(text: string, start: number): { inside: string; end: number } {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < text.length; end++) depth += Number(text[end] === "(") - Number(text[end] === ")");
  return { inside: text.slice(start, end - 1), end };
}

/** The arguments of a function, which commas separate unless these are in parentheses. */
function argumentsIn(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    depth += Number(letter === "(") - Number(letter === ")");
    if (letter === "," && depth === 0) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${letter}`);
  }
  return parts.map((part) => part.trim());
}
