import { messageOf } from "../../browser/error-message";
import type { Stage } from "../../panels/stage";
import { excerpt } from "../../text/excerpt";
import { ColumnDialog } from "../dialogs/column-dialog";
import { isTable, sweepIn, textOf } from "../files/open-file";
import { pointsIn, readTable } from "../files/table";
import { columns as words } from "../text/prose-opened";

/** Trains what is in a file or a pasted table. */
export class FileIntake {
  readonly #stage: Stage;
  readonly #train: (experiment: string) => void;
  readonly #complain: (message: string, key: string) => void;
  readonly #columns = new ColumnDialog();
  readonly element = this.#columns.element;

  /** `complain` is called with what is wrong with a table, and the key of the data. */
  constructor(stage: Stage, train: (experiment: string) => void, complain: (message: string, key: string) => void) {
    this.#stage = stage;
    this.#train = train;
    this.#complain = complain;
  }

  /** Trains the experiment in a file, that of a run, the runs of a sweep, or the experiment in hand with the data of a table. */
  async open(file: File): Promise<void> {
    const text = await textOf(file);
    const sweep = sweepIn(text);
    if (sweep !== undefined) this.#stage.changeLook({ sweep, outcome: undefined });
    else if (isTable(file, text)) await this.take(text, excerpt(file.name));
    else this.#train(text);
  }

  /** Trains the experiment in hand with the data of a table, which came `from` a file or was pasted. */
  async take(table: string, from: string = words.pasted): Promise<void> {
    try {
      const read = readTable(table);
      const columns = read.columns ?? (await this.#columns.ask(read));
      if (columns) this.#stage.draft.takeData(pointsIn(read, columns));
    } catch (error) {
      this.#complain(`${from}: ${messageOf(error)}`, "data");
    }
  }
}
