"""nnlib"""
from .network import Network
from .layers import Dense, Activation, Embedding
from . import losses
from .optim import get as get_optimizer
__version__ = '0.1'
