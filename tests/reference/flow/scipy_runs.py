"""Gradient flow of small networks by SciPy's DOP853 with events, neuron by neuron: makes scipy_runs.json.

    python3 tests/reference/flow/scipy_runs.py > tests/reference/flow/scipy_runs.json

Between two events every neuron is active on a fixed set of points, or slides along one: then its pull has no part across
the point's line. It starts to slide where both sides of the line lead it back, and stops when one does so no more.
"""

import json

import numpy as np
from scipy.integrate import solve_ivp

TOLERANCE = 3e-14


class Network:
    def __init__(self, x, y, bias, output_bias):
        self.x, self.y = np.array(x), np.array(y)
        self.inputs = np.stack([self.x, np.full(len(x), 1.0 if bias else 0.0)], axis=1)
        self.output_bias = output_bias

    def residuals(self, theta, active):
        w, a, c = self.parts(theta)
        z = w @ self.inputs.T
        return c + (a[:, None] * active * z).sum(axis=0) - self.y

    @staticmethod
    def parts(theta):
        m = (len(theta) - 1) // 3
        return theta[: 2 * m].reshape(m, 2), theta[2 * m : 3 * m], theta[-1]

    def pulls(self, theta, active):
        return 2 / len(self.x) * (active * self.residuals(theta, active)) @ self.inputs

    def rates(self, theta, active, sliding):
        w, a, _ = self.parts(theta)
        pulls = self.pulls(theta, active)
        for j, k in sliding.items():
            line = self.inputs[k]
            pulls[j] -= line * (line @ pulls[j]) / (line @ line)
        bias = -2 / len(self.x) * self.residuals(theta, active).sum() if self.output_bias else 0.0
        return np.concatenate([(-a[:, None] * pulls).ravel(), -(w * pulls).sum(axis=1), [bias]])

    def pushes(self, theta, active, j, k):
        """How fast z = w x_k + b of neuron j falls while it is inactive on point k, and while it is active, for a = 1."""
        r = self.residuals(theta, active)
        found = []
        for on in (0.0, 1.0):
            pattern = active[j].copy()
            pattern[k] = on
            found.append(self.inputs[k] @ (2 / len(self.x) * (pattern * r) @ self.inputs))
        return found

    def speeds(self, theta, active, j, k):
        """How fast it grows with the neuron's a."""
        return [-self.parts(theta)[1][j] * push for push in self.pushes(theta, active, j, k)]


def flow(network, theta, times):
    w, _, _ = network.parts(theta)
    active = (w @ network.inputs.T > 0).astype(float)
    sliding = {}
    t, rows, crossings, slides, deaths = 0.0, [], 0, 0, 0
    while True:
        events, meanings = [], []

        def watch(meaning, function):
            function.terminal = True
            events.append(function)
            meanings.append(meaning)

        for j in range(len(active)):
            for k in range(len(network.x)):
                if not active[j].any():
                    continue
                if sliding.get(j) == k:
                    watch(("leave", j, k, 0.0), lambda _, y, j=j, k=k: network.speeds(y, active, j, k)[0])
                    watch(("leave", j, k, 1.0), lambda _, y, j=j, k=k: network.speeds(y, active, j, k)[1])
                    # Once a has turned, it leaves to where it has been led back less; at w = b = 0 it stays.
                    watch(("turn", j, k, 0.0), lambda _, y, j=j: network.parts(y)[1][j])
                    heavier = np.argmax(np.abs(network.parts(theta)[0][j]))
                    watch(("die", j, k, 0.0), lambda _, y, j=j, heavier=heavier: network.parts(y)[0][j, heavier])
                else:
                    # The neuron that has just left a line starts on it: it may come back only from within.
                    sign = 1.0 if active[j, k] else -1.0

                    def inside(_, y, j=j, k=k, sign=sign):
                        return sign * (network.parts(y)[0][j] @ network.inputs[k])

                    inside.direction = -1
                    watch(("cross", j, k, active[j, k]), inside)
        solution = solve_ivp(
            lambda _, y: network.rates(y, active, sliding),
            (t, times[-1]),
            theta,
            method="DOP853",
            rtol=TOLERANCE,
            atol=1e-18,
            events=events,
            dense_output=True,
        )
        while len(rows) < len(times) and times[len(rows)] <= solution.t[-1]:
            rows.append((solution.sol(times[len(rows)]), active.copy()))
        t, theta = solution.t[-1], solution.y[:, -1].copy()
        if solution.status != 1:
            break
        kind, j, k, was = next(meaning for meaning, at in zip(meanings, solution.t_events) if len(at) > 0)
        if kind == "leave":
            # Led on where they were led back before: all off the line, on the side whose speed has changed its sign.
            for other in [other for other, line in sliding.items() if line == k]:
                del sliding[other]
                active[other, k] = was
            continue
        if kind == "turn":
            del sliding[j]
            off, on = network.pushes(theta, active, j, k)
            active[j, k] = 1.0 if abs(on) < abs(off) else 0.0
            continue
        if kind == "die":
            del sliding[j]
            active[j] = 0.0
            theta[2 * j : 2 * j + 2] = 0.0
            deaths += 1
            continue
        crossings += 1
        off, on = network.speeds(theta, active, j, k)
        if off > 0 > on:
            sliding[j] = k
            active[j, k] = 0.0
            slides += 1
            line = network.inputs[k]
            theta[2 * j : 2 * j + 2] -= line * (line @ theta[2 * j : 2 * j + 2]) / (line @ line)
        else:
            active[j, k] = 1.0 - was
    return rows, crossings, slides, deaths


def main():
    cases = []
    shapes = [
        (1, 4, [-0.5, 2.0], [-1.0, 1.0], True, False, 0.5),
        (2, 6, [-0.5, 0.25, 1.0], [1.0, -0.5, 0.75], True, False, 0.5),
        (3, 8, [-1.5, -1.0, 0.0, 0.25, 2.0], [0.75, -0.25, -0.25, 0.5, 0.25], True, False, 0.7),
        (4, 8, [-1.5, -1.0, 0.0, 0.25, 2.0], [0.75, -0.25, -0.25, 0.5, 0.25], True, True, 1.0),
        (5, 6, [-1.0, 0.5, 1.5], [1.0, 0.5, -1.0], False, True, 1.0),
        (6, 10, [-0.75, -0.5, 0.125], [1.25, 0.125, 0.75], True, False, 0.2),
        (7, 12, [-1.0, -0.75, -0.25, 0.125, 0.5, 1.0], [0.5, -1.0, 1.0, 0.25, -0.5, 1.0], True, True, 1.0),
        (8, 5, [-1.0, 0.0, 1.0], [1.0, -1.0, 1.0], True, False, 0.8),
        (9, 12, [-1.0, -0.75, -0.25, 0.125, 0.5, 1.0], [0.5, -1.0, 1.0, 0.25, -0.5, 1.0], True, False, 0.3),
    ]
    for seed, width, x, y, bias, output_bias, scale in shapes:
        chance = np.random.RandomState(seed)
        w = scale * chance.randn(width, 2) * ([1, 1] if bias else [1, 0])
        # Balanced ones, and others on either side.
        a = chance.choice([-1, 1], width) * np.sqrt((w**2).sum(axis=1)) * chance.choice([0.5, 1, 1, 2], width)
        c = 0.25 if output_bias else 0.0
        network = Network(x, y, bias, output_bias)
        times = [0.5, 2.0, 5.0, 12.0]
        rows, crossings, slides, deaths = flow(network, np.concatenate([w.ravel(), a, [c]]), times)
        states = []
        for t, (theta, active) in zip(times, rows):
            end_w, end_a, end_c = network.parts(theta)
            states.append(
                {
                    "time": t,
                    "loss": float((network.residuals(theta, active) ** 2).mean()),
                    "w": list(end_w[:, 0]),
                    "b": list(end_w[:, 1]),
                    "a": list(end_a),
                    "c": float(end_c),
                }
            )
        initial = {"w": list(w[:, 0]), "b": list(w[:, 1]), "a": list(a), **({"c": c} if output_bias else {})}
        cases.append(
            {
                "experiment": {
                    "data": {"x": x, "y": y},
                    "network": {"initial": initial, "hiddenBias": bias, "outputBias": output_bias},
                },
                "crossings": crossings,
                "slides": slides,
                "deaths": deaths,
                "states": states,
            }
        )
    print(json.dumps(cases))


main()
