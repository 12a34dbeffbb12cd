# mutant missing_activation_derivative: `dz = dh * (1 - hs[t + 1] ** 2)` -> `dz = dh`
# mutant wrong_layer_input: `dWhh += dz @ hs[t].T` -> `dWhh += dz @ hs[t + 1].T`
# mutant sign: `dy = 2 * (out - target)` -> `dy = 2 * (target - out)`
# mutant factor_two: `dy = 2 * (out - target)` -> `dy = out - target`
# derivation: none
import numpy as np

np.random.seed(0)
T, n_in, n_h = 6, 2, 4
inputs = np.random.randn(T, n_in, 1)
target = np.array([[0.7]])

Wxh = np.random.randn(n_h, n_in) * 0.3
Whh = np.random.randn(n_h, n_h) * 0.3
Why = np.random.randn(1, n_h) * 0.3
bh = np.zeros((n_h, 1))
by = np.zeros((1, 1))
learning_rate = 0.05

for it in range(100):
    hs = [np.zeros((n_h, 1))]
    for t in range(T):
        hs.append(np.tanh(Wxh @ inputs[t] + Whh @ hs[t] + bh))
    out = Why @ hs[-1] + by
    loss = np.sum((out - target) ** 2)

    dWxh, dWhh, dbh = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(bh)
    dy = 2 * (out - target)
    dWhy = dy @ hs[-1].T
    dby = dy
    dh = Why.T @ dy
    for t in reversed(range(T)):
        dz = dh * (1 - hs[t + 1] ** 2)
        dWxh += dz @ inputs[t].T
        dWhh += dz @ hs[t].T
        dbh += dz
        dh = Whh.T @ dz
    for param, grad in zip([Wxh, Whh, Why, bh, by], [dWxh, dWhh, dWhy, dbh, dby]):
        param -= learning_rate * grad
    if it % 10 == 0:
        print(it, loss)
