# Reads text as courses do, without a library.
import io
import csv

import numpy as np

TEXT = """5.1,3.5,1.4,0.2,setosa
4.9,3.0,1.4,0.2,setosa
7.0,3.2,4.7,1.4,versicolor
6.4,3.2,4.5,1.5,versicolor
6.3,3.3,6.0,2.5,virginica
5.8,2.7,5.1,1.9,virginica
"""
rows = TEXT.strip().split("\n")
data = [row.split(",") for row in rows]
X = np.array([[float(v) for v in row[:-1]] for row in data])
names = [row[-1] for row in data]
classes = sorted(set(names))
y = np.array([classes.index(n) for n in names])
Y = np.zeros((len(y), len(classes)))
for i, label in enumerate(y):
    Y[i, label] = 1
loaded = np.loadtxt(io.StringIO("1 2 3\n4 5 6"))
words = "the cat sat on the mat the cat".split()
vocab = {}
for w in words:
    if w not in vocab:
        vocab[w] = len(vocab)
counts = np.zeros(len(vocab))
for w in words:
    counts[vocab[w]] += 1
matrix = np.zeros((len(vocab), len(vocab)))
for a, b in zip(words, words[1:]):
    matrix[vocab[a]][vocab[b]] += 1
tfidf = matrix * np.log(len(words) / (1 + counts))[:, None]
bits = np.array([int(c) for c in "101101"])
padded = np.array([list(w.ljust(4)) for w in words])
lengths = np.array([len(w) for w in words])
ids = np.array([vocab[w] for w in words])
embedding = np.random.randn(len(vocab), 6)
vectors = embedding[ids]
mean_vector = vectors.mean(axis=0)
window = 2
contexts = []
for i in range(window, len(ids) - window):
    contexts.append([ids[j] for j in range(i - window, i + window + 1) if j != i])
C = np.array(contexts)
E = embedding[C]
E_mean = E.mean(axis=1)
scores = E_mean @ embedding.T
P = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
targets = ids[window:-window]
loss = -np.log(P[np.arange(len(targets)), targets]).mean()
