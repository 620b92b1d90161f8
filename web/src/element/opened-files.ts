import { messageOf } from "../browser/error-message";
import { make } from "../browser/dom";
import type { FileIntake } from "../late/panels/file-intake";
import type { Draft } from "../run/draft";
import { loadLateParts } from "./load-late-parts";
import type { Problems } from "./problems";

/** Takes in what the reader opens, drops or pastes; the code that reads it is loaded then. */
export class OpenedFiles {
  /** Holds the dialog that asks for the columns of a table. */
  readonly element = make("div", { class: "on-demand" });
  readonly #draft: Draft;
  readonly #problems: Problems;
  readonly #train: (experiment: string) => void;
  #intake: FileIntake | undefined;

  constructor(draft: Draft, problems: Problems, train: (experiment: string) => void) {
    this.#draft = draft;
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
        this.#intake = new FileIntake(this.#draft, this.#train, (message, key) => {
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
