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
  const learningRate = isFlow ? training.learningRate / refinement : training.learningRate;
  const iterations = isFlow ? training.iterations * refinement : training.iterations;
  const { initScale = 1 } = network;
  return `"""Gradient descent on a two-layer network: the run of ReLUscope ${version}, in PyTorch."""

import torch
${isFlow ? flowRemark(training) : ""}
x = torch.tensor(${list(data.x)}, dtype=torch.float32).reshape(-1, 1)
y = torch.tensor(${list(data.y)}, dtype=torch.float32).reshape(-1, 1)

${start(network, precision)}
network = torch.nn.Sequential(hidden, torch.nn.${activations[network.activation]}(), predict).to(torch.${precision})
${!network.initial && initScale < leastDrawn ? scaledDown(initScale) : ""}x, y = x.to(torch.${precision}), y.to(torch.${precision})
optimizer = torch.optim.SGD(network.parameters(), lr=${learningRate})
loss_function = torch.nn.MSELoss()

for iteration in range(${iterations}):
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

function list(values: readonly number[]): string {
  return `[${values.join(", ")}]`;
}

function boolean(value: boolean): string {
  return value ? "True" : "False";
}

/** The lines that make both layers. */
function start(network: Network, precision: string): string {
  if (network.initial) return givenWeights(network, network.initial, precision);
  const drawn = network.initialisation === "dominated" ? dominatedWeights : normalWeights;
  return `width = ${network.width ?? 0}
scale = ${scaleOf(network)} / width**0.5
torch.manual_seed(${network.seed ?? 0})
${drawn(network).join("\n")}`;
}

function scaleOf({ initScale = 0 }: Network): number {
  return initScale < leastDrawn ? 1 : initScale;
}

const inputLayer = ({ hiddenBias }: Network): string =>
  `hidden = torch.nn.Linear(1, width, bias=${boolean(hiddenBias)})`;
const outputLayer = ({ outputBias }: Network): string =>
  `predict = torch.nn.Linear(width, 1, bias=${boolean(outputBias)})`;
const signs = "signs = 2 * torch.bernoulli(0.5 * torch.ones_like(predict.weight)) - 1";
const outputBias = "torch.nn.init.normal_(predict.bias, std=scale)";

function normalWeights(network: Network): string[] {
  const { hiddenBias } = network;
  const square = hiddenBias ? "hidden.weight.squeeze() ** 2 + hidden.bias**2" : "hidden.weight.squeeze() ** 2";
  return [
    inputLayer(network),
    "torch.nn.init.normal_(hidden.weight, std=scale)",
    ...(hiddenBias ? ["torch.nn.init.normal_(hidden.bias, std=scale)"] : []),
    outputLayer(network),
    ...(network.initialisation === "balanced"
      ? [signs, `predict.weight.data = signs * (${square}).sqrt().detach()`]
      : ["torch.nn.init.normal_(predict.weight, std=scale)"]),
    ...(network.outputBias ? [outputBias] : []),
  ];
}

function dominatedWeights(network: Network): string[] {
  return [
    inputLayer(network),
    outputLayer(network),
    "torch.nn.init.uniform_(hidden.weight, -scale, scale)",
    signs,
    `predict.weight.data = signs * ${network.hiddenBias ? "(2**0.5 * scale)" : "scale"}`,
    ...(network.hiddenBias ? ["torch.nn.init.uniform_(hidden.bias, -scale, scale)"] : []),
    ...(network.outputBias ? [outputBias] : []),
  ];
}

function givenWeights(
  network: Network,
  { w, b, a, c = 0 }: NonNullable<Network["initial"]>,
  precision: string,
): string {
  if (w.length > most) {
    throw new RangeError(
      `A script cannot hold the given weights of ${formatCount(w.length)} neurons, only of up to ${formatCount(most)}. ` +
        "Save the initial weights as a file instead.",
    );
  }
  const tensor = (values: readonly number[]): string => `torch.tensor(${list(values)}, dtype=torch.${precision})`;
  return [
    `width = ${w.length}`,
    inputLayer(network),
    outputLayer(network),
    `hidden.weight.data = ${tensor(w)}.reshape(-1, 1)`,
    ...(network.hiddenBias ? [`hidden.bias.data = ${tensor(b)}`] : []),
    `predict.weight.data = ${tensor(a)}.reshape(1, -1)`,
    ...(network.outputBias ? [`predict.bias.data = ${tensor([c])}`] : []),
  ].join("\n");
}
