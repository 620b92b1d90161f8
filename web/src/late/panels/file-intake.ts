import { messageOf } from "../../browser/error-message";
import type { Draft } from "../../run/draft";
import { excerpt } from "../../text/excerpt";
import { ColumnDialog } from "../dialogs/column-dialog";
import { isTable, textOf } from "../files/open-file";
import { pointsIn, readTable } from "../files/table";
import { columns as words } from "../text/prose-opened";

/** Trains what is in a file or a pasted table. */
export class FileIntake {
  readonly #draft: Draft;
  readonly #train: (experiment: string) => void;
  readonly #complain: (message: string, key: string) => void;
  readonly #columns = new ColumnDialog();
  readonly element = this.#columns.element;

  /** `complain` is called with what is wrong with a table, and the key of the data. */
  constructor(draft: Draft, train: (experiment: string) => void, complain: (message: string, key: string) => void) {
    this.#draft = draft;
    this.#train = train;
    this.#complain = complain;
  }

  /** Trains the experiment in a file, that of a run, or the one in hand with the data of a table. */
  async open(file: File): Promise<void> {
    const text = await textOf(file);
    if (isTable(file, text)) await this.take(text, excerpt(file.name));
    else this.#train(text);
  }

  /** Trains the experiment in hand with the data of a table, which came `from` a file or was pasted. */
  async take(table: string, from: string = words.pasted): Promise<void> {
    try {
      const read = readTable(table);
      const columns = read.columns ?? (await this.#columns.ask(read));
      if (columns) this.#draft.takeData(pointsIn(read, columns));
    } catch (error) {
      this.#complain(`${from}: ${messageOf(error)}`, "data");
    }
  }
}
