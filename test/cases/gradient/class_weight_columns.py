# mutant sign: `W[L] -= alpha * grad_W / q` -> `W[L] += alpha * grad_W / q`
# mutant missing_mean: `W[L] -= alpha * grad_W / q` -> `W[L] -= alpha * grad_W`
# mutant bias_not_averaged: `B[L] -= alpha * grad_B / q` -> `B[L] -= alpha * grad_B`
# mutant label_missing: `delta[-1][Y, np.arange(q)] -= class_weight[Y]` -> `pass`
# mutant missing_activation_derivative: `delta[L] = (W[L + 1].transpose() @ delta[L + 1]) * F_pr[L]` -> `delta[L] = (W[L + 1].transpose() @ delta[L + 1])`
# mutant wrong_activation_derivative: `F_pr.append(1.0 - a ** 2)` -> `F_pr.append(a * (1.0 - a))`
# mutant bias_axis: `grad_B = np.sum(delta[L], axis=1, keepdims=True)` -> `grad_B = np.sum(delta[L])`
# derivation: none
import numpy as np


class WeightedNet:
    def __init__(self, sizes, seed=3):
        gen = np.random.default_rng(seed)
        self.W = [gen.standard_normal((o, i)) / np.sqrt(i) for i, o in zip(sizes, sizes[1:])]
        self.B = [np.zeros((o, 1)) for o in sizes[1:]]

    def forward(self, X):
        A, F_pr = [X], []
        last = len(self.W) - 1
        for L, (w, b) in enumerate(zip(self.W, self.B)):
            z = w @ A[-1] + b
            if L < last:
                a = np.tanh(z)
                F_pr.append(1.0 - a ** 2)
            else:
                e = np.exp(z - z.max(axis=0))
                a = e / e.sum(axis=0)
            A.append(a)
        return A, F_pr

    def train_one(self, X, Y, class_weight, alpha=0.05):
        W, B = self.W, self.B
        A, F_pr = self.forward(X)
        q, = Y.shape
        loss = -np.sum(class_weight[Y] * np.log(A[-1][Y, np.arange(q)])) / q
        delta = [None] * len(W)
        delta[-1] = A[-1].copy() * class_weight[Y]
        delta[-1][Y, np.arange(q)] -= class_weight[Y]
        for L in reversed(range(len(W) - 1)):
            delta[L] = (W[L + 1].transpose() @ delta[L + 1]) * F_pr[L]
        for L in range(len(W)):
            grad_W = delta[L] @ A[L].T
            grad_B = np.sum(delta[L], axis=1, keepdims=True)
            W[L] -= alpha * grad_W / q
            B[L] -= alpha * grad_B / q
        return loss


gen = np.random.default_rng(0)
X = gen.standard_normal((4, 60))
Y = gen.integers(0, 3, 60)
net = WeightedNet([4, 8, 3])
weights = np.array([1.0, 2.0, 0.5])
for epoch in range(30):
    value = net.train_one(X, Y, weights)
    print(epoch, value)
