# A tour of array handling: what tutorials show.
import numpy as np

a = np.array([1, 2, 3])
b = np.array([[1.5, 2, 3], [4, 5, 6]], dtype=float)
c = np.array([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
z = np.zeros((3, 4))
o = np.ones((2, 3, 4), dtype=np.int16)
d = np.arange(10, 25, 5)
e = np.linspace(0, 2, 9)
f = np.full((2, 2), 7)
g = np.eye(2)
h = np.random.random((2, 2))
i = np.empty((3, 2))
s = b.shape
n = b.ndim
t = b.astype(int)
u = a - b
v = b / np.array([[1], [2]])
w = np.exp(b) * np.sqrt(np.abs(b))
x = b.dot(b.T)
y = b == 4
k = b.sum(), b.max(axis=0), b.cumsum(axis=1), np.median(b), np.std(b)
cp = np.copy(a)
vw = a.view()
srt = np.sort(np.array([3, 1, 2]))
m0 = b[0:2, 1]
m1 = b[:1]
m2 = c[1, ...]
m3 = a[::-1]
m4 = a[a < 2]
m5 = b[[1, 0, 1, 0], [0, 1, 2, 0]]
m6 = b[[1, 0, 1, 0]][:, [0, 1, 2, 0]]
tr = np.transpose(b)
rv = b.ravel()
rs = b.reshape(3, -2 + 4)
rz = np.resize(b, (2, 6))
ap = np.append(h, g)
ins = np.insert(a, 1, 5)
dl = np.delete(a, [1])
cc = np.concatenate((a, d), axis=0)
vs = np.vstack((a, b))
rr = np.r_[e, f.ravel()]
hs = np.hstack((i[:2], f))
cs = np.column_stack((a, d))
hp = np.hsplit(np.arange(12).reshape(2, 6), 3)
first, second, third = hp
vp = np.vsplit(c, 2)
xx, yy = np.meshgrid(np.arange(3), np.arange(4))
grid = np.stack([xx, yy], axis=-1)
mg = np.mgrid[0:3, 0:4]
idx = np.where(b > 2)
picked = b[idx]
chosen = np.where(b > 2, b, -b)
un, counts = np.unique([1, 2, 2, 3], return_counts=True)
tl = np.tile(a, (2, 2))
rp = np.repeat(b, 2, axis=1)
rl = np.roll(a, 1)
fl = np.flip(b, axis=0)
ex = np.expand_dims(a, axis=0)
sq = np.squeeze(ex)
na = a[:, None] * a[None, :]
ou = np.outer(a, a)
inn = np.inner(a, a)
kr = np.kron(np.eye(2), np.ones((1, 2)))
es = np.einsum('ij,kj->ik', b, b)
td = np.tensordot(c, np.ones((2, 2)), axes=([2], [0]))
sw = np.swapaxes(c, 0, 2)
mv = np.moveaxis(o, 0, -1)
inv = np.linalg.inv(np.array([[2.0, 1], [1, 3]]))
det = np.linalg.det(inv)
vals, vecs = np.linalg.eig(inv)
q, r = np.linalg.qr(np.random.randn(5, 3))
sol, res, rank, sv = np.linalg.lstsq(np.random.randn(6, 2), np.random.randn(6), rcond=None)
nrm = np.linalg.norm(b, axis=1)
pf = np.polyfit(np.arange(6), np.arange(6) ** 2, 2)
pv = np.polyval(pf, np.linspace(0, 5, 20))
ip = np.interp([0.5, 1.5], [0, 1, 2], [0, 10, 20])
df = np.diff(e)
gr = np.gradient(e)
dg = np.digitize(e, bins=[0.5, 1.5])
bc = np.bincount(np.array([0, 1, 1, 3]))
pd_ = np.pad(b, ((1, 1), (2, 2)), mode='constant')
tri = np.triu(np.ones((4, 4)), k=1)
di = np.diag([1, 2, 3])
cl = np.clip(b, 2, 4)
ar = np.argsort(-b, axis=1)
tk = np.take(b, [0, 2], axis=1)
al = np.allclose(b, b)
an = np.any(b > 5, axis=1)
nz = np.nonzero(a)
aw = np.argwhere(b > 2)
cvx = np.convolve([1, 2, 3], [0, 1, 0.5])
ff = np.fft.fft(np.sin(e))
win = np.lib.stride_tricks.sliding_window_view(np.arange(10), 3)
b[0, :] += 10
b[:, 1:] = 0
a[[0, 2]] = 9
o[0] = 5
structured = np.array([(1, 2.0)], dtype=[('x', int), ('y', float)])
mean_image = np.mean(np.random.rand(8, 3, 5, 5), axis=(0, 2, 3), keepdims=True)
total = 0
for row in b:
    total += row.sum()
for p, q_ in zip(xx.ravel(), yy.ravel()):
    total += p * q_
broadcast = np.broadcast_to(a, (4, 3))
lx = np.logspace(0, 3, 4)
mx = np.maximum.reduce([a, d, d + 1])
np.random.shuffle(a)
ch = np.random.choice(5, size=(2, 3))
pm = np.random.permutation(6)
no = np.random.normal(0, 1, size=(3, 2))
un2 = np.random.uniform(-1, 1, 4)
ri = np.random.randint(0, 10, (2, 5))
