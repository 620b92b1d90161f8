import { coordinatesOf, pointsOf, setValue, valueOf, type Coordinate, type Points } from "../../experiment/data-points";
import { bindControl, type BoundControl, type Value } from "../../panels/bound-control";
import type { Plot } from "../../trainer/trainer-module";
import { mostHandles } from "../../views/data-handles";
import { across } from "../../views/data-positions";
import { make } from "../../browser/dom";
import type { Draft } from "../../run/draft";
import type { Training } from "../../run/training";
import { formatCount, parseNumber, subscript } from "../../text/number-format";
import type { PanelContent } from "../../panels/panel";
import { label, typesetLabel } from "../../text/notation";
import { names } from "../../text/prose";
import { points as words } from "../text/prose-opened";

/** How many rows the table shows at a time. */
const rowsAtATime = 50;

/** With more numbers to a point than this there is no table. */
const mostColumns = 12;

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
  readonly #take: HTMLElement;
  readonly #heading = make("tr");
  #columns: readonly Coordinate[] = [];
  readonly #cells: Cell[][] = [];
  /** The number, from 0, of the point in the first row. */
  #first = 0;

  /** What is changed here is changed in the draft; `training` has the points that a teacher has drawn. */
  constructor(draft: Draft, training: Training, files: TakesFiles) {
    this.#draft = draft;
    this.#take = textButton(words.take, () => {
      const { recording } = training;
      if (recording) draft.takeData(drawnIn(recording.plot));
    });
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
    this.#table = make("table", { "aria-label": names.data }, make("thead", {}, this.#heading), this.#body);
    this.#table.addEventListener("paste", (event) => {
      this.#paste(event, files);
    });
    this.nodes = [
      make("p", { class: "note" }, words.howToEdit),
      this.#table,
      this.#pager,
      make("p", { class: "choices" }, this.#add, this.#take, file, make("label", { for: file.id }, words.load)),
      this.#note,
    ];
  }

  /** Shows the data in hand. */
  update(): void {
    const { experiment } = this.#draft;
    if (!experiment) return;
    const data = pointsOf(experiment);
    const columns = data ? coordinatesOf(data) : [];
    const isShown = data !== undefined && columns.length <= mostColumns;
    this.#table.hidden = this.#add.hidden = !isShown;
    this.#take.hidden = data !== undefined;
    if (!isShown) {
      this.#pager.hidden = true;
      this.#note.textContent = data ? words.tooWide(columns.length) : words.teacher;
      return;
    }
    this.#adopt(columns);
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
      row.forEach(({ input, bound }, column) => {
        const coordinate = columns[column] ?? across;
        input.setAttribute("aria-label", `${this.#plainName(coordinate)} ${words.ofPoint} ${formatCount(number + 1)}`);
        bound.show(valueOf(data, coordinate, number));
      });
    });
    this.#pager.hidden = count <= rowsAtATime;
    this.#range.textContent = `${formatCount(this.#first + 1)}–${formatCount(this.#first + rows)} of ${formatCount(count)}`;
    this.#note.textContent = count > mostHandles ? words.manyPoints : "";
  }

  /** Marks the cell of a refused key such as `data.x[3]` or `data.x[3][1]`. */
  mark(key: string): void {
    const [, axis, number, index = "0"] = /^data\.([xy])\[(\d+)\](?:\[(\d+)\])?$/.exec(key) ?? [];
    const column = this.#columns.findIndex(([of, at]) => of === axis && at === Number(index));
    this.#cells[Number(number) - this.#first]?.[column]?.bound.mark();
  }

  /** Takes back what has been typed and refused. */
  revert(): void {
    for (const { bound } of this.#cells.flat()) bound.revert();
  }

  /** Has a column for each of these numbers. */
  #adopt(columns: readonly Coordinate[]): void {
    const isSame = String(columns) === String(this.#columns);
    this.#columns = columns;
    if (isSame) return;
    this.#cells.length = 0;
    this.#body.replaceChildren();
    this.#table.style.setProperty("--columns", String(columns.length));
    const headings = columns.map((coordinate) =>
      make("th", { scope: "col" }, typesetLabel(label(this.#nameOf(coordinate)))),
    );
    this.#heading.replaceChildren(make("td"), ...headings, make("td"));
  }

  /** The name of a number of a point, as `label` reads it: with its index where there are several. */
  #nameOf([of, index]: Coordinate): string {
    return this.#columns.filter(([other]) => other === of).length > 1 ? `${of}_{${index + 1}}` : of;
  }

  #plainName(coordinate: Coordinate): string {
    return this.#nameOf(coordinate).replace(/_\{(\d+)\}/, (_, index: string) => subscript(Number(index)));
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
      const data = pointsOf(experiment);
      if (!data) return;
      const last = data.x.length - 1;
      for (const of of ["x", "y"] as const) data[of].push(structuredClone(data[of][last] ?? 0));
      for (const coordinate of this.#columns) {
        const [of] = coordinate;
        setValue(data, coordinate, last + 1, of === "x" ? valueOf(data, coordinate, last) + 1 : 0);
      }
      this.#first = Math.floor((last + 1) / rowsAtATime) * rowsAtATime;
    });
  }

  #turn(pages: number): void {
    this.#first = Math.max(0, this.#first + pages * rowsAtATime);
    this.update();
  }

  #addRow(index: number): void {
    const row = this.#columns.map((coordinate) => this.#cell(coordinate, index));
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
        ...row.map(({ input }) => make("td", {}, input)),
        make("td", {}, remove),
      ),
    );
  }

  #cell([of, at]: Coordinate, index: number): Cell {
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false" });
    const bound = bindControl(input, (value, context) => {
      void this.#draft.change((experiment) => {
        // Text that is no number is for the trainer to refuse.
        const entries = experiment.data[of] as (Value | Value[])[];
        const entry = entries[this.#first + index];
        if (Array.isArray(entry)) entry[at] = value;
        else entries[this.#first + index] = value;
      }, context);
    });
    return { input, bound };
  }
}

/** The points of a run, as an experiment has them. */
function drawnIn({ inputs, outputs, x, y }: Plot): Points {
  const entries = (values: Float64Array, size: number): Points["x"] =>
    Array.from({ length: values.length / size }, (_, i) =>
      size === 1 ? (values[i] ?? 0) : [...values.subarray(i * size, (i + 1) * size)],
    );
  return { x: entries(x, inputs), y: entries(y, outputs) };
}

function textButton(name: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button" }, name);
  button.addEventListener("click", act);
  return button;
}
