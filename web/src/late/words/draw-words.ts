import { makeSvg } from "../../browser/dom";
import type { Placed, DrawnView, Scene } from "../../views/view";
import type { View } from "../../relu-scope";
import { textWidth } from "../../browser/text-width";
import { wordAxes, type WordAxes } from "./word-axes";
import { readWords, type Words } from "./written-words";

let read: { text: string; words: readonly Words[] } = { text: "", words: [] };

/** The words that a look has, without what is wrong in them. */
export function wordsOf({ words: text = "" }: { words?: string | undefined }): readonly Words[] {
  if (text !== read.text) read = { text, words: readWords(text, () => undefined) };
  return read.words;
}

/** The words on a frame, with their numbers among all. */
export function wordsAt(look: { words?: string | undefined }, frame: number): [number, Words][] {
  return [...wordsOf(look).entries()].filter(([, { from = 0, to = Infinity }]) => from <= frame && frame <= to);
}

/** The view of which a picture is: the function is drawn in several ways. */
export function viewOf({ view }: Placed): View {
  return view === "plane" || view === "fitted" ? "function" : view;
}

/** Draws the words of a scene over a view that has been drawn. */
export function drawWords({ figure, placed }: DrawnView, { look, frame }: Scene): void {
  const svg = figure.querySelector("svg");
  const known = svg?.querySelector<SVGGElement>(":scope > .words");
  const place = placed?.();
  if (!svg || (!known && look.words === undefined)) return;
  const group = known ?? svg.appendChild(makeSvg("g", { class: "words" }));
  const axes = place && wordAxes(place);
  const lines = axes
    ? wordsAt(look, frame)
        .filter(([, { view }]) => view === viewOf(place))
        .map(([number, words]) => ({ number, ...words, spot: axes.at(words), point: words.tip && axes.at(words.tip) }))
        .filter(({ spot, point = spot }) => [...spot, ...point].every(Number.isFinite))
    : [];
  const told = JSON.stringify([lines, axes?.letters, axes?.room]);
  if (group.dataset.told === told) return;
  // What is drawn anew keeps the focus.
  const root = svg.getRootNode() as Partial<DocumentOrShadowRoot>;
  const focused = root.activeElement && group.contains(root.activeElement) ? root.activeElement : undefined;
  const focus =
    focused &&
    `[data-words="${focused.getAttribute("data-words") ?? ""}"]${focused.hasAttribute("data-tip") ? "[data-tip]" : ":not([data-tip])"}`;
  group.dataset.told = told;
  const { fontFamily } = getComputedStyle(group);
  group.replaceChildren(...lines.flatMap((line) => (axes ? drawn(line, axes, fontFamily) : [])));
  if (focus) group.querySelector<SVGElement>(focus)?.focus();
}

/** The place nearest to `middle` where words of half this width are within the room, if that is wide enough. */
function within([from, to]: WordAxes["room"], middle: number, half: number): number {
  return to - from < 2 * half ? (from + to) / 2 : Math.min(Math.max(middle, from + half), to - half);
}

function drawn(
  {
    number,
    text,
    spot: [middle, top],
    point,
  }: { number: number; spot: readonly [number, number]; point?: readonly [number, number] | undefined } & Words,
  { letters, room }: WordAxes,
  fontFamily: string,
): SVGElement[] {
  const left = within(room, middle, textWidth(text, letters, fontFamily) / 2);
  const about = { "data-words": String(number), tabindex: "0", role: "group", "aria-label": text };
  const written = makeSvg(
    "text",
    {
      ...{ x: String(left), y: String(top + 0.35 * letters), "font-size": String(letters), "text-anchor": "middle" },
      ...about,
    },
    text === "" ? "•" : text,
  );
  if (!point) return [written];
  const [toLeft, toTop] = point;
  // The arrow leaves the words at their upper or lower edge.
  const start = top + (toTop < top ? -0.8 : 0.8) * (text === "" ? 0 : letters);
  const angle = Math.atan2(toTop - start, toLeft - left);
  const wing = (turn: number): string =>
    `${toLeft - 0.6 * letters * Math.cos(angle + turn)},${toTop - 0.6 * letters * Math.sin(angle + turn)}`;
  const path = `M${left},${start}L${toLeft},${toTop}M${wing(0.45)}L${toLeft},${toTop}L${wing(-0.45)}`;
  return [
    makeSvg("path", { d: path }),
    written,
    makeSvg("circle", { cx: String(toLeft), cy: String(toTop), r: String(0.7 * letters), "data-tip": "", ...about }),
  ];
}
