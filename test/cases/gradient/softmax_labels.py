# mutant missing_mean: `d_scores /= num_train` -> `pass`
# mutant double_mean: `dW = X.T.dot(d_scores)` -> `dW = X.T.dot(d_scores) / num_train`
# mutant penalty_missing: `dW += 2 * reg * W` -> `pass`
# mutant factor_two: `dW += 2 * reg * W` -> `dW += reg * W`
# mutant penalty_sign: `dW += 2 * reg * W` -> `dW -= 2 * reg * W`
# mutant label_missing: `d_scores[range(num_train), y] -= 1` -> `pass`
import numpy as np


def softmax_loss(W, X, y, reg):
    num_train = X.shape[0]
    scores = X.dot(W)
    scores -= np.max(scores, axis=1, keepdims=True)
    exp_scores = np.exp(scores)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    loss = np.sum(-np.log(probs[range(num_train), y])) / num_train
    loss += reg * np.sum(W * W)
    d_scores = probs
    d_scores[range(num_train), y] -= 1
    d_scores /= num_train
    dW = X.T.dot(d_scores)
    dW += 2 * reg * W
    return loss, dW


class LinearClassifier:
    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, verbose=False):
        num_train, dim = X.shape
        num_classes = np.max(y) + 1
        if self.W is None:
            self.W = 0.001 * np.random.randn(dim, num_classes)
        loss_history = []
        for it in range(num_iters):
            loss, grad = softmax_loss(self.W, X, y, reg)
            loss_history.append(loss)
            self.W -= learning_rate * grad
        return loss_history
