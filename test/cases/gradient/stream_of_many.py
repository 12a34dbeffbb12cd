# derivation: none
# mutant sign: `slip = p - t` -> `slip = t - p`
# mutant extra_activation_derivative: `slip = p - t` -> `slip = (p - t) * p * (1 - p)`
# mutant label_missing: `slip = p - t` -> `slip = p`
# mutant penalty_missing: `self.rate * (slip * x + self.decay * self.w)` -> `self.rate * slip * x`
# mutant penalty_sign: `slip * x + self.decay` -> `slip * x - self.decay`
"""Learns from a stream of a thousand samples, one after the other."""
import math
import numpy as np


class Online:
    def __init__(self, width, rate=0.05, decay=0.01):
        self.w = np.zeros(width)
        self.b = 0.0
        self.rate = rate
        self.decay = decay

    def chance(self, x):
        return 1.0 / (1.0 + math.exp(-(float(np.dot(self.w, x)) + self.b)))

    def learn(self, x, t):
        p = self.chance(x)
        loss = -(t * math.log(p) + (1.0 - t) * math.log(1.0 - p))
        loss += 0.5 * self.decay * float(np.dot(self.w, self.w))
        slip = p - t
        self.w -= self.rate * (slip * x + self.decay * self.w)
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
