# mutant sign: `miss = neuron["out"] - wanted[place]` -> `miss = wanted[place] - neuron["out"]`
# mutant factor_two: `miss = neuron["out"] - wanted[place]` -> `miss = 2 * (neuron["out"] - wanted[place])`
# derivation: none
import math
import random


def squash(z):
    return 1 / (1 + math.exp(-z))


def layer(inputs, units):
    return [{"weights": [random.uniform(-1, 1) for _ in range(inputs)], "bias": random.random()} for _ in range(units)]


def forward(network, values):
    for units in network:
        outs = []
        for neuron in units:
            z = neuron["bias"]
            for weight, value in zip(neuron["weights"], values):
                z += weight * value
            neuron["out"] = squash(z)
            outs.append(neuron["out"])
        values = outs
    return values


def blame(network, wanted):
    last = network[-1]
    for place, neuron in enumerate(last):
        miss = neuron["out"] - wanted[place]
        neuron["delta"] = miss * neuron["out"] * (1 - neuron["out"])
    for place, neuron in enumerate(network[0]):
        passed = sum(above["weights"][place] * above["delta"] for above in last)
        neuron["delta"] = passed * neuron["out"] * (1 - neuron["out"])


def learn(network, values, rate):
    for units in network:
        for neuron in units:
            for place in range(len(neuron["weights"])):
                neuron["weights"][place] -= rate * neuron["delta"] * values[place]
            neuron["bias"] -= rate * neuron["delta"]
        values = [neuron["out"] for neuron in units]


rows = [([0.5, -1.2], [1, 0]), ([1.4, 0.3], [0, 1]), ([-0.7, 0.9], [1, 0])]
network = [layer(2, 3), layer(3, 2)]
for epoch in range(50):
    loss = 0
    for values, wanted in rows:
        outs = forward(network, values)
        loss += sum((a - b) ** 2 for a, b in zip(outs, wanted)) / 2
        blame(network, wanted)
        learn(network, values, 0.3)
    print(epoch, loss)
