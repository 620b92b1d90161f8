import { make } from "../../browser/dom";
import { messageOf } from "../../browser/error-message";
import { changedLook, clocks, views, type Axes, type Clock, type Look } from "../../experiment/look";
import { choice, field } from "../../panels/form-controls";
import type { PanelContent } from "../../panels/panel";
import type { Stage } from "../../panels/stage";
import { axesWith } from "../reading/unfit-settings";
import { outputOf } from "../../views/view";
import { look as words } from "../text/prose-opened";
import { views as viewWords } from "../../text/prose";

/** The panel that chooses the views, and how their axes are scaled. */
export class LookPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #switches: { control: HTMLInputElement; isOn: (look: Look) => boolean }[] = [];
  readonly #clock = choice("clock", clocks, (clock) => words.clocks[clock]);
  readonly #ranges: {
    axis: keyof Axes;
    whole: HTMLElement;
    name: HTMLElement;
    controls: readonly HTMLInputElement[];
  }[] = [];
  readonly #output = make("select", { id: "output" });
  readonly #outputs = field(words.output, this.#output);
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
    this.#clock.addEventListener("change", () => {
      change({ clock: this.#clock.value as Clock });
    });
    const axes = (["xRange", "secondRange", "weightRange"] as const).map((axis) => this.#range(axis));
    const reset = make("button", { type: "button", class: "action" }, words.reset);
    reset.addEventListener("click", () => {
      change({ xRange: undefined, weightRange: undefined, secondRange: undefined });
    });
    this.#output.addEventListener("change", () => {
      change({ output: Number(this.#output.value) });
    });
    this.nodes = [
      make("fieldset", {}, make("legend", {}, words.views), ...shown, this.#outputs),
      make("fieldset", {}, make("legend", {}, words.logarithmic), ...scales),
      field(words.clock, this.#clock),
      make("fieldset", { class: "axes" }, make("legend", {}, words.axes), ...axes, reset),
    ];
  }

  update(): void {
    const { look, training } = this.#stage;
    this.#clock.value = look.clock;
    for (const option of this.#clock.options) {
      const pace = training.recording?.paceOf(option.value as Clock) ?? 1;
      option.disabled = !(pace > 0) && option.value !== look.clock;
    }
    for (const { control, isOn } of this.#switches) control.checked = isOn(this.#stage.look);
    const plot = this.#stage.training.recording?.plot;
    const { inputs, outputs } = plot ?? { inputs: 1, outputs: 1 };
    this.#outputs.hidden = outputs === 1;
    if (this.#output.length !== outputs) {
      const numbers = Array.from({ length: outputs }, (_, k) => k + 1);
      this.#output.replaceChildren(
        ...numbers.map((output) => make("option", { value: String(output) }, words.outputOf(output, outputs))),
      );
    }
    this.#output.value = String(plot ? outputOf(plot, this.#stage.look) + 1 : 1);
    for (const { axis, whole, name, controls } of this.#ranges) {
      whole.hidden = !axesWith(inputs).includes(axis);
      const title = axis === "xRange" && inputs > 1 ? words.firstRange : words[axis];
      name.textContent = title;
      [words.from(title), words.to(title)].forEach((text, end) => controls[end]?.setAttribute("aria-label", text));
      const range = this.#stage.look[axis];
      controls.forEach((control, end) => {
        if (!control.matches(":focus")) control.value = range ? String(range[end]) : "";
      });
    }
  }

  /** Two fields for the ends of an axis; both empty it is as at first. */
  #range(axis: keyof Axes): HTMLElement {
    const controls = [0, 1].map((end) =>
      make("input", { type: "number", step: "any", id: `${axis}-${end}`, placeholder: words.usual }),
    );
    const problem = make("p", { class: "alarm", role: "alert" });
    const take = (): void => {
      const [low = "", high = ""] = controls.map(({ value }) => value);
      problem.textContent = "";
      // Until the other end is there too.
      if ((low === "") !== (high === "")) return;
      try {
        const look = changedLook(this.#stage.look, axis, low === "" ? null : `${low},${high}`);
        this.#stage.changeLook({ [axis]: look[axis] });
      } catch (error) {
        problem.textContent = messageOf(error);
      }
    };
    for (const control of controls) control.addEventListener("change", take);
    const name = make("span");
    const whole = make("div", { class: "field range" }, name, ...controls, problem);
    this.#ranges.push({ axis, whole, name, controls });
    return whole;
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
