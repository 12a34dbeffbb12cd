from .base import Layer
from .dense import Dense
from .activation import Activation
from .embedding import Embedding
