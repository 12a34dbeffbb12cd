# derivation: none
# mutant missing_mean: `dW /= num_train` -> `pass`
# mutant penalty_missing: `dW += 2 * reg * W` -> `pass`
# mutant penalty_sign: `dW += 2 * reg * W` -> `dW -= 2 * reg * W`
# mutant sign: `dW = X.T.dot(binary)` -> `dW = -X.T.dot(binary)`
# mutant label_missing: `binary[np.arange(num_train), y] -= row_sum` -> `pass`
# mutant factor_two: `dW += 2 * reg * W` -> `dW += reg * W`
import numpy as np


def svm_loss_vectorized(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    num_train = X.shape[0]
    scores = X.dot(W)
    correct = scores[np.arange(num_train), y].reshape(-1, 1)
    margins = np.maximum(0, scores - correct + 1)
    margins[np.arange(num_train), y] = 0
    loss = np.sum(margins) / num_train
    loss += reg * np.sum(W * W)
    binary = (margins > 0).astype(float)
    row_sum = np.sum(binary, axis=1)
    binary[np.arange(num_train), y] -= row_sum
    dW = X.T.dot(binary)
    dW /= num_train
    dW += 2 * reg * W
    return loss, dW


class LinearSVM:
    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200):
        num_train, dim = X.shape
        num_classes = np.max(y) + 1
        if self.W is None:
            self.W = 0.001 * np.random.randn(dim, num_classes)
        losses = []
        for it in range(num_iters):
            idx = np.random.choice(num_train, batch_size)
            loss, grad = svm_loss_vectorized(self.W, X[idx], y[idx], reg)
            losses.append(loss)
            self.W -= learning_rate * grad
        return losses
