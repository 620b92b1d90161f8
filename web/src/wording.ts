/** What the form calls a key, and the symbol of the paper beside it. Limits and choices are the trainer's to say. */
export interface Wording {
  name: string;
  symbol?: string;
  /** How far a field reaches: the whole row instead of half of it. */
  wide?: boolean;
}

const wordings: Record<string, Wording> = {
  "data.x": { name: "Inputs", symbol: "x", wide: true },
  "data.y": { name: "Targets", symbol: "y", wide: true },
  "network.width": { name: "Width", symbol: "m" },
  "network.initScale": { name: "Initial scale", symbol: "λ" },
  "network.initialisation": { name: "Initialisation" },
  "network.seed": { name: "Seed" },
  "network.activation": { name: "Activation" },
  "network.hiddenBias": { name: "Hidden bias" },
  "network.outputBias": { name: "Output bias" },
  "training.learningRate": { name: "Learning rate" },
  "training.iterations": { name: "Iterations" },
  "training.frameGrowth": { name: "Frame growth", symbol: "k" },
  "training.precision": { name: "Precision" },
  "training.engine": { name: "Engine" },
};

const order = Object.keys(wordings);

const titles: Record<string, string> = { data: "Data", network: "Network", training: "Training" };

export function wordingOf(key: string): Wording {
  return wordings[key] ?? { name: key };
}

export function titleOf(group: string): string {
  return titles[group] ?? group;
}

/** Compares keys by their place in the form; those it has no words for come last. */
export function inFormOrder(a: string, b: string): number {
  const place = (key: string): number => (key in wordings ? order.indexOf(key) : order.length);
  return place(a) - place(b);
}
