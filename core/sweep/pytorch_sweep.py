"""The runs of a sweep of ReLUscope, in PyTorch: prints a table with the final loss of each."""

import csv
import itertools
import json
import sys

import torch

SWEEP = json.loads("SWEEP")


def drawn_layers(network):
    """Draws the initial weights in the order of the paper's notebook, in float32 whatever the precision."""
    width, initialisation = network["width"], network["initialisation"]
    scale = network["initScale"] / width**0.5
    torch.manual_seed(network["seed"])
    hidden = torch.nn.Linear(1, width, bias=network["hiddenBias"])
    if initialisation != "dominated":
        for tensor in hidden.parameters():
            torch.nn.init.normal_(tensor, std=scale)
    predict = torch.nn.Linear(width, 1, bias=network["outputBias"])
    if initialisation == "dominated":
        torch.nn.init.uniform_(hidden.weight, -scale, scale)
    if initialisation == "unbalanced":
        torch.nn.init.normal_(predict.weight, std=scale)
    else:
        signs = 2 * torch.bernoulli(0.5 * torch.ones_like(predict.weight)) - 1
        size = len(list(hidden.parameters())) ** 0.5 * scale
        if initialisation == "balanced":
            size = sum(tensor.squeeze() ** 2 for tensor in hidden.parameters()).sqrt().detach()
        predict.weight.data = signs * size
    if initialisation == "dominated" and network["hiddenBias"]:
        torch.nn.init.uniform_(hidden.bias, -scale, scale)
    if network["outputBias"]:
        torch.nn.init.normal_(predict.bias, std=scale)
    return hidden, predict


def given_layers(network, dtype):
    """Takes the initial weights that the experiment gives."""
    initial = {name: torch.tensor(values, dtype=dtype) for name, values in network["initial"].items()}
    width = len(initial["w"])
    hidden = torch.nn.Linear(1, width, bias=network["hiddenBias"])
    predict = torch.nn.Linear(width, 1, bias=network["outputBias"])
    hidden.weight.data = initial["w"].reshape(-1, 1)
    predict.weight.data = initial["a"].reshape(1, -1)
    if network["hiddenBias"]:
        hidden.bias.data = initial["b"]
    if network["outputBias"]:
        predict.bias.data = initial["c"].reshape(1)
    return hidden, predict


def final_loss(data, network, training):
    activations = {"relu": "ReLU", "leaky-relu": "LeakyReLU", "gelu": "GELU", "softplus": "Softplus", "tanh": "Tanh"}
    dtype = getattr(torch, training["precision"])
    hidden, predict = given_layers(network, dtype) if "initial" in network else drawn_layers(network)
    activation = getattr(torch.nn, activations[network["activation"]])()
    model = torch.nn.Sequential(hidden, activation, predict).to(dtype)
    x, y = (torch.tensor(data[name], dtype=torch.float32).reshape(-1, 1).to(dtype) for name in "xy")
    optimizer = torch.optim.SGD(model.parameters(), lr=training["learningRate"])
    loss_function = torch.nn.MSELoss()
    first = training["firstIteration"]
    for iteration in range(first, first + training["iterations"]):
        loss = loss_function(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return loss_function(model(x), y).item()


table = csv.writer(sys.stdout, lineterminator="\n")
table.writerow(["run", *SWEEP["over"], "loss"])
for run, values in enumerate(itertools.product(*SWEEP["over"].values())):
    experiment = SWEEP["experiment"]
    for key, value in zip(SWEEP["over"], values):
        section, name = key.split(".")
        experiment[section][name] = value
    loss = final_loss(experiment["data"], experiment["network"], experiment["training"])
    table.writerow([run, *values, loss])
    sys.stdout.flush()
