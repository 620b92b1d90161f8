import { messageOf } from "../../browser/error-message";
import type { Stage } from "../../panels/stage";
import { excerpt } from "../../text/excerpt";
import { ColumnDialog } from "../dialogs/column-dialog";
import { isTable, sweepIn, textOf } from "../files/open-file";
import { coordinatesOf, pointsOf, type Coordinate, type Points } from "../../experiment/data-points";
import { numbersIn, pointsIn, readTable, type Table } from "../files/table";
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
      const { experiment } = this.#stage.draft;
      const points = experiment && pointsOf(experiment);
      const shape = points ? coordinatesOf(points) : [];
      if (shape.length > 2 && read.numeric.length === shape.length) {
        this.#stage.draft.takeData(wideIn(read, shape));
        return;
      }
      const columns = read.columns ?? (await this.#columns.ask(read));
      if (columns) this.#stage.draft.takeData(pointsIn(read, columns));
    } catch (error) {
      this.#complain(`${from}: ${messageOf(error)}`, "data");
    }
  }
}

/** The points of a table whose columns of numbers are those of points of this shape. */
function wideIn(table: Table, shape: readonly Coordinate[]): Points {
  const columns = table.numeric.map((column) => numbersIn(table, column));
  const entries = (of: keyof Points): Points["x"] => {
    const own = columns.filter((_, k) => shape[k]?.[0] === of);
    return table.rows.map((_, row) => {
      const numbers = own.map((column) => column[row] ?? 0);
      return numbers.length === 1 ? (numbers[0] ?? 0) : numbers;
    });
  };
  return { x: entries("x"), y: entries("y") };
}
