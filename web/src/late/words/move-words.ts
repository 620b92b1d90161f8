import { pointerIn } from "../../browser/css-scale";
import { watchDrags } from "../../browser/drag";
import type { ViewGrid } from "../../views/view-grid";
import { viewOf } from "./draw-words";
import { wordAxes, type WordAxes } from "./word-axes";
import type { WordPlace, Words } from "./written-words";

/** How far an arrow key moves words, in pixels; with Shift, finely. */
const step = { usual: 8, fine: 1 };

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What is done with words by hand. */
export interface WordMoves {
  /** The words of a number. */
  words(number: number): Words | undefined;
  /** Moves words, or the tip of their arrow; `isMore` goes on with what was moved before. */
  move(number: number, place: WordPlace, isTip: boolean, isMore: boolean): void;
  remove(number: number): void;
  undo(): void;
  /** Lets the reader write what words say. */
  edit(number: number): void;
}

/** Lets the reader move words on the pictures, by pointer and keys. */
export function letWordsMove(pictures: ViewGrid, moves: WordMoves): void {
  for (const [, view] of pictures.views) {
    const svg = view.figure.querySelector("svg");
    if (!svg) continue;
    const axesOf = (): WordAxes | undefined => {
      const placed = view.placed?.();
      return placed && wordAxes(placed);
    };
    watchDrags(svg, (event) => {
      const grabbed = grabbedBy(event);
      const axes = axesOf();
      const words = grabbed && moves.words(grabbed.number);
      if (!grabbed || !axes || !words) return undefined;
      event.stopPropagation();
      event.preventDefault();
      const [left, top] = axes.at(grabbed.isTip ? (words.tip ?? words) : words);
      const [beganLeft, beganTop] = pointerIn(view.figure, event);
      let isMore = false;
      focus(svg, grabbed);
      return {
        slack: 2,
        move(moved) {
          const [toLeft, toTop] = pointerIn(view.figure, moved);
          const place = axes.from(left + toLeft - beganLeft, top + toTop - beganTop);
          moves.move(grabbed.number, place, grabbed.isTip, isMore);
          isMore = true;
        },
      };
    });
    svg.addEventListener("dblclick", (event) => {
      const grabbed = grabbedBy(event);
      if (grabbed) moves.edit(grabbed.number);
    });
    svg.addEventListener("keydown", (event) => {
      const grabbed = grabbedBy(event);
      const axes = axesOf();
      const words = grabbed && moves.words(grabbed.number);
      if (!grabbed || !axes || !words || !press(event, grabbed, words, axes)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** Returns whether a key has a use for words. */
  function press(event: KeyboardEvent, { number, isTip }: Grabbed, words: Words, axes: WordAxes): boolean {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (altKey) return false;
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() !== "z" || shiftKey) return false;
      moves.undo();
      return true;
    }
    const arrow = arrows[key];
    if (arrow) {
      const [left, top] = axes.at(isTip ? (words.tip ?? words) : words);
      const far = shiftKey ? step.fine : step.usual;
      moves.move(number, axes.from(left + far * arrow[0], top + far * arrow[1]), isTip, event.repeat);
      return true;
    }
    if (key === "Delete" || key === "Backspace") moves.remove(number);
    else if (key === "Enter") moves.edit(number);
    else return false;
    return true;
  }
}

/** The view in which new words are put: the first that shows a picture, and its middle. */
export function middleOfPictures(
  pictures: ViewGrid,
): { view: Words["view"]; place: WordPlace; tipFrom: (place: WordPlace) => WordPlace } | undefined {
  for (const [, { figure, placed }] of pictures.views) {
    const place = figure.hidden ? undefined : placed?.();
    if (!place) continue;
    const axes = wordAxes(place);
    return {
      view: viewOf(place),
      place: axes.from(...axes.middle),
      tipFrom: (from) => {
        const [left, top] = axes.at(from);
        return axes.from(left + 3 * axes.letters, top + 3 * axes.letters);
      },
    };
  }
  return undefined;
}

interface Grabbed {
  readonly number: number;
  readonly isTip: boolean;
}

function grabbedBy({ target }: Event): Grabbed | undefined {
  const part = target instanceof Element ? target.closest("[data-words]") : null;
  return part ? { number: Number(part.getAttribute("data-words")), isTip: part.hasAttribute("data-tip") } : undefined;
}

function focus(svg: SVGSVGElement, { number, isTip }: Grabbed): void {
  svg
    .querySelector<SVGElement>(`[data-words="${number}"]${isTip ? "[data-tip]" : ":not([data-tip])"}`)
    ?.focus({ preventScroll: true });
}
