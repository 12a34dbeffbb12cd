import numpy as np
a = np.zeros((3, 4)); b = np.zeros((5, 6)); y = np.zeros(3); c = np.zeros((3, 1))
try:
    a @ b
except ValueError:
    pass
W = np.arange(12).reshape(3, 4)
s = np.array([[1, 2], [3, 4]]) / 2
t = W[[0, 2]][:, [1, 3]]
u = W[np.ix_([0, 2], [1, 3])]
v = W[W % 2 == 0]
w = W[[0, 1, 2], [1, 2, 3]]
x = W[1:, ::2][..., None]
k = W[W.sum(axis=1) > 10, 1:3]
z = W[np.array([True, False, True])]
m = W.max(axis=0)[np.newaxis]
n = np.where(W > 5, W, -1)
o = np.unique(W % 3, return_counts=True)
p, q = np.unique(W % 3, return_counts=True)
r = np.linspace(0, 1, 5)[1:-1]
col = W[:, 1:2] - W[:, 1]
aa = np.r_[W[0], 1, 2]
bb = np.c_[W[:, 0], W[:, 1]]
cc = np.array([W[0], W[1]])
dd = np.array([[W[0, 0], 1], [2, 3]])
ee = np.array([len(W), W.shape[1]])
ff = np.stack([W, W], axis=-1)
gg = W.T.flatten()[::-1]
hh = np.split(W, [1, 2])
ii = hh[2]
jj = np.concatenate([h for h in hh[1:]])
kk = sum([W[i] for i in range(3)])
ll = np.mean([W[0], W[1]], axis=0)
mm = np.max(W, axis=1, keepdims=True)
nn = (W - W.mean(0)) / W.std(0)
oo = np.zeros_like(W, dtype=float); oo[range(3), [0, 1, 2]] = 1
pp = np.eye(3)[[0, 2, 1]]
qq = np.argsort(W.sum(0))[::-1][:2]
rr = W[:, qq]
ss = np.random.permutation(12).reshape(3, 4)[np.arange(3)]
tt = np.full((2, 2), np.nan)
uu = np.isnan(tt).any(axis=1)
vv = np.nan_to_num(tt)
ww = np.cov(W, rowvar=False)
xx = np.corrcoef(W[0], W[1])[0, 1]
yy = np.polyfit(np.arange(5), np.arange(5) ** 2, 2)
zz = np.polyval(yy, np.linspace(0, 1, 7))
p1 = np.poly1d(yy)(3.0)
a1 = np.vectorize(lambda q: q + 1)(W)
a2 = np.apply_along_axis(np.sum, 0, W)
a3 = np.array(list(map(lambda q: q * 2, W)))
a4 = np.array([*W[0], *W[1]])
a5 = np.fromfunction(lambda i, j: i + j, (3, 3))
a6 = np.meshgrid(np.arange(3), np.arange(4), indexing='ij')[0]
a7 = np.histogram(W, bins=[0, 4, 8, 12])[0]
a8 = np.ndarray.flatten(W)
a9 = np.ndarray.mean(W, axis=0)
b1 = W.astype(np.float32) / 255
b2 = W.view()
b3 = np.float64(3) * W
b4 = -W ** 2
b5 = ~(W > 3) & (W < 10) | (W == 0)
b6 = W // 2 % 3
b7 = W @ W.T
b8 = divmod(W, 2)[0]
b9 = abs(W - 5)
c1 = round(3.7) * W
c2 = np.array(range(4))
c3 = np.array((1, 2, 3), dtype='float32')
c4 = np.array('abc')
c5 = np.array([W, W + 1]).transpose(1, 2, 0)
c6 = W.swapaxes(0, 1)
c7 = np.add.reduce(W, axis=0)
c8 = W.dot(np.ones(4)).reshape(-1, 1)
c9 = np.outer(np.arange(3), np.ones(2))
d1 = np.linalg.eig(np.diag([1., 2., 3.]))[1]
d2, d3 = np.linalg.eig(np.diag([1., 2.]))
d4 = np.argmax(W)
d5 = W.item(3)
d6 = W.tolist()[0]
d7 = np.array(d6)
d8 = W.ravel()[np.flatnonzero(W > 4)]
d9 = next(iter(W))
e1 = [row.sum() for row in W][0]
e2 = {i: r for i, r in enumerate(W)}[1]
e3 = np.array(sorted(W[0], reverse=True))
e4 = np.bincount(np.array([0, 1, 1, 3]))
e5 = np.digitize([.5, 1.5], [0, 1, 2])
e6 = np.insert(W, 1, 0, axis=1)
e7 = np.delete(W, 0, axis=0)
e8 = np.tile(np.array([1, 2]), 3)
e9 = np.trapz(W[0])

bytes_ = np.array([range(16)], dtype=np.uint8).T
bits = np.unpackbits(bytes_, axis=1)
fewer = np.unpackbits(bytes_, axis=-1, count=-2)
packed = np.packbits(bits, axis=1)
halves = np.packbits(bits, axis=0)
