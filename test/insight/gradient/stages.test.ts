import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const sigmoid = `import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))
`;

const rows = `${sigmoid}
def forward(X, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = sigmoid(Z1)
    A2 = sigmoid(A1 @ W2 + b2)
    return Z1, A1, A2

def compute_loss(A2, Y):
    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))

def backward(X, Y, A1, A2, W2):
    m = len(X)
    dZ2 = A2 - Y
    dW2 = A1.T @ dZ2 / m
    db2 = dZ2.sum(axis=0, keepdims=True) / m
    dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
    dW1 = X.T @ dZ1 / m
    db1 = dZ1.sum(axis=0, keepdims=True) / m
    return dW1, db1, dW2, db2
`;

const columns = `${sigmoid}
def forward(X, params):
    A1 = np.tanh(params["W1"] @ X + params["b1"])
    A2 = sigmoid(params["W2"] @ A1 + params["b2"])
    cache = {"A1": A1, "A2": A2}
    return cache

def cost(A2, Y):
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1]

def backward(X, Y, params, cache):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = params["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    grads = {}
    grads["dW2"] = dZ2 @ cache["A1"].T / m
    grads["db2"] = dZ2.sum(axis=1, keepdims=True) / m
    grads["dW1"] = dZ1 @ X.T / m
    grads["db1"] = dZ1.sum(axis=1, keepdims=True) / m
    return grads
`;

const lists = `${sigmoid}
def initialize(sizes):
    weights, biases = [], []
    for i in range(len(sizes) - 1):
        weights.append(np.random.randn(sizes[i], sizes[i + 1]))
        biases.append(np.zeros((1, sizes[i + 1])))
    return weights, biases

def forward(X, weights, biases):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(sigmoid(activations[-1] @ W + b))
    return activations

def loss(y_pred, y):
    return np.mean(np.sum((y_pred - y) ** 2, axis=1))

def backward(y, weights, activations):
    grads_w = [None] * len(weights)
    grads_b = [None] * len(weights)
    a = activations[-1]
    delta = 2 * (a - y) * a * (1 - a) / len(y)
    for i in reversed(range(len(weights))):
        grads_w[i] = activations[i].T @ delta
        grads_b[i] = delta.sum(axis=0, keepdims=True)
        delta = delta @ weights[i].T * activations[i] * (1 - activations[i])
    return grads_w, grads_b
`;

const kept = `${sigmoid}
class Neuron:
    def __init__(self, n_inputs=784):
        self.weights = np.random.randn(n_inputs)
        self.bias = 0.0

    def __call__(self, X):
        self.X = X
        self.a = sigmoid(X @ self.weights + self.bias)
        return self.a

    def loss(self, a, y):
        return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))

    def backward(self, y):
        err = self.a - y
        self.grad_w = self.X.T @ err / len(y)
        self.grad_b = err.mean()
`;

const update = `
    def update(self, lr):
        self.weights -= lr * self.grad_w
        self.bias -= lr * self.grad_b
`;

const together = `import numpy as np

class Net:
    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, reg=0.0):
        self.reg = reg
        self.params = {}
        self.params["W1"] = 1e-3 * np.random.randn(input_dim, hidden_dim)
        self.params["W2"] = 1e-3 * np.random.randn(hidden_dim, num_classes)

    def loss(self, X, y=None):
        hidden = np.maximum(0, X @ self.params["W1"])
        scores = hidden @ self.params["W2"]
        if y is None:
            return scores
        n = len(X)
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.log(p[np.arange(n), y]).sum() / n
        loss += 0.5 * self.reg * sum(np.sum(W ** 2) for W in self.params.values())
        p[np.arange(n), y] -= 1
        p /= n
        grads = {}
        grads["W2"] = hidden.T @ p + self.reg * self.params["W2"]
        grads["W1"] = X.T @ (p @ self.params["W2"].T * (hidden > 0)) + self.reg * self.params["W1"]
        return loss, grads
`;

const step = `import numpy as np

def train_step(X, y, W1, b1, W2, b2, lr=0.1):
    h = np.maximum(X @ W1 + b1, 0)
    out = h @ W2 + b2
    loss = np.mean((out - y) ** 2)
    dout = 2 * (out - y) / len(X)
    dh = dout @ W2.T * (h > 0)
    W2 -= lr * h.T @ dout
    b2 -= lr * dout.sum(axis=0)
    W1 -= lr * X.T @ dh
    b1 -= lr * dh.sum(axis=0)
    return loss
`;

describe("stages that are only defined", () => {
  it.each([
    [
      "functions of weights that nobody makes",
      rows,
      "dW2 = A1.T @ dZ2 / m",
      "dW2 = A1.T @ dZ2",
      "missing_mean",
    ],
    ["columns, and weights in a dict", columns, 'cache["A2"] - Y', 'Y - cache["A2"]', "sign"],
    [
      "lists of weights and of activations",
      lists,
      "a * (1 - a) / len(y)",
      "1 / len(y)",
      "missing_activation_derivative",
    ],
    ["gradients that the object keeps", kept, "err = self.a - y", "err = self.a", "label_missing"],
    ["gradients and steps in one object", kept + update, "err.mean()", "err.sum()", "bias_not_averaged"],
    ["loss and gradients together", together, "(hidden > 0)", "1", "missing_activation_derivative"],
    ["loss, gradients and step together", step, "2 * (out - y)", "(out - y)", "factor_two"],
  ])("are called in the order of training: %s", (_name, text, from, to, mistake) => {
    expect(text).toContain(from);
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(from, to))).toBe(mistake);
  });

  it("step what a function made under its own names", () => {
    const [check] = checksOf(
      `${rows.replace("def forward", "def init(n_x, n_h, n_y):\n    W1 = np.random.randn(n_x, n_h)\n    b1 = np.zeros((1, n_h))\n    W2 = np.random.randn(n_h, n_y)\n    b2 = np.zeros((1, n_y))\n    return W1, b1, W2, b2\n\ndef forward")}`,
    );
    expect(check?.parameters.map(({ name }) => name)).toEqual(["W1", "b1", "W2", "b2"]);
  });

  it("may learn from pairs of columns", () => {
    const text = `${sigmoid}
class Network:
    def __init__(self, sizes):
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]

    def train(self, training_data, epochs, eta):
        for _ in range(epochs):
            cost = 0
            for x, y in training_data:
                h = sigmoid(self.weights[0] @ x + self.biases[0])
                a = sigmoid(self.weights[1] @ h + self.biases[1])
                cost += 0.5 * np.sum((a - y) ** 2)
                d2 = (a - y) * a * (1 - a)
                d1 = self.weights[1].T @ d2 * h * (1 - h)
                self.weights[1] -= eta * d2 @ h.T
                self.biases[1] -= eta * d2
                self.weights[0] -= eta * d1 @ x.T
                self.biases[0] -= eta * d1
            print(cost)
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("* h * (1 - h)", ""))).toBe("missing_activation_derivative");
  });

  it("may learn from pairs, and have a loss that takes columns", () => {
    const text = `import numpy as np

class Network:
    def __init__(self, sizes):
        self.num_layers = len(sizes)
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights):
            a = sigmoid(w @ a + b)
        return a

    def update(self, training_data, eta):
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        for x, y in training_data:
            more_b, more_w = self.backprop(x, y)
            nabla_b = [nb + more for nb, more in zip(nabla_b, more_b)]
            nabla_w = [nw + more for nw, more in zip(nabla_w, more_w)]
        self.weights = [w - eta / len(training_data) * nw for w, nw in zip(self.weights, nabla_w)]
        self.biases = [b - eta / len(training_data) * nb for b, nb in zip(self.biases, nabla_b)]

    def backprop(self, x, y):
        hidden = sigmoid(self.weights[0] @ x + self.biases[0])
        out = sigmoid(self.weights[1] @ hidden + self.biases[1])
        delta = (out - y) * out * (1 - out)
        back = self.weights[1].T @ delta * hidden * (1 - hidden)
        return [back, delta], [back @ x.T, delta @ hidden.T]

    def cost(self, x, y):
        return 0.5 * np.linalg.norm(self.feedforward(x) - y) ** 2

def sigmoid(z):
    return 1 / (1 + np.exp(-z))
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("(out - y) * out * (1 - out)", "out - y"))).toBe(
      "missing_activation_derivative",
    );
  });

  it("are given no number for weights of more than one feature", () => {
    const text = `import numpy as np

def cost(X, y, theta):
    return np.sum((X @ theta - y) ** 2) / (2 * len(y))

def descend(X, y, theta, alpha, iters):
    history = []
    for _ in range(iters):
        theta = theta - alpha * X.T @ (X @ theta - y) / len(y)
        history.append(cost(X, y, theta))
    return theta, history

def run(data):
    X, y = data[:, :-1], data[:, -1:]
    return descend(np.hstack([np.ones((len(X), 1)), X]), y, np.zeros((X.shape[1] + 1, 1)), 0.1, 50)
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("X.T @ (X @ theta - y)", "(X @ theta - y).T @ X"))).toBe(
      "transposed_result",
    );
  });
});

const classes = `import numpy as np

class Layer:
    def __init__(self, n_features, n_classes):
        self.weights = np.random.randn(n_features, n_classes)
        self.biases = np.zeros(n_classes)

    def forward(self, X):
        e = np.exp(X @ self.weights + self.biases)
        return e / e.sum(axis=1, keepdims=True)

    def backward(self, X, probs, y):
        d = (probs - np.eye(probs.shape[1])[y]) / len(y)
        return X.T @ d, d.sum(axis=0)
`;

const own = `
    def cross_entropy(self, probs, y):
        return -np.log(probs[np.arange(len(y)), y]).mean()

    def apply_gradients(self, dw, db, lr):
        self.weights -= lr * dw
        self.biases -= lr * db
`;

const beside = `
def cross_entropy(probs, y):
    return -np.log(probs[np.arange(len(y)), y]).mean()
`;

const held = `import numpy as np

class Net:
    def __init__(self, n_x, n_h, n_y):
        self.parameters = self.initialize(n_x, n_h, n_y)

    def initialize(self, n_x, n_h, n_y):
        return {"W1": np.random.randn(n_h, n_x), "W2": np.random.randn(n_y, n_h)}

    def forward(self, X):
        p = self.parameters
        A1 = np.tanh(p["W1"] @ X)
        return p["W2"] @ A1, (X, A1)

    def cost(self, out, Y):
        return np.sum((out - Y) ** 2) / Y.shape[1]

    def backward(self, Y, out, cache):
        X, A1 = cache
        d2 = 2 * (out - Y) / Y.shape[1]
        d1 = self.parameters["W2"].T @ d2 * (1 - A1 ** 2)
        return {"W2": d2 @ A1.T, "W1": d1 @ X.T}
`;

const line = `import numpy as np

def predict(x, w0, w1):
    return w0 + w1 * x

def mse(y, y_hat):
    return np.mean((y - y_hat) ** 2)

def gradients(x, y, w0, w1):
    err = predict(x, w0, w1) - y
    return 2 * np.mean(err), 2 * np.mean(err * x)
`;

describe("what leads from one stage to the next", () => {
  it.each([
    ["gradients without names, and a step by theirs", classes + own, "d.sum(axis=0)", "d.sum()", "bias_axis"],
    ["a loss that is a function beside the class", classes + beside, "/ len(y)\n", "\n", "missing_mean"],
    [
      "weights that a method makes, and what is put together",
      held,
      "2 * (out - Y)",
      "(out - Y)",
      "factor_two",
    ],
    [
      "a prediction that has no name of one",
      held
        .replace("def backward(self, Y, out, cache)", "def backward(self, Y, q, cache)")
        .replace("2 * (out - Y)", "2 * (q - Y)"),
      "2 * (q - Y)",
      "(q - Y)",
      "factor_two",
    ],
    ["two numbers of a line", line, "2 * np.mean(err * x)", "np.mean(err * x)", "factor_two"],
  ])("may be %s", (_name, text, from, to, mistake) => {
    expect(text).toContain(from);
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(from, to))).toBe(mistake);
  });
});
