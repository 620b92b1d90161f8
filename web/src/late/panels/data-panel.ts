import { pointsOf } from "../../experiment/data-points";
import { bindControl, type BoundControl, type Value } from "../../panels/bound-control";
import { mostHandles } from "../../views/data-handles";
import { make } from "../../browser/dom";
import type { Draft } from "../../run/draft";
import { formatCount, parseNumber } from "../../text/number-format";
import type { PanelContent } from "../../panels/panel";
import { names } from "../../text/prose";
import { points as words } from "../text/prose-opened";

/** How many rows the table shows at a time. */
const rowsAtATime = 50;

type Axis = "x" | "y";

interface Cell {
  readonly input: HTMLInputElement;
  readonly bound: BoundControl;
}

/** Takes in files and pasted tables. */
export interface TakesFiles {
  open(file: File): Promise<void>;
  paste(table: string): Promise<void>;
}

/** The panel of the data: a table to type or paste into, and points from a file. */
export class DataPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #draft: Draft;
  readonly #body = make("tbody");
  readonly #range = make("span", { class: "range" });
  readonly #pager: HTMLElement;
  readonly #note = make("p", { class: "note" });
  readonly #table: HTMLElement;
  readonly #add: HTMLElement;
  readonly #cells: Record<Axis, Cell>[] = [];
  /** The number, from 0, of the point in the first row. */
  #first = 0;

  /** What is changed here is changed in the draft. */
  constructor(draft: Draft, files: TakesFiles) {
    this.#draft = draft;
    const file = make("input", {
      type: "file",
      class: "spoken",
      accept: ".csv,.tsv,.tab,.txt,.dat,.asc,.prn,text/csv",
      id: "data-file",
    });
    file.addEventListener("change", () => {
      const chosen = file.files?.[0];
      if (chosen) void files.open(chosen);
      file.value = "";
    });
    this.#add = textButton(words.add, () => {
      this.#append();
    });
    this.#pager = make(
      "p",
      { class: "pager" },
      textButton(words.before, () => {
        this.#turn(-1);
      }),
      this.#range,
      textButton(words.after, () => {
        this.#turn(1);
      }),
    );
    const columns = ["x", "y"].map((name) => make("th", { scope: "col" }, make("var", {}, name)));
    const heading = make("tr", {}, make("td"), ...columns, make("td"));
    this.#table = make("table", { "aria-label": names.data }, make("thead", {}, heading), this.#body);
    this.#table.addEventListener("paste", (event) => {
      this.#paste(event, files);
    });
    this.nodes = [
      make("p", { class: "note" }, words.howToEdit),
      this.#table,
      this.#pager,
      make("p", { class: "choices" }, this.#add, file, make("label", { for: file.id }, words.load)),
      this.#note,
    ];
  }

  /** Shows the data in hand. */
  update(): void {
    const { experiment } = this.#draft;
    if (!experiment) return;
    const data = pointsOf(experiment);
    this.#table.hidden = this.#add.hidden = data === undefined;
    if (!data) {
      this.#pager.hidden = true;
      this.#note.textContent = words.otherShape;
      return;
    }
    const count = data.x.length;
    this.#first = Math.max(0, Math.min(this.#first, Math.floor((count - 1) / rowsAtATime) * rowsAtATime));
    const rows = Math.min(rowsAtATime, count - this.#first);
    while (this.#cells.length > rows) {
      this.#cells.pop();
      this.#body.lastElementChild?.remove();
    }
    while (this.#cells.length < rows) this.#addRow(this.#cells.length);
    // There has to be something to fit.
    for (const button of this.#body.querySelectorAll("button")) button.disabled = count === 1;
    this.#cells.forEach((row, index) => {
      const number = this.#first + index;
      const heading = this.#body.children[index]?.firstElementChild;
      if (heading) heading.textContent = formatCount(number + 1);
      for (const axis of ["x", "y"] as const) {
        const { input, bound } = row[axis];
        input.setAttribute("aria-label", `${axis} ${words.ofPoint} ${formatCount(number + 1)}`);
        bound.show(data[axis][number] ?? 0);
      }
    });
    this.#pager.hidden = count <= rowsAtATime;
    this.#range.textContent = `${formatCount(this.#first + 1)}–${formatCount(this.#first + rows)} of ${formatCount(count)}`;
    this.#note.textContent = count > mostHandles ? words.manyPoints : "";
  }

  /** Marks the cell of a refused key such as `data.x[3]`. */
  mark(key: string): void {
    const [, axis, number] = /^data\.([xy])\[(\d+)\]$/.exec(key) ?? [];
    if (axis !== "x" && axis !== "y") return;
    this.#cells[Number(number) - this.#first]?.[axis].bound.mark();
  }

  /** Takes back what has been typed and refused. */
  revert(): void {
    for (const { x, y } of this.#cells) for (const { bound } of [x, y]) bound.revert();
  }

  #paste(event: ClipboardEvent, files: TakesFiles): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    // A single value goes into the cell that has the focus, as anywhere.
    if (!/[\s;,|]/.test(text.trim()) || typeof parseNumber(text) === "number") return;
    event.preventDefault();
    void files.paste(text);
  }

  #append(): void {
    void this.#draft.change((experiment) => {
      const points = pointsOf(experiment);
      if (!points) return;
      const { x, y } = points;
      x.push((x.at(-1) ?? 0) + 1);
      y.push(0);
      this.#first = Math.floor((x.length - 1) / rowsAtATime) * rowsAtATime;
    });
  }

  #turn(pages: number): void {
    this.#first = Math.max(0, this.#first + pages * rowsAtATime);
    this.update();
  }

  #addRow(index: number): void {
    const row = { x: this.#cell("x", index), y: this.#cell("y", index) };
    this.#cells.push(row);
    const remove = make("button", { type: "button", "aria-label": words.remove, title: words.remove }, "×");
    remove.addEventListener("click", () => {
      void this.#draft.change((experiment) => {
        const points = pointsOf(experiment);
        for (const axis of ["x", "y"] as const) points?.[axis].splice(this.#first + index, 1);
      });
    });
    this.#body.append(
      make(
        "tr",
        {},
        make("th", { scope: "row" }),
        make("td", {}, row.x.input),
        make("td", {}, row.y.input),
        make("td", {}, remove),
      ),
    );
  }

  #cell(axis: Axis, index: number): Cell {
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false" });
    const bound = bindControl(input, (value, context) => {
      void this.#draft.change(({ data }) => {
        // Text that is no number is for the trainer to refuse.
        (data[axis] as Value[])[this.#first + index] = value;
      }, context);
    });
    return { input, bound };
  }
}

function textButton(name: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button" }, name);
  button.addEventListener("click", act);
  return button;
}
