/** What the form calls a key, and the symbol of the paper beside it. Limits and choices are the trainer's to say. */
export interface Wording {
  name: string;
  symbol?: string;
  /** What part of its range a slider covers, by powers of ten; the field beside it takes all of it. */
  slider?: readonly [number, number];
  /** What the button beside it is called that goes on to the next value. */
  next?: string;
}

const wordings: Record<string, Wording> = {
  "network.width": { name: "Width", symbol: "m", slider: [0, 5] },
  "network.initScale": { name: "Initial scale", symbol: "λ", slider: [-12, 1] },
  "network.initialisation": { name: "Initialisation" },
  "network.zeroOutput": { name: "Zero output" },
  "network.seed": { name: "Seed", next: "Next" },
  "network.activation": { name: "Activation" },
  "network.hiddenBias": { name: "Hidden bias" },
  "network.outputBias": { name: "Output bias" },
  "training.dynamics": { name: "Dynamics" },
  "training.learningRate": { name: "Learning rate", slider: [-5, 0] },
  "training.iterations": { name: "Iterations", slider: [1, 7] },
  "training.frameGrowth": { name: "Frame growth", symbol: "k" },
  "training.precision": { name: "Precision" },
  "training.engine": { name: "Engine" },
  "training.tolerance": { name: "Tolerance" },
};

const order = Object.keys(wordings);

const titles: Record<string, string> = { network: "Network", training: "Training" };

export function wordingOf(key: string): Wording {
  return wordings[key] ?? { name: key };
}

/** A message with the form's names before the trainer's keys; as it is where it names or quotes one that the form does not have. */
export function withNames(message: string): string {
  const key = /(?<!“)\b(?:network|training)\.\w+/g;
  const isOfForm = (message.match(key) ?? []).every((name) => name in wordings);
  return isOfForm ? message.replace(key, (name) => `${wordingOf(name).name} (${name})`) : message;
}

export function titleOf(group: string): string {
  return titles[group] ?? group;
}

/** Compares keys by their place in the form; those it has no words for come last. */
export function inFormOrder(a: string, b: string): number {
  const place = (key: string): number => (key in wordings ? order.indexOf(key) : order.length);
  return place(a) - place(b);
}
