import { excerpt } from "../../text/excerpt";
import { pytorchScript } from "./pytorch-script";
import type { RunFormat } from "../../trainer/trainer-module";
import { drawFigure, figureFile, type FigureFormat } from "./figure";
import { views } from "../../experiment/look";
import type { FigureOptions, View } from "../../relu-scope";
import { bibtex, programBibtex } from "./bibliography";
import type { Stage } from "../../panels/stage";
import type { Player } from "../../run/player";
import type { Recording } from "../../run/recording";
import type { Training } from "../../run/training";
import { pictureOptions, registry } from "../../views/registry";
import { outputOf } from "../../views/view";
import { valuesIn } from "./learnt-values";

/** The files that can be made of the run on screen. Each is rejected or thrown with a sentence why it cannot be. */
export class Exports {
  readonly #training: Training;
  readonly #player: Player;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#training = stage.training;
    this.#player = stage.player;
  }

  /** A view of the frame on screen; `scale` is how many pixels a PNG has to one of the drawing. */
  async figure(view: View, format: FigureFormat, options: FigureOptions & { scale?: number } = {}): Promise<File> {
    const { scale = 2, columns = 1 } = options;
    if (!views.includes(view)) throw new RangeError(`view must be one of ${views.join(", ")}, not “${excerpt(view)}”.`);
    if (!(scale >= 1 && scale <= 4)) throw new RangeError(`scale must be a number from 1 to 4, not ${scale}.`);
    if (![1, 2].includes(columns)) throw new RangeError(`columns must be 1 or 2, not ${columns}.`);
    return this.#ofRun(async (recording) => {
      const { frame } = this.#player;
      const { element, pictures, look } = this.#stage;
      const figure = await drawFigure(
        view,
        registry[view].aspect,
        element,
        await pictures.subject(view, look),
        options,
      );
      const name = view === "function" ? `frame-${frame}` : `${view}-frame-${frame}`;
      return this.#file(recording, name, format, await figureFile[format](figure, scale));
    });
  }

  /** The run as the command line writes it, with the first so many neurons of each frame. */
  run(format: RunFormat, neurons = Infinity): Promise<File> {
    return this.#ofRun(async (recording) => {
      if (!recording.done) throw new Error("The run is still being trained. Stop it, or wait until it is finished.");
      const seconds = recording.trainingMilliseconds / 1000;
      // CSV has no comments that every reader skips, so the version is in the name.
      const name = format === "csv" ? `run-v${this.#training.version}` : "run";
      return this.#file(recording, name, format, await this.#training.ask("file", { format, seconds, neurons }));
    });
  }

  /** The experiment with its initial weights, which starts from them when it is opened. */
  initialWeights(): Promise<File> {
    return this.#ofRun(async (recording) =>
      this.#file(recording, "initial-weights", "json", await this.#training.ask("initialWeights", {})),
    );
  }

  /** The learnt function of the frame on screen, at the points of the picture, or its values on the data beside the targets. */
  curve(): Promise<File> {
    return this.#ofRun(async (recording) => {
      const { frame } = this.#player;
      const options = pictureOptions(["function"], this.#stage.look);
      const picture = await this.#training.ask("picture", { frame, options });
      const { what, rows } = valuesIn(picture, recording.plot, outputOf(recording.plot, this.#stage.look));
      const name = `frame-${frame}-${what}-v${this.#training.version}`;
      const text = rows.map((row) => `${row.join()}\n`);
      return this.#file(recording, name, "csv", new Blob(text, { type: "text/csv" }));
    });
  }

  /** A script that makes the same run. */
  pytorch(): File {
    const recording = this.#recording();
    const script = pytorchScript(recording.experiment, this.#training.version);
    return this.#file(recording, "pytorch", "py", new Blob([script], { type: "text/x-python" }));
  }

  /** The papers to cite. */
  bibtex(): File {
    const { version } = this.#training;
    const text = `% ReLUscope ${version}\n\n${programBibtex(version)}\n${bibtex}`;
    return new File([text], "reluscope-papers.bib", { type: "text/x-bibtex" });
  }

  #recording(): Recording {
    const { recording } = this.#training;
    if (!recording) throw new Error("There is no run yet.");
    return recording;
  }

  /** What is made of the run on the page; of the next one, where that takes the place meanwhile. */
  async #ofRun(make: (recording: Recording) => Promise<File>): Promise<File> {
    const recording = this.#recording();
    try {
      return await make(recording);
    } catch (error) {
      if (recording === this.#training.recording) throw error;
      return this.#ofRun(make);
    }
  }

  #file({ name }: Recording, what: string, extension: string, content: Blob): File {
    return new File([content], `reluscope-${name}-${what}.${extension}`, { type: content.type });
  }
}
