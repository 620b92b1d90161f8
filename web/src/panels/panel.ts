import { messageOf } from "../browser/error-message";
import { make } from "../browser/dom";

/** A titled part of the column under the pictures, which its title folds and unfolds. It is made folded. */
export function panel(name: string, title: string, ...content: readonly (Node | string)[]): HTMLDetailsElement {
  const heading = make("summary", {}, title);
  return make("details", { class: `panel ${name}` }, heading, make("div", { class: "content" }, ...content));
}

/** The content of a panel. */
export interface PanelContent {
  readonly nodes: readonly Node[];
  /** Shows the present state of what the panel is about. */
  update?(): void;
}

/** A panel whose content is loaded when it is first unfolded. */
export class LatePanel<Content extends PanelContent> {
  readonly element: HTMLDetailsElement;
  #content: Content | undefined;

  /** `load` makes the content, or rejects with a sentence why there is none. */
  constructor(name: string, title: string, load: () => Promise<Content>) {
    this.element = panel(name, title);
    this.element.addEventListener("toggle", () => {
      if (this.element.open) void this.#fill(load);
    });
  }

  /** The content while it is on screen. */
  get shown(): Content | undefined {
    return this.element.open ? this.#content : undefined;
  }

  async #fill(load: () => Promise<Content>): Promise<void> {
    const place = this.element.lastElementChild;
    try {
      if (!this.#content) {
        this.#content = await load();
        place?.replaceChildren(...this.#content.nodes);
      }
      this.#content.update?.();
    } catch (error) {
      place?.replaceChildren(make("p", { class: "alarm", role: "status" }, messageOf(error)));
    }
  }
}
