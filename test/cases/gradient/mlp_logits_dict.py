# mutant missing_mean: `d3 = (c["p"] - y) / y.shape[0]` -> `d3 = c["p"] - y`
# mutant sign: `d3 = (c["p"] - y) / y.shape[0]` -> `d3 = (y - c["p"]) / y.shape[0]`
# mutant missing_activation_derivative: `d2 = (d3 @ w["W3"].T) * (1 - c["h2"] ** 2)` -> `d2 = (d3 @ w["W3"].T)`
# mutant uses_z_for_a: `"W2": c["h1"].T @ d2` -> `"W2": c["z1"].T @ d2`
# mutant wrong_activation_derivative: `d1 = (d2 @ w["W2"].T) * (c["z1"] > 0)` -> `d1 = (d2 @ w["W2"].T) * c["h1"]`
# mutant wrong_layer_input: `"W3": c["h2"].T @ d3` -> `"W3": c["h1"].T @ d3`
# mutant penalty_missing: `"W1": x.T @ d1 + 2 * decay * w["W1"]` -> `"W1": x.T @ d1`
import numpy as np

decay = 1e-3


def softplus(t):
    return np.log1p(np.exp(t))


def forward(w, x):
    c = {"x": x}
    c["z1"] = x @ w["W1"] + w["b1"]
    c["h1"] = np.where(c["z1"] > 0, c["z1"], 0)
    c["z2"] = c["h1"] @ w["W2"] + w["b2"]
    c["h2"] = np.tanh(c["z2"])
    c["z3"] = c["h2"] @ w["W3"] + w["b3"]
    c["p"] = 1 / (1 + np.exp(-c["z3"]))
    return c


def objective(w, c, y):
    bce = np.mean(softplus(c["z3"]) - y * c["z3"])
    return bce + decay * sum(np.sum(w[k] ** 2) for k in ("W1", "W2", "W3"))


def backward(w, c, y):
    x = c["x"]
    d3 = (c["p"] - y) / y.shape[0]
    d2 = (d3 @ w["W3"].T) * (1 - c["h2"] ** 2)
    d1 = (d2 @ w["W2"].T) * (c["z1"] > 0)
    return {
        "W3": c["h2"].T @ d3 + 2 * decay * w["W3"], "b3": d3.sum(0),
        "W2": c["h1"].T @ d2 + 2 * decay * w["W2"], "b2": d2.sum(0),
        "W1": x.T @ d1 + 2 * decay * w["W1"], "b1": d1.sum(0),
    }


def fit(x, y, units=4, lr=0.3, steps=200):
    sizes = [x.shape[1], units, units, 1]
    w = {}
    for i in range(1, 4):
        w[f"W{i}"] = np.random.randn(sizes[i - 1], sizes[i]) / np.sqrt(sizes[i - 1])
        w[f"b{i}"] = np.zeros(sizes[i])
    trace = []
    for t in range(steps):
        c = forward(w, x)
        trace.append(objective(w, c, y))
        for name, g in backward(w, c, y).items():
            w[name] -= lr * g
    return w, trace
