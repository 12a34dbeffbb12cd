# mutant missing_activation_derivative: `grad = grad * self.act_prime(self.z)` -> `pass`
# mutant wrong_activation_derivative: `"relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),` -> `"relu": (lambda z: np.maximum(z, 0), lambda z: np.maximum(z, 0)),`
# mutant missing_mean: `return (p - t) / (p * (1 - p)) / t.shape[0]` -> `return (p - t) / (p * (1 - p))`
# mutant sign: `return (p - t) / (p * (1 - p)) / t.shape[0]` -> `return (t - p) / (p * (1 - p)) / t.shape[0]`
# mutant bias_axis: `self.db = grad.sum(axis=0, keepdims=True)` -> `self.db = grad.sum()`
# mutant bias_missing: `return [(self.W, self.dW), (self.b, self.db)]` -> `return [(self.W, self.dW)]`
# mutant transposed_result: `self.dW = self.x.T @ grad` -> `self.dW = grad.T @ self.x`
# mutant double_mean: `self.dW = self.x.T @ grad` -> `self.dW = self.x.T @ grad / len(self.x)`
import numpy as np

ACT = {
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / np.square(1 + np.exp(-z))),
    None: (lambda z: z, lambda z: np.ones_like(z)),
}


class Dense:
    def __init__(self, units, activation=None, input_dim=None):
        self.units, self.input_dim = units, input_dim
        self.act, self.act_prime = ACT[activation]

    def build(self, input_dim):
        self.W = np.random.uniform(-0.5, 0.5, (input_dim, self.units))
        self.b = np.zeros((1, self.units))
        return self.units

    def __call__(self, x):
        self.x = x
        self.z = x @ self.W + self.b
        return self.act(self.z)

    def backward(self, grad):
        grad = grad * self.act_prime(self.z)
        self.dW = self.x.T @ grad
        self.db = grad.sum(axis=0, keepdims=True)
        return grad @ self.W.T

    def gradients(self):
        return [(self.W, self.dW), (self.b, self.db)]


class BinaryCrossentropy:
    def __call__(self, t, p):
        return -np.mean(np.sum(t * np.log(p) + (1 - t) * np.log(1 - p), axis=1))

    def gradient(self, t, p):
        return (p - t) / (p * (1 - p)) / t.shape[0]


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def apply_gradients(self, pairs):
        for variable, gradient in pairs:
            variable -= self.learning_rate * gradient


class Sequential:
    def __init__(self):
        self.layers = []

    def add(self, layer):
        self.layers.append(layer)
        return self

    def compile(self, optimizer, loss):
        self.optimizer, self.loss = optimizer, loss
        width = self.layers[0].input_dim
        for layer in self.layers:
            width = layer.build(width)

    def predict(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def train_on_batch(self, x, t):
        p = self.predict(x)
        loss = self.loss(t, p)
        grad = self.loss.gradient(t, p)
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        for layer in self.layers:
            self.optimizer.apply_gradients(layer.gradients())
        return loss

    def fit(self, x, t, epochs=1, batch_size=32):
        history = {"loss": []}
        for epoch in range(epochs):
            total, seen = 0.0, 0
            for start in range(0, len(x), batch_size):
                xb, tb = x[start:start + batch_size], t[start:start + batch_size]
                total += self.train_on_batch(xb, tb) * len(xb)
                seen += len(xb)
            history["loss"].append(total / seen)
        return history


x = np.random.randn(128, 3)
t = (x.prod(axis=1, keepdims=True) > 0).astype(float)
model = Sequential()
model.add(Dense(8, activation="relu", input_dim=3)).add(Dense(1, activation="sigmoid"))
model.compile(SGD(0.1), BinaryCrossentropy())
print(model.fit(x, t, epochs=5, batch_size=16)["loss"])
