import type { Status } from "../panels/status";
import type { Emit } from "./emit";

/** What a message is about: the experiment, a setting of the element by its name, or a part that could not be loaded. */
type Topic = "experiment" | "part" | `setting ${string}`;

/** The fields that show the experiment's keys. */
export interface ExperimentFields {
  /** Marks the field of a refused key. */
  mark(key: string, message: string): void;
  /** Takes back what was typed and refused. */
  revert(): void;
}

/** Reports what is wrong: in the message box, at the field of the refused key, and by the event `error`. */
export class Problems {
  readonly #status: Status;
  readonly #fields: ExperimentFields;
  readonly #emit: Emit;
  #topic: Topic | undefined;

  constructor(status: Status, fields: ExperimentFields, emit: Emit) {
    this.#status = status;
    this.#fields = fields;
    this.#emit = emit;
  }

  /** The message on screen, if there is one. */
  get message(): string | undefined {
    return this.#status.problem;
  }

  /** Reports an experiment that was refused, at this key if the fault is there, or a run that cannot go on. */
  complainOfExperiment(message: string, key = ""): void {
    this.mark(key, message);
    this.#complain("experiment", message, key);
  }

  /** Reports a refused setting; `key` is the key at fault where the setting is itself an experiment. */
  complainOfSetting(setting: string, message: string, key = setting): void {
    if (setting === "experiment") this.complainOfExperiment(message, key);
    else this.#complain(`setting ${setting}`, message, key);
  }

  /** Reports a part of the page that could not be loaded. */
  complainOfPart(message: string): void {
    this.#complain("part", message, "");
  }

  /** Reports that the trainer does not work, and offers to try again. */
  complainOfTrainer(message: string, retry: () => void): void {
    this.#topic = "experiment";
    this.#status.complainOfTrainer(message, () => {
      this.settleExperiment();
      retry();
    });
    this.#emit("error", { message });
  }

  /** Marks the field of a refused key, and says nothing else. */
  mark(key: string, message: string): void {
    this.#fields.mark(key, message);
  }

  /** Another experiment has been accepted. */
  settleExperiment(): void {
    this.#settle("experiment");
  }

  /** A setting has been set right. */
  settleSetting(setting: string): void {
    this.#settle(`setting ${setting}`);
  }

  #complain(topic: Topic, message: string, key: string): void {
    this.#topic = topic;
    this.#status.complain(message, () => {
      this.#fields.revert();
      this.#settle(topic);
    });
    this.#emit("error", key === "" ? { message } : { key, message });
  }

  #settle(topic: Topic): void {
    if (topic !== this.#topic) return;
    this.#topic = undefined;
    this.#status.clear();
  }
}
