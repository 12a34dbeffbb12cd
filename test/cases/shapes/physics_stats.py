import numpy as np

# Monte Carlo, Markov chains, bootstrap, ODEs
rng = np.random.RandomState(3)
points = rng.rand(500, 2)
inside = np.sum(np.linalg.norm(points, axis=1) <= 1)
pi_estimate = 4 * inside / len(points)
sample = rng.normal(10, 2, 60)
boot = np.array([np.mean(rng.choice(sample, size=len(sample), replace=True)) for _ in range(200)])
ci = np.percentile(boot, [2.5, 97.5])
z = (sample - sample.mean()) / sample.std(ddof=1)
walk = np.cumsum(rng.choice([-1, 1], size=(5, 100)), axis=1)
maxima = walk.max(axis=1)
P = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.0, 0.3, 0.7]])
state = np.array([1, 0, 0])
history = [state]
for _ in range(50):
    state = state @ P
    history.append(state)
H = np.vstack(history)
evals, evecs = np.linalg.eig(P.T)
stationary = np.real(evecs[:, np.argmax(np.isclose(evals, 1))])
stationary = stationary / stationary.sum()


def rk4(f, y0, t):
    y = np.zeros((len(t), len(y0)))
    y[0] = y0
    for i in range(len(t) - 1):
        h = t[i + 1] - t[i]
        k1 = f(t[i], y[i])
        k2 = f(t[i] + h / 2, y[i] + h / 2 * k1)
        k3 = f(t[i] + h / 2, y[i] + h / 2 * k2)
        k4 = f(t[i] + h, y[i] + h * k3)
        y[i + 1] = y[i] + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return y


def pendulum(t, state, g=9.8, L=1.0):
    theta, omega = state
    return np.array([omega, -g / L * np.sin(theta)])


t = np.linspace(0, 2, 41)
trajectory = rk4(pendulum, np.array([0.5, 0.0]), t)
energy = 0.5 * trajectory[:, 1] ** 2 - 9.8 * np.cos(trajectory[:, 0])
u = np.zeros((20, 20))
u[0, :] = 1
for it in range(30):
    u[1:-1, 1:-1] = 0.25 * (u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2])
lap = np.roll(u, 1, 0) + np.roll(u, -1, 0) + np.roll(u, 1, 1) + np.roll(u, -1, 1) - 4 * u


def life(board):
    neighbors = sum(np.roll(np.roll(board, dy, 0), dx, 1)
                    for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0))
    return (neighbors == 3) | (board & (neighbors == 2))


board = rng.rand(10, 10) > 0.7
for _ in range(5):
    board = life(board)
alive = np.argwhere(board)
masses = rng.rand(6)
pos, vel = rng.rand(6, 3), np.zeros((6, 3))
for step in range(10):
    r = pos[None, :, :] - pos[:, None, :]
    d3 = (np.sum(r ** 2, axis=-1) + 0.01) ** 1.5
    acc = np.sum(masses[None, :, None] * r / d3[:, :, None], axis=1)
    vel += 0.01 * acc
    pos += 0.01 * vel
center = np.average(pos, axis=0, weights=masses)
signal = np.sin(2 * np.pi * 5 * np.linspace(0, 1, 128, endpoint=False))
spectrum = np.abs(np.fft.rfft(signal))
freqs = np.fft.rfftfreq(128, 1 / 128)
peak = freqs[spectrum.argmax()]
x = np.linspace(0, 4, 30)
design = np.vander(x, 4)
noisy = np.sin(x) + rng.normal(0, 0.1, x.shape)
theta = np.linalg.pinv(design) @ noisy
residual = noisy - design @ theta
r2 = 1 - np.sum(residual ** 2) / np.sum((noisy - noisy.mean()) ** 2)
cov = np.cov(np.stack([x, noisy]))
