from .activations import relu, sigmoid
from .layers import Dense
from .model import Sequential
from . import losses

__all__ = ["relu", "sigmoid", "Dense", "Sequential", "losses"]
