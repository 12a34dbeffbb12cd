from typing import Iterator, NamedTuple, Sequence, Tuple

import numpy as np

from .losses import Loss, MSE

Batch = NamedTuple("Batch", [("inputs", np.ndarray), ("targets", np.ndarray)])


class BatchIterator:
    def __init__(self, batch_size: int = 32, shuffle: bool = True) -> None:
        self.batch_size = batch_size
        self.shuffle = shuffle

    def __call__(self, inputs, targets) -> Iterator[Tuple]:
        starts = np.arange(0, len(inputs), self.batch_size)
        if self.shuffle:
            np.random.shuffle(starts)
        for start in starts:
            end = start + self.batch_size
            batch_inputs = inputs[start:end]
            batch_targets = targets[start:end]
            yield batch_inputs, batch_targets


class SGD:
    def __init__(self, lr: float = 0.01) -> None:
        self.lr = lr

    def step(self, net) -> None:
        for param, grad in net.params_and_grads():
            param -= self.lr * grad


class Sequential:
    def __init__(self, layers) -> None:
        self.layers = layers

    def forward(self, inputs):
        for layer in self.layers:
            inputs = layer.forward(inputs)
        return inputs

    def backward(self, grad):
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def params_and_grads(self):
        for layer in self.layers:
            for name, param in layer.params.items():
                grad = layer.grads[name]
                yield param, grad

    def fit(self, inputs, targets, num_epochs=10, iterator=BatchIterator(), loss: Loss = MSE(), optimizer=SGD(0.0001)):
        history = []
        for epoch in range(num_epochs):
            epoch_loss = 0.0
            for x, t in iterator(inputs, targets):
                predicted = self.forward(x)
                epoch_loss += loss.loss(predicted, t)
                grad = loss.grad(predicted, t)
                self.backward(grad)
                optimizer.step(self)
            history.append(epoch_loss)
        return np.array(history)
