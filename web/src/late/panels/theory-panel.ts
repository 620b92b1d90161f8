import { make } from "../../browser/dom";
import { overlays, type Look, type Overlay } from "../../experiment/look";
import type { Silence, Theory } from "../../trainer/trainer-module";
import { setText } from "../../text/notation";
import type { PanelContent } from "../../panels/panel";
import { silences, sources, theory as said, type Source } from "../text/prose-opened";

/** The panel that switches the overlays of the theory on and off, and says what each is and where it comes from. */
export class TheoryPanel implements PanelContent {
  readonly nodes: readonly Node[];
  readonly #switches = new Map<Overlay, { control: HTMLInputElement; silence: HTMLElement }>();
  #overlays: ReadonlySet<Overlay> = new Set();
  #theory: Theory | undefined;

  /** `change` is called with what somebody wants to be otherwise. */
  constructor(change: (change: Partial<Look>) => void) {
    this.nodes = overlays.map((overlay) => {
      const { name, says, source } = said[overlay];
      const id = `overlay-${overlay}`;
      const control = make("input", { type: "checkbox", id, "aria-describedby": `${id}-says` });
      const silence = make("p", { class: "silence" });
      silence.hidden = true;
      this.#switches.set(overlay, { control, silence });
      control.addEventListener("change", () => {
        const wanted = new Set(this.#overlays);
        if (control.checked) wanted.add(overlay);
        else wanted.delete(overlay);
        change({ overlays: wanted });
      });
      return make(
        "div",
        { class: "overlay" },
        make("div", { class: "field boolean" }, make("label", { for: id }, name), control),
        make("p", { id: `${id}-says` }, ...setText(says)),
        silence,
        citation(sources[source]),
      );
    });
  }

  /** Shows what is on. */
  show({ overlays }: Look): void {
    this.#overlays = overlays;
    for (const [overlay, { control }] of this.#switches) control.checked = overlays.has(overlay);
  }

  /** Says what the theory is silent about in a run. */
  explain(theory: Theory): void {
    if (theory === this.#theory) return;
    this.#theory = theory;
    for (const [overlay, { silence }] of this.#switches) {
      const reason = silenceOf(overlay, theory);
      silence.hidden = reason === undefined;
      silence.replaceChildren(...(reason === undefined ? [] : setText(silences[reason])));
    }
  }
}

/** Where a statement comes from. */
function citation({ authors, title, where, address }: Source): HTMLElement {
  const paper = make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, make("cite", {}, title));
  return make("p", { class: "source" }, `${authors}, `, paper, `, ${where}`);
}

/** Why there is nothing to draw of an overlay. */
function silenceOf(overlay: Overlay, theory: Theory): Silence | "balance" | undefined {
  const { directions, limit, keepsBalance } = theory;
  if (overlay === "directions") return typeof directions === "string" ? directions : undefined;
  if (overlay === "limit") return typeof limit === "string" ? limit : undefined;
  if (overlay === "invariant") return keepsBalance ? undefined : "balance";
  return undefined;
}
