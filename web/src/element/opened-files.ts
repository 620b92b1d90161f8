import { messageOf } from "../browser/error-message";
import { make } from "../browser/dom";
import type { FileIntake } from "../late/panels/file-intake";
import type { Stage } from "../panels/stage";
import { loadLateParts } from "./load-late-parts";
import type { Problems } from "./problems";

/** Takes in what the reader opens, drops or pastes; the code that reads it is loaded then. */
export class OpenedFiles {
  /** Holds the dialog that asks for the columns of a table. */
  readonly element = make("div", { class: "on-demand" });
  readonly #stage: Stage;
  readonly #problems: Problems;
  readonly #train: (experiment: string) => void;
  #intake: FileIntake | undefined;

  constructor(stage: Stage, problems: Problems, train: (experiment: string) => void) {
    this.#stage = stage;
    this.#problems = problems;
    this.#train = train;
  }

  /** Trains the experiment, the run or the table in a file. */
  async open(file: File): Promise<void> {
    await this.#use((intake) => intake.open(file));
  }

  /** Trains the experiment in hand with the data of a pasted table. */
  async paste(table: string): Promise<void> {
    await this.#use((intake) => intake.take(table));
  }

  async #use(use: (intake: FileIntake) => Promise<void>): Promise<void> {
    try {
      const { FileIntake } = await loadLateParts();
      if (!this.#intake) {
        this.#intake = new FileIntake(this.#stage, this.#train, (message, key) => {
          this.#problems.complainOfExperiment(message, key);
        });
        this.element.append(this.#intake.element);
      }
      await use(this.#intake);
    } catch (error) {
      this.#problems.complainOfExperiment(messageOf(error));
    }
  }
}
