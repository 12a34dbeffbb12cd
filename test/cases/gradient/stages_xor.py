# mutant sign: `return 2 * (given - wanted) / np.size(wanted)` -> `return 2 * (wanted - given) / np.size(wanted)`
# mutant factor_two: `return 2 * (given - wanted) / np.size(wanted)` -> `return (given - wanted) / np.size(wanted)`
# mutant missing_activation_derivative: `return np.multiply(above, self.slope(self.seen))` -> `return above`
# mutant wrong_activation_derivative: `lambda x: 1 - np.tanh(x) ** 2` -> `lambda x: 1 - np.tanh(x)`
# mutant uses_z_for_a: `lambda x: 1 - np.tanh(x) ** 2` -> `lambda x: 1 - x ** 2`
# mutant updated_weight_used_in_backprop: `below = np.dot(self.w.T, above)\n        self.w -= rate * dw` -> `self.w -= rate * dw\n        below = np.dot(self.w.T, above)`
# mutant bias_missing: `self.b -= rate * above` -> `pass`
# mutant label_missing: `return 2 * (given - wanted) / np.size(wanted)` -> `return 2 * given / np.size(wanted)`
# mutant transposed_result: `dw = np.dot(above, self.seen.T)` -> `dw = np.dot(self.seen, above.T)`
import numpy as np


class Stage:
    def __init__(self):
        self.seen = None
        self.output = None

    def forward(self, seen):
        pass

    def backward(self, above, rate):
        pass


class Mix(Stage):
    def __init__(self, fan_in, fan_out):
        self.w = np.random.randn(fan_out, fan_in)
        self.b = np.random.randn(fan_out, 1)

    def forward(self, seen):
        self.seen = seen
        return np.dot(self.w, self.seen) + self.b

    def backward(self, above, rate):
        dw = np.dot(above, self.seen.T)
        below = np.dot(self.w.T, above)
        self.w -= rate * dw
        self.b -= rate * above
        return below


class Bend(Stage):
    def __init__(self, bend, slope):
        self.bend = bend
        self.slope = slope

    def forward(self, seen):
        self.seen = seen
        return self.bend(self.seen)

    def backward(self, above, rate):
        return np.multiply(above, self.slope(self.seen))


class TanhBend(Bend):
    def __init__(self):
        super().__init__(lambda x: np.tanh(x), lambda x: 1 - np.tanh(x) ** 2)


def squares(wanted, given):
    return np.mean(np.power(wanted - given, 2))


def squares_slope(wanted, given):
    return 2 * (given - wanted) / np.size(wanted)


X = np.reshape([[0, 0], [0, 1], [1, 0], [1, 1]], (4, 2, 1))
Y = np.reshape([[0], [1], [1], [0]], (4, 1, 1))

chain = [
    Mix(2, 3),
    TanhBend(),
    Mix(3, 1),
    TanhBend(),
]

rounds = 10000
rate = 0.1

for e in range(rounds):
    error = 0
    for x, y in zip(X, Y):
        output = x
        for layer in chain:
            output = layer.forward(output)
        error += squares(y, output)
        grad = squares_slope(y, output)
        for layer in reversed(chain):
            grad = layer.backward(grad, rate)
    error /= len(X)
    if e % 1000 == 0:
        print("%d/%d, error=%f" % (e + 1, rounds, error))
