# mutant missing_mean: `dW2 = H1.T @ E / N` -> `dW2 = H1.T @ E`
# mutant sign: `E = out - Y` -> `E = Y - out`
# mutant factor_two: `E = out - Y` -> `E = 2 * (out - Y)`
# mutant missing_activation_derivative: `D = (E @ W2[:-1].T) * (1 - H ** 2)` -> `D = E @ W2[:-1].T`
# mutant wrong_activation_derivative: `* (1 - H ** 2)` -> `* H * (1 - H)`
# mutant label_missing: `E = out - Y` -> `E = out`
# mutant divided_by_features: `dW1 = X1.T @ D / N` -> `dW1 = X1.T @ D / X.shape[1]`
# mutant double_mean: `dW1 = X1.T @ D / N` -> `dW1 = X1.T @ D / N / N`
import numpy as np

rng = np.random.default_rng(8)
N = 64
X = rng.uniform(-1, 1, (N, 2))
Y = (X[:, [0]] ** 2 + X[:, [1]]).reshape(N, 1)


def with_bias(V):
    return np.column_stack([V, np.ones(len(V))])


W1 = rng.normal(size=(3, 6)) / 2
W2 = rng.normal(size=(7, 1)) / 2
eta = 0.3

for epoch in range(500):
    X1 = with_bias(X)
    H = np.tanh(X1 @ W1)
    H1 = with_bias(H)
    out = H1 @ W2
    loss = 0.5 * np.mean(np.square(out - Y))
    E = out - Y
    dW2 = H1.T @ E / N
    D = (E @ W2[:-1].T) * (1 - H ** 2)
    dW1 = X1.T @ D / N
    W1 -= eta * dW1
    W2 -= eta * dW2
    if epoch % 100 == 0:
        print("%4d %.5f" % (epoch, loss))
