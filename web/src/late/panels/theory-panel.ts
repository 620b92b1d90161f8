import { make } from "../../browser/dom";
import { overlays, type Overlay } from "../../experiment/look";
import type { Plot, Silence, Theory } from "../../trainer/trainer-module";
import { typesetText } from "../../text/notation";
import { field } from "../../panels/form-controls";
import type { PanelContent } from "../../panels/panel";
import type { Stage } from "../../panels/stage";
import { silences, sources, theory as said, type Source } from "../text/prose-opened";

/** The panel that switches the overlays of the theory, and says what each is and where it comes from. */
export class TheoryPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #switches = new Map<Overlay, { control: HTMLInputElement; silence: HTMLElement }>();
  readonly #stage: Stage;
  #theory: Theory | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.nodes = overlays.map((overlay) => {
      const { name, says, source } = said[overlay];
      const id = `overlay-${overlay}`;
      const control = make("input", { type: "checkbox", id, "aria-describedby": `${id}-says` });
      const silence = make("p", { class: "silence" });
      silence.hidden = true;
      this.#switches.set(overlay, { control, silence });
      control.addEventListener("change", () => {
        const wanted = new Set(stage.look.overlays);
        if (control.checked) wanted.add(overlay);
        else wanted.delete(overlay);
        stage.changeLook({ overlays: wanted });
      });
      return make(
        "div",
        { class: "overlay" },
        field(name, control, "boolean"),
        make("p", { id: `${id}-says` }, ...typesetText(says)),
        silence,
        citation(sources[source]),
      );
    });
  }

  /** Shows which overlays are on, and why the theory is silent about some in the run on screen. */
  update(): void {
    const { look, pictures } = this.#stage;
    for (const [overlay, { control }] of this.#switches) control.checked = look.overlays.has(overlay);
    const { theory, plot } = pictures.shown?.recording ?? {};
    if (!theory || !plot) return;
    for (const [overlay, { control }] of this.#switches) {
      // What can draw nothing cannot be ticked; what is on already can be taken back.
      control.disabled = silenceOf(overlay, theory, plot) !== undefined && !control.checked;
    }
    if (theory === this.#theory) return;
    this.#theory = theory;
    for (const [overlay, { silence }] of this.#switches) {
      const reason = silenceOf(overlay, theory, plot);
      silence.hidden = reason === undefined;
      silence.replaceChildren(...(reason === undefined ? [] : typesetText(silences[reason])));
    }
  }
}

/** Where a statement comes from. */
function citation({ authors, title, where, address }: Source): HTMLElement {
  const paper = make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, make("cite", {}, title));
  return make("p", { class: "source" }, `${authors}, `, paper, `, ${where}`);
}

/** Why there is nothing to draw of an overlay. */
function silenceOf(overlay: Overlay, theory: Theory, { inputs }: Plot): Silence | "balance" | undefined {
  const { directions, limit, keepsBalance } = theory;
  if (overlay === "directions") return directions || undefined;
  if (overlay === "limit" || overlay === "phases") return limit || undefined;
  if (overlay === "least-squares") return inputs > 1 ? "shape" : undefined;
  return keepsBalance ? undefined : "balance";
}
