import argparse
import numpy as np


class GridWorld(object):
    ACTIONS = {'U': (-1, 0), 'D': (1, 0), 'L': (0, -1), 'R': (0, 1)}

    def __init__(self, rows=4, cols=5, walls=((1, 1), (2, 3))):
        self.shape = (rows, cols)
        self.nS = rows * cols
        self.nA = len(self.ACTIONS)
        self.grid = np.zeros(self.shape)
        for w in walls:
            self.grid[w] = -1
        self.goal = rows - 1, cols - 1
        self.P = self._build()

    def _idx(self, pos):
        return pos[0] * self.shape[1] + pos[1]

    def _build(self):
        P = np.zeros((self.nS, self.nA, self.nS))
        R = np.full((self.nS, self.nA), -0.04)
        for r in range(self.shape[0]):
            for c in range(self.shape[1]):
                s = self._idx((r, c))
                for a, (dr, dc) in enumerate(self.ACTIONS.values()):
                    nr = min(max(r + dr, 0), self.shape[0] - 1)
                    nc = min(max(c + dc, 0), self.shape[1] - 1)
                    if self.grid[nr, nc] == -1:
                        nr, nc = r, c
                    P[s, a, self._idx((nr, nc))] = 1.0
                    if (nr, nc) == self.goal:
                        R[s, a] = 1
        self.R = R
        return P

    def step(self, s, a):
        s2 = np.random.choice(self.nS, p=self.P[s, a])
        return s2, self.R[s, a], s2 == self._idx(self.goal)


def value_iteration(env, gamma=0.95, theta=1e-6):
    V = np.zeros(env.nS)
    while True:
        Q = env.R + gamma * np.einsum('san,n->sa', env.P, V)
        newV = Q.max(axis=1)
        delta = np.abs(newV - V).max()
        V = newV
        if delta < theta:
            break
    policy = np.argmax(Q, axis=-1)
    return V, policy, Q


def policy_evaluation(env, policy, gamma=0.95):
    Ppi = env.P[np.arange(env.nS), policy]
    Rpi = env.R[np.arange(env.nS), policy]
    return np.linalg.solve(np.eye(env.nS) - gamma * Ppi, Rpi)


def eps_greedy(Q, s, eps):
    if np.random.rand() < eps:
        return np.random.randint(Q.shape[1])
    q = Q[s]
    best = np.flatnonzero(q == q.max())
    return np.random.choice(best)


def sarsa(env, episodes, alpha, gamma, eps, lam=0.0):
    Q = np.zeros((env.nS, env.nA))
    returns = np.zeros(episodes)
    for ep in range(episodes):
        E = np.zeros_like(Q)
        s = 0
        a = eps_greedy(Q, s, eps)
        done = False
        steps = 0
        while not done and steps < 60:
            s2, r, done = env.step(s, a)
            a2 = eps_greedy(Q, s2, eps)
            td = r + gamma * Q[s2, a2] * (not done) - Q[s, a]
            E[s, a] += 1
            Q += alpha * td * E
            E *= gamma * lam
            s, a = s2, a2
            returns[ep] += r
            steps += 1
    return Q, returns


def softmax_policy_gradient(env, episodes=10, lr=0.05):
    theta = np.zeros((env.nS, env.nA))
    for _ in range(episodes):
        traj = []
        s = 0
        for t in range(30):
            logits = theta[s]
            p = np.exp(logits - logits.max())
            p /= p.sum()
            a = np.random.choice(env.nA, p=p)
            s2, r, d = env.step(s, a)
            traj.append((s, a, r, p))
            s = s2
            if d:
                break
        G = 0
        for s, a, r, p in traj[::-1]:
            G = r + 0.95 * G
            g = -p
            g[a] += 1
            theta[s] += lr * G * g
    return theta


def main():
    parser = argparse.ArgumentParser(description='tabular RL')
    parser.add_argument('--episodes', type=int, default=20)
    parser.add_argument('--alpha', type=float, default=0.1)
    parser.add_argument('--rows', type=int, default=4)
    parser.add_argument('--seed', default=0, type=int)
    args = parser.parse_args([])
    np.random.seed(args.seed)
    env = GridWorld(rows=args.rows)
    V, pi, Qstar = value_iteration(env)
    print(V.reshape(env.shape).round(2))
    arrows = np.array(list('UDLR'))
    print(arrows[pi].reshape(env.shape))
    Vpi = policy_evaluation(env, pi)
    print(np.allclose(V, Vpi, atol=1e-3))
    Q, returns = sarsa(env, args.episodes, args.alpha, 0.95, 0.1, lam=0.5)
    smooth = np.convolve(returns, np.ones(5) / 5, mode='valid')
    greedy = Q.argmax(1)
    gap = np.abs(Q - Qstar).mean()
    theta = softmax_policy_gradient(env)
    probs = np.exp(theta) / np.exp(theta).sum(axis=1, keepdims=True)
    print(smooth[-1], greedy, gap, probs.shape)


if __name__ == '__main__':
    main()
