/**
 * What the instrument tells its reader in whole sentences, in one place so that it can be translated. Mathematical
 * expressions stand between dollar signs, in the notation of `notation.ts`.
 */

/** Names of what can be done, as its buttons and the help sheet have them. */
export const names = {
  undo: "Undo",
  redo: "Redo",
  present: "Full screen",
  help: "Help",
  close: "Close",
  keys: "Keys",
  symbols: "Symbols",
};

/** What each key does, by the names of `keyboard.ts`. */
export const keys = {
  toggle: "Play, or pause",
  back: "One frame back",
  forth: "One frame forth",
  farBack: "Ten frames back",
  farForth: "Ten frames forth",
  first: "To the first frame",
  last: "To the last frame",
  present: "Full screen, with letters for the back row",
  undo: "Undo a change of the experiment",
  redo: "Redo what was undone",
  help: "This sheet",
  leave: "Out of full screen",
};

/** What the symbols on screen stand for. */
export const symbols: Readonly<Record<string, string>> = {
  "x_i, y_i": "The data: input and target of point number $i$, drawn as a green disc.",
  "h_θ(x)":
    "The function that the network computes, the green curve: $c + ∑_j a_j σ(w_j x + b_j)$, where $σ$ is the ReLU (or " +
    "the activation chosen instead) and $c$ the output bias, if there is one. $θ$ is all parameters together.",
  w_j: "The input weight of neuron $j$. The paper writes $w_{j,1}$ for it and $w_j$ for the pair with the bias, $(w_{j,1}, w_{j,2})$.",
  b_j: "The bias of neuron $j$, $w_{j,2}$ in the paper.",
  "−w_{j,2}/w_{j,1}": "The kink of neuron $j$: the input where its ReLU bends. It is where the neuron’s star stands.",
  a_j: "The output weight of neuron $j$: how high its star stands, on the right axis.",
  "\\s_j‖w_j‖":
    "The same height in the paper’s words: the sign $\\s_j$ of $a_j$, which never changes, times the norm of the weights " +
    "$(w_j, b_j)$. Under a balanced initialisation $|a_j|$ equals that norm, and gradient flow keeps it so.",
  λ: "The scale of the initialisation: hidden weights are drawn with variance $λ²/m$.",
  m: "The width: how many hidden neurons there are.",
  "L(θ)": "The loss: the mean of $(h_θ(x_i) − y_i)²$ over the data.",
  t: "Time: the learning rate times the iteration, the clock of the gradient flow that the descent follows.",
};
