import { make } from "../../browser/dom";
import { field } from "../../panels/form-controls";
import { columns as words } from "../text/prose-opened";
import { dialog } from "./dialog";
import type { Columns, Table } from "../files/table";

/** How many rows of the table are shown. */
const rowsShown = 5;

/** The dialog that asks which columns of a table are x and y. */
export class ColumnDialog {
  readonly element: HTMLDialogElement;
  readonly #title = make("p", {});
  readonly #x = make("select", { id: "column-x" });
  readonly #y = make("select", { id: "column-y" });
  readonly #excerpt = make("table", { "aria-label": words.excerpt });
  #settle: ((columns: Columns | undefined) => void) | undefined;

  constructor() {
    const take = make("button", { type: "submit", class: "action" }, words.take);
    const [x, y] = [field(make("var", {}, "x"), this.#x), field(make("var", {}, "y"), this.#y)];
    const form = make("form", { method: "dialog" }, x, y, take);
    this.element = dialog("columns", words.title, make("h2", {}, words.title), this.#title, form, this.#excerpt);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#end({ x: Number(this.#x.value), y: Number(this.#y.value) });
      this.element.close();
    });
    this.element.addEventListener("close", () => {
      this.#end(undefined);
    });
  }

  /** Resolves with the columns that the reader chooses; with none when the dialog is closed. */
  ask(table: Table): Promise<Columns | undefined> {
    this.#end(undefined);
    const title = (index: number): string => words.column(index + 1, table.names[index] ?? "");
    this.#title.textContent = words.which(table.names.length);
    for (const [select, place] of [
      [this.#x, 0],
      [this.#y, 1],
    ] as const) {
      select.replaceChildren(...table.numeric.map((index) => make("option", { value: String(index) }, title(index))));
      select.value = String(table.numeric[place]);
    }
    const heading = table.names.map((_, index) => make("th", { scope: "col" }, title(index)));
    const rows = table.rows
      .slice(0, rowsShown)
      .map(({ cells }) => make("tr", {}, ...table.names.map((_, index) => make("td", {}, cells[index] ?? ""))));
    this.#excerpt.replaceChildren(make("thead", {}, make("tr", {}, ...heading)), make("tbody", {}, ...rows));
    if (!this.element.open) this.element.showModal();
    this.#x.focus();
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #end(columns: Columns | undefined): void {
    this.#settle?.(columns);
    this.#settle = undefined;
  }
}
