# mutant sign: `return (p - t) / len(t)` -> `return (t - p) / len(t)`
# mutant missing_mean: `return (p - t) / len(t)` -> `return p - t`
# mutant label_missing: `return (p - t) / len(t)` -> `return p / len(t)`
# mutant missing_activation_derivative: `return upstream * (1 - self.y ** 2)` -> `return upstream`
# mutant wrong_activation_derivative: `return upstream * (1 - self.y ** 2)` -> `return upstream * (1 - self.y)`
# mutant uses_z_for_a: `self.y = np.tanh(x)\n        return self.y` -> `self.y = x\n        return np.tanh(x)`
# mutant bias_axis: `self.db = upstream.sum(axis=0)` -> `self.db = upstream.sum()`
# mutant bias_missing: `return [(self.W, self.dW), (self.b, self.db)]` -> `return [(self.W, self.dW)]`
# mutant double_mean: `self.dW = self.x.T @ upstream` -> `self.dW = self.x.T @ upstream / len(self.x)`
# mutant transposed_result: `self.dW = self.x.T @ upstream` -> `self.dW = upstream.T @ self.x`
import numpy as np

rng = np.random.default_rng(42)


class Dense:
    def __init__(self, fan_in, fan_out):
        self.W = rng.normal(0, 1 / np.sqrt(fan_in), (fan_in, fan_out))
        self.b = np.zeros(fan_out)

    def __call__(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, upstream):
        self.dW = self.x.T @ upstream
        self.db = upstream.sum(axis=0)
        return upstream @ self.W.T

    def pairs(self):
        return [(self.W, self.dW), (self.b, self.db)]


class Tanh:
    def __call__(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, upstream):
        return upstream * (1 - self.y ** 2)

    def pairs(self):
        return []


class SoftmaxCrossEntropy:
    def value(self, scores, t):
        z = scores - scores.max(axis=-1, keepdims=True)
        self.p = np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
        self.t = t
        return -(t * np.log(self.p + 1e-12)).sum(axis=-1).mean()

    def gradient(self):
        p, t = self.p, self.t
        return (p - t) / len(t)


class Model:
    def __init__(self, loss):
        self.layers = []
        self.loss = loss

    def add(self, layer):
        self.layers.append(layer)
        return self

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, g):
        for layer in self.layers[::-1]:
            g = layer.backward(g)

    def fit(self, X, T, epochs=20, lr=0.1, batch_size=16):
        for epoch in range(epochs):
            order = rng.permutation(len(X))
            total = 0.0
            for i in range(0, len(X), batch_size):
                sel = order[i:i + batch_size]
                out = self.forward(X[sel])
                loss = self.loss.value(out, T[sel])
                total += loss * len(sel)
                self.backward(self.loss.gradient())
                for layer in self.layers:
                    for value, grad in layer.pairs():
                        value -= lr * grad
            print(f"epoch {epoch}: {total / len(X):.4f}")


X = rng.normal(size=(48, 4))
T = np.eye(3)[rng.integers(0, 3, 48)]
model = Model(SoftmaxCrossEntropy())
model.add(Dense(4, 8)).add(Tanh()).add(Dense(8, 3))
model.fit(X, T)
