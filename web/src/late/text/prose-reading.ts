/** What helps to read the pictures: what their symbols say when they are pointed at, and the keys of the axes. */

/** What each symbol of the views is. */
export const explained = {
  data: "A data point: its input $x_i$ and target $y_i$, on the left axis. Drag it to change it.",
  neuron:
    "A neuron: its kink $−b_j/w_j$ across, its output weight $a_j$ up, on the right axis. Point at it to see its way " +
    "through the run.",
  curve: "The learnt function $h_θ(x)$, on the left axis.",
  limit:
    "The minimum-norm limit: what training tends to when it starts from ever smaller weights, $λ → 0$. It is known before " +
    "training, and stays the same over the run.",
  "least-squares": "The least-squares line: the straight line nearest to the data. It stays the same over the run.",
  pinned: "The pinned run, at the frame nearest to the iteration on screen.",
  zero: "Where output weights are 0: neurons above have $a_j > 0$, those below $a_j < 0$.",
  left: "Left axis: values of the function $h_θ(x)$ and of the targets $y_i$.",
  right:
    "Right axis: output weights $a_j$, which are $\\s_j‖w_j‖$ under a balanced initialisation. Drag it, or turn the wheel " +
    "with Ctrl held, to change its range; a double press takes that back.",
  bottom:
    "The input $x$, and for neurons their kink $−w_{j,2}/w_{j,1}$. Drag it, or turn the wheel with Ctrl held, to change its " +
    "range; a double press takes that back.",
  title: "The iteration and the frame on screen.",
  attracting:
    "A critical direction that attracts: given the residuals of this frame, neurons of this sign turn towards it (violet " +
    "$a_j > 0$, red $a_j < 0$). It moves as the residuals do.",
  repelling:
    "A critical direction that repels: given the residuals of this frame, neurons of this sign turn away from it (violet " +
    "$a_j > 0$, red $a_j < 0$). It moves as the residuals do.",
  halfStable:
    "A critical direction that neurons come to from one side and leave to the other, given the residuals of this frame.",
  ray: "A critical direction, in the colour of the neurons that turn towards it, given the residuals of this frame.",
  stationary:
    "Directions in which neurons do not turn: on these no point that they are active on pulls, given the residuals of this frame.",
  positive:
    "A neuron with $a_j > 0$: its angle is the direction of $(w_j, b_j)$, its distance from the inner circle their norm.",
  negative:
    "A neuron with $a_j < 0$: its angle is the direction of $(w_j, b_j)$, its distance from the inner circle their norm.",
  cross: "The direction of a data point, $(x_i, 1)$. Neurons less than 90° from it are active on the point.",
  sector:
    "Where neurons stop being active on a data point: at right angles to its direction, their kink is at $x_i$. Between two of " +
    "these lines all neurons have the same activation pattern.",
  inner: "The inner circle: norm 0. It has a radius so that directions can be told apart even there.",
  rim: "The rim: a little more than the largest norm over the run.",
  ring: "A circle of equal norm $‖(w_j, b_j)‖$; its number is written at it.",
  signs: "Violet stars are neurons with $a_j > 0$, red triangles those with $a_j < 0$.",
  angle:
    "The angle of the input weights $(w_j, b_j)$: 0° is $w_j > 0$ with $b_j = 0$, and 90° is $w_j = 0$ with $b_j > 0$.",
  map: "The learnt function $h_θ(x)$ over the plane of the two inputs: its value is the colour, by the bar beside the map.",
  contour:
    "A contour: on this line $h_θ(x)$ has the value written at it. Where it is negative the line is dashed, where it is 0 thick.",
  target:
    "A data point, in the colour of its target $y_i$. It vanishes in the map where it is learnt. Drag it to change its inputs.",
  kinkLine:
    "A neuron’s kink: the line where $⟨w_j, x⟩ + b_j = 0$. The neuron is active on the side of the ticks. It is violet where " +
    "$a_j > 0$ and red where $a_j < 0$, and the stronger the larger $|a_j|$ is. Point at it to see that side; click to keep it.",
  bar: "Which colour is which value of the function $h_θ(x)$ and of the targets. Beyond the ends it stays the same.",
  firstInput:
    "The first input. Drag it, or turn the wheel with Ctrl held, to change its range; a double press takes that back.",
  secondInput:
    "The second input. Turn the wheel with Ctrl and Shift held, or press W, to change its range; between the axes a drag moves both.",
  signsOfKinks:
    "Violet kinks are of neurons with $a_j > 0$, red ones of those with $a_j < 0$; ticks are where they are active.",
  fitted:
    "A data point: across its target, upwards the fitted value $h_θ(x_i)$. The line below or above it is what is left to learn.",
  diagonal: "The diagonal: fitted values that equal the targets.",
  given: "The targets that are given.",
  learnt: "The values that the network has at the data, $h_θ(x_i)$.",
  planeAngle:
    "The angle of $w_j$ in the principal plane of the weights in the last frame: the plane that holds most of them, through 0.",
  planeRing: "A circle of equal norm of $w_j$ in the principal plane; its number is written at it.",
  positiveInPlane:
    "A neuron with $a_j > 0$: its angle is the direction of $w_j$ in the principal plane, its distance from the inner circle the norm there.",
  negativeInPlane:
    "A neuron with $a_j < 0$: its angle is the direction of $w_j$ in the principal plane, its distance from the inner circle the norm there.",
  loss: "The loss $L(θ)$, the mean of $(h_θ(x_i) − y_i)²$, over the iterations.",
  lossNow: "The loss of the frame on screen.",
  cursor: "The iteration on screen. Press or drag anywhere in this picture to go to another.",
  lossAxis: "The loss $L(θ)$. The panel View makes this axis logarithmic.",
  phases:
    "While the points with $y > 0$ are learned, violet, and those with $y < 0$, red: while their part of the loss falls from nine " +
    "tenths to a tenth. Before that neurons align, afterwards all converge.",
  iterations:
    "The iterations, or the time $t$ of gradient flow, alone or over $log(1/λ)$: then runs that differ in a small $λ$ fall on " +
    "one another. The panel View chooses, and makes this axis logarithmic.",
} as const;

export type SymbolName = keyof typeof explained;

/** The keys of the pictures, beside the shortcuts of the whole instrument. */
export const pictureKeys: readonly (readonly [string, string])[] = [
  ["E, ⇧ E", "On the pictures: explain the next symbol, or the one before"],
  ["O, ⇧ O", "On the pictures: draw the next output, or the one before, if there are several"],
  ["+, −", "On the pictures: zoom the x-axis"],
  ["⇧ ←, ⇧ →", "On the pictures: move the x-axis"],
  ["W, ⇧ W", "On the pictures: zoom the axis of the weights, or of the second input"],
  ["⇧ ↑, ⇧ ↓", "On the pictures: move the axis of the weights, or of the second input"],
  ["0", "On the pictures: the axes as they were at first"],
];
