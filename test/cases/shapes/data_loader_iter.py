import argparse
import os
import random
import sys
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

import numpy as np


@dataclass
class Config:
    batch_size: int = 16
    hidden: List[int] = field(default_factory=lambda: [32, 16])
    lr: float = 0.05
    epochs: int = 3
    activation: str = "tanh"


class Dataset:
    def __init__(self, X, y, transform=None):
        self.X, self.y = X, y
        self.transform = transform

    def __len__(self):
        return len(self.X)

    def __getitem__(self, idx):
        x, t = self.X[idx], self.y[idx]
        if self.transform is not None:
            x = self.transform(x)
        return x, t


class DataLoader:
    def __init__(self, dataset, batch_size, shuffle=True):
        self.dataset = dataset
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.reset()

    def reset(self):
        self.iteration = 0
        self.index = np.random.permutation(len(self.dataset)) if self.shuffle else np.arange(len(self.dataset))

    @property
    def max_iter(self):
        return int(np.ceil(len(self.dataset) / self.batch_size))

    def __iter__(self):
        return self

    def __next__(self):
        if self.iteration >= self.max_iter:
            self.reset()
            raise StopIteration
        i, bs = self.iteration, self.batch_size
        batch_index = self.index[i * bs:(i + 1) * bs]
        batch = [self.dataset[k] for k in batch_index]
        x = np.array([example[0] for example in batch])
        t = np.array([example[1] for example in batch])
        self.iteration += 1
        return x, t

    def next(self):
        return self.__next__()


ACT = {
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "relu": (lambda z: z * (z > 0), lambda a: (a > 0).astype(a.dtype)),
}


class MLP:
    def __init__(self, cfg: Config, n_in: int, n_out: int):
        self.cfg = cfg
        dims = [n_in] + cfg.hidden + [n_out]
        self.weights: List[np.ndarray] = []
        self.biases: List[np.ndarray] = []
        for d_in, d_out in zip(dims[:-1], dims[1:]):
            self.weights.append(np.random.randn(d_in, d_out) / np.sqrt(d_in))
            self.biases.append(np.zeros(d_out))
        self.act, self.act_grad = ACT[cfg.activation]

    def forward(self, x) -> Tuple[np.ndarray, List[np.ndarray]]:
        hs = [x]
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            z = hs[-1] @ w + b
            hs.append(self.act(z) if i + 1 < len(self.weights) else z)
        return hs[-1], hs

    def backward(self, hs, grad) -> Dict[int, Tuple[np.ndarray, np.ndarray]]:
        out = {}
        for i in range(len(self.weights) - 1, -1, -1):
            if i != len(self.weights) - 1:
                grad = grad * self.act_grad(hs[i + 1])
            out[i] = (hs[i].T @ grad, grad.sum(0))
            grad = grad @ self.weights[i].T
        return out


def softmax(z):
    z = z - z.max(1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(1, keepdims=True)


def train(cfg: Config, model: MLP, loader: DataLoader, val: Optional[Dataset] = None):
    history = {"loss": [], "acc": []}
    for epoch in range(cfg.epochs):
        total, correct, seen = 0.0, 0, 0
        for x, t in loader:
            logits, hs = model.forward(x)
            p = softmax(logits)
            onehot = np.eye(p.shape[1])[t]
            total += -np.sum(onehot * np.log(p + 1e-9))
            correct += (p.argmax(1) == t).sum()
            seen += len(x)
            grads = model.backward(hs, (p - onehot) / len(x))
            for i, (gw, gb) in grads.items():
                model.weights[i] -= cfg.lr * gw
                model.biases[i] -= cfg.lr * gb
        history["loss"].append(total / seen)
        history["acc"].append(correct / seen)
        if val is not None:
            logits, _ = model.forward(val.X)
            val_acc = np.mean(logits.argmax(1) == val.y)
    return history


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv if argv is not None else [])
    np.random.seed(args.seed)
    random.seed(args.seed)
    cfg = Config(lr=args.lr)
    X = np.random.randn(90, 6)
    y = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)
    mean, std = X.mean(0), X.std(0)
    norm = lambda v: (v - mean) / std
    train_set = Dataset(X[:70], y[:70], transform=norm)
    val_set = Dataset(norm(X[70:]), y[70:])
    loader = DataLoader(train_set, cfg.batch_size)
    model = MLP(cfg, 6, 3)
    hist = train(cfg, model, loader, val_set)
    losses = np.asarray(hist["loss"])
    return losses


if __name__ == "__main__":
    main()
