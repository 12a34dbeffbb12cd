from .network import Sequential
from .layers import *
from . import optim
