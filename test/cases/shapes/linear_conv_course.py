from __future__ import print_function
import numpy as np
from random import randrange, shuffle


def svm_loss_naive(W, X, y, reg):
    dW = np.zeros(W.shape)  # initialize the gradient as zero
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
                dW[:, j] += X[i, :].T
                dW[:, y[i]] -= X[i, :].T
    loss /= num_train
    dW /= num_train
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    num_train = X.shape[0]
    s = X.dot(W)
    s_yi = s[np.arange(num_train), y]
    delta = s - s_yi[:, np.newaxis] + 1
    loss_i = np.maximum(0, delta)
    loss_i[np.arange(num_train), y] = 0
    loss = np.sum(loss_i) / num_train
    loss += reg * np.sum(W * W)
    ds = np.zeros_like(delta)
    ds[delta > 0] = 1
    ds[np.arange(num_train), y] = 0
    ds[np.arange(num_train), y] = -np.sum(ds, axis=1)
    dW = (1 / num_train) * (X.T).dot(ds)
    dW = dW + 2 * reg * W
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    f = np.dot(X, W)
    f -= f.max(axis=1).reshape(N, 1)
    s = np.exp(f).sum(axis=1)
    loss = np.log(s).sum() - f[range(N), y].sum()
    counts = np.exp(f) / s.reshape(N, 1)
    counts[range(N), y] -= 1
    dW = np.dot(X.T, counts)
    loss = loss / N + 0.5 * reg * np.sum(W * W)
    dW = dW / N + reg * W
    return loss, dW


class LinearClassifier(object):
    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, verbose=False):
        num_train, dim = X.shape
        num_classes = np.max(y) + 1
        if self.W is None:
            self.W = 0.001 * np.random.randn(dim, num_classes)
        loss_history = []
        for it in range(num_iters):
            indices = np.random.choice(num_train, batch_size)
            X_batch = X[indices]
            y_batch = y[indices]
            loss, grad = self.loss(X_batch, y_batch, reg)
            loss_history.append(loss)
            self.W -= learning_rate * grad
            if verbose and it % 100 == 0:
                print('iteration %d / %d: loss %f' % (it, num_iters, loss))
        return loss_history

    def predict(self, X):
        y_pred = np.zeros(X.shape[0])
        y_pred = np.argmax(X.dot(self.W), axis=1)
        return y_pred

    def loss(self, X_batch, y_batch, reg):
        pass


class LinearSVM(LinearClassifier):
    def loss(self, X_batch, y_batch, reg):
        return svm_loss_vectorized(self.W, X_batch, y_batch, reg)


class Softmax(LinearClassifier):
    def loss(self, X_batch, y_batch, reg):
        return softmax_loss_vectorized(self.W, X_batch, y_batch, reg)


class KNearestNeighbor(object):
    def train(self, X, y):
        self.X_train = X
        self.y_train = y

    def predict(self, X, k=1, num_loops=0):
        if num_loops == 0:
            dists = self.compute_distances_no_loops(X)
        elif num_loops == 1:
            dists = self.compute_distances_one_loop(X)
        elif num_loops == 2:
            dists = self.compute_distances_two_loops(X)
        else:
            raise ValueError('Invalid value %d for num_loops' % num_loops)
        return self.predict_labels(dists, k=k)

    def compute_distances_two_loops(self, X):
        num_test = X.shape[0]
        num_train = self.X_train.shape[0]
        dists = np.zeros((num_test, num_train))
        for i in range(num_test):
            for j in range(num_train):
                dists[i, j] = np.sqrt(np.sum((X[i, :] - self.X_train[j, :]) ** 2))
        return dists

    def compute_distances_one_loop(self, X):
        num_test = X.shape[0]
        num_train = self.X_train.shape[0]
        dists = np.zeros((num_test, num_train))
        for i in range(num_test):
            dists[i, :] = np.sqrt(np.sum(np.square(self.X_train - X[i, :]), axis=1))
        return dists

    def compute_distances_no_loops(self, X):
        d1 = np.multiply(np.dot(X, self.X_train.T), -2)
        d2 = np.sum(np.square(X), axis=1, keepdims=True)
        d3 = np.sum(np.square(self.X_train), axis=1)
        return np.sqrt(d1 + d2 + d3)

    def predict_labels(self, dists, k=1):
        num_test = dists.shape[0]
        y_pred = np.zeros(num_test)
        for i in range(num_test):
            closest_y = []
            closest_y = self.y_train[np.argsort(dists[i])[:k]]
            y_pred[i] = np.argmax(np.bincount(closest_y))
        return y_pred


def affine_forward(x, w, b):
    out = x.reshape(x.shape[0], -1).dot(w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    dx, x = None, cache
    dx = np.where(x > 0, dout, 0)
    return dx


def affine_relu_forward(x, w, b):
    a, fc_cache = affine_forward(x, w, b)
    out, relu_cache = relu_forward(a)
    cache = (fc_cache, relu_cache)
    return out, cache


def affine_relu_backward(dout, cache):
    fc_cache, relu_cache = cache
    da = relu_backward(dout, relu_cache)
    return affine_backward(da, fc_cache)


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param['mode']
    eps = bn_param.get('eps', 1e-5)
    momentum = bn_param.get('momentum', 0.9)
    N, D = x.shape
    running_mean = bn_param.get('running_mean', np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get('running_var', np.zeros(D, dtype=x.dtype))
    out, cache = None, None
    if mode == 'train':
        sample_mean = np.mean(x, axis=0)
        sample_var = np.var(x, axis=0)
        x_hat = (x - sample_mean) / (np.sqrt(sample_var + eps))
        out = gamma * x_hat + beta
        cache = (gamma, x, sample_mean, sample_var, eps, x_hat)
        running_mean = momentum * running_mean + (1 - momentum) * sample_mean
        running_var = momentum * running_var + (1 - momentum) * sample_var
    elif mode == 'test':
        scale = gamma / (np.sqrt(running_var + eps))
        out = x * scale + (beta - running_mean * scale)
    else:
        raise ValueError('Invalid forward batchnorm mode "%s"' % mode)
    bn_param['running_mean'] = running_mean
    bn_param['running_var'] = running_var
    return out, cache


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    x_padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode='constant')
    H_new = int(1 + (H + 2 * pad - HH) / stride)
    W_new = int(1 + (W + 2 * pad - WW) / stride)
    s = stride
    out = np.zeros((N, F, H_new, W_new))
    for i in range(N):
        for f in range(F):
            for j in range(H_new):
                for k in range(W_new):
                    out[i, f, j, k] = np.sum(x_padded[i, :, j * s:HH + j * s, k * s:WW + k * s] * w[f]) + b[f]
    cache = (x, w, b, conv_param)
    return out, cache


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    pad = conv_param['pad']
    stride = conv_param['stride']
    F, C, HH, WW = w.shape
    N, C, H, W = x.shape
    H_new = 1 + (H + 2 * pad - HH) // stride
    W_new = 1 + (W + 2 * pad - WW) // stride
    dx = np.zeros_like(x)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    s = stride
    x_padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), 'constant')
    dx_padded = np.pad(dx, ((0, 0), (0, 0), (pad, pad), (pad, pad)), 'constant')
    for i in range(N):
        for f in range(F):
            for j in range(H_new):
                for k in range(W_new):
                    window = x_padded[i, :, j * s:HH + j * s, k * s:WW + k * s]
                    db[f] += dout[i, f, j, k]
                    dw[f] += window * dout[i, f, j, k]
                    dx_padded[i, :, j * s:HH + j * s, k * s:WW + k * s] += w[f] * dout[i, f, j, k]
    dx = dx_padded[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db


class FullyConnectedNet(object):
    def __init__(self, hidden_dims, input_dim=3 * 4 * 4, num_classes=10, dropout=0, use_batchnorm=False, reg=0.0,
                 weight_scale=1e-2, dtype=np.float32, seed=None):
        self.use_batchnorm = use_batchnorm
        self.use_dropout = dropout > 0
        self.reg = reg
        self.num_layers = 1 + len(hidden_dims)
        self.dtype = dtype
        self.params = {}
        layers_dims = [input_dim] + hidden_dims + [num_classes]
        for i in range(self.num_layers):
            self.params['W' + str(i + 1)] = weight_scale * np.random.randn(layers_dims[i], layers_dims[i + 1])
            self.params['b' + str(i + 1)] = np.zeros(layers_dims[i + 1])
            if self.use_batchnorm and i < len(hidden_dims):
                self.params['gamma' + str(i + 1)] = np.ones(layers_dims[i + 1])
                self.params['beta' + str(i + 1)] = np.zeros(layers_dims[i + 1])
        self.bn_params = []
        if self.use_batchnorm:
            self.bn_params = [{'mode': 'train'} for i in range(self.num_layers - 1)]
        for k, v in self.params.items():
            self.params[k] = v.astype(dtype)

    def loss(self, X, y=None):
        X = X.astype(self.dtype)
        mode = 'test' if y is None else 'train'
        if self.use_batchnorm:
            for bn_param in self.bn_params:
                bn_param['mode'] = mode
        scores = None
        h, cache1, cache2, bn = {}, {}, {}, {}
        out = X
        out = np.reshape(out, (out.shape[0], -1))
        for i in range(self.num_layers - 1):
            w, b = self.params['W' + str(i + 1)], self.params['b' + str(i + 1)]
            if self.use_batchnorm:
                gamma, beta = self.params['gamma' + str(i + 1)], self.params['beta' + str(i + 1)]
                h[i], cache1[i] = affine_forward(out, w, b)
                h[i], bn[i] = batchnorm_forward(h[i], gamma, beta, self.bn_params[i])
                out, cache2[i] = relu_forward(h[i])
            else:
                out, cache1[i] = affine_relu_forward(out, w, b)
        W, b = self.params['W' + str(self.num_layers)], self.params['b' + str(self.num_layers)]
        scores, cache = affine_forward(out, W, b)
        if mode == 'test':
            return scores
        loss, grads = 0.0, {}
        shifted = scores - np.max(scores, axis=1, keepdims=True)
        Z = np.sum(np.exp(shifted), axis=1, keepdims=True)
        log_probs = shifted - np.log(Z)
        probs = np.exp(log_probs)
        N = scores.shape[0]
        data_loss = -np.sum(log_probs[np.arange(N), y]) / N
        dscores = probs.copy()
        dscores[np.arange(N), y] -= 1
        dscores /= N
        reg_loss = 0
        for i in range(self.num_layers):
            reg_loss += 0.5 * self.reg * np.sum(self.params['W' + str(i + 1)] ** 2)
        loss = data_loss + reg_loss
        dx, dW, db = affine_backward(dscores, cache)
        grads['W' + str(self.num_layers)] = dW + self.reg * W
        grads['b' + str(self.num_layers)] = db
        for i in range(self.num_layers - 2, -1, -1):
            if self.use_batchnorm:
                dout = relu_backward(dx, cache2[i])
                gamma, xx, mu, var, eps, xh = bn[i]
                grads['beta' + str(i + 1)] = dout.sum(axis=0)
                grads['gamma' + str(i + 1)] = (dout * xh).sum(axis=0)
                dxh = dout * gamma
                M = len(xh)
                dout = (M * dxh - dxh.sum(0) - xh * (dxh * xh).sum(0)) / (M * np.sqrt(var + eps))
                dx, dw, db = affine_backward(dout, cache1[i])
            else:
                dx, dw, db = affine_relu_backward(dx, cache1[i])
            grads['W' + str(i + 1)] = dw + self.reg * self.params['W' + str(i + 1)]
            grads['b' + str(i + 1)] = db
        return loss, grads


def eval_numerical_gradient(f, x, verbose=True, h=0.00001):
    fx = f(x)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        x[ix] = oldval
        grad[ix] = (fxph - fxmh) / (2 * h)
        if verbose:
            print(ix, grad[ix])
        it.iternext()
    return grad


def grad_check_sparse(f, x, analytic_grad, num_checks=10, h=1e-5):
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


def rel_error(x, y):
    return np.max(np.abs(x - y) / (np.maximum(1e-8, np.abs(x) + np.abs(y))))


np.random.seed(231)
X_train = np.random.randn(100, 3, 4, 4)
y_train = np.random.randint(10, size=100)
X_val, y_val = np.random.randn(30, 3, 4, 4), np.random.randint(0, 10, 30)
Xr = np.reshape(X_train, (X_train.shape[0], -1))
Xv = X_val.reshape(X_val.shape[0], -1)
mean_image = np.mean(Xr, axis=0)
Xr -= mean_image
Xv -= mean_image
Xr = np.hstack([Xr, np.ones((Xr.shape[0], 1))])
Xv = np.hstack([Xv, np.ones((Xv.shape[0], 1))])
W = np.random.randn(49, 10) * 0.0001
loss, grad = svm_loss_naive(W, Xr[:20], y_train[:20], 0.000005)
loss2, grad2 = svm_loss_vectorized(W, Xr[:20], y_train[:20], 0.000005)
difference = np.linalg.norm(grad - grad2, ord='fro')
f = lambda w: svm_loss_naive(w, Xr[:5], y_train[:5], 0.0)[0]
grad_check_sparse(f, W, grad)
results = {}
best_val = -1
for lr in [1e-3, 1e-2]:
    for reg in [0.1, 1.0]:
        svm = LinearSVM()
        hist = svm.train(Xr, y_train, learning_rate=lr, reg=reg, num_iters=20, batch_size=50)
        acc_train = np.mean(svm.predict(Xr) == y_train)
        acc_val = np.mean(svm.predict(Xv) == y_val)
        results[(lr, reg)] = (acc_train, acc_val)
        if acc_val > best_val:
            best_val = acc_val
            best_svm = svm
for lr, reg in sorted(results):
    train_accuracy, val_accuracy = results[(lr, reg)]
w = best_svm.W[:-1, :]
w = w.reshape(4, 4, 3, 10)
w_min, w_max = np.min(w), np.max(w)
for i in range(10):
    wimg = 255.0 * (w[:, :, :, i].squeeze() - w_min) / (w_max - w_min)
sm = Softmax()
sm.train(Xr, y_train, num_iters=5)
knn = KNearestNeighbor()
knn.train(Xr, y_train)
d0 = knn.compute_distances_no_loops(Xv)
d1 = knn.compute_distances_one_loop(Xv)
dd = np.linalg.norm(d0 - d1, ord='fro')
yk = knn.predict(Xv, k=5)
num_folds = 5
X_folds = np.array_split(Xr, num_folds)
y_folds = np.array_split(y_train, num_folds)
k_to_acc = {}
for k in [1, 3]:
    k_to_acc[k] = []
    for i in range(num_folds):
        Xt = np.vstack(X_folds[:i] + X_folds[i + 1:])
        yt = np.hstack(y_folds[:i] + y_folds[i + 1:])
        knn.train(Xt, yt)
        yp = knn.predict(X_folds[i], k=k)
        k_to_acc[k].append(np.sum(yp == y_folds[i]) / len(yp))
accuracies_mean = np.array([np.mean(v) for k, v in sorted(k_to_acc.items())])
accuracies_std = np.array([np.std(v) for k, v in sorted(k_to_acc.items())])
x_shape = (2, 3, 4, 4)
w_shape = (3, 3, 4, 4)
x = np.linspace(-0.1, 0.5, num=np.prod(x_shape)).reshape(x_shape)
wc = np.linspace(-0.2, 0.3, num=np.prod(w_shape)).reshape(w_shape)
b = np.linspace(-0.1, 0.2, num=3)
out, cache = conv_forward_naive(x, wc, b, {'stride': 2, 'pad': 1})
dx, dw, db = conv_backward_naive(np.random.randn(*out.shape), cache)
for use_bn in (False, True):
    model = FullyConnectedNet([20, 30], reg=0.1, use_batchnorm=use_bn, dtype=np.float64)
    loss, grads = model.loss(X_train[:8], y_train[:8])
    for name in sorted(grads):
        g = lambda _: model.loss(X_train[:8], y_train[:8])[0]
        if name == 'b3':
            grad_num = eval_numerical_gradient(g, model.params[name], verbose=False, h=1e-5)
            print('%s relative error: %.2e' % (name, rel_error(grad_num, grads[name])))
    scores = model.loss(X_val)
    print(scores.shape)
