"""Matrices and vectors as classes with operators, properties, iteration and class methods."""
import numpy as np


class Matrix:
    count = 0

    def __init__(self, data):
        self._data = np.asarray(data, dtype=float)
        Matrix.count += 1

    @classmethod
    def zeros(cls, rows, cols):
        return cls(np.zeros((rows, cols)))

    @classmethod
    def identity(cls, n):
        return cls(np.eye(n))

    @staticmethod
    def check(a, b):
        if a.shape[1] != b.shape[0]:
            raise ValueError("shapes do not fit")

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, value):
        self._data = np.array(value, dtype=float)

    @property
    def shape(self):
        return self._data.shape

    @property
    def T(self):
        return Matrix(self._data.T)

    def __matmul__(self, other):
        Matrix.check(self, other)
        return Matrix(self.data @ other.data)

    def __add__(self, other):
        if isinstance(other, Matrix):
            return Matrix(self.data + other.data)
        return Matrix(self.data + other)

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-1) * other

    def __mul__(self, other):
        return Matrix(self.data * other)

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1

    def __getitem__(self, index):
        return self._data[index]

    def __setitem__(self, index, value):
        self._data[index] = value

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        for row in self._data:
            yield row

    def __call__(self, v):
        return self._data @ v

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


a = Matrix(np.arange(12).reshape(3, 4))
b = Matrix.zeros(4, 5)
c = a @ b
d = (a + 1).data
e = (2 + a) - a
f = -a
g = a[1:, ::2]
a[0] = np.ones(4)
h = a(np.ones(4))
rows = [row for row in a]
total = sum(row.sum() for row in a)
i3 = Matrix.identity(3)
back = (i3 @ a).T.data
b.data = [[1, 2], [3, 4], [5, 6]]
w = b.data
with Matrix.zeros(2, 2) as z:
    zz = z.data + 1
n = len(a)
block = np.ones((n, Matrix.count and 2))


class Stack(Matrix):
    def __init__(self, *parts, axis=0, **options):
        super().__init__(np.concatenate([p.data for p in parts], axis=axis))
        self.options = options

    def norm(self, ord=None):
        return np.linalg.norm(self._data, ord)


s = Stack(a, Matrix(np.zeros((2, 4))), axis=0, name="s")
sn = s.norm()
sd = s.data * 2
