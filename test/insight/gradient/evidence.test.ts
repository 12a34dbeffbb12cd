import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { english } from "../../../src/base/translate";
import { checkGradients } from "../../../src/insight/gradient/check";
import { verdictView } from "../../../src/present/verdictCard";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

const lesson = readFileSync(join(import.meta.dirname, "../../../media/lesson/neuron.py"), "utf8");

function checkOf(text: string) {
  const parse = (each: string) => parser.parse(each);
  const [check] = checkGradients({ parts: [{ file: "neuron.py", module: parse(text) }], parse });
  if (check === undefined) throw new Error("nothing to check");
  return check;
}

it.each([
  ["np.dot(x.T, err) / m", "np.dot(x.T, err)", "7"],
  ["err = -(y - a)", "err = y - a", "−1"],
  ["np.dot(x.T, err) / m", "np.dot(x.T, err) / m / m", "0.143"],
])(
  "shows the lesson's %s written as %s in numbers, without the penalty that would hide it",
  (from, to, ratio) => {
    const text = lesson.replace(from, to);
    expect(text).not.toBe(lesson);
    const check = checkOf(text);
    const w = check.parameters.find(({ name }) => name === "w");
    expect(w).toMatchObject({ verdict: "wrong", withoutPenalty: true });
    expect(w?.ratio).toBeUndefined();
    const { table } = verdictView(check, null, () => text, english);
    expect(table?.caption).toBe("a random case of 7 samples, without the penalty");
    expect(table?.rows.map(({ cells }) => cells[2])).toEqual([ratio, ratio, ratio]);
  },
);

it("takes nothing away where the penalty itself is wrong", () => {
  const check = checkOf(lesson.replace("w_grad += (self.l1", "w_grad -= (self.l1"));
  const w = check.parameters.find(({ name }) => name === "w");
  expect(w).toMatchObject({ verdict: "wrong", mistake: "penalty_sign" });
  expect(w?.withoutPenalty).toBeUndefined();
  expect(w?.numbers?.length).toBe(3);
});

it("shows numbers of a run that shows what is wrong", () => {
  // In the first run no residual lies beyond the bend.
  const check = checkOf(`import numpy as np

class Huber:
    def fit(self, X, y, delta=1.35, lr=0.01, epochs=100):
        self.w, self.b, self.losses = np.random.normal(0, 0.1, X.shape[1]), 0.0, []
        for epoch in range(epochs):
            r = X @ self.w + self.b - y
            big = np.abs(r) > delta
            self.losses.append(np.where(big, delta * (np.abs(r) - 0.5 * delta), 0.5 * r ** 2).mean())
            d = np.where(big, np.sign(r), r)
            self.w -= lr * X.T @ d / len(y)
            self.b -= lr * d.mean()
`);
  expect(check.mistake).toBe("other");
  for (const { numbers } of check.parameters)
    expect(numbers?.every(({ yours, derivative }) => yours === derivative)).toBe(false);
});
