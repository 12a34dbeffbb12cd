import numpy as np
import re
import itertools
from collections import defaultdict

text = """natural language processing and machine learning is fun and exciting
learning from scratch is fun and natural"""


def tokenize(text):
    pattern = re.compile(r'[A-Za-z]+[\w^\']*|[\w^\']*[A-Za-z]+[\w^\']*')
    return pattern.findall(text.lower())


def mapping(tokens):
    word_to_id = {}
    id_to_word = {}
    for i, token in enumerate(set(tokens)):
        word_to_id[token] = i
        id_to_word[i] = token
    return word_to_id, id_to_word


def one_hot_encode(id, vocab_size):
    res = [0] * vocab_size
    res[id] = 1
    return res


def concat(*iterables):
    for iterable in iterables:
        yield from iterable


def generate_training_data(tokens, word_to_id, window):
    X = []
    y = []
    n_tokens = len(tokens)
    for i in range(n_tokens):
        idx = concat(range(max(0, i - window), i), range(i, min(n_tokens, i + window + 1)))
        for j in idx:
            if i == j:
                continue
            X.append(one_hot_encode(word_to_id[tokens[i]], len(word_to_id)))
            y.append(one_hot_encode(word_to_id[tokens[j]], len(word_to_id)))
    return np.asarray(X), np.asarray(y)


def init_network(vocab_size, n_embedding):
    model = {
        "w1": np.random.randn(vocab_size, n_embedding),
        "w2": np.random.randn(n_embedding, vocab_size)
    }
    return model


def softmax(X):
    res = []
    for x in X:
        exp = np.exp(x)
        res.append(exp / exp.sum())
    return res


def forward(model, X, return_cache=True):
    cache = {}
    cache["a1"] = X @ model["w1"]
    cache["a2"] = cache["a1"] @ model["w2"]
    cache["z"] = softmax(cache["a2"])
    if not return_cache:
        return cache["z"]
    return cache


def cross_entropy(z, y):
    return - np.sum(np.log(z) * y)


def backward(model, X, y, alpha):
    cache = forward(model, X)
    da2 = cache["z"] - y
    dw2 = cache["a1"].T @ da2
    da1 = da2 @ model["w2"].T
    dw1 = X.T @ da1
    assert (dw2.shape == model["w2"].shape)
    assert (dw1.shape == model["w1"].shape)
    model["w1"] -= alpha * dw1
    model["w2"] -= alpha * dw2
    return cross_entropy(cache["z"], y)


tokens = ["natural", "language", "and", "machine", "learning", "is", "fun", "and", "natural"]
word_to_id, id_to_word = mapping(tokens)
X, y = generate_training_data(tokens, word_to_id, 2)
model = init_network(len(word_to_id), 10)
n_iter = 10
learning_rate = 0.05
history = [backward(model, X, y, learning_rate) for _ in range(n_iter)]
vec = model["w1"][0]
norms = np.linalg.norm(model["w1"], axis=1)
similar = model["w1"] @ vec / (norms * np.linalg.norm(vec))
order = np.argsort(similar)[::-1][:3]
co_occurrence = np.zeros((7, 7), dtype=np.int32)
for a, b in zip(tokens[:-1], tokens[1:]):
    co_occurrence[word_to_id[a], word_to_id[b]] += 1
U, S, V = np.linalg.svd(co_occurrence)
