"""Times the notebook's training loop in PyTorch, in the words of tools/bench: one JSON line a case."""

import json
import time

import torch

POINTS = {
    2: ([-0.5, 2], [-1, 1]),
    5: ([-1.5, -1, 0, 0.25, 2], [0.7, -0.3, -0.3, 0.4, 0.2]),
    40: ([i / 20 - 1 for i in range(40)], [abs(i / 20 - 1) for i in range(40)]),
}
SECONDS_PER_CASE = 0.3


def train(width, points, dtype, iterations):
    """The seconds that so many iterations take."""
    x, y = (torch.tensor(values, dtype=dtype).reshape(-1, 1) for values in POINTS[points])
    network = torch.nn.Sequential(torch.nn.Linear(1, width), torch.nn.ReLU(), torch.nn.Linear(width, 1, bias=False))
    network = network.to(dtype)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001)
    loss_function = torch.nn.MSELoss(reduction="mean")
    start = time.perf_counter()
    for _ in range(iterations):
        loss = loss_function(network(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return time.perf_counter() - start


for points in POINTS:
    for width in (60, 1_000, 20_000):
        for dtype in (torch.float32, torch.float64):
            iterations = 20
            while (seconds := train(width, points, dtype, iterations)) < SECONDS_PER_CASE:
                iterations *= 2
            print(
                json.dumps(
                    {
                        "target": "pytorch",
                        "engine": "autograd",
                        "precision": str(dtype).removeprefix("torch."),
                        "width": width,
                        "points": points,
                        "nsPerIteration": round(seconds * 1e9 / iterations, 1),
                    }
                ),
                flush=True,
            )
