"""Assignment 1 of a vision course: SVM and softmax loss, naive and vectorised."""
import numpy as np
from random import randrange
import time


def svm_loss_naive(W, X, y, reg):
    """
    Inputs:
    - W: A numpy array of shape (D, C) containing weights.
    - X: A numpy array of shape (N, D) containing a minibatch of data.
    - y: A numpy array of shape (N,) containing training labels.
    - reg: (float) regularization strength

    Returns a tuple of loss (float) and gradient with respect to W.
    """
    dW = np.zeros(W.shape)
    num_classes = W.shape[1]
    num_train = X.shape[0]
    loss = 0.0
    for i in range(num_train):
        scores = X[i].dot(W)
        correct_class_score = scores[y[i]]
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[j] - correct_class_score + 1
            if margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    loss /= num_train
    dW /= num_train
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    loss = 0.0
    N = len(y)
    scores = X @ W
    correct = scores[range(N), list(y)].reshape(N, 1)
    margin = np.maximum(0, scores - correct + 1)
    margin[range(N), list(y)] = 0
    loss = margin.sum() / N + reg * np.sum(W ** 2)
    mask = (margin > 0) * 1
    row_sum = np.sum(mask, axis=1)
    mask[np.arange(N), y] = -row_sum.T
    dW = X.T.dot(mask) / N + 2 * reg * W
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    num_train, dim = X.shape
    f = X.dot(W)
    f -= f.max(axis=1, keepdims=True)
    s = np.exp(f)
    p = s / s.sum(axis=1)[:, None]
    loss = -np.log(p[np.arange(num_train), y])
    loss = np.mean(loss) + reg * np.sum(W ** 2)
    ind = np.zeros_like(p)
    ind[np.arange(num_train), y] = 1
    dW = X.T.dot(p - ind)
    dW = dW / num_train + 2 * reg * W
    return loss, dW


class LinearClassifier(object):
    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=20, verbose=False):
        num_train, dim = X.shape
        num_classes = np.max(y) + 1
        if self.W is None:
            self.W = 0.001 * np.random.randn(dim, num_classes)
        loss_history = []
        for it in range(num_iters):
            X_batch = None
            y_batch = None
            idx = np.random.choice(num_train, batch_size, replace=True)
            X_batch = X[idx]
            y_batch = y[idx]
            loss, grad = self.loss(X_batch, y_batch, reg)
            loss_history.append(loss)
            self.W -= learning_rate * grad
            if verbose and it % 100 == 0:
                print("iteration %d / %d: loss %f" % (it, num_iters, loss))
        return loss_history

    def predict(self, X):
        y_pred = np.zeros(X.shape[0])
        scores = X.dot(self.W)
        y_pred = scores.argmax(axis=1)
        return y_pred

    def loss(self, X_batch, y_batch, reg):
        pass


class LinearSVM(LinearClassifier):
    def loss(self, X_batch, y_batch, reg):
        return svm_loss_vectorized(self.W, X_batch, y_batch, reg)


class Softmax(LinearClassifier):
    def loss(self, X_batch, y_batch, reg):
        return softmax_loss_vectorized(self.W, X_batch, y_batch, reg)


def grad_check_sparse(f, x, analytic_grad, num_checks=5, h=1e-5):
    for i in range(num_checks):
        ix = tuple([randrange(m) for m in x.shape])
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        x[ix] = oldval
        grad_numerical = (fxph - fxmh) / (2 * h)
        grad_analytic = analytic_grad[ix]
        rel_error = abs(grad_numerical - grad_analytic) / (abs(grad_numerical) + abs(grad_analytic) + 1e-12)
        print('numerical: %f analytic: %f, relative error: %e' % (grad_numerical, grad_analytic, rel_error))


np.random.seed(231)
X_train = np.random.rand(60, 8, 8, 3) * 255
y_train = np.random.randint(10, size=60)
y_train[0] = 9
num_val = 10
X_val, y_val = X_train[-num_val:], y_train[-num_val:]
X_train, y_train = X_train[:50], y_train[:50]
X_train = np.reshape(X_train, (X_train.shape[0], -1))
X_val = np.reshape(X_val, (X_val.shape[0], -1))
mean_image = np.mean(X_train, axis=0)
X_train -= mean_image
X_val -= mean_image
X_train = np.hstack([X_train, np.ones((X_train.shape[0], 1))])
X_val = np.hstack([X_val, np.ones((X_val.shape[0], 1))])
print(X_train.shape, X_val.shape)

W = np.random.randn(193, 10) * 0.0001
tic = time.time()
loss, grad = svm_loss_naive(W, X_train, y_train, 0.000005)
toc = time.time()
loss2, grad2 = svm_loss_vectorized(W, X_train, y_train, 0.000005)
difference = np.linalg.norm(grad - grad2, ord='fro')
f = lambda w: svm_loss_naive(w, X_train, y_train, 0.0)[0]
grad_check_sparse(f, W, grad, 3)
results = {}
best_val = -1
best_svm = None
for lr in [1e-7, 5e-5]:
    for rs in [2.5e4, 5e1]:
        svm = LinearSVM()
        svm.train(X_train, y_train, learning_rate=lr, reg=rs, num_iters=10)
        train_acc = np.mean(y_train == svm.predict(X_train))
        val_acc = np.mean(y_val == svm.predict(X_val))
        results[(lr, rs)] = (train_acc, val_acc)
        if val_acc > best_val:
            best_val = val_acc
            best_svm = svm
for lr, reg in sorted(results):
    train_accuracy, val_accuracy = results[(lr, reg)]
    print('lr %e reg %e train accuracy: %f val accuracy: %f' % (lr, reg, train_accuracy, val_accuracy))
w = best_svm.W[:-1, :]
w = w.reshape(8, 8, 3, 10)
w_min, w_max = np.min(w), np.max(w)
for i in range(10):
    wimg = 255.0 * (w[:, :, :, i].squeeze() - w_min) / (w_max - w_min)
sm = Softmax()
hist = sm.train(X_train, y_train, verbose=True)
