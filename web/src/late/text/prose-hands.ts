/** Neurons in hand, and what goes on from a frame. */
export const hands = {
  howTo:
    "At frame 0 a star can be dragged: kink and weight in the function’s picture, direction and norm among the neurons. The " +
    "run follows. Select one and press Tab for its handle: arrow keys move it, C copies, S turns it to its other side, " +
    "Delete removes. Or type here.",
  balanced: "Balanced: $‖w_j‖ = |a_j|$",
  balancedSays: "A neuron that is moved keeps this, as under a balanced initialisation.",
  columns: { neuron: "$j$", kink: "Kink", weight: "$a_j$", angle: "Angle °", norm: "$‖w_j‖$" },
  cells: { kink: "kink", weight: "output weight", angle: "angle in degrees", norm: "norm" },
  of: (what: string, neuron: number): string => `${what} of neuron ${neuron}`,
  select: (neuron: number): string => `Select neuron ${neuron}`,
  add: "Add a neuron",
  copy: "Copy the selected one",
  remove: "Remove this neuron",
  handle: "Neuron in hand",
  shape: "Neurons are taken in hand where there is one input and one output.",
  tooMany: (width: string, most: number): string =>
    `${width} neurons are too many to take in hand: ${most} are as many as a link to them holds. Set the width lower.`,
  told: (neuron: number, kink: string, weight: string): string => `neuron ${neuron}: kink ${kink}, weight ${weight}`,
  polar: (neuron: number, angle: string, norm: string): string => `neuron ${neuron}: angle ${angle}°, norm ${norm}`,
  added: (neuron: number): string => `neuron ${neuron} added`,
  removed: (left: number): string => `removed; ${left} left`,
  notNumber: (text: string): string => `“${text}” is not a number.`,
  goOn: "Go on from here",
  goOnSays: (iteration: string): string =>
    `Starts a new run from the weights at iteration ${iteration}, from which iterations count on. Change the data, the ` +
    "learning rate or the activation, and it goes on with those.",
  wentOn: (iteration: string): string => `A new run goes on from iteration ${iteration}.`,
  tooWide: (width: string, most: string): string => `${width} neurons are too many to start from: ${most} at most.`,
};

/** The next step of a neuron, explained. */
export const step = {
  title: "Its next step",
  none: "Select a neuron, by a press on its star or by its number here, and its next step is explained.",
  many: (count: string, most: number): string => `${count} points are too many to list: ${most} at most.`,
  draw: "Residuals and pulls in the pictures",
  says:
    "At each point $r_i = h_θ(x_i) − y_i$, a bar in the picture. It pulls on the neuron by $−(2/n) r_i$ times the slope of " +
    "$h_θ(x_i)$ in each of its weights: $a_j φ′ x_i$, $a_j φ′$ and $φ$. Thin arrows are the pulls of points, the thick one " +
    "is their sum; all are drawn to one scale.",
  point: "Point",
  residual: "$r_i$",
  slope: "$φ′$",
  pulls: ["on $w$", "on $b$", "on $a$"],
  of: (neuron: number, iteration: string): string => `Neuron ${neuron} after iteration ${iteration}:`,
  formula: (name: string, before: string, rate: string, sum: string, after: string): string =>
    `$${name}$ ← $${name} − η ∂L/∂${name}$ = ${before} + ${rate} · ${sum} = ${after}`,
  flow: "Gradient flow follows these sums at every moment; descent takes them for a whole step.",
};
