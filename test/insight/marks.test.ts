import { beforeAll, expect, it } from "vitest";
import { deriveAll } from "../../src/insight/derivation/program";
import { checkGradients } from "../../src/insight/gradient/check";
import { type CodeMark, type MarkRole, markedFirst, withMarks } from "../../src/insight/marks";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

const file = "file:///p.py";

function program(text: string, marks: readonly (readonly [MarkRole, string])[]) {
  const parse = (each: string) => parser.parse(each);
  const made = marks.map(([role, code]): CodeMark => {
    const start = text.indexOf(code);
    expect(start, code).toBeGreaterThanOrEqual(0);
    return { file, role, span: { start, end: start + code.length } };
  });
  return { marks: made, program: { parts: withMarks([{ file, module: parse(text) }], made), parse } };
}

/** Nothing in it says that `w` is updated: the step is taken by a function of NumPy. */
const hiddenStep = `
import numpy as np

class Neuron:
    def fit(self, X, y):
        m = len(X)
        y = y.reshape(-1, 1)
        self.w = np.ones((X.shape[1], 1))
        for _ in range(10):
            z = X @ self.w
            a = 1 / (1 + np.exp(-z))
            loss = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a)) / m
            slope = X.T @ (a - y) / m
            self.w = step(self.w, slope)
`;

it("finds a gradient whose step it could not see, once gradient and parameter are marked", () => {
  const before = deriveAll(program(hiddenStep, []).program);
  expect(before).toMatchObject({ kind: "not-found", missing: "update" });
  const marked = program(hiddenStep, [
    ["gradient", "slope = X.T @ (a - y) / m"],
    ["parameter", "self.w = np.ones"],
  ]);
  const found = deriveAll(marked.program);
  if ("kind" in found) throw new Error(`missing ${found.missing}`);
  const gradient = found[0].parts[1]?.steps.find(({ topic }) => topic === "weights");
  expect(gradient?.tex).toBe("\\nabla_w J = \\frac1m X^\\top E");
  expect(gradient?.code?.text).toBe("slope = X.T @ (a - y) / m");
});

it("judges a marked gradient like any other", () => {
  const wrong = hiddenStep.replace("(a - y) / m", "(a - y)");
  const marks = [
    ["gradient", "slope ="],
    ["parameter", "self.w = np.ones"],
  ] as const;
  expect(checkGradients(program(hiddenStep, marks).program)[0]?.verdict).toBe("right");
  const [check] = checkGradients(program(wrong, marks).program);
  expect(check).toMatchObject({ verdict: "wrong", mistake: "missing_mean" });
});

it("takes what is marked as the loss for the loss, whatever it is called", () => {
  const text = hiddenStep
    .replace("loss = -np.sum(", "return_value_of_this = -np.sum(")
    .replace("self.w = step(self.w, slope)", "self.w -= 0.1 * slope")
    .replace("            slope =", "            report = np.sum(np.abs(a - y)) / m\n            slope =");
  const found = deriveAll(program(text, [["loss", "return_value_of_this ="]]).program);
  if ("kind" in found) throw new Error(`missing ${found.missing}`);
  const loss = found[0].parts[1]?.steps.find(({ topic }) => topic === "loss");
  expect(loss?.tex).toContain("\\ln A");
});

it("marks what is returned, and changes no span of what stands there", () => {
  const text = `
import numpy as np

def cost(w, X, y):
    p = X @ w
    return np.mean((p - y) ** 2)
`;
  const { program: made } = program(text, [["loss", "return np.mean"]]);
  const definition = made.parts[0]?.module.body.find((each) => each.kind === "function");
  expect(definition?.body.map(({ kind }) => kind)).toEqual(["assign", "assign", "expression", "return"]);
  const last = definition?.body.at(-1);
  expect(text.slice(last?.span.start, last?.span.end)).toBe("return np.mean((p - y) ** 2)");
});

it("leaves a program alone where a mark stands on nothing", () => {
  const parts = [{ file, module: parser.parse(hiddenStep) }];
  const nowhere: CodeMark = { file, role: "loss", span: { start: 0, end: 0 } };
  expect(withMarks(parts, [nowhere])[0]?.module).toBe(parts[0]?.module);
  expect(withMarks(parts, [])).toBe(parts);
});

it("shows the model first whose forward pass is marked", () => {
  const one = (name: string) =>
    hiddenStep.replace("Neuron", name).replace("step(self.w, slope)", "self.w - 0.1 * slope");
  const text = one("First") + one("Second").replace("z = X @ self.w", "zz = X @ self.w\n            z = zz");
  const { program: made, marks } = program(text, [["forward", "zz = X @ self.w"]]);
  const found = deriveAll(made);
  if ("kind" in found) throw new Error(`missing ${found.missing}`);
  expect(found.length).toBe(2);
  expect(markedFirst(found, marks)[0]?.name).toBe("Second");
  expect(markedFirst(found.toReversed(), marks)[0]?.name).toBe("Second");
});
