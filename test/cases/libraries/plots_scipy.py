import math
import random
import time
import numpy as np
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

from scipy import stats
from scipy.special import expit, logsumexp, polygamma, softmax
from scipy.spatial.distance import cdist, pdist, squareform
from scipy import optimize
from scipy.optimize import minimize
from scipy.cluster.hierarchy import linkage
from scipy import signal

start = time.time()
x = np.linspace(-3, 3, 50)
fig, ax = plt.subplots()
ax.plot(x, np.sin(x))
fig, axes = plt.subplots(2, 3, figsize=(8, 4))
for i in range(2):
    for j in range(3):
        axes[i, j].plot(x, x ** i)
plt.title('a')
plt.hist(x, bins=12)
counts, edges = np.histogram(x, bins=12)
middle = (edges[:-1] + edges[1:]) / 2
colors = np.linspace(0, 1, 28).reshape(7, 4)
for c, k in zip(colors, range(7)):
    plt.scatter(x, x * k, color=c)
xx, yy = np.meshgrid(x, x)
Z = np.exp(-(xx ** 2 + yy ** 2))
plt.contourf(xx, yy, Z)
plt.close('all')

p = expit(x) + polygamma(1, x ** 2 + 1)
z = logsumexp(Z, axis=1)
q = softmax(Z, axis=1)
pdf = stats.norm.pdf(x, 0, 1)
draw = stats.norm.rvs(size=(4, 3))
A = np.random.randn(6, 3)
B = np.random.randn(4, 3)
D = cdist(A, B)
d = pdist(A)
S = squareform(d)
L = linkage(A, 'ward')
both = signal.convolve2d(Z, np.ones((3, 3)), mode='same')
valid = signal.correlate2d(Z, np.ones((3, 3)), mode='valid')
result = minimize(lambda w: (w ** 2).sum(), np.zeros(5))
w = result.x
def loss(t, X, y):
    return np.sum((X @ t - y) ** 2)
def slope_of(t, X, y):
    return 2 * X.T @ (X @ t - y)
w = minimize(fun=loss, x0=np.zeros(3), args=(A, np.ones(6)), jac=slope_of).x
w = minimize(loss, np.zeros(3), (A, np.ones(6)), 'TNC', slope_of).x
w, _, _ = optimize.fmin_tnc(func=loss, x0=np.zeros((3, 1)), fprime=slope_of, args=(A, np.ones(6)), disp=0)
w = optimize.fmin_bfgs(loss, np.zeros(3), slope_of, (A, np.ones(6)), disp=False)
quadratic = lambda w: (w ** 2).sum()
found = optimize.fmin_cg(quadratic, np.ones(5), disp=False)
full, cost, _, _, _ = optimize.fmin_cg(quadratic, np.ones(5), full_output=1, disp=False)
best, _, slope, inverse, *_ = optimize.fmin_bfgs(quadratic, np.ones(5), full_output=True, disp=False)
step = full[:2] - best[:2] + slope[:2] + inverse[0, :2]
root, info, flag, message = optimize.fsolve(lambda w: w - 3, np.ones(4), full_output=True)
half = root[:2]
n = math.ceil(50 / 8)
batches = np.array_split(x, n)
side = int(math.sqrt(16))
square = np.zeros((side, side))
pick = random.choice([3, 4, 5])
idx = random.sample(range(50), 10)
few = x[idx]
took = time.time() - start
rest = x[math.floor(2.7):]

from scipy import linalg
cov = np.cov(A.T) + np.eye(3)
chol = linalg.cholesky(cov, lower=True)
whitened = linalg.solve_triangular(chol, A.T, lower=True)
factor = linalg.cho_factor(cov)
beta = linalg.cho_solve(factor, np.ones(3))
U, s, Vt = linalg.svd(A, full_matrices=False)
Ufull, s, Vt = linalg.svd(A)
lengths = linalg.norm(A, axis=1)
P, low, up = linalg.lu(A)
lam, vec = linalg.eigh(cov)
lam = linalg.eigh(cov, eigvals_only=True)
lu, piv = linalg.lu_factor(cov)
ring = linalg.circulant([1, 2, 3, 4])
x = linalg.lu_solve((lu, piv), np.ones((3, 2)))


# Settings that are written as a text.
import re


class Step:
    def __init__(self, rate=0.1, momentum=0.0, decay=None):
        self.rate, self.momentum, self.decay = rate, momentum, decay

    def move(self, w, g):
        return w - self.rate * g * (1 - self.momentum) + (0 if self.decay is None else self.decay)


def made_from(setting):
    kwargs = dict([(key, eval(value)) for (key, value) in re.findall(r"([a-zA-Z]*)=([^,)]*)", setting)])
    if "step" in setting.lower():
        return Step(**kwargs)
    slope, start = re.match(r"line\(slope=(.*), start=(.*)\)", setting).groups()
    return lambda w, g: float(slope) * w + float(start)


w = made_from("Step(rate=0.5, momentum=0.9, decay=None)").move(np.ones((4, 2)), np.ones((4, 2)))
w = made_from("Step").move(np.ones(3), np.ones(3))
w = made_from("line(slope=2, start=1e-3)")(np.ones((2, 5)), None)
sizes = [int(each) for each in re.split(r"[x,]", "4x3")]
w = np.zeros(sizes)
w = np.zeros(len(re.findall(r"\d+", "1, 22 and 333")))
w = np.zeros(2 if re.search("b", "abc") else 3)
w = np.zeros(2 if re.match("b", "abc") else 3)
w = np.zeros(len(re.sub(r"[^a-z ]", "", "a, b!").split()))
