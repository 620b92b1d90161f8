/** The element as an anywidget, for notebooks and MyST: one module that holds everything and loads nothing. */

import "../element/define";
import { addressKeys } from "../experiment/address";

/** What anywidget hands over: the traits of a Python object, or the keys in a MyST document. */
export interface WidgetModel {
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

/** Milliseconds between two reports of the frame, of which a playing run has up to 60 a second. */
const reportEvery = 100;

/** The attributes that are traits of the same name; `experiment` and `frame` are properties. */
const attributes = [
  ...addressKeys.filter((name) => name !== "experiment" && name !== "frame"),
  ...["id", "controls", "fps", "autoplay", "theme", "home"],
];

/** Traits of Python that are not set are null or empty. */
function isGiven(value: unknown): boolean {
  return typeof value === "object" ? value !== null && Object.keys(value).length > 0 : value !== undefined;
}

/** Whether two values are the same in JSON. */
function areSame(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

function setAttribute(scope: HTMLElement, name: string, value: unknown): void {
  if (typeof value === "string" || typeof value === "number") scope.setAttribute(name, String(value));
  else scope.toggleAttribute(name, value === true);
}

/** Shows the element in `el`; its traits and the model's follow each other until what is returned is called. */
function render({ model, el }: { model: WidgetModel; el: HTMLElement }): () => void {
  const scope = document.createElement("relu-scope");
  const listeners = new Map<string, () => void>();
  const follow = (trait: string, adopt: (value: unknown) => void): void => {
    const listener = (): void => {
      adopt(model.get(trait));
    };
    listeners.set(`change:${trait}`, listener);
    model.on(`change:${trait}`, listener);
    if (isGiven(model.get(trait))) listener();
  };
  const report = (traits: Record<string, unknown>): void => {
    for (const [trait, value] of Object.entries(traits)) model.set(trait, value);
    model.save_changes();
  };

  for (const name of attributes) {
    follow(name, (value) => {
      setAttribute(scope, name, value);
    });
  }
  // What the model says of the run on screen is no news.
  const train = (value: unknown): void => {
    if (isGiven(value) && !areSame(value, scope.experiment)) scope.experiment = value as object;
  };
  follow("experiment", train);
  follow("run", (value) => {
    // The file of a run; what is reported below has no experiment.
    if (typeof value === "object" && value !== null && "experiment" in value) train(value.experiment);
  });
  follow("frame", (value) => {
    if (typeof value === "number" && value !== scope.frame) scope.frame = value;
  });

  scope.addEventListener("run", ({ detail }) => {
    report({ experiment: scope.experiment, run: detail });
  });
  let timer = 0;
  scope.addEventListener("framechange", () => {
    timer ||= window.setTimeout(() => {
      timer = 0;
      const wanted = model.get("frame");
      // One that is still to be recorded is waited for.
      const isToCome = typeof wanted === "number" && wanted >= scope.frames && scope.run === undefined;
      if (wanted !== scope.frame && !isToCome) report({ frame: scope.frame });
    }, reportEvery);
  });

  el.append(scope);
  return () => {
    clearTimeout(timer);
    for (const [event, listener] of listeners) model.off(event, listener);
    scope.remove();
  };
}

export default { render };
