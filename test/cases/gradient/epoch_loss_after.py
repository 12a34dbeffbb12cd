# mutant missing_mean: `G = (P - Y) / n` -> `G = P - Y`
# mutant sign: `G = (P - Y) / n` -> `G = (Y - P) / n`
import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

iris = load_iris()
X_train, X_test, y_train, y_test = train_test_split(iris.data, iris.target, test_size=0.2)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
K = len(np.unique(y_train))
Y = np.eye(3)[y_train]
W = np.zeros((X_train.shape[1], 3))
b = np.zeros(3)
n = len(X_train)


def forward(X):
    s = X @ W + b
    s -= s.max(axis=1, keepdims=True)
    e = np.exp(s)
    return e / e.sum(axis=1, keepdims=True)


for epoch in range(200):
    P = forward(X_train)
    G = (P - Y) / n
    W -= 0.1 * X_train.T @ G
    b -= 0.1 * G.sum(axis=0)
    train_loss = -np.mean(np.sum(Y * np.log(forward(X_train) + 1e-12), axis=1))
    if epoch % 20 == 0:
        print(f"{epoch}: {train_loss:.4f}")
