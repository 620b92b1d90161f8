import { make } from "../browser/dom";

/** A titled part of the column under the pictures, which its title folds and unfolds. It is made folded. */
export function panel(name: string, title: string, ...content: readonly (Node | string)[]): HTMLDetailsElement {
  const heading = make("summary", {}, title);
  return make("details", { class: `panel ${name}` }, heading, make("div", { class: "content" }, ...content));
}

/** What is in a panel. */
export interface PanelContent {
  readonly nodes: readonly Node[];
}

/** A panel whose content is loaded when it is first unfolded. */
export class LatePanel<Content extends PanelContent> {
  readonly element: HTMLDetailsElement;
  #content: Content | undefined;

  /**
   * `load` makes the content, or rejects with a sentence why there is none; `unfolded` is called with it whenever it
   * comes on screen.
   */
  constructor(name: string, title: string, load: () => Promise<Content>, unfolded: (content: Content) => void) {
    this.element = panel(name, title);
    this.element.addEventListener("toggle", () => {
      if (this.element.open) void this.#fill(load, unfolded);
    });
  }

  /** The content while it is on screen. */
  get shown(): Content | undefined {
    return this.element.open ? this.#content : undefined;
  }

  async #fill(load: () => Promise<Content>, unfolded: (content: Content) => void): Promise<void> {
    const place = this.element.lastElementChild;
    if (!this.#content) {
      try {
        this.#content = await load();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        place?.replaceChildren(make("p", { class: "alarm", role: "status" }, why));
        return;
      }
      place?.replaceChildren(...this.#content.nodes);
    }
    unfolded(this.#content);
  }
}
