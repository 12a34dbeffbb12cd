import numpy as np
import utils
from data import *
from utils import one_hot, batches as make_batches

X, y = make_spiral(50, 3)
X = standardize(X)
Y = one_hot(y, 3)

D, h, K = X.shape[1], 30, Y.shape[1]
W = 0.01 * np.random.randn(D, h)
b = np.zeros((1, h))
W2 = 0.01 * np.random.randn(h, K)
b2 = np.zeros((1, K))
step_size, reg = 1e-0, 1e-3

for epoch in range(4):
    for xb, yb in make_batches(X, Y, 64):
        num_examples = xb.shape[0]
        hidden_layer = np.maximum(0, np.dot(xb, W) + b)
        scores = np.dot(hidden_layer, W2) + b2
        exp_scores = np.exp(scores)
        probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
        correct_logprobs = -np.log(probs[range(num_examples), yb.argmax(1)] + utils.EPS)
        data_loss = np.sum(correct_logprobs) / num_examples
        reg_loss = 0.5 * reg * np.sum(W * W) + 0.5 * reg * np.sum(W2 * W2)
        dscores = probs - yb
        dscores /= num_examples
        dW2 = np.dot(hidden_layer.T, dscores)
        db2 = np.sum(dscores, axis=0, keepdims=True)
        dhidden = np.dot(dscores, W2.T)
        dhidden[hidden_layer <= 0] = 0
        dW = np.dot(xb.T, dhidden)
        db = np.sum(dhidden, axis=0, keepdims=True)
        dW2 += reg * W2
        dW += reg * W
        W += -step_size * dW
        b += -step_size * db
        W2 += -step_size * dW2
        b2 += -step_size * db2

hidden_layer = np.maximum(0, np.dot(X, W) + b)
predicted_class = np.argmax(np.dot(hidden_layer, W2) + b2, axis=1)
print('training accuracy: %.2f' % (np.mean(predicted_class == y)))
step = 0.2
x_min, x_max = X[:, 0].min() - 1, X[:, 0].max() + 1
xx, yy = np.meshgrid(np.linspace(-2, 2, 20), np.linspace(-2, 2, 30))
Z = np.dot(np.maximum(0, np.dot(np.c_[xx.ravel(), yy.ravel()], W) + b), W2) + b2
Z = np.argmax(Z, axis=1)
Z = Z.reshape(xx.shape)
