import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const program = (gradient: string) => `import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
sc = StandardScaler().fit(X_train)
X_train, X_test = sc.transform(X_train), sc.transform(X_test)
n, d = X_train.shape
w, b = np.zeros(d), 0
for epoch in range(100):
    p = 1 / (1 + np.exp(-(X_train @ w + b)))
    ${gradient}
    db = np.mean(p - y_train)
    w -= 0.1 * dw
    b -= 0.1 * db
p = 1 / (1 + np.exp(-(X_test @ w + b)))
print("test loss", -np.mean(y_test * np.log(p) + (1 - y_test) * np.log(1 - p)))
`;

describe("a loss of the rows alone that were held back", () => {
  it.each([
    ["right", "dw = X_train.T @ (p - y_train) / n"],
    ["missing_mean", "dw = X_train.T @ (p - y_train)"],
    ["sign", "dw = X_train.T @ (y_train - p) / n"],
    ["double_mean", "dw = X_train.T @ (p - y_train) / n / n"],
  ])("says how that of the others is made: %s", (verdict, gradient) => {
    expect(verdictOf(program(gradient))).toBe(verdict);
  });
});
