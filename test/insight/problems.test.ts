import { describe, expect, it } from "vitest";
import { expressions, fixed, problems } from "./shapesOf";

const np = "import numpy as np\n";

function only(text: string) {
  const all = problems(np + text);
  expect(all).toHaveLength(1);
  const [problem] = all;
  if (problem === undefined) throw new Error("no problem");
  return problem;
}

describe("a gradient of fewer elements than its parameter", () => {
  const program = (step: string) => `${np}W = np.zeros((30, 4))
lr = 0.1
dW = np.ones((30, 1))
whole = np.ones((30, 4))
for epoch in range(10):
    ${step}
`;

  it.each(["W -= lr * dW", "W = W - lr * dW", "W -= 0.5 * dW", "W -= dW / 30"])(
    "is warned of: %s",
    (step) => {
      const all = problems(program(step));
      expect(all.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning gradient-shape"]);
      expect(all[0]?.operands.map(({ text }) => text)).toEqual(["dW", "W"]);
    },
  );

  it.each([
    "W -= lr * whole",
    "W = W - lr * whole",
    "W -= dW",
    "W -= lr * 2",
    "Z = W - lr * dW",
    "W += lr * dW",
  ])("is no matter here: %s", (step) => {
    expect(problems(program(step))).toEqual([]);
  });
});

describe("problems", () => {
  it("supposes no kind of numbers where a docstring states a shape alone", () => {
    const text =
      'import numpy as np\ndef count(y):\n    """\n    y : ndarray of shape (N,)\n    """\n    return np.bincount(y)\n';
    expect(problems(text)).toEqual([]);
  });

  it("stand where they are, also after a fix further up has been tried", () => {
    const text = `${np}
x = np.zeros((364, 30))
y = np.zeros(364)
w = np.ones((30, 1))

rows, columns = x.shape
z = np.dot(x, w)
a = 1 / (1 + np.exp(-z))
err = a - y
w_grad = np.dot(x, err)

table = load_table("rows.csv")
mean = np.mean(table, axis=0)
`;
    const places = problems(text).map(({ span }) => text.slice(span.start, span.end));
    expect(places).toEqual(["a - y", "np.dot(x, err)"]);
    const told = expressions(text);
    expect(told.map(({ span }) => text.slice(span.start, span.end))).toEqual(told.map((each) => each.text));
  });

  it.each([
    [
      "a = np.ones((3, 4)) @ np.ones((5, 4))",
      "matmul-mismatch",
      "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 5 is different from 4)",
    ],
    [
      "np.dot(np.ones((3, 4)), np.ones((5, 6)))",
      "matmul-mismatch",
      "shapes (3,4) and (5,6) not aligned: 4 (dim 1) != 5 (dim 0)",
    ],
    [
      "np.ones((3, 4)) + np.ones(5)",
      "broadcast-mismatch",
      "operands could not be broadcast together with shapes (3,4) (5,)",
    ],
    ["np.arange(12).reshape(5, 2)", "reshape-mismatch", "cannot reshape array of size 12 into shape (5,2)"],
    ["np.ones((2, 3)).sum(axis=2)", "axis-out-of-bounds", "axis 2 is out of bounds for array of dimension 2"],
    ["a = np.ones(3)\nb = a[3]", "index-out-of-bounds", "index 3 is out of bounds for axis 0 with size 3"],
    [
      "a = np.ones(3)\na[0:2] = np.ones(3)",
      "assign-mismatch",
      "could not broadcast input array from shape (3,) into shape (2,)",
    ],
    [
      "a = np.ones((3, 4))\na -= np.ones(3)",
      "broadcast-mismatch",
      "operands could not be broadcast together with shapes (3,4) (3,) (3,4)",
    ],
    ["np.zeros(3, 4)", "bad-argument", "Cannot interpret '4' as a data type"],
    ["a = np.zeros(2, [('x', float)])\na['y']", "bad-argument", "no field of name y"],
    [
      "a = np.zeros(5, [('pos', 'f8', (3,))])\na['pos'] = np.ones(5)",
      "assign-mismatch",
      "could not broadcast input array from shape (5,) into shape (5,3)",
    ],
  ])("says what NumPy says of %s", (text, code, sentence) => {
    expect(only(text)).toMatchObject({ severity: "error", code, numpy: sentence });
  });

  it("tells the calls that lead there", () => {
    const text = "def g(a, b):\n    return a @ b\ndef f(a):\n    return g(a, a)\nf(np.ones((2, 3)))";
    const problem = only(text);
    expect(problem.calls.map((call) => call.line)).toEqual([6, 5]);
    expect(problem.operands.map((each) => each.text)).toEqual(["a", "b"]);
  });

  it.each([
    ["a = np.ones((5, 1)) - np.ones(5)", "outer-broadcast"],
    ["p = np.ones((9, 3)).argmax(axis=1) == np.ones((9, 1))", "outer-broadcast"],
    ["x = np.ones(4)\ny = x.T", "vector-transpose"],
    ["A = np.random.rand(4, 4)\nB = A / A.sum(axis=1)", "outer-broadcast"],
  ])("warns of %s", (text, code) => {
    expect(only(text)).toMatchObject({ severity: "warning", code, numpy: null });
  });

  it("warns of a parameter that an update makes grow", () => {
    const found = problems(`${np}w = np.ones((3, 1))\ng = np.ones((3, 5))\nw = w - 0.1 * g`);
    expect(found.map((each) => each.code)).toContain("parameter-shape-changes");
  });

  it.each([
    ["a size that only the data know", "data = np.loadtxt('d.csv')\ng = np.ones((3, data.shape[0]))", false],
    ["an axis more", "data = np.loadtxt('d.csv')\ng = np.ones((data.shape[0], 3, 1))", true],
  ])("warns of a parameter that an update changes only where that is certain: %s", (_, lines, isWarned) => {
    const found = problems(`${np}w = np.ones((3, 1))\n${lines}\nw = w - 0.1 * g`);
    expect(found.some((each) => each.code === "parameter-shape-changes")).toBe(isWarned);
  });

  it.each([
    "a = np.ones((3, 4))\nb = np.ones((5, 4))\nc = a @ b",
    "a = np.ones((3, 4))\nb = a / a.sum(axis=1)",
    "a = np.ones((7, 1))\nb = np.ones(7)\nc = a - b",
    "c = np.zeros(3, 4)",
    "c = np.random.randn((3, 4))",
  ])("offers fixes that leave no problem: %s", (text) => {
    const problem = only(text);
    expect(problem.fixes.length).toBeGreaterThan(0);
    problem.fixes.forEach((fix, index) => {
      const after = fixed(np + text, problem, index);
      expect(problems(after), `${fix.code}: ${after}`).toEqual([]);
    });
  });

  it.each([
    "try:\n    np.ones(3) + np.ones(4)\nexcept ValueError:\n    pass",
    "a = np.ones((3, 4))\nif a.shape == (4, 3):\n    a @ np.ones((9, 9))",
    "x = np.ones(5)\nm = x > np.random.rand(5)\na = x[m]\nb = x[~m]\nif len(a) == len(b):\n    c = a + b",
    "for i in range(100):\n    x = np.ones((10, 3))[i * 3:(i + 1) * 3]\n    y = x @ np.ones((3, 2))",
    "def f(x=None):\n    if x is None:\n        x = np.ones((2, 3))\n    return x @ np.ones((3, 1))\nf()\nf(np.ones((5, 3)))",
  ])("finds no error in what runs: %s", (text) => {
    expect(problems(np + text).filter((each) => each.severity === "error")).toEqual([]);
  });
});

describe("two independent errors", () => {
  const twice = `import numpy as np
def f():
    x = np.ones((3, 4))
    w = np.ones((3, 2))
    return x @ w
def g():
    x = np.ones((5, 7))
    w = np.ones((5, 6))
    return x @ w
f()
g()
`;

  it("get fixes each, inside functions too, whatever their variables are called", () => {
    expect(problems(twice).map(({ fixes }) => fixes.map(({ code, shape }) => `${code} ${shape}`))).toEqual([
      ["transpose (4, 2)"],
      ["transpose (7, 6)"],
    ]);
  });

  it("get none where the same sizes clash: mending the one leaves the other", () => {
    const same = twice.replace("(5, 7)", "(5, 4)").replace("(5, 6)", "(5, 2)");
    expect(problems(same).map(({ fixes }) => fixes)).toEqual([[], []]);
  });

  it("get none where both fail for what one object holds", () => {
    const shared = `import numpy as np
class A:
    def __init__(self):
        self.w = np.ones((3, 2))
    def f(self):
        return np.ones((5, 4)) @ self.w
    def g(self):
        return np.ones((6, 4)) @ self.w
a = A()
a.f()
a.g()
`;
    expect(problems(shared).map(({ fixes }) => fixes)).toEqual([[], []]);
  });
});
