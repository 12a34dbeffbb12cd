# derivation: none
# mutant sign: `slip = p - t` -> `slip = t - p`
# mutant extra_activation_derivative: `slip = p - t` -> `slip = (p - t) * p * (1 - p)`
# mutant label_missing: `slip = p - t` -> `slip = p`
"""Learns from a stream of a thousand samples, one after the other."""
import math
import numpy as np


class Online:
    def __init__(self, width, rate=0.05):
        self.w = np.zeros(width)
        self.b = 0.0
        self.rate = rate

    def chance(self, x):
        return 1.0 / (1.0 + math.exp(-(float(np.dot(self.w, x)) + self.b)))

    def learn(self, x, t):
        p = self.chance(x)
        loss = -(t * math.log(p) + (1.0 - t) * math.log(1.0 - p))
        slip = p - t
        self.w -= self.rate * slip * x
        self.b -= self.rate * slip
        return loss


def stream(n, width):
    rng = np.random.default_rng(9)
    real = rng.normal(size=width)
    for _ in range(n):
        x = rng.normal(size=width)
        yield x, float(rng.random() < 1 / (1 + math.exp(-(real @ x) + 0.5)))


model = Online(5)
losses = []
for i, (x, t) in enumerate(stream(1500, 5), start=1):
    losses.append(model.learn(x, t))
    if i % 300 == 0:
        print(i, np.mean(losses[-300:]))
