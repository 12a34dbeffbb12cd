"""What NumPy and scikit-learn say, for a list of questions: JSON lines in, JSON lines out. One process for all."""
import json
import sys

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0) * 1.0),
}


def output(model, z):
    """Activation, the sum of losses for a target, and the error at z."""
    classes = model.get("classes", 2)
    if model["kind"] == "linear" or (model["kind"] == "network" and classes < 2):
        return z, lambda y: np.sum((z[:, 0] - y) ** 2), lambda y: 2 * (z - y.reshape(-1, 1))
    if model["kind"] == "logistic" or (model["kind"] == "network" and classes == 2):
        a = sigmoid(z)
        c = np.clip(a, 1e-10, 1 - 1e-10)
        loss = lambda y: -np.sum(y * np.log(c[:, 0]) + (1 - y) * np.log(1 - c[:, 0]))
        return a, loss, lambda y: a - y.reshape(-1, 1)
    p = softmax(z)
    one_hot = lambda y: np.eye(classes)[y.astype(int)]
    return p, lambda y: -np.sum(np.log(np.clip(p, 1e-10, 1 - 1e-10)) * one_hot(y)), lambda y: p - one_hot(y)


class Net:
    def __init__(self, spec, features, random):
        self.spec, self.model = spec, spec["model"]
        classes = self.model.get("classes", 1)
        k = classes if self.model["kind"] == "softmax" or (self.model["kind"] == "network" and classes > 2) else 1
        sizes = [features, self.model["hidden"], k] if self.model["kind"] == "network" else [features, k]
        make = {"ones": np.ones, "zeros": np.zeros, "normal": lambda size: random.normal(0, 1, size)}
        self.w = [make[spec["initialWeights"]]((a, b)) for a, b in zip(sizes, sizes[1:])]
        self.b = [np.zeros(b) for b in sizes[1:]]

    def forward(self, x):
        if len(self.w) == 1:
            return output(self.model, x @ self.w[0] + self.b[0])
        self.z1 = x @ self.w[0] + self.b[0]
        self.a1 = ACTIVATIONS[self.model["activation"]][0](self.z1)
        return output(self.model, self.a1 @ self.w[1] + self.b[1])

    def step(self, x, y):
        m = len(x)
        _, loss, error = self.forward(x)
        e = error(y)
        if len(self.w) == 1:
            grads = [(x.T @ e, e.sum(axis=0))]
        else:
            d1 = (e @ self.w[1].T) * ACTIVATIONS[self.model["activation"]][1](self.z1, self.a1)
            grads = [(x.T @ d1, d1.sum(axis=0)), (self.a1.T @ e, e.sum(axis=0))]
        for w, b, (gw, gb) in zip(self.w, self.b, grads):
            gw = gw / m + (self.spec["l1"] * np.sign(w) + self.spec["l2"] * w) / m
            w -= self.spec["learningRate"] * gw
            b -= self.spec["learningRate"] * (gb / m)
        return loss(y)

    def penalty(self):
        return sum(self.spec["l1"] * np.abs(w).sum() + self.spec["l2"] / 2 * (w**2).sum() for w in self.w)


def train(question):
    spec = question["spec"]
    x, y, xv, yv = (np.array(question[name], dtype=float) for name in ("x", "y", "xv", "yv"))
    random = np.random.RandomState(spec["seed"])
    net = Net(spec, x.shape[1], random)
    m = len(x)
    policy = spec["policy"]
    size = {"batch": m, "one-sample": 1}.get(policy["kind"]) or min(m, policy["batchSize"])
    train_loss, validation_loss, after = [], [], []
    for _ in range(spec["epochs"]):
        in_order = policy["kind"] == "batch" or spec.get("shuffle") is False
        order = np.arange(m) if in_order else random.permutation(m)
        total = sum(net.step(x[order[i : i + size]], y[order[i : i + size]]) for i in range(0, m, size))
        train_loss.append((total + net.penalty()) / m)
        validation_loss.append((net.forward(xv)[1](yv) + net.penalty()) / len(xv))
        after.append((net.forward(x)[1](y) + net.penalty()) / m)
    return {
        "weights": np.concatenate([w.ravel() for w in net.w]).tolist(),
        "intercepts": np.concatenate(net.b).tolist(),
        "trainLoss": train_loss,
        "validationLoss": validation_loss,
        "endOfEpochLoss": after,
    }


def split(question):
    from sklearn.model_selection import train_test_split

    y = np.array(question["classes"])
    try:
        a, b = train_test_split(
            np.arange(len(y)),
            test_size=question["share"],
            random_state=question["seed"],
            stratify=y if question["stratify"] else None,
        )
    except ValueError:
        return {"error": True}
    return {"train": a.tolist(), "test": b.tolist()}


def scale(question):
    from sklearn.preprocessing import StandardScaler

    x = np.array(question["x"], dtype=float)
    scaler = StandardScaler().fit(x)
    return {"mean": scaler.mean_.tolist(), "scale": scaler.scale_.tolist(), "x": scaler.transform(x).ravel().tolist()}


def draw(question):
    random = np.random.RandomState(question["seed"])
    answers = []
    for name, *arguments in question["draws"]:
        if name == "choice":
            count, size, replace, p = arguments
            answers.append(random.choice(count, size, replace, p).tolist())
        else:
            answers.append(np.asarray(getattr(random, name)(*arguments)).tolist())
    return {"answers": answers}


if __name__ == "__main__":
    np.seterr(all="ignore")
    for line in sys.stdin:
        question = json.loads(line)
        answer = {"train": train, "split": split, "scale": scale, "draw": draw}[question["kind"]](question)
        print(json.dumps(answer))
