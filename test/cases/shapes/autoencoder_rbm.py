import numpy as np
from functools import partial


class RBM:
    def __init__(self, num_visible, num_hidden, rng=None):
        self.rng = rng or np.random.RandomState(1234)
        self.W = self.rng.uniform(low=-0.1, high=0.1, size=(num_visible, num_hidden))
        self.W = np.insert(self.W, 0, 0, axis=0)
        self.W = np.insert(self.W, 0, 0, axis=1)
        self.errors = []

    def train(self, data, max_epochs=10, learning_rate=0.1):
        num_examples = data.shape[0]
        data = np.insert(data, 0, 1, axis=1)
        for epoch in range(max_epochs):
            pos_hidden_activations = np.dot(data, self.W)
            pos_hidden_probs = self._logistic(pos_hidden_activations)
            pos_hidden_probs[:, 0] = 1
            pos_hidden_states = pos_hidden_probs > np.random.rand(num_examples, self.W.shape[1])
            pos_associations = np.dot(data.T, pos_hidden_probs)
            neg_visible_activations = np.dot(pos_hidden_states, self.W.T)
            neg_visible_probs = self._logistic(neg_visible_activations)
            neg_visible_probs[:, 0] = 1
            neg_hidden_activations = np.dot(neg_visible_probs, self.W)
            neg_hidden_probs = self._logistic(neg_hidden_activations)
            neg_associations = np.dot(neg_visible_probs.T, neg_hidden_probs)
            self.W += learning_rate * ((pos_associations - neg_associations) / num_examples)
            error = np.sum((data - neg_visible_probs) ** 2)
            self.errors.append(error)

    def run_visible(self, data):
        num_examples = data.shape[0]
        hidden_states = np.ones((num_examples, self.W.shape[1]))
        data = np.insert(data, 0, 1, axis=1)
        hidden_activations = np.dot(data, self.W)
        hidden_probs = self._logistic(hidden_activations)
        hidden_states[:, :] = hidden_probs > np.random.rand(num_examples, self.W.shape[1])
        hidden_states = hidden_states[:, 1:]
        return hidden_states

    def _logistic(self, x):
        return 1.0 / (1 + np.exp(-x))


class Autoencoder:
    activations = dict(relu=lambda z: np.maximum(z, 0), tanh=np.tanh, linear=lambda z: z)
    derivatives = {'relu': lambda a: (a > 0) * 1.0, 'tanh': lambda a: 1 - a ** 2, 'linear': np.ones_like}

    def __init__(self, *sizes, act='tanh', lr=1e-2):
        self.sizes = list(sizes) + list(sizes[-2::-1])
        self.lr = lr
        self.act = act
        self.Ws, self.bs = [], []
        for fan_in, fan_out in zip(self.sizes, self.sizes[1:]):
            bound = np.sqrt(6. / (fan_in + fan_out))
            self.Ws.append(np.random.uniform(-bound, bound, [fan_in, fan_out]))
            self.bs.append(np.zeros((1, fan_out)))

    @property
    def depth(self):
        return len(self.Ws)

    def encode(self, X):
        for W, b in zip(self.Ws[:self.depth // 2], self.bs):
            X = self.activations[self.act](X @ W + b)
        return X

    def forward(self, X):
        As = [X]
        for i, (W, b) in enumerate(zip(self.Ws, self.bs)):
            Z = As[-1] @ W + b
            name = self.act if i < self.depth - 1 else 'linear'
            As.append(self.activations[name](Z))
        return As

    def step(self, X):
        As = self.forward(X)
        delta = 2 * (As[-1] - X) / X.size
        for i in reversed(range(self.depth)):
            if i < self.depth - 1:
                delta = delta * self.derivatives[self.act](As[i + 1])
            gW = As[i].T @ delta
            gb = delta.sum(axis=0, keepdims=True)
            delta = delta @ self.Ws[i].T
            self.Ws[i] = self.Ws[i] - self.lr * gW
            self.bs[i] = self.bs[i] - self.lr * gb
        return ((As[-1] - X) ** 2).mean()


r = RBM(num_visible=6, num_hidden=2)
training_data = np.array([[1, 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0],
                          [0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 0, 0], [0, 0, 1, 1, 1, 0]])
r.train(training_data, max_epochs=50)
user = np.array([[0, 0, 0, 1, 1, 0]])
hidden = r.run_visible(user)
data = np.random.randn(64, 12)
ae = Autoencoder(12, 8, 3)
history = [ae.step(data) for _ in range(20)]
code = ae.encode(data)
recon = ae.forward(data)[-1]
scale = partial(np.multiply, 2.0)
doubled = scale(code)
