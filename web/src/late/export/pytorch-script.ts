import { formatCount } from "../../text/number-format";
import type { Experiment } from "../../relu-scope";

type Network = Experiment["network"];

/** How many given neurons a script can hold. */
const most = 2000;

const activations: Record<Network["activation"], string> = {
  relu: "ReLU",
  "leaky-relu": "LeakyReLU",
  gelu: "GELU",
  softplus: "Softplus",
  tanh: "Tanh",
};

/** Steps of descent that stand for one iteration of flow. */
const refinement = 10;

/** Below this the trainer draws the weights of scale 1, and scales them in float64. */
const leastDrawn = 1e-30;

/**
 * A script that makes the same run in PyTorch and prints its final loss. It draws its random numbers in the order of the
 * paper's notebook, where each `Linear` first draws weights that are then replaced, in float32 whatever the precision.
 * For gradient flow it descends in smaller steps, and says so. Throws a RangeError when it would have to hold more given weights than anybody wants to read.
 */
export function pytorchScript(experiment: Experiment, version: string): string {
  const { data, network, training } = experiment;
  const { precision } = training;
  const isFlow = training.dynamics === "flow";
  const steps = isFlow ? refinement : 1;
  const learningRate = training.learningRate / steps;
  const iterations = training.iterations * steps;
  const first = training.firstIteration * steps;
  const range = first === 0 ? iterations : `${first}, ${first + iterations}`;
  const { initScale = 1 } = network;
  return `"""Gradient descent on a two-layer network: the run of ReLUscope ${version}, in PyTorch."""

import torch
${isFlow ? flowRemark(training) : ""}
${pointsOf(data)}

${start(network, precision, shapeOf(data))}
network = torch.nn.Sequential(hidden, torch.nn.${activations[network.activation]}(), predict).to(torch.${precision})
${!network.initial && initScale < leastDrawn ? scaledDown(initScale) : ""}x, y = x.to(torch.${precision}), y.to(torch.${precision})
optimizer = torch.optim.SGD(network.parameters(), lr=${learningRate})
loss_function = torch.nn.MSELoss()

for iteration in range(${range}):
    loss = loss_function(network(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

with torch.no_grad():
    print("final loss:", loss_function(network(x), y).item())
`;
}

function flowRemark({ learningRate, iterations }: Experiment["training"]): string {
  return `
# ReLUscope's run is gradient flow until time ${learningRate * iterations}. This is gradient descent, with ${refinement} steps for each of its
# iterations. The difference from flow is proportional to the step: with more and smaller ones it falls.
`;
}

function scaledDown(initScale: number): string {
  return `with torch.no_grad():
    for parameter in network.parameters():
        parameter *= ${initScale}
`;
}

function list(values: readonly number[] | readonly number[][]): string {
  return `[${values.map((value: number | number[]) => (typeof value === "number" ? value : list(value))).join(", ")}]`;
}

/** The numbers of inputs and outputs. */
interface Shape {
  readonly inputs: number;
  readonly outputs: number;
}

function columnsOf(values: readonly (number | number[])[] | undefined): number {
  const first = values?.[0];
  return typeof first === "object" ? first.length : 1;
}

function shapeOf({ x, y, teacher }: Experiment["data"]): Shape {
  return { inputs: teacher?.inputs ?? columnsOf(x), outputs: columnsOf(y) };
}

/** The lines that make the points. */
function pointsOf({ x = [], y = [], teacher }: Experiment["data"]): string {
  const tensor = (values: number[] | number[][]): string =>
    `torch.tensor(${list(values)}, dtype=torch.float32).reshape(-1, ${columnsOf(values)})`;
  if (!teacher) return `x = ${tensor(x)}\ny = ${tensor(y)}`;
  const { seed, points, inputs, width } = teacher;
  return `torch.manual_seed(${seed})
teacher_hidden = torch.nn.Linear(${inputs}, ${width}, bias=False)
torch.nn.init.normal_(teacher_hidden.weight, std=1 / ${width * inputs} ** 0.5)
teacher_predict = torch.nn.Linear(${width}, 1, bias=False)
torch.nn.init.normal_(teacher_predict.weight, std=1 / ${width} ** 0.5)
x = torch.randn(${points}, ${inputs})
y = teacher_predict(torch.relu(teacher_hidden(x))).detach()`;
}

function boolean(value: boolean): string {
  return value ? "True" : "False";
}

/** The lines that make both layers. */
function start(network: Network, precision: string, shape: Shape): string {
  if (network.initial) return givenWeights(network, network.initial, precision, shape);
  const drawn = network.initialisation === "dominated" ? dominatedWeights : normalWeights;
  return `width = ${network.width ?? 0}
scale = ${scaleOf(network)} / width**0.5
torch.manual_seed(${network.seed ?? 0})
${[...drawn(network, shape), ...clipped(network), ...mirrored(network)].join("\n")}`;
}

function scaleOf({ initScale = 0 }: Network): number {
  return initScale < leastDrawn ? 1 : initScale;
}

const inputLayer = ({ hiddenBias }: Network, { inputs }: Shape): string =>
  `hidden = torch.nn.Linear(${inputs}, width, bias=${boolean(hiddenBias)})`;
const outputLayer = ({ outputBias }: Network, { outputs }: Shape): string =>
  `predict = torch.nn.Linear(width, ${outputs}, bias=${boolean(outputBias)})`;
const signs = "signs = 2 * torch.bernoulli(0.5 * torch.ones_like(predict.weight)) - 1";
const outputBias = "torch.nn.init.normal_(predict.bias, std=scale)";

function normalWeights(network: Network, shape: Shape): string[] {
  const { hiddenBias } = network;
  const { inputs } = shape;
  const squareOfW = inputs === 1 ? "hidden.weight.squeeze() ** 2" : "hidden.weight.norm(dim=1) ** 2";
  const square = hiddenBias ? `${squareOfW} + hidden.bias**2` : squareOfW;
  const std = inputs === 1 ? "scale" : `${scaleOf(network)} / (width * ${inputs}) ** 0.5`;
  return [
    inputLayer(network, shape),
    `torch.nn.init.normal_(hidden.weight, std=${std})`,
    ...(hiddenBias ? [`torch.nn.init.normal_(hidden.bias, std=${std})`] : []),
    outputLayer(network, shape),
    ...(network.initialisation === "balanced"
      ? [signs, `predict.weight.data = signs * (${square}).sqrt().detach()`]
      : ["torch.nn.init.normal_(predict.weight, std=scale)"]),
    ...(network.outputBias ? [outputBias] : []),
  ];
}

function dominatedWeights(network: Network, shape: Shape): string[] {
  return [
    inputLayer(network, shape),
    outputLayer(network, shape),
    "torch.nn.init.uniform_(hidden.weight, -scale, scale)",
    signs,
    `predict.weight.data = signs * ${network.hiddenBias ? "(2**0.5 * scale)" : "scale"}`,
    ...(network.hiddenBias ? ["torch.nn.init.uniform_(hidden.bias, -scale, scale)"] : []),
    ...(network.outputBias ? [outputBias] : []),
  ];
}

function clipped({ clipping, hiddenBias }: Network): string[] {
  if (!clipping) return [];
  const [least, largest] = clipping;
  return [
    `norms = (hidden.weight.norm(dim=1) ** 2 + predict.weight.norm() ** 2${hiddenBias ? " + hidden.bias**2" : ""}).sqrt().detach()`,
    `factors = torch.clip(norms, min=${least} / width**0.5, max=${largest} / width**0.5) / norms`,
    "hidden.weight.data *= factors.unsqueeze(1)",
    "predict.weight.data *= factors",
    ...(hiddenBias ? ["hidden.bias.data *= factors"] : []),
  ];
}

function mirrored({ zeroOutput = false, hiddenBias }: Network): string[] {
  if (!zeroOutput) return [];
  return [
    "half = width // 2",
    "hidden.weight.data[half:] = hidden.weight.data[:half]",
    ...(hiddenBias ? ["hidden.bias.data[half:] = hidden.bias.data[:half]"] : []),
    "predict.weight.data[:, half:] = -predict.weight.data[:, :half]",
  ];
}

function givenWeights(
  network: Network,
  { w, b, a, c = 0 }: NonNullable<Network["initial"]>,
  precision: string,
  shape: Shape,
): string {
  if (w.length * shape.inputs > most) {
    throw new RangeError(
      `A script cannot hold the given weights of ${formatCount(w.length)} neurons, only of up to ${formatCount(most)}. ` +
        "Save the initial weights as a file instead.",
    );
  }
  const tensor = (values: number[] | number[][]): string => `torch.tensor(${list(values)}, dtype=torch.${precision})`;
  return [
    `width = ${w.length}`,
    inputLayer(network, shape),
    outputLayer(network, shape),
    `hidden.weight.data = ${tensor(w)}.reshape(-1, ${shape.inputs})`,
    ...(network.hiddenBias ? [`hidden.bias.data = ${tensor(b)}`] : []),
    `predict.weight.data = ${tensor(a)}.reshape(${shape.outputs}, -1)`,
    ...(network.outputBias ? [`predict.bias.data = ${tensor(typeof c === "number" ? [c] : c)}`] : []),
  ].join("\n");
}
