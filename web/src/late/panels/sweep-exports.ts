import { messageOf } from "../../browser/error-message";
import { make } from "../../browser/dom";
import { field } from "../../panels/form-controls";
import type { Surface } from "../../plot/surface";
import { save } from "../export/download";
import { drawFigure, figureFile, figureFormats, type FigureFormat } from "../export/figure";
import type { ManyRuns } from "../sweep/many-runs";
import type { SweepPlotKind, SweepScene } from "../sweep/sweep-plot";
import { exporting } from "../text/prose-opened";
import { manyRuns as words } from "../text/prose-sweeps";

/** What there is to save. */
export interface SavedSweep {
  /** The sweep, as JSON text. */
  text: string | undefined;
  scene: SweepScene | undefined;
  /** The program and its version. */
  creator: string;
}

/** The buttons that save a sweep: its pictures, its tables, itself, and a script that trains it. */
export class SweepExports {
  readonly element: HTMLElement;
  readonly #runs: ManyRuns;
  readonly #root: HTMLElement;
  readonly #sweep: () => SavedSweep;
  readonly #picture = make("select", { id: "sweep-picture" });
  readonly #outcome = make("p", { class: "outcome", role: "status" });
  #kinds: readonly SweepPlotKind[] = [];

  /** Figures are drawn inside `root`, where the style sheet gives them their colours. */
  constructor(runs: ManyRuns, root: HTMLElement, sweep: () => SavedSweep) {
    this.#runs = runs;
    this.#root = root;
    this.#sweep = sweep;
    const figures = figureFormats.map((format) => this.#button(format.toUpperCase(), () => this.#figure(format)));
    this.element = make(
      "div",
      { class: "groups sweep-save" },
      make("fieldset", {}, make("legend", {}, words.picture), field(words.save, this.#picture), ...figures),
      make(
        "fieldset",
        {},
        make("legend", {}, words.table),
        this.#button("CSV", async () => file("sweep", "csv", await runs.table("csv"))),
        this.#button("NDJSON", async () => file("sweep", "ndjson", await runs.table("ndjson"))),
        this.#button(words.json, () => Promise.resolve(this.#sweepFile())),
        this.#button(words.pytorch, async () => file("sweep-pytorch", "py", await this.#runs.script())),
      ),
      this.#outcome,
    );
  }

  /** Offers pictures of these kinds. */
  offer(kinds: readonly SweepPlotKind[]): void {
    this.#kinds = kinds;
    this.#picture.replaceChildren(
      ...kinds.map(({ name }) => make("option", { value: name }, words.pictures[name]?.name ?? name)),
    );
  }

  #button(name: string, produce: () => Promise<File>): HTMLButtonElement {
    const made = make("button", { type: "button", class: "action" }, name);
    made.addEventListener("click", () => {
      void this.#save(produce);
    });
    return made;
  }

  async #figure(format: FigureFormat): Promise<File> {
    const { text, scene, creator } = this.#sweep();
    const kind = this.#kinds.find(({ name }) => name === this.#picture.value);
    if (!scene || !kind) throw new Error(words.nothingYet);
    const { name, aspect } = kind;
    const subject = {
      title: `${words.pictures[name]?.name ?? name}: ${text ?? ""}`,
      creator,
      draw: (surface: Surface): void => {
        const plot = kind.on(surface);
        const whole = { ...scene, pointed: undefined };
        while (plot.draw(whole));
      },
    };
    const figure = await drawFigure(name, aspect, this.#root, subject, {});
    return file(name, format, await figureFile[format](figure, 2));
  }

  #sweepFile(): File {
    const { text } = this.#sweep();
    if (text === undefined) throw new Error(words.nothingYet);
    const sweep = JSON.parse(text) as object;
    const written = `${JSON.stringify({ version: 1, ...sweep }, undefined, 2)}\n`;
    return file("sweep", "json", new Blob([written], { type: "application/json" }));
  }

  async #save(produce: () => Promise<File>): Promise<void> {
    this.#outcome.classList.remove("alarm");
    this.#outcome.textContent = exporting.making;
    try {
      const made = await produce();
      save(made);
      this.#outcome.textContent = made.name;
    } catch (error) {
      this.#outcome.classList.add("alarm");
      this.#outcome.textContent = messageOf(error);
    }
  }
}

function file(what: string, extension: string, content: Blob): File {
  return new File([content], `reluscope-${what}.${extension}`, { type: content.type });
}
