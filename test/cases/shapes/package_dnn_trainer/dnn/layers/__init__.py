from .base import Layer
from .dense import Dense, Flatten
from .act import ReLU, LeakyReLU, Softmax
from .conv import Conv2D, MaxPool2D

__all__ = ['Layer', 'Dense', 'Flatten', 'ReLU', 'LeakyReLU', 'Softmax', 'Conv2D', 'MaxPool2D']
