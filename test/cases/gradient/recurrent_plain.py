# mutant sign: `dy = p[t] - np.eye(n_out)[targets[t]][:, None]` -> `dy = np.eye(n_out)[targets[t]][:, None] - p[t]`
# mutant bias_missing: `bh -= rate * dbh` -> `pass`
# derivation: none
import numpy as np

n_in, n_hid, n_out = 3, 5, 3
gen = np.random.default_rng(7)
U = gen.normal(size=(n_hid, n_in)) * 0.3
W = gen.normal(size=(n_hid, n_hid)) * 0.3
V = gen.normal(size=(n_out, n_hid)) * 0.3
bh = np.zeros((n_hid, 1))
inputs = gen.normal(size=(4, n_in, 1))
targets = [0, 2, 1, 2]
rate = 0.1
for epoch in range(20):
    h, p = {-1: np.zeros((n_hid, 1))}, {}
    loss = 0.0
    for t in range(len(inputs)):
        h[t] = np.tanh(U @ inputs[t] + W @ h[t - 1] + bh)
        e = np.exp(V @ h[t])
        p[t] = e / e.sum()
        loss += -np.log(p[t][targets[t], 0])
    dU, dW, dV, dbh = np.zeros_like(U), np.zeros_like(W), np.zeros_like(V), np.zeros_like(bh)
    dhnext = np.zeros((n_hid, 1))
    for t in reversed(range(len(inputs))):
        dy = p[t] - np.eye(n_out)[targets[t]][:, None]
        dV += dy @ h[t].T
        dh = V.T @ dy + dhnext
        draw = (1 - h[t] ** 2) * dh
        dbh += draw
        dU += draw @ inputs[t].T
        dW += draw @ h[t - 1].T
        dhnext = W.T @ draw
    U -= rate * dU
    W -= rate * dW
    V -= rate * dV
    bh -= rate * dbh
    print(epoch, loss)
