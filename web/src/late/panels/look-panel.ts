import { make } from "../../browser/dom";
import { views, type Look } from "../../experiment/look";
import { field } from "../../panels/form-controls";
import type { PanelContent } from "../../panels/panel";
import type { Stage } from "../../panels/stage";
import { look as words } from "../text/prose-opened";
import { views as viewWords } from "../../text/prose";

/** The panel that chooses the views, and how their axes are scaled. */
export class LookPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #switches: { control: HTMLInputElement; isOn: (look: Look) => boolean }[] = [];
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
    const change = (change: Partial<Look>): void => {
      stage.changeLook(change);
    };
    const shown = views.map((view) =>
      this.#switch(
        `view-${view}`,
        viewWords[view].name,
        (look) => look.views.has(view),
        (on, { views }) => {
          const wanted = new Set(views);
          if (on) wanted.add(view);
          else wanted.delete(view);
          // One view stays: there has to be something to look at.
          change(wanted.size > 0 ? { views: wanted } : {});
        },
      ),
    );
    const scales = [
      this.#switch(
        "scale-weights",
        words.weights,
        ({ weightScale }) => weightScale === "symlog",
        (on) => {
          change({ weightScale: on ? "symlog" : "linear" });
        },
      ),
      this.#switch(
        "scale-loss",
        words.loss,
        ({ lossScale }) => lossScale.y === "log",
        (on, { lossScale }) => {
          change({ lossScale: { ...lossScale, y: on ? "log" : "linear" } });
        },
      ),
      this.#switch(
        "scale-iterations",
        words.iterations,
        ({ lossScale }) => lossScale.x === "log",
        (on, { lossScale }) => {
          change({ lossScale: { ...lossScale, x: on ? "log" : "linear" } });
        },
      ),
    ];
    this.nodes = [
      make("fieldset", {}, make("legend", {}, words.views), ...shown),
      make("fieldset", {}, make("legend", {}, words.logarithmic), ...scales),
    ];
  }

  update(): void {
    for (const { control, isOn } of this.#switches) control.checked = isOn(this.#stage.look);
  }

  #switch(
    id: string,
    name: string,
    isOn: (look: Look) => boolean,
    turn: (on: boolean, look: Look) => void,
  ): HTMLElement {
    const control = make("input", { type: "checkbox", id });
    control.addEventListener("change", () => {
      turn(control.checked, this.#stage.look);
    });
    this.#switches.push({ control, isOn });
    return field(name, control, "boolean");
  }
}
