import { make } from "../../browser/dom";
import { pointerIn } from "../../browser/css-scale";
import type { Stage } from "../../panels/stage";
import { typesetText } from "../../text/notation";
import type { DrawnView } from "../../views/view";
import { explained } from "../text/prose-reading";
import { symbolAt, symbolsIn, type DrawnSymbol } from "./symbols";

/** How long a pointer rests before a symbol is explained, in milliseconds. */
const rest = 350;

/** Says what the symbols of the views are: those that the pointer rests on, or one after another by key. */
export class Explanations {
  readonly #stage: Stage;
  readonly #note = make("div", { class: "explanation", role: "status" });
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How many symbols have been explained by key. */
  #at = -1;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#note.hidden = true;
    stage.pictures.element.append(this.#note);
    for (const [, view] of stage.pictures.views) this.#watch(view);
  }

  /** Explains the next symbol on screen, or the one before. */
  step(by: 1 | -1): void {
    const { look, pictures } = this.#stage;
    const all = pictures.views
      .filter(([name]) => look.views.has(name))
      .flatMap(([, view]) => symbolsOf(view).map((symbol) => ({ view, symbol })));
    if (all.length === 0) return;
    this.#at = (this.#at + by + all.length + (this.#at < 0 && by < 0 ? 1 : 0)) % all.length;
    const next = all[this.#at];
    if (next) this.#show(next.view.figure, next.symbol, ...next.symbol.at);
  }

  /** Takes the explanation away. Returns whether there was one. */
  hide(): boolean {
    clearTimeout(this.#timer);
    const wasShown = !this.#note.hidden;
    this.#note.hidden = true;
    return wasShown;
  }

  #watch(view: DrawnView): void {
    const { figure } = view;
    figure.addEventListener("pointermove", (event) => {
      this.hide();
      if (event.pointerType === "touch" || event.buttons !== 0 || isControl(event)) return;
      const [left, top] = pointerIn(figure, event);
      this.#timer = setTimeout(() => {
        const symbol = symbolAt(symbolsOf(view), left, top);
        if (symbol) this.#show(figure, symbol, left, top);
      }, rest);
    });
    for (const kind of ["pointerleave", "pointerdown", "wheel"]) {
      figure.addEventListener(kind, () => this.hide(), { passive: true });
    }
  }

  #show(figure: HTMLElement, { name }: DrawnSymbol, left: number, top: number): void {
    const note = this.#note;
    note.replaceChildren(...typesetText(explained[name]));
    note.hidden = false;
    // Below the pointer, or above it where there is more room.
    const [x, y] = [figure.offsetLeft + left, figure.offsetTop + top];
    const widest = this.#stage.pictures.element.clientWidth;
    note.style.left = `${Math.max(0, Math.min(x - 20, widest - note.offsetWidth))}px`;
    note.style.top = `${top < figure.clientHeight / 2 ? y + 18 : y - note.offsetHeight - 12}px`;
  }
}

function symbolsOf(view: DrawnView): DrawnSymbol[] {
  const placed = view.placed?.();
  return placed ? symbolsIn(placed, view) : [];
}

/** Whether a pointer is at something that says itself what it is. */
function isControl({ target }: Event): boolean {
  return target instanceof Element && target.closest("button") !== null;
}
