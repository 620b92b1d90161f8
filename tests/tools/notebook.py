"""Trains experiments in PyTorch with the notebook's loop: reads one experiment in JSON a line, with every key given its
value, and answers each with one line of JSON: the initial weights, the loss before every step and after the last, the
final weights, and `spread`, by how much the run differs from itself when data and neurons stand in reverse order. A run
ends before the first loss that is not finite, and has no final weights then; it has no `spread` where the two end
apart."""

import json
import math
import sys

import torch

ACTIVATIONS = {
    "relu": torch.nn.ReLU,
    "leaky-relu": torch.nn.LeakyReLU,
    "gelu": torch.nn.GELU,
    "softplus": torch.nn.Softplus,
    "tanh": torch.nn.Tanh,
}


def draw(network, inputs, outputs):
    """The two layers as the notebook draws them, and for "dominated" its companion."""
    width, scale, hidden_bias = network["width"], network["initScale"], network["hiddenBias"]
    std = scale / math.sqrt(width)
    hidden_std = scale / math.sqrt(width * inputs)
    torch.manual_seed(network["seed"])
    hidden = torch.nn.Linear(inputs, width, bias=hidden_bias)
    with torch.no_grad():
        if network["initialisation"] == "dominated":
            predict = torch.nn.Linear(width, outputs, bias=network["outputBias"])
            hidden.weight.uniform_(-std, std)
            predict.weight.copy_(2 * torch.bernoulli(0.5 * torch.ones_like(predict.weight)) - 1)
            predict.weight.mul_(std)
            if hidden_bias:
                predict.weight.mul_(math.sqrt(2))
                hidden.bias.uniform_(-std, std)
        else:
            hidden.weight.normal_(0, hidden_std)
            if hidden_bias:
                hidden.bias.normal_(0, hidden_std)
            predict = torch.nn.Linear(width, outputs, bias=network["outputBias"])
            if network["initialisation"] == "balanced":
                squares = hidden.weight.norm(dim=1).square()
                norms = (squares + hidden.bias.square() if hidden_bias else squares).sqrt()
                predict.weight.copy_(2 * torch.bernoulli(0.5 * torch.ones_like(predict.weight)) - 1)
                predict.weight.mul_(norms)
            else:
                predict.weight.normal_(0, std)
        if network["outputBias"]:
            predict.bias.normal_(0, std)
    return hidden, predict


def values(parameter):
    return parameter.detach().double().reshape(-1).tolist()


def weights_of(network):
    hidden, _, predict = network
    return {
        "w": values(hidden.weight),
        "b": [0.0] * len(hidden.weight) if hidden.bias is None else values(hidden.bias),
        "a": values(predict.weight),
        "c": [0.0] * len(predict.weight) if predict.bias is None else values(predict.bias),
    }


def train(network, x, y, training):
    """Takes the steps, as long as the loss is finite; returns the loss before each and after the last."""
    optimizer = torch.optim.SGD(network.parameters(), lr=training["learningRate"])
    loss_function = torch.nn.MSELoss(reduction="mean")
    losses = []
    while True:
        loss = loss_function(network(x), y)
        if not math.isfinite(loss.item()):
            return losses
        losses.append(loss.item())
        if len(losses) > training["iterations"]:
            return losses
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def reverse(network):
    """Puts the neurons in reverse order."""
    hidden, _, predict = network
    with torch.no_grad():
        hidden.weight.copy_(hidden.weight.flip(0))
        if hidden.bias is not None:
            hidden.bias.copy_(hidden.bias.flip(0))
        predict.weight.copy_(predict.weight.flip(1))


def farthest(left, right):
    return max((abs(a - b) for a, b in zip(left, right)), default=0.0)


def run(experiment):
    settings, training = experiment["network"], experiment["training"]
    dtype = getattr(torch, training["precision"])
    data = [torch.tensor(experiment["data"][axis]).to(dtype) for axis in "xy"]
    x, y = (values.reshape(len(values), -1) for values in data)

    def start():
        hidden, predict = draw(settings, x.shape[1], y.shape[1])
        return torch.nn.Sequential(hidden, ACTIVATIONS[settings["activation"]](), predict).to(dtype)

    network = start()
    initial = weights_of(network)
    loss = train(network, x, y, training)
    finished = len(loss) > training["iterations"]
    final = weights_of(network) if finished else None

    other = start()
    reverse(other)
    other_loss = train(other, x.flip(0), y.flip(0), training)
    reverse(other)
    other_final = weights_of(other)
    spread = None
    if len(loss) == len(other_loss):
        spread = {"loss": farthest(loss, other_loss)}
        if finished:
            spread["weights"] = max(farthest(final[name], other_final[name]) for name in "wbac")
    return {"initial": initial, "loss": loss, "final": final, "spread": spread}


torch.set_num_threads(1)
for line in sys.stdin:
    print(json.dumps(run(json.loads(line)), allow_nan=False), flush=True)
