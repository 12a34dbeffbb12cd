import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

/** Its methods are not called what they do in English, and nobody trains it. */
const model = (slope: string) => `import numpy as np

class Recta:
    def __init__(self, delta=1.35, velocidad=0.01, vueltas=500):
        self.delta, self.velocidad, self.vueltas = delta, velocidad, vueltas
        self.sesgo = 0.0
        self.historial = []

    def estimar(self, X):
        return X @ self.pesos + self.sesgo

    def costo(self, X, y):
        r = np.abs(y - self.estimar(X))
        return np.where(r <= self.delta, 0.5 * r ** 2, self.delta * (r - 0.5 * self.delta)).mean()

    def paso(self, X, y):
        e = self.estimar(X) - y
        d = np.where(np.abs(e) <= self.delta, e, ${slope})
        self.pesos -= self.velocidad * (X.T @ d / len(y))
        self.sesgo -= self.velocidad * d.mean()

    def ajustar(self, X, y):
        self.pesos = np.random.normal(0, 0.1, X.shape[1])
        for vuelta in range(self.vueltas):
            self.paso(X, y)
            self.historial.append(self.costo(X, y))
        return self
`;

describe("a class whose words are not known", () => {
  it("is trained by the method that takes the steps", () => {
    expect(verdictOf(model("self.delta * np.sign(e)"))).toBe("right");
    expect(verdictOf(model("self.delta * np.sign(e)").replace("X.T @ d / len(y)", "X.T @ d"))).toBe(
      "missing_mean",
    );
  });
});

const script = (step: string, rate: string, gradient = "X.T @ (X @ w - y) / len(y)") => `import numpy as np
X, y = np.random.randn(50, 3), np.random.randn(50)
w = np.zeros(3)
fuya = ${rate}
for i in range(100):
    print("loss", np.sum((X @ w - y) ** 2) / (2 * len(y)))
    g = ${gradient}
    ${step}
`;

describe("a rate whose name is not known", () => {
  it.each(["w += -fuya * g", "w = w + -fuya * g", "w -= fuya * g"])(
    "is no factor of the gradient: %s",
    (step) => {
      expect(verdictOf(script(step, "0.5"))).toBe("right");
      expect(verdictOf(script(step, "0.5", "2 * X.T @ (X @ w - y) / len(y)"))).toBe("factor_two");
    },
  );
});
