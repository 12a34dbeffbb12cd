import random
from collections import deque, namedtuple
from dataclasses import dataclass, field
from typing import List, Tuple, Optional, Dict
import numpy as np

Transition = namedtuple('Transition', ('state', 'action', 'reward', 'next_state', 'done'))


class PoleEnv:
    """Small cart-pole like toy; state is 4 numbers."""
    observation_size = 4
    n_actions = 2

    def reset(self):
        self.state = np.random.uniform(low=-0.05, high=0.05, size=(4,))
        self.t = 0
        return np.array(self.state)

    def step(self, action):
        x, x_dot, theta, theta_dot = self.state
        force = 10.0 if action == 1 else -10.0
        temp = (force + 0.05 * theta_dot ** 2 * np.sin(theta)) / 1.1
        thetaacc = (9.8 * np.sin(theta) - np.cos(theta) * temp) / 0.7
        xacc = temp - 0.05 * thetaacc * np.cos(theta)
        x = x + 0.02 * x_dot
        x_dot = x_dot + 0.02 * xacc
        theta = theta + 0.02 * theta_dot
        theta_dot = theta_dot + 0.02 * thetaacc
        self.state = (x, x_dot, theta, theta_dot)
        self.t += 1
        done = bool(x < -2.4 or x > 2.4 or abs(theta) > 0.2 or self.t > 30)
        return np.array(self.state), 1.0, done, {}


class ReplayBuffer:
    def __init__(self, capacity: int):
        self.memory = deque(maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        batch = random.sample(self.memory, batch_size)
        states, actions, rewards, next_states, dones = map(np.array, zip(*batch))
        return states, actions, rewards, next_states, dones.astype(np.float32)

    def __len__(self):
        return len(self.memory)


@dataclass
class QNet:
    sizes: List[int]
    lr: float = 1e-3
    weights: List[np.ndarray] = field(default_factory=list)
    biases: List[np.ndarray] = field(default_factory=list)

    def __post_init__(self):
        for n_in, n_out in zip(self.sizes[:-1], self.sizes[1:]):
            self.weights.append(np.random.randn(n_in, n_out) * np.sqrt(2 / n_in))
            self.biases.append(np.zeros(n_out))

    def forward(self, x: np.ndarray) -> Tuple[np.ndarray, List[np.ndarray]]:
        acts = [x]
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            x = x @ w + b
            if i < len(self.weights) - 1:
                x = np.maximum(x, 0)
            acts.append(x)
        return x, acts

    def train_on(self, x, actions, targets) -> float:
        q, acts = self.forward(x)
        rows = np.arange(len(x))
        err = q[rows, actions] - targets
        delta = np.zeros_like(q)
        delta[rows, actions] = np.clip(err, -1, 1) / len(x)
        for i in range(len(self.weights) - 1, -1, -1):
            gw = acts[i].T @ delta
            gb = delta.sum(axis=0)
            if i > 0:
                delta = (delta @ self.weights[i].T) * (acts[i] > 0)
            self.weights[i] -= self.lr * gw
            self.biases[i] -= self.lr * gb
        return float(np.mean(err ** 2))

    def copy_from(self, other: 'QNet'):
        self.weights = [w.copy() for w in other.weights]
        self.biases = [b.copy() for b in other.biases]


class Agent:
    def __init__(self, env, **kwargs):
        self.env = env
        self.gamma = kwargs.get('gamma', 0.99)
        self.epsilon = kwargs.get('epsilon', 1.0)
        self.min_eps = kwargs.get('min_eps', 0.05)
        self.batch_size = kwargs.get('batch_size', 16)
        self.online = QNet([env.observation_size, 24, 16, env.n_actions])
        self.target = QNet([env.observation_size, 24, 16, env.n_actions])
        self.target.copy_from(self.online)
        self.buffer = ReplayBuffer(500)

    def act(self, state):
        if np.random.random() <= self.epsilon:
            return random.randrange(self.env.n_actions)
        q_values, _ = self.online.forward(state[np.newaxis, :])
        return int(np.argmax(q_values[0]))

    def learn(self):
        if len(self.buffer) < self.batch_size:
            return None
        s, a, r, s2, d = self.buffer.sample(self.batch_size)
        q_next, _ = self.target.forward(s2)
        best = np.argmax(self.online.forward(s2)[0], axis=1)
        y = r + self.gamma * q_next[np.arange(self.batch_size), best] * (1 - d)
        loss = self.online.train_on(s, a, y)
        self.epsilon = max(self.min_eps, self.epsilon * 0.99)
        return loss


if __name__ == "__main__":
    random.seed(0); np.random.seed(0)
    env = PoleEnv()
    agent = Agent(env, gamma=0.95, batch_size=8)
    scores = []
    for episode in range(6):
        state = env.reset()
        total = 0
        done = False
        while not done:
            action = agent.act(state)
            next_state, reward, done, _ = env.step(action)
            agent.buffer.push(state, action, reward, next_state, done)
            state = next_state
            total += reward
            loss = agent.learn()
        if episode % 2 == 0:
            agent.target.copy_from(agent.online)
        scores.append(total)
        print(f"episode {episode} score {total:.0f} mean {np.mean(scores[-10:]):.1f}")
    running = np.cumsum(scores) / (np.arange(len(scores)) + 1)
