import { make } from "../../browser/dom";
import { views } from "../../experiment/look";
import type { View } from "../../relu-scope";
import { views as viewWords } from "../../text/prose";
import { words as said } from "../text/prose-story";
import type { ViewGrid } from "../../views/view-grid";
import { letWordsMove, middleOfPictures } from "./move-words";
import { mostLetters, mostWords, writtenWords, type Words } from "./written-words";

/** How many changes can be undone. */
const deepest = 100;

/** The rows that write words on the pictures: one for each, with its text, frames and arrow. */
export class WordsRows {
  readonly element = make("div", { class: "words-rows" });
  readonly #pictures: ViewGrid;
  readonly #frame: () => number;
  readonly #change: (text: string | undefined, told: string) => void;
  readonly #list = make("ul", { class: "words-list", "aria-label": said.name });
  readonly #undo = make("button", { type: "button" }, said.undo);
  readonly #before: (readonly Words[])[] = [];
  #words: readonly Words[] = [];

  /** `change` gives the look other words, and tells of it; `frame` is the frame on screen. */
  constructor(pictures: ViewGrid, frame: () => number, change: (text: string | undefined, told: string) => void) {
    this.#pictures = pictures;
    this.#frame = frame;
    this.#change = change;
    const add = make("button", { type: "button", title: `${said.add} (A)` }, said.add);
    add.addEventListener("click", () => {
      this.add();
    });
    this.#undo.addEventListener("click", () => {
      this.undo();
    });
    this.element.append(make("div", { class: "row" }, add, this.#undo), this.#list);
    letWordsMove(pictures, {
      words: (number) => this.#words[number],
      move: (number, place, isTip, isMore) => {
        this.#set(number, isTip ? { tip: place } : place, said.moved, isMore);
      },
      remove: (number) => {
        this.#remove(number);
        pictures.element.focus({ preventScroll: true });
      },
      undo: () => {
        this.undo();
      },
      edit: (number) => {
        this.#edit(number);
      },
    });
  }

  /** Writes words in the middle of the first picture, from the frame on screen on, for the reader to fill in. */
  add(): void {
    const middle = middleOfPictures(this.#pictures);
    if (!middle) return;
    if (this.#words.length >= mostWords) {
      this.#change(writtenWords(this.#words), said.full(String(mostWords)));
      return;
    }
    const added = { view: middle.view, ...middle.place, text: said.first, from: this.#frame() };
    this.#put([...this.#words, added], said.added);
    this.#edit(this.#words.length - 1);
  }

  undo(): void {
    const before = this.#before.pop();
    if (!before) return;
    this.#words = before;
    this.#write(said.undone);
  }

  show(words: readonly Words[]): void {
    if (JSON.stringify(words) === JSON.stringify(this.#words) && this.#list.childElementCount === words.length) {
      this.#words = words;
      return;
    }
    this.#words = words;
    this.#draw();
  }

  #put(words: readonly Words[], told: string, isMore = false): void {
    if (!isMore) this.#before.push(this.#words);
    if (this.#before.length > deepest) this.#before.shift();
    this.#words = words;
    this.#write(told);
  }

  #write(told: string): void {
    this.#draw();
    this.#change(writtenWords(this.#words), told);
  }

  #set(number: number, change: Partial<Words>, told: string, isMore = false): void {
    const words = this.#words.map((each, index) => (index === number ? { ...each, ...change } : each));
    this.#put(words, told, isMore);
  }

  #remove(number: number): void {
    this.#put(
      this.#words.filter((_, index) => index !== number),
      said.removed,
    );
  }

  #edit(number: number): void {
    const field = this.#list.querySelectorAll<HTMLInputElement>(".text-of-words")[number];
    field?.focus();
    field?.select();
  }

  #draw(): void {
    this.#undo.setAttribute("aria-disabled", String(this.#before.length === 0));
    const root = this.#list.getRootNode() as Partial<DocumentOrShadowRoot>;
    const focused =
      root.activeElement instanceof HTMLElement && this.#list.contains(root.activeElement) ? root.activeElement.id : "";
    this.#list.replaceChildren(...this.#words.map((words, number) => this.#row(words, number)));
    if (focused !== "") this.#list.querySelector<HTMLElement>(`#${focused}`)?.focus();
  }

  #row({ view, text, tip, from, to }: Words, number: number): HTMLElement {
    const told = String(number + 1);
    const field = make("input", {
      ...{ type: "text", id: `words-${number}`, class: "text-of-words", maxlength: String(mostLetters) },
      "aria-label": said.text(told),
    });
    field.value = text;
    field.addEventListener("change", () => {
      this.#set(number, { text: field.value }, said.changed);
    });
    const where = make("select", { id: `words-view-${number}`, "aria-label": said.view(told) });
    where.append(...views.map((each) => make("option", { value: each }, viewWords[each].name)));
    where.value = view;
    where.addEventListener("change", () => {
      this.#set(number, { view: where.value as View }, said.changed);
    });
    const frames = (
      [
        ["from", from],
        ["to", to],
      ] as const
    ).map(([end, value]) => {
      const control = make("input", {
        ...{ type: "number", id: `words-${end}-${number}`, min: "0", max: "1000000000", step: "1" },
        ...{ "aria-label": said[end](told), placeholder: said.placeholder[end] },
      });
      control.value = value === undefined ? "" : String(value);
      control.addEventListener("change", () => {
        const { valueAsNumber: frame } = control;
        if (control.checkValidity())
          this.#set(number, { [end]: Number.isNaN(frame) ? undefined : frame }, said.changed);
      });
      return control;
    });
    const arrow = make("input", { type: "checkbox", id: `words-arrow-${number}` });
    arrow.checked = tip !== undefined;
    arrow.addEventListener("change", () => {
      const words = this.#words[number];
      const point = words && middleOfPictures(this.#pictures)?.tipFrom(words);
      this.#set(number, { tip: arrow.checked ? point : undefined }, said.changed);
    });
    const remove = make("button", { type: "button", "aria-label": said.remove(told) }, "×");
    remove.addEventListener("click", () => {
      this.#remove(number);
      this.#edit(Math.min(number, this.#words.length - 1));
    });
    return make("li", { class: "row" }, field, where, ...frames, make("label", {}, arrow, said.arrow), remove);
  }
}
