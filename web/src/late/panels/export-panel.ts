import { messageOf } from "../../browser/error-message";
import { isFilled, make } from "../../browser/dom";
import type { Exports } from "../export/export-files";
import { figureFormats } from "../export/figure";
import { views } from "../../experiment/look";
import type { PanelContent } from "../../panels/panel";
import type { TakesFiles } from "./data-panel";
import { save } from "../export/download";
import type { Videos } from "../export/videos";
import { choice, field } from "../../panels/form-controls";
import { exporting as words } from "../text/prose-opened";
import { views as viewWords } from "../../text/prose";
import { videoForm } from "./video-form";

/** The panel that saves figures, runs, videos and code, and opens files. */
export class ExportPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #groups = make("div", { class: "groups" });
  readonly #outcome = make("p", { class: "outcome", role: "status" });

  constructor(exports: Exports, videos: Videos, files: TakesFiles) {
    const neurons = make("input", {
      type: "number",
      id: "export-neurons",
      min: "1",
      step: "1",
      placeholder: words.all,
    });
    const kept = (): number => (isFilled(neurons) ? neurons.valueAsNumber : Infinity);
    const view = choice("export-view", views, (view) => viewWords[view].name);
    const scale = choice("export-scale", ["1", "2", "3", "4"], (scale) => `${scale}×`);
    scale.value = "2";
    const columns = choice("export-columns", ["1", "2"], (count) => words.columns[count]);
    const legend = make("input", { type: "checkbox", id: "export-legend" });
    const cursor = make("input", { type: "checkbox", id: "export-cursor" });
    cursor.checked = true;
    // The legend is of the function view, the mark of the frame in the loss.
    const fit = (): void => {
      legend.disabled = view.value !== "function";
      cursor.disabled = view.value !== "loss";
    };
    view.addEventListener("change", fit);
    fit();
    this.#add(
      words.figure,
      field(words.view, view),
      field(words.size, columns),
      field(words.legend, legend, "boolean"),
      field(words.cursor, cursor, "boolean"),
      field(words.scale, scale),
      ...figureFormats.map((format) =>
        this.#button(format.toUpperCase(), () => {
          const wanted = views.find((name) => name === view.value) ?? "function";
          return exports.figure(wanted, format, {
            scale: Number(scale.value),
            columns: columns.value === "2" ? 2 : 1,
            legend: legend.checked,
            cursor: cursor.checked,
          });
        }),
      ),
    );
    this.#add(
      words.run,
      this.#button("JSON", () => exports.run("json", kept())),
      this.#button("CSV", () => exports.run("csv", kept())),
      field(words.neurons, neurons),
      this.#button(words.initialWeights, () => exports.initialWeights()),
      this.#button(words.curve, () => exports.curve()),
    );
    this.#add(
      words.video,
      ...videoForm(
        videos,
        (making, remark) => this.#settle(making, remark),
        (what) => {
          this.#tell(what);
        },
      ),
    );
    this.#add(
      words.code,
      this.#button(words.pytorch, () => exports.pytorch()),
      this.#button("BibTeX", () => exports.bibtex()),
    );
    const chooser = make("input", { type: "file", class: "spoken", tabindex: "-1", accept: ".json,application/json" });
    chooser.addEventListener("change", () => {
      const [file] = chooser.files ?? [];
      if (file) void files.open(file);
      chooser.value = "";
    });
    const choose = make("button", { type: "button", class: "action open" }, words.open);
    choose.addEventListener("click", () => {
      chooser.click();
    });
    chooser.setAttribute("aria-label", words.file);
    this.#add(words.backIn, choose, chooser, make("p", { class: "aside" }, words.backInSays));
    this.nodes = [this.#groups, this.#outcome];
  }

  /** Adds a titled group of controls. */
  #add(title: string, ...controls: readonly Node[]): void {
    this.#groups.append(make("fieldset", {}, make("legend", {}, title), ...controls));
  }

  /** A button that saves what is made when it is pressed. While that takes time, a further press does nothing. */
  #button(name: string, produce: () => File | Promise<File>): HTMLButtonElement {
    const button = make("button", { type: "button", class: "action" }, name);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") void this.#save(button, produce);
    });
    return button;
  }

  async #save(button: HTMLButtonElement, produce: () => File | Promise<File>): Promise<void> {
    button.setAttribute("aria-disabled", "true");
    await this.#settle(Promise.resolve().then(produce));
    button.removeAttribute("aria-disabled");
  }

  /** Saves a file once it is made, or says why there is none. */
  async #settle(making: Promise<File>, remark = (): string => ""): Promise<void> {
    this.#tell(words.making);
    try {
      const file = await making;
      save(file);
      this.#tell(`${file.name}, ${formatBytes(file.size)} ${remark()}`.trim());
    } catch (error) {
      this.#tell(messageOf(error), true);
    }
  }

  /** Says what has come of the last thing asked for. */
  #tell(outcome: string, isProblem = false): void {
    this.#outcome.textContent = outcome;
    this.#outcome.classList.toggle("alarm", isProblem);
  }
}

function formatBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
