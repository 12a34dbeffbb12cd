import numpy as np
from functools import reduce


def fitness(pop, target):
    return np.sum(pop == target, axis=1)


def select(pop, fit, k):
    order = np.argsort(fit)[::-1]
    return pop[order[:k]]


def crossover(parents, n):
    children = np.empty((n, parents.shape[1]), dtype=parents.dtype)
    point = parents.shape[1] // 2
    for i in range(n):
        a = i % parents.shape[0]
        b = (i + 1) % parents.shape[0]
        children[i, :point] = parents[a, :point]
        children[i, point:] = parents[b, point:]
    return children


def mutate(pop, rate=0.1):
    mask = np.random.rand(*pop.shape) < rate
    noise = np.random.randint(0, 2, pop.shape)
    return np.where(mask, noise, pop)


target = np.random.randint(0, 2, 20)
pop = np.random.randint(0, 2, (30, 20))
best = None
generation = 0
while True:
    fit = fitness(pop, target)
    top = pop[fit.argmax()]
    if best is None or (top == target).sum() > (best == target).sum():
        best = top
    if fit.max() == 20 or generation >= 15:
        break
    parents = select(pop, fit, 10)
    children = mutate(crossover(parents, 20))
    pop = np.concatenate([parents, children])
    generation += 1

# simulated annealing on a matrix of cities
cities = np.random.rand(12, 2)
diff = cities[:, None, :] - cities[None, :, :]
dist = np.sqrt((diff ** 2).sum(-1))
tour = list(range(12))
length = sum(dist[a, b] for a, b in zip(tour, tour[1:] + tour[:1]))
T = 1.0
for step in range(60):
    i, j = sorted(np.random.choice(12, 2, replace=False))
    candidate = tour[:i] + tour[i:j][::-1] + tour[j:]
    new_length = sum(dist[a, b] for a, b in zip(candidate, candidate[1:] + candidate[:1]))
    if new_length < length or np.random.rand() < np.exp((length - new_length) / T):
        tour, length = candidate, new_length
    T *= 0.95
route = cities[tour]
segments = np.diff(route, axis=0)

# chains of matrices
mats = [np.random.rand(3, 4), np.random.rand(4, 5), np.random.rand(5, 2)]
product = reduce(np.dot, mats)
product2 = reduce(lambda a, b: a @ b, mats[1:], mats[0])
powers = {n: np.linalg.matrix_power(np.eye(3) * 2, n) for n in range(3)}
stacked = np.stack(list(powers.values()))
names = ['a', 'b', 'c']
table = {name: np.full(i + 2, i) for i, name in enumerate(names)}
joined = np.concatenate([table[n] for n in sorted(table, reverse=True)])
columns = list(zip(*[(1, 2.0), (3, 4.0), (5, 6.0)]))
first = np.array(columns[0])
matrix = [[0] * 4 for _ in range(3)]
for r in range(3):
    for c in range(4):
        matrix[r][c] = r * c
M = np.array(matrix)
MT = np.array(list(map(list, zip(*matrix))))
evens = np.array(list(filter(lambda v: v % 2 == 0, range(10))))
total, *rest = [np.ones(2), np.ones(3), np.ones(4)]
last = rest[-1]


def fib_matrix(n):
    if n == 0:
        return np.eye(2, dtype=int)
    half = fib_matrix(n // 2)
    full = half @ half
    if n % 2:
        full = full @ np.array([[1, 1], [1, 0]])
    return full


F = fib_matrix(10)


def memo(f):
    cache = {}

    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]

    return inner


@memo
def basis(n):
    return np.polynomial.polynomial.polyvander(np.linspace(-1, 1, 9), n)


B = basis(3)
coef = np.linalg.lstsq(B, np.sin(np.linspace(-1, 1, 9)), rcond=None)[0]
