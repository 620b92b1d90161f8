import { isTraversal, parse as parseSelector, SelectorType, stringify, type Selector } from "css-what";
import { parseHTML } from "linkedom";
import base from "../element/base.css";
import fitted from "../late/views/fitted.css";
import plane from "../late/views/plane.css";
import words from "../late/words/words.css";
import marks from "../plot/symbols.css";
import { kinds } from "../views/registry";
import pictures from "../views/view-grid.css";

/** Values by the names of properties. */
export type Declarations = Record<string, string>;

/** A rule for one selector. */
export interface StyleRule {
  readonly holds: (element: Element) => boolean;
  readonly declarations: Readonly<Declarations>;
}

/** The style sheets of what figures hold, in their order on the page. */
const sheets = [base, pictures, ...kinds.map(([, { styles }]) => styles), marks, words, plane, fitted];

let known: readonly StyleRule[] | undefined;

/** The rules of the style sheets, those that prevail last. */
export function styleRules(): readonly StyleRule[] {
  known ??= sheets
    .flatMap(rulesIn)
    .sort((one, other) => one.weight - other.weight)
    .map(({ selector, declarations }) => ({ holds: matcherOf(selector), declarations }));
  return known;
}

function rulesIn(sheet: string): { selector: Selector[]; weight: number; declarations: Declarations }[] {
  const { document } = parseHTML("<html><head><style></style></head></html>");
  const style = document.querySelector("style");
  if (!style) return [];
  style.textContent = sheet;
  return [...(style.sheet?.cssRules ?? [])].flatMap((rule) => {
    // What holds for some screens alone has no selector.
    const { selectorText, style } = rule as Partial<CSSStyleRule>;
    if (selectorText === undefined || !style) return [];
    const declarations = Object.fromEntries(Array.from(style, (name) => [name, style.getPropertyValue(name)]));
    return parseSelector(selectorText)
      .filter(isForPaper)
      .map((selector) => ({ selector, weight: weightOf(selector), declarations }));
  });
}

/** Whether a selector may hold in a figure: it asks neither for a pointer, the focus or the host, nor for what is no element. */
function isForPaper(selector: Selector[]): boolean {
  return !selector.some(
    (part) =>
      part.type === SelectorType.PseudoElement ||
      (part.type === SelectorType.Pseudo && /^(before|after|host|hover|active|focus.*)$/.test(part.name)),
  );
}

/** How far a selector prevails over others, as one number: by its ids, its classes and the like, and its names of elements. */
function weightOf(selector: Selector[]): number {
  return selector.reduce((sum, part) => {
    switch (part.type) {
      case SelectorType.Attribute:
        return sum + (part.name === "id" ? 1e6 : 1e3);
      case SelectorType.Tag:
        return sum + 1;
      case SelectorType.Pseudo:
        if (part.name === "where") return sum;
        return sum + (Array.isArray(part.data) ? Math.max(...part.data.map(weightOf)) : 1e3);
      default:
        return sum;
    }
  }, 0);
}

/** Tells whether an element is one that a selector is for; what it is itself is looked at first, since that is fast. */
function matcherOf(selector: Selector[]): StyleRule["holds"] {
  const text = stringify([selector]);
  const own = selector.slice(selector.findLastIndex(isTraversal) + 1);
  const classes = own.flatMap((part) =>
    part.type === SelectorType.Attribute && part.name === "class" ? [part.value] : [],
  );
  const names = own.flatMap((part) => (part.type === SelectorType.Tag ? [part.name] : []));
  return (element) =>
    names.every((name) => element.localName === name) &&
    classes.every((name) => element.classList.contains(name)) &&
    element.matches(text);
}
