/** The traits of a Python object, or the keys in a MyST document. */
export interface WidgetModel {
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

declare const widget: {
  /** Shows the element in `el`; its traits and the model's follow each other until what is returned is called. */
  render(context: { model: WidgetModel; el: HTMLElement }): () => void;
};
export default widget;
