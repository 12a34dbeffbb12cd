import numpy as np


class GridWorld:
    def __init__(self, size=4):
        self.size = size
        self.actions = [(-1, 0), (1, 0), (0, -1), (0, 1)]
        self.reset()

    def reset(self):
        self.pos = (0, 0)
        return self.state()

    def state(self):
        return self.pos[0] * self.size + self.pos[1]

    def step(self, action):
        dy, dx = self.actions[action]
        y = min(max(self.pos[0] + dy, 0), self.size - 1)
        x = min(max(self.pos[1] + dx, 0), self.size - 1)
        self.pos = (y, x)
        done = self.pos == (self.size - 1, self.size - 1)
        reward = 1.0 if done else -0.01
        return self.state(), reward, done, {}


def epsilon_greedy(Q, state, epsilon):
    if np.random.rand() < epsilon:
        return np.random.randint(Q.shape[1])
    return np.argmax(Q[state, :])


env = GridWorld(4)
Q = np.zeros((env.size * env.size, len(env.actions)))
alpha, gamma, epsilon = 0.1, 0.99, 0.2
rewards = []
for episode in range(30):
    state = env.reset()
    done = False
    total = 0
    steps = 0
    while not done and steps < 200:
        action = epsilon_greedy(Q, state, epsilon)
        next_state, reward, done, _ = env.step(action)
        target = reward + gamma * np.max(Q[next_state])
        td_error = target - Q[state, action]
        Q[state, action] += alpha * td_error
        state = next_state
        total += reward
        steps += 1
    rewards.append(total)
policy = Q.argmax(axis=1).reshape(env.size, env.size)
V = Q.max(axis=1)
smoothed = np.convolve(rewards, np.ones(5) / 5, mode='valid')

# multi-armed bandit
k = 10
q_true = np.random.normal(0, 1, k)
Qb = np.zeros(k)
N = np.zeros(k)
avg = np.zeros(200)
for t in range(200):
    a = np.argmax(Qb + 2 * np.sqrt(np.log(t + 1) / (N + 1e-5)))
    r = np.random.normal(q_true[a], 1)
    N[a] += 1
    Qb[a] += (r - Qb[a]) / N[a]
    avg[t] = r

# policy gradient on a small problem
theta = np.random.randn(4, 2) * 0.1
for i in range(20):
    s = np.random.randn(4)
    logits = s @ theta
    p = np.exp(logits) / np.exp(logits).sum()
    a = np.random.choice(2, p=p)
    grad_log = np.outer(s, np.eye(2)[a] - p)
    theta += 0.01 * grad_log
P = np.random.rand(5, 3, 5)
P /= P.sum(axis=2, keepdims=True)
R = np.random.rand(5, 3)
Vv = np.zeros(5)
for _ in range(50):
    Qv = R + 0.9 * P @ Vv
    V_new = Qv.max(axis=1)
    if np.max(np.abs(V_new - Vv)) < 1e-6:
        break
    Vv = V_new
