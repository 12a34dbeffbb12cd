# mutant sign: `delta = self.y - t` -> `delta = t - self.y`
# mutant missing_activation_derivative: `delta = grad_y * (1 - self.y) * self.y` -> `delta = grad_y`
# mutant wrong_activation_derivative: `delta = grad_y * (1 - self.y) * self.y` -> `delta = grad_y * (1 - self.y ** 2)`
# mutant bias_missing: `self.b -= eta * self.grad_b` -> `pass`
# mutant bias_axis: `self.grad_b = np.sum(delta, axis=0)\n        self.grad_x` -> `self.grad_b = np.sum(delta)\n        self.grad_x`
# mutant factor_two: `delta = self.y - t` -> `delta = 2 * (self.y - t)`
# mutant label_missing: `delta = self.y - t` -> `delta = self.y`
import numpy as np

input_data = np.arange(0, np.pi * 2, 0.1)
correct_data = np.sin(input_data)
input_data = (input_data - np.pi) / np.pi
n_data = len(correct_data)

n_in = 1
n_mid = 3
n_out = 1
wb_width = 0.01
eta = 0.1
epoch = 2001
interval = 200


class MiddleLayer:
    def __init__(self, n_upper, n):
        self.w = wb_width * np.random.randn(n_upper, n)
        self.b = wb_width * np.random.randn(n)

    def forward(self, x):
        self.x = x
        u = np.dot(x, self.w) + self.b
        self.y = 1 / (1 + np.exp(-u))

    def backward(self, grad_y):
        delta = grad_y * (1 - self.y) * self.y
        self.grad_w = np.dot(self.x.T, delta)
        self.grad_b = np.sum(delta, axis=0)
        self.grad_x = np.dot(delta, self.w.T)

    def update(self, eta):
        self.w -= eta * self.grad_w
        self.b -= eta * self.grad_b


class OutputLayer:
    def __init__(self, n_upper, n):
        self.w = wb_width * np.random.randn(n_upper, n)
        self.b = wb_width * np.random.randn(n)

    def forward(self, x):
        self.x = x
        u = np.dot(x, self.w) + self.b
        self.y = u

    def backward(self, t):
        delta = self.y - t
        self.grad_w = np.dot(self.x.T, delta)
        self.grad_b = np.sum(delta, axis=0)
        self.grad_x = np.dot(delta, self.w.T)

    def update(self, eta):
        self.w -= eta * self.grad_w
        self.b -= eta * self.grad_b


middle_layer = MiddleLayer(n_in, n_mid)
output_layer = OutputLayer(n_mid, n_out)

for i in range(epoch):
    index_random = np.arange(n_data)
    np.random.shuffle(index_random)
    total_error = 0
    for idx in index_random:
        x = input_data[idx:idx + 1]
        t = correct_data[idx:idx + 1]
        middle_layer.forward(x.reshape(1, 1))
        output_layer.forward(middle_layer.y)
        output_layer.backward(t.reshape(1, 1))
        middle_layer.backward(output_layer.grad_x)
        middle_layer.update(eta)
        output_layer.update(eta)
        if i % interval == 0:
            y = output_layer.y.reshape(-1)
            total_error += 1.0 / 2.0 * np.sum(np.square(y - t))
    if i % interval == 0:
        print("Epoch:" + str(i) + "/" + str(epoch), "Error:" + str(total_error / n_data))
