import { make } from "../browser/dom";
import { typeset } from "./number-format";

/** A run of letters: italic unless said otherwise, on the line or below it. */
interface Piece {
  text: string;
  upright?: boolean;
  below?: boolean;
}

/** A mathematical expression, as plain text with subscripts. */
export type Label = readonly Piece[];

/**
 * Reads an expression such as `−w_{j,2}/w_{j,1}` or `h_θ(x)`: what follows `_` is set below the line. Single letters are
 * variables and italic; words, digits and signs are upright, and so is a letter after a backslash.
 */
export function label(notation: string): Label {
  return [...notation.matchAll(/_(?:\{([^}]*)\}|(.))|([^_]+)/gu)].flatMap(([, group, letter, onLine]) =>
    onLine === undefined ? pieces(group ?? letter ?? "", true) : pieces(onLine, false),
  );
}

function pieces(text: string, below: boolean): Piece[] {
  return [...text.matchAll(/\\(.)|(\p{Letter}+)|([^\p{Letter}\\]+)/gu)].map(([, escaped, word, other]) => ({
    text: escaped ?? word ?? other ?? "",
    ...(word?.length === 1 ? {} : { upright: true }),
    ...(below ? { below } : {}),
  }));
}

/** An expression as part of a text. */
export function typesetLabel(expression: Label): HTMLElement {
  const set = make("span", { class: "expression" });
  for (const { text, upright = false, below = false } of expression) {
    const piece = upright ? text : make("var", {}, text);
    const last = set.lastElementChild;
    if (!below) set.append(piece);
    else if (last?.localName === "sub" && last === set.lastChild) last.append(piece);
    else set.append(make("sub", {}, piece));
  }
  return set;
}

/** A text whose expressions stand between dollar signs. Those that `explain` knows carry what they mean with them. */
export function typesetText(
  text: string,
  explain: (notation: string) => string | undefined = () => undefined,
): (string | HTMLElement)[] {
  return text.split("$").flatMap((part, index) => {
    if (index % 2 === 0) return typeset(part);
    const meaning = explain(part);
    return meaning === undefined ? typesetLabel(label(part)) : definition(part, meaning);
  });
}

/** An expression that says what it means when the pointer or the keyboard's focus comes to it. */
function definition(notation: string, meaning: string): HTMLElement {
  return make(
    "dfn",
    { tabindex: "0" },
    typesetLabel(label(notation)),
    make("span", { class: "meaning", role: "tooltip" }, ...typesetText(meaning)),
  );
}
