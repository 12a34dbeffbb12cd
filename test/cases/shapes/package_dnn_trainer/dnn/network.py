import numpy as np


class Sequential:
    def __init__(self, *layers):
        self.layers = list(layers)

    def add(self, layer):
        self.layers.append(layer)
        return self

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, grad):
        for layer in self.layers[::-1]:
            grad = layer.backward(grad)
        return grad

    def parameters(self):
        for layer in self.layers:
            for key in layer.params:
                yield layer, key

    def predict(self, x, batch_size=10):
        outs = []
        for i in range(0, x.shape[0], batch_size):
            outs.append(self.forward(x[i:i + batch_size]))
        return np.concatenate(outs, axis=0)
