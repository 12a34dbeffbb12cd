from numpy import *
import numpy.random as nr
import itertools

nr.seed(5)
cities = nr.rand(12, 2) * 100
n = cities.shape[0]
d = sqrt(((cities[:, newaxis, :] - cities[newaxis, :, :]) ** 2).sum(axis=2))


def route_len(route):
    return d[route, roll(route, -1)].sum()


def init_pop(size):
    return array([nr.permutation(n) for _ in range(size)])


def fitness(pop):
    return array([1.0 / route_len(p) for p in pop])


def select(pop, fit, k=3):
    idx = nr.randint(0, len(pop), size=(len(pop), k))
    winners = idx[arange(len(pop)), fit[idx].argmax(axis=1)]
    return pop[winners]


def crossover(p1, p2):
    a, b = sorted(nr.choice(n, 2, replace=False))
    child = -ones(n, dtype=int)
    child[a:b] = p1[a:b]
    rest = [g for g in p2 if g not in child[a:b]]
    child[child < 0] = rest
    return child


def mutate(ind, rate):
    for i in range(n):
        if nr.rand() < rate:
            j = nr.randint(n)
            ind[i], ind[j] = ind[j], ind[i]
    return ind


pop = init_pop(20)
best_hist = []
for gen in range(10):
    fit = fitness(pop)
    elite = pop[argsort(fit)[-2:]].copy()
    best_hist.append(1 / fit.max())
    parents = select(pop, fit)
    children = []
    for p1, p2 in zip(parents[::2], parents[1::2]):
        children.append(mutate(crossover(p1, p2), 0.02))
        children.append(mutate(crossover(p2, p1), 0.02))
    pop = vstack((children[:len(pop) - 2], elite))
best = pop[fitness(pop).argmax()]
path = cities[append(best, best[0])]
seg = diff(path, axis=0)
length = hypot(seg[:, 0], seg[:, 1]).sum()
print(best, length, min(best_hist))


# evolution strategies on a small policy -------------------------------------------------
def f(w):
    solution = array([0.5, 0.1, -0.3])
    return -sum(square(solution - w))


npop, sigma, alpha = 50, 0.1, 0.001
w = nr.randn(3)
for i in range(20):
    N = nr.randn(npop, 3)
    R = zeros(npop)
    for j in range(npop):
        w_try = w + sigma * N[j]
        R[j] = f(w_try)
    A = (R - mean(R)) / std(R)
    w = w + alpha / (npop * sigma) * dot(N.T, A)

# particle swarm
X = nr.uniform(-5, 5, (15, 2))
V = zeros_like(X)
pbest, pval = X.copy(), (X ** 2).sum(1)
gbest = pbest[pval.argmin()]
w_, c1, c2 = .7, 1.4, 1.4
for t in range(8):
    r1, r2 = nr.rand(2, 15, 1)
    V = w_ * V + c1 * r1 * (pbest - X) + c2 * r2 * (gbest - X)
    X += V
    val = (X ** 2).sum(1)
    better = val < pval
    pbest[better] = X[better]
    pval = where(better, val, pval)
    gbest = pbest[pval.argmin()]

grid = array(list(itertools.product([0, 1], repeat=3)))
xor = grid.sum(axis=1) % 2
truth = c_[grid, xor]
print(truth[truth[:, -1] == 1], gbest)
