# Sparse matrices of SciPy, its signals, and the generator behind numpy.random.
import numpy as np
from scipy import signal, sparse
from scipy.signal import windows
from scipy.sparse import coo_matrix, csr_matrix, lil_matrix

X = np.random.randn(6, 4)
S = csr_matrix(X)
as_array = S.toarray()
as_matrix = S.todense()
times_matrix = S @ np.ones((4, 2))
times_vector = S.dot(np.ones(4))
from_left = np.ones((3, 6)) @ S
gram = (S.T @ S).toarray()
column_sums = S.sum(axis=0)
row_means = S.mean(axis=1)
flat = np.asarray(S.sum(axis=1)).ravel()
whole = S.sum()
row = S[1].toarray()
column = S[:, 2].toarray()
picked = S[[0, 2, 4]].toarray()
block = S[1:3, 0:2].toarray()
on_top = sparse.vstack([S, S]).toarray()
beside = sparse.hstack([S, S]).toarray()
bigger = sparse.kron(sparse.eye(2), S).toarray()
diagonal = S.diagonal()

rows = np.array([0, 1, 2, 2])
columns = np.array([1, 3, 0, 2])
data = np.array([1.0, 2.0, 3.0, 4.0])
C = coo_matrix((data, (rows, columns)))
W = np.random.rand(C.shape[0], 5)
entries = C.data
row_places = C.row
placed = W[C.row]
scaled = C.multiply(np.ones(C.shape)).toarray()
stated = csr_matrix((data, (rows, columns)), shape=(5, 5)).toarray()
weighted = csr_matrix((data, (rows, columns)), shape=(5, 5)).multiply(np.ones((5, 1))).toarray()
pointers = csr_matrix((data, columns, np.array([0, 2, 3, 4])), shape=(3, 4)).toarray()
empty = lil_matrix((3, 7))
empty[0, 1] = 5
filled = empty.toarray()

time = np.linspace(0, 8, 200)
saw = signal.sawtooth(2 * np.pi * time)
square = signal.square(3 * time)
mixed = np.c_[np.sin(time), square, saw].T
b, a = signal.butter(4, 0.1)
bands = signal.butter(2, [0.1, 0.3], btype="band")[0]
smooth = signal.filtfilt(b, a, mixed[0])
bell = windows.gaussian(51, std=7)
fewer = signal.resample(saw, 50)

generator = np.random.mtrand._rand
weights = generator.uniform(-1, 1, size=(3, 2))
noise = generator.rand(*weights.shape)

best = max([np.zeros(2), np.zeros(3)], key=lambda each: each.size)
least = min([(3, np.zeros((3, 1))), (1, np.zeros((1, 1)))], key=lambda each: each[0])[1]
longest = max(["ab", "abcd", "a"], key=len)
letters = np.zeros(len(longest))
