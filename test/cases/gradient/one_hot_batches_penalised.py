# mutant missing_mean: `delta_out = (a_out - y_onehot) / m` -> `delta_out = a_out - y_onehot`
# mutant missing_activation_derivative: `delta_h = np.dot(delta_out, self.w_out.T) * a_h * (1.0 - a_h)` -> `delta_h = np.dot(delta_out, self.w_out.T)`
# mutant uses_z_for_a: `delta_h = np.dot(delta_out, self.w_out.T) * a_h * (1.0 - a_h)` -> `delta_h = np.dot(delta_out, self.w_out.T) * z_h * (1.0 - z_h)`
# mutant extra_activation_derivative: `delta_out = (a_out - y_onehot) / m` -> `delta_out = (a_out - y_onehot) * a_out * (1.0 - a_out) / m`
# mutant penalty_missing: `grad_w_h = np.dot(X.T, delta_h) + self.l2 * self.w_h` -> `grad_w_h = np.dot(X.T, delta_h)`
# mutant penalty_sign: `grad_w_out = np.dot(a_h.T, delta_out) + self.l2` -> `grad_w_out = np.dot(a_h.T, delta_out) - self.l2`
# mutant bias_missing: `        self.b_h -= self.eta * grad_b_h\n` -> ``
# mutant bias_axis: `grad_b_h = np.sum(delta_h, axis=0)` -> `grad_b_h = np.sum(delta_h)`
# mutant uses_z_for_a: `np.dot(a_h.T, delta_out) + self.l2` -> `np.dot(z_h.T, delta_out) + self.l2`
# mutant sign: `delta_out = (a_out - y_onehot) / m` -> `delta_out = (y_onehot - a_out) / m`
# mutant label_missing: `delta_out = (a_out - y_onehot) / m` -> `delta_out = a_out / m`
# mutant transposed_result: `grad_w_h = np.dot(X.T, delta_h)` -> `grad_w_h = np.dot(delta_h.T, X)`
import numpy as np


class NeuralNetMLP:
    """One hidden layer, sigmoid units, binary cross entropy on each output unit."""

    def __init__(self, n_hidden=30, l2=0.0, epochs=100, eta=0.001, minibatch_size=32, seed=None):
        self.random = np.random.RandomState(seed)
        self.n_hidden = n_hidden
        self.l2 = l2
        self.epochs = epochs
        self.eta = eta
        self.minibatch_size = minibatch_size

    def _onehot(self, y, n_classes):
        onehot = np.zeros((n_classes, y.shape[0]))
        for idx, val in enumerate(y.astype(int)):
            onehot[val, idx] = 1.0
        return onehot.T

    def _sigmoid(self, z):
        return 1.0 / (1.0 + np.exp(-np.clip(z, -250, 250)))

    def _forward(self, X):
        z_h = np.dot(X, self.w_h) + self.b_h
        a_h = self._sigmoid(z_h)
        z_out = np.dot(a_h, self.w_out) + self.b_out
        a_out = self._sigmoid(z_out)
        return z_h, a_h, z_out, a_out

    def _compute_cost(self, y_enc, output):
        term1 = -y_enc * np.log(output)
        term2 = (1.0 - y_enc) * np.log(1.0 - output)
        l2_term = self.l2 / 2 * (np.sum(self.w_h ** 2.0) + np.sum(self.w_out ** 2.0))
        return np.sum(term1 - term2) / y_enc.shape[0] + l2_term

    def predict(self, X):
        z_h, a_h, z_out, a_out = self._forward(X)
        return np.argmax(z_out, axis=1)

    def _backward(self, X, y_onehot, z_h, a_h, a_out):
        m = X.shape[0]
        delta_out = (a_out - y_onehot) / m
        grad_w_out = np.dot(a_h.T, delta_out) + self.l2 * self.w_out
        grad_b_out = np.sum(delta_out, axis=0)
        delta_h = np.dot(delta_out, self.w_out.T) * a_h * (1.0 - a_h)
        grad_w_h = np.dot(X.T, delta_h) + self.l2 * self.w_h
        grad_b_h = np.sum(delta_h, axis=0)
        self.w_h -= self.eta * grad_w_h
        self.b_h -= self.eta * grad_b_h
        self.w_out -= self.eta * grad_w_out
        self.b_out -= self.eta * grad_b_out

    def fit(self, X_train, y_train):
        n_output = np.unique(y_train).shape[0]
        n_features = X_train.shape[1]
        self.b_h = np.zeros(self.n_hidden)
        self.w_h = self.random.normal(loc=0.0, scale=0.1, size=(n_features, self.n_hidden))
        self.b_out = np.zeros(n_output)
        self.w_out = self.random.normal(loc=0.0, scale=0.1, size=(self.n_hidden, n_output))
        self.eval_ = {'cost': [], 'train_acc': []}
        y_train_enc = self._onehot(y_train, n_output)
        for i in range(self.epochs):
            indices = np.arange(X_train.shape[0])
            self.random.shuffle(indices)
            for start_idx in range(0, indices.shape[0] - self.minibatch_size + 1, self.minibatch_size):
                batch_idx = indices[start_idx:start_idx + self.minibatch_size]
                z_h, a_h, z_out, a_out = self._forward(X_train[batch_idx])
                self._backward(X_train[batch_idx], y_train_enc[batch_idx], z_h, a_h, a_out)
            z_h, a_h, z_out, a_out = self._forward(X_train)
            cost = self._compute_cost(y_enc=y_train_enc, output=a_out)
            train_acc = np.sum(y_train == self.predict(X_train)) / X_train.shape[0]
            self.eval_['cost'].append(cost)
            self.eval_['train_acc'].append(train_acc)
        return self
