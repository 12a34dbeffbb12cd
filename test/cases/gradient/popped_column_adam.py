# mutant factor_two: `d = 2 * (out - want) / len(part)` -> `d = (out - want) / len(part)`
# mutant sign: `d = 2 * (out - want) / len(part)` -> `d = 2 * (want - out) / len(part)`
# mutant bias_axis: `"c1": d1.sum(axis=0)` -> `"c1": d1.sum()`
# derivation: none
import numpy as np
import pandas as pd

wine = pd.read_csv("wine.csv")
scores = wine.pop("quality").values.reshape(-1, 1)
chem = wine.values.astype(np.float32)
chem = (chem - chem.mean(axis=0)) / (chem.std(axis=0) + 1e-7)
scores = (scores - scores.mean()) / scores.std()

net = {
    "U1": np.random.randn(chem.shape[1], 8) * 0.3,
    "c1": np.zeros(8),
    "U2": np.random.randn(8, 1) * 0.3,
    "c2": np.zeros(1),
}
first = {name: np.zeros_like(value) for name, value in net.items()}
second = {name: np.zeros_like(value) for name, value in net.items()}
steps = 0


def adam(grads, rate=0.01):
    global steps
    steps += 1
    for name in net:
        first[name] = 0.9 * first[name] + 0.1 * grads[name]
        second[name] = 0.999 * second[name] + 0.001 * grads[name] ** 2
        m_hat = first[name] / (1 - 0.9**steps)
        v_hat = second[name] / (1 - 0.999**steps)
        net[name] = net[name] - rate * m_hat / (np.sqrt(v_hat) + 1e-8)


for epoch in range(40):
    order = np.random.permutation(len(chem))
    for start in range(0, len(chem), 32):
        part = chem[order[start : start + 32]]
        want = scores[order[start : start + 32]]
        hidden = np.maximum(part @ net["U1"] + net["c1"], 0)
        out = hidden @ net["U2"] + net["c2"]
        loss = np.mean((out - want) ** 2)
        d = 2 * (out - want) / len(part)
        d1 = (d @ net["U2"].T) * (hidden > 0)
        adam({"U2": hidden.T @ d, "c2": d.sum(axis=0), "U1": part.T @ d1, "c1": d1.sum(axis=0)})
    if epoch % 10 == 0:
        print(epoch, loss)
