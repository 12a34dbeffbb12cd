# mutant missing_mean: `g = (np.exp(logp) - T) / N` -> `g = np.exp(logp) - T`
# mutant sign: `g = (np.exp(logp) - T) / N` -> `g = (T - np.exp(logp)) / N`
# mutant missing_activation_derivative: `g = g @ self.Ws[k].T * np.where(zs[k - 1] > 0, 1.0, self.slope)` -> `g = g @ self.Ws[k].T`
# mutant wrong_activation_derivative: `np.where(zs[k - 1] > 0, 1.0, self.slope)` -> `np.where(zs[k - 1] > 0, 1.0, 0.0)`
# mutant wrong_layer_input: `dW = hs[k].T @ g` -> `dW = (hs[k - 1] if k == 2 else hs[k]).T @ g`
# mutant factor_two: `+ 2 * self.wd * self.Ws[k]` -> `+ self.wd * self.Ws[k]`
# mutant penalty_missing: `+ 2 * self.wd * self.Ws[k]` -> ``
# mutant penalty_sign: `+ 2 * self.wd * self.Ws[k]` -> `- 2 * self.wd * self.Ws[k]`
# mutant bias_axis: `db = g.sum(0, keepdims=True)` -> `db = g.sum(1, keepdims=True)`
import numpy as np


class LogitNet:
    slope = 0.05

    def __init__(self, widths=(8, 6, 6, 3), lr=0.2, wd=1e-2, seed=0):
        r = np.random.default_rng(seed)
        self.Ws = [r.normal(size=(a, b)) * (2 / a) ** 0.5 for a, b in zip(widths[:-1], widths[1:])]
        self.bs = [np.zeros((1, b)) for b in widths[1:]]
        self.lr, self.wd = lr, wd

    def step(self, X, T):
        N = X.shape[0]
        hs, zs = [X], []
        for k, (W, b) in enumerate(zip(self.Ws, self.bs)):
            zs.append(hs[-1] @ W + b)
            last = k == len(self.Ws) - 1
            hs.append(zs[-1] if last else np.where(zs[-1] > 0, zs[-1], self.slope * zs[-1]))
        top = zs[-1].max(axis=1, keepdims=True)
        logp = zs[-1] - top - np.log(np.exp(zs[-1] - top).sum(axis=1, keepdims=True))
        loss = -(T * logp).sum() / N + self.wd * sum((W ** 2).sum() for W in self.Ws)

        g = (np.exp(logp) - T) / N
        grads = []
        for k in reversed(range(len(self.Ws))):
            dW = hs[k].T @ g + 2 * self.wd * self.Ws[k]
            db = g.sum(0, keepdims=True)
            grads.append((k, dW, db))
            if k > 0:
                g = g @ self.Ws[k].T * np.where(zs[k - 1] > 0, 1.0, self.slope)
        for k, dW, db in grads:
            self.Ws[k] -= self.lr * dW
            self.bs[k] -= self.lr * db
        return loss


if __name__ == "__main__":
    r = np.random.default_rng(1)
    X = r.normal(size=(60, 8))
    labels = X[:, :3].argmax(axis=1)
    T = np.eye(3)[labels]
    net = LogitNet()
    for i in range(200):
        loss = net.step(X, T)
        if i % 20 == 0:
            print(f"{i:4d}  {loss:.4f}")
