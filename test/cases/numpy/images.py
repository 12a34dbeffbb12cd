import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

img = np.random.randint(0, 256, (32, 48, 3)).astype(np.uint8)
gray = img.mean(axis=2)
gray2 = np.dot(img[..., :3], [0.299, 0.587, 0.114])
f = img / 255.
flipped = img[:, ::-1]
crop = img[8:24, 10:-10]
r, g, b = img[:, :, 0], img[:, :, 1], img[:, :, 2]
stackd = np.dstack((r, g, b))
pad = np.pad(gray, ((1, 1), (2, 2)), 'constant')
pad3 = np.pad(img, ((2, 2), (2, 2), (0, 0)), mode='edge')
k = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
H, W = gray.shape
kh, kw = k.shape
out = np.zeros((H - kh + 1, W - kw + 1))
for i in range(out.shape[0]):
    for j in range(out.shape[1]):
        out[i, j] = np.sum(gray[i:i + kh, j:j + kw] * k)
win = sliding_window_view(gray, (3, 3))
conv = np.einsum('ijkl,kl->ij', win, k)
conv2 = np.tensordot(win, k, axes=((2, 3), (0, 1)))
s0, s1 = gray.strides
blocks = as_strided(gray, shape=(H // 8, W // 8, 8, 8), strides=(8 * s0, 8 * s1, s0, s1))
pooled = blocks.max(axis=(2, 3))
pooled2 = gray.reshape(H // 2, 2, W // 2, 2).mean(axis=(1, 3))
hist, edges = np.histogram(gray.ravel(), bins=16, range=(0, 256))
cdf = hist.cumsum()
cdf_m = (cdf - cdf.min()) * 255 / (cdf.max() - cdf.min())
lut = np.interp(np.arange(256), edges[:-1], cdf_m)
eq = lut[gray.astype(int)]
yy, xx = np.mgrid[0:H, 0:W]
Y, X = np.ogrid[:H, :W]
mask = (Y - H / 2) ** 2 + (X - W / 2) ** 2 <= 100
masked = gray.copy()
masked[~mask] = 0
vals = gray[mask]
circle = img[mask]
img2 = img.copy(); img2[mask] = [255, 0, 0]
rot = np.rot90(gray); t = gray.T
up = gray.repeat(2, axis=0).repeat(2, axis=1)
up2 = np.kron(gray, np.ones((2, 2)))
tile = np.tile(gray, (2, 3))
batch = np.array([img, flipped])
nchw = batch.transpose(0, 3, 1, 2)
nhwc = np.moveaxis(nchw, 1, -1)
one = np.expand_dims(img, 0)
chan = img.reshape(-1, 3)
uniq, counts = np.unique(chan, axis=0, return_counts=True)
mean, std = chan.mean(0), chan.std(0)
norm = (img - mean) / std
F = np.fft.fft2(gray)
mag = np.log1p(np.abs(np.fft.fftshift(F)))
back = np.real(np.fft.ifft2(F))
gx, gy = np.gradient(gray)
edge = np.hypot(gx, gy)
theta = np.arctan2(gy, gx)
th = np.percentile(edge, 90)
binary = (edge > th).astype(np.uint8)
ys, xs = np.nonzero(binary)
pts = np.argwhere(binary)
box = pts.min(axis=0), pts.max(axis=0)
shift = np.roll(gray, 3, axis=1)
diff = np.abs(np.diff(gray, axis=0))
quant = np.digitize(gray, np.linspace(0, 256, 9))
labels = np.searchsorted(np.linspace(0, 256, 9), gray.ravel())
top = np.sort(gray, axis=None)[-10:]
idx = np.unravel_index(np.argmax(gray), gray.shape)
d = np.diag(gray[:32, :32]); tr = np.trace(gray[:10, :10])
up3 = np.triu(np.ones((4, 4)), 1); lo = np.tril(up3.T)
sel = np.choose(binary, [0, 255]); w = np.where(gray > 128, 255, 0)
cl = np.clip(gray * 1.5, 0, 255).round().astype('uint8')
flat = np.concatenate([c.flatten() for c in np.split(gray, 4, axis=1)])
h1, h2 = np.hsplit(gray, 2); v1, v2 = np.vsplit(gray, [10])
ins = np.insert(gray, 0, 0, axis=0); dele = np.delete(gray, [0, 1], axis=1); app = np.append(gray, gray[:1], axis=0)
swap = np.swapaxes(img, 0, 1); sq = np.squeeze(one); at = np.atleast_3d(gray)
out2 = np.empty_like(gray); np.multiply(gray, 2, out=out2)
acc = np.zeros(4); np.add.at(acc, np.array([0, 1, 1, 3]), 1.5)
outer = np.subtract.outer(np.arange(5), np.arange(3))
red = np.maximum.reduce(gray, axis=1); accu = np.add.accumulate(np.arange(5))
