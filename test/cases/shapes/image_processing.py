import numpy as np


def rgb2gray(rgb):
    return np.dot(rgb[..., :3], [0.2989, 0.5870, 0.1140])


def gaussian_kernel(size, sigma=1):
    size = int(size) // 2
    x, y = np.mgrid[-size:size + 1, -size:size + 1]
    normal = 1 / (2.0 * np.pi * sigma ** 2)
    g = np.exp(-((x ** 2 + y ** 2) / (2.0 * sigma ** 2))) * normal
    return g


def convolve(image, kernel):
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    padded = np.pad(image, ((ph, ph), (pw, pw)), mode='edge')
    out = np.zeros_like(image)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            window = padded[i:i + kh, j:j + kw]
            out[i, j] = np.sum(window * kernel)
    return out


def sobel(img):
    Kx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)
    Ky = np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]], np.float32)
    Ix = convolve(img, Kx)
    Iy = convolve(img, Ky)
    G = np.hypot(Ix, Iy)
    G = G / G.max() * 255
    theta = np.arctan2(Iy, Ix)
    return (G, theta)


def non_max_suppression(img, D):
    M, N = img.shape
    Z = np.zeros((M, N), dtype=np.int32)
    angle = D * 180. / np.pi
    angle[angle < 0] += 180
    for i in range(1, M - 1):
        for j in range(1, N - 1):
            try:
                q = 255
                r = 255
                if (0 <= angle[i, j] < 22.5) or (157.5 <= angle[i, j] <= 180):
                    q = img[i, j + 1]
                    r = img[i, j - 1]
                elif 22.5 <= angle[i, j] < 67.5:
                    q = img[i + 1, j - 1]
                    r = img[i - 1, j + 1]
                elif 67.5 <= angle[i, j] < 112.5:
                    q = img[i + 1, j]
                    r = img[i - 1, j]
                elif 112.5 <= angle[i, j] < 157.5:
                    q = img[i - 1, j - 1]
                    r = img[i + 1, j + 1]
                if (img[i, j] >= q) and (img[i, j] >= r):
                    Z[i, j] = img[i, j]
                else:
                    Z[i, j] = 0
            except IndexError as e:
                pass
    return Z


def threshold(img, low=0.05, high=0.09):
    highThreshold = img.max() * high
    lowThreshold = highThreshold * low
    M, N = img.shape
    res = np.zeros((M, N), dtype=np.int32)
    weak = np.int32(25)
    strong = np.int32(255)
    strong_i, strong_j = np.where(img >= highThreshold)
    weak_i, weak_j = np.where((img <= highThreshold) & (img >= lowThreshold))
    res[strong_i, strong_j] = strong
    res[weak_i, weak_j] = weak
    return (res, weak, strong)


def resize_nearest(img, new_h, new_w):
    h, w = img.shape[:2]
    rows = (np.arange(new_h) * h / new_h).astype(int)
    cols = (np.arange(new_w) * w / new_w).astype(int)
    return img[rows][:, cols]


def integral(img):
    return img.cumsum(axis=0).cumsum(axis=1)


image = np.random.rand(14, 16, 3)
gray = rgb2gray(image)
blur = convolve(gray, gaussian_kernel(5, sigma=1.4))
G, theta = sobel(blur)
Z = non_max_suppression(G, theta)
res, weak, strong = threshold(Z)
small = resize_nearest(image, 7, 8)
II = integral(gray)
flipped = image[:, ::-1]
crop = image[2:10, 3:9]
channels = [image[:, :, c] for c in range(3)]
stacked = np.dstack(channels)
rotated = np.rot90(gray)
hist, bins = np.histogram(gray.flatten(), 16, [0, 1])
cdf = hist.cumsum()
equalized = np.interp(gray.flatten(), bins[:-1], cdf).reshape(gray.shape)
blocks = gray[:12, :16].reshape(3, 4, 4, 4).swapaxes(1, 2)
means = blocks.mean(axis=(2, 3))
patches = np.array([gray[i:i + 4, j:j + 4] for i in range(0, 12, 4) for j in range(0, 16, 4)])
flat = patches.reshape(patches.shape[0], -1)
U, S, Vt = np.linalg.svd(flat - flat.mean(0), full_matrices=False)
compressed = (U[:, :4] * S[:4]) @ Vt[:4]
fft = np.fft.fftshift(np.fft.fft2(gray))
magnitude = np.log(np.abs(fft) + 1)
mask = np.zeros(gray.shape, dtype=bool)
yy, xx = np.ogrid[:14, :16]
mask |= (yy - 7) ** 2 + (xx - 8) ** 2 <= 16
filtered = np.real(np.fft.ifft2(np.fft.ifftshift(fft * mask)))
