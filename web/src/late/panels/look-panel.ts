import { make } from "../../browser/dom";
import { views, type Look } from "../../experiment/look";
import type { PanelContent } from "../../panels/panel";
import { views as words } from "../../text/prose";

/** The panel that tells what is shown, and how it is scaled. */
export class ViewPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #switches: { control: HTMLInputElement; isOn: (look: Look) => boolean }[] = [];
  #look: Look | undefined;

  /** `change` is called with what somebody wants to be otherwise. */
  constructor(change: (change: Partial<Look>) => void) {
    const shown = views.map((view) =>
      this.#switch(
        `view-${view}`,
        words[view].name,
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
        "Weights (symmetrically)",
        ({ weightScale }) => weightScale === "symlog",
        (on) => {
          change({ weightScale: on ? "symlog" : "linear" });
        },
      ),
      this.#switch(
        "scale-loss",
        "Loss",
        ({ lossScale }) => lossScale.y === "log",
        (on, { lossScale }) => {
          change({ lossScale: { ...lossScale, y: on ? "log" : "linear" } });
        },
      ),
      this.#switch(
        "scale-iterations",
        "Iterations",
        ({ lossScale }) => lossScale.x === "log",
        (on, { lossScale }) => {
          change({ lossScale: { ...lossScale, x: on ? "log" : "linear" } });
        },
      ),
    ];
    this.nodes = [
      make("fieldset", {}, make("legend", {}, "Pictures"), ...shown),
      make("fieldset", {}, make("legend", {}, "Logarithmic axes"), ...scales),
    ];
  }

  /** Shows what is on screen. */
  show(look: Look): void {
    this.#look = look;
    for (const { control, isOn } of this.#switches) control.checked = isOn(look);
  }

  #switch(
    id: string,
    name: string,
    isOn: (look: Look) => boolean,
    turn: (on: boolean, look: Look) => void,
  ): HTMLElement {
    const control = make("input", { type: "checkbox", id });
    control.addEventListener("change", () => {
      if (this.#look) turn(control.checked, this.#look);
    });
    this.#switches.push({ control, isOn });
    return make("div", { class: "field boolean" }, make("label", { for: id }, name), control);
  }
}
