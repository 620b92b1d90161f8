import { messageOf } from "../../browser/error-message";
import { isFilled, make } from "../../browser/dom";
import type { Exports } from "../export/export-files";
import { figureFormats } from "../export/figure";
import { views } from "../../experiment/look";
import type { PanelContent } from "../../panels/panel";
import type { TakesFiles } from "./data-panel";
import { save } from "../export/download";
import type { Videos } from "../export/videos";
import { videoForm } from "./video-form";
import { viewNames } from "./look-panel";

function choice<Name extends string>(
  id: string,
  names: readonly Name[],
  titleOf: (name: Name) => string,
): HTMLSelectElement {
  return make("select", { id }, ...names.map((name) => make("option", { value: name }, titleOf(name))));
}

/** The panel with what leaves the page, and with the way back in. */
export class ExportPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #groups = make("div", { class: "groups" });
  readonly #outcome = make("p", { class: "outcome", role: "status" });

  constructor(exports: Exports, videos: Videos, files: TakesFiles) {
    const neurons = make("input", { type: "number", id: "export-neurons", min: "1", step: "1", placeholder: "all" });
    const kept = (): number => (isFilled(neurons) ? neurons.valueAsNumber : Infinity);
    const view = choice("export-view", views, (view) => viewNames[view]);
    const scale = choice("export-scale", ["1", "2", "3", "4"], (scale) => `${scale}×`);
    scale.value = "2";
    this.#add(
      "Picture of this frame",
      make("div", { class: "field" }, make("label", { for: view.id }, "View"), view),
      make("div", { class: "field" }, make("label", { for: scale.id }, "Size of the PNG"), scale),
      ...figureFormats.map((format) =>
        this.#button(format.toUpperCase(), () => {
          const wanted = views.find((name) => name === view.value) ?? "function";
          return exports.figure(wanted, format, Number(scale.value));
        }),
      ),
    );
    this.#add(
      "The run",
      this.#button("JSON", () => exports.run("json", kept())),
      this.#button("CSV", () => exports.run("csv", kept())),
      make("div", { class: "field" }, make("label", { for: "export-neurons" }, "Neurons in JSON and CSV"), neurons),
      this.#button("Initial weights", () => exports.initialWeights()),
      this.#button("Curve of this frame", () => exports.curve()),
    );
    this.#add(
      "Video",
      ...videoForm(
        videos,
        (making, remark) => this.#settle(making, remark),
        (what) => {
          this.#tell(what);
        },
      ),
    );
    this.#add(
      "Code and papers",
      this.#button("PyTorch script", () => exports.pytorch()),
      this.#button("BibTeX", () => exports.bibtex()),
    );
    const chooser = make("input", { type: "file", class: "spoken", tabindex: "-1", accept: ".json,application/json" });
    chooser.addEventListener("change", () => {
      const [file] = chooser.files ?? [];
      if (file) void files.open(file);
      chooser.value = "";
    });
    const choose = make("button", { type: "button", class: "action open" }, "Open a run or an experiment …");
    choose.addEventListener("click", () => {
      chooser.click();
    });
    chooser.setAttribute("aria-label", "A run or an experiment as JSON");
    this.#add(
      "Back in",
      choose,
      chooser,
      make("p", { class: "aside" }, "It is trained anew. Dropping the file here does the same."),
    );
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
    this.#tell("Making the file …");
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
