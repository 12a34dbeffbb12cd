import { describe, expect, it } from "vitest";
import { problems, shapeOf } from "../insight/shapesOf";

const np = "import numpy as np\n";

function last(program: string): string {
  return shapeOf(`${np}${program}`, "r").replace(/k\d*/g, "k");
}

describe("the domain of shapes", () => {
  it.each([
    [
      "names the size that a mask selects, the same for the same mask",
      "x = np.random.rand(9, 2)\nm = x[:, 0] > 0.5\nr = x[m] * np.ones((1, 2))",
      "(k, 2)",
    ],
    [
      "gives one name to what one `return` gives in the passes of a loop",
      "def walk(goal):\n    path, here = [(0, 0)], 0\n    while True:\n        here += np.random.randint(1, 3)\n        path.append((here, 1))\n        if here > goal:\n            return np.array(path)\nr = walk(40)[1:-1]",
      "(k - 2, 2)",
    ],
    [
      "keeps the shapes apart that one `return` gives in passes that are all known",
      "def first():\n    for n in (1, 2, 3):\n        if np.random.rand() > 0.5:\n            return np.ones((n, 2))\n    return np.ones((9, 2))\nr = first()",
      "(1, 2) | (2, 2) | (3, 2) | (9, 2)",
    ],
    [
      "keeps the shape apart that another `return` gives",
      "def walk(goal):\n    path, here = [(0, 0)], 0\n    while True:\n        here += np.random.randint(1, 3)\n        path.append((here, 1))\n        if here > goal:\n            return np.array(path)\n        if here < 0:\n            return np.zeros((7, 2))\nr = walk(40)",
      "(k, 2) | (7, 2)",
    ],
    [
      "takes the larger of two unknown sizes once, however often a loop adds the one to the other",
      "x = np.ones((45, 3))\nw = np.ones((3, kinds))\ny = np.zeros((45, others))\nfor turn in range(60):\n    p = np.exp(x @ w)\n    p = p / p.sum(axis=1, keepdims=True)\n    w = w - 0.2 * x.T @ (p - y)\nr = w",
      "(3, max(k, k))",
    ],
    ["keeps `-1` exact", "r = np.zeros((4, 6)).reshape(-1, 3)", "(8, 3)"],
    [
      "takes sizes from NumPy integers",
      "y = np.array([0, 2, 1])\nr = np.zeros((y.max() + 1, len(y)))",
      "(3, 3)",
    ],
    [
      "goes through the elements of a known array",
      "r = 0\nfor n in np.array([2, 3]):\n    r = np.zeros(n)\nr = r + 0",
      "(3,)",
    ],
    [
      "goes through all elements of a shuffled array",
      "s = np.arange(0, 10, 4)\nnp.random.shuffle(s)\nx = np.zeros((10, 3))\nn = set()\nfor i in s:\n    n.add(x[i:i + 4].shape[0])\nr = np.zeros((len(n), 1))",
      "(2, 1)",
    ],
    [
      "applies vectorised functions",
      "f = np.vectorize(lambda v: 1 if v > 0 else 0)\nr = f(np.zeros((2, 5)))",
      "(2, 5)",
    ],
    [
      "follows classes that derive from dict and list",
      "class H(dict):\n    def log(self, **kw):\n        for k, v in kw.items():\n            self.setdefault(k, []).append(v)\nclass S(list):\n    def top(self):\n        return self[-1]\nh, s = H(), S([np.ones(2)])\nfor e in range(4):\n    h.log(loss=np.float64(e))\nr = np.outer(np.array(h['loss']), s.top())",
      "(4, 2)",
    ],
    [
      "sorts a graph of objects by what was visited",
      "class T:\n    def __init__(self, *p):\n        self.p = set(p)\na = T()\nb = T(a)\nc = T(a, b)\nout, seen = [], set()\ndef build(v):\n    if v not in seen:\n        seen.add(v)\n        for e in v.p:\n            build(e)\n        out.append(v)\nbuild(c)\nr = np.zeros((len(out), 1))",
      "(3, 1)",
    ],
    [
      "keeps what the rows of an array of objects hold",
      "s = []\nfor i in range(3):\n    s.append([np.ones((5, 2)), np.ones((4, 2)), np.ones(5)])\ns = np.array(s, dtype=object)\nfor a, b, c in s:\n    r = np.outer(b[:, 0], c)\nr = (s[1, 2] @ r.T) * s[:, 1][0].T",
      "(2, 4)",
    ],
    [
      "keeps lists of different lengths in an array of objects",
      "x = np.array([np.ones((2, 3)), np.ones((4, 3))], dtype=object)\na, b = x\nr = b.T",
      "(3, 4)",
    ],
    [
      "sees a recursion's parts as one",
      "seen = []\ndef grow(x):\n    global last\n    last = x\n    if x[:, 0].mean() > 0.5:\n        grow(x[x[:, 0] > 0.7])\ngrow(np.random.rand(8, 3))\nr = last[:, 0]",
      "(k,)",
    ],
    [
      "sees a recursion's parts as one behind a return that the data decide",
      "def grow(x):\n    if x.mean() > 0.5:\n        return x[:, 0]\n    left = grow(x[x[:, 0] > 0.7])\n    right = grow(x[x[:, 0] <= 0.7])\n    return left if left.mean() > 0.5 else right\nr = grow(np.random.rand(8, 3))",
      "(8,) | (k,)",
    ],
    ["applies along an axis", "r = np.apply_along_axis(lambda v: v[:2], 1, np.zeros((4, 7)))", "(4, 2)"],
    [
      "takes sizes from floats that become NumPy integers",
      "r = np.zeros((np.uint16(37 / 2 + 1), np.int64(np.floor(3 / 2)), int(np.ceil(np.float64(2.5)))))",
      "(19, 1, 3)",
    ],
    ["knows no size that does not fit its type", "r = np.zeros(5)[:np.uint8(260.5)]", "(k,)"],
    [
      "calls methods that are given their array",
      "x = np.zeros((2, 3))\nr = np.outer(np.ndarray.sum(x, axis=0), np.matrix.transpose(x)[0])",
      "(3, 2)",
    ],
    [
      "knows how far nditer is, and over what",
      "it = np.nditer(np.zeros((2, 3)), flags=['multi_index'])\np = {}\nwhile not it.finished:\n    p[it.iterindex] = np.zeros(4)\n    it.iternext()\nr = np.zeros((it.itersize, it.ndim) + it.shape + p[0].shape)",
      "(6, 2, 2, 3, 4)",
    ],
    [
      "walks with nditer",
      "x = np.zeros((2, 3))\nit = np.nditer(x, flags=['multi_index'])\ng = np.zeros_like(x)\nwhile not it.finished:\n    g[it.multi_index] = 1\n    it.iternext()\nr = g.T",
      "(3, 2)",
    ],
  ])("%s", (_name, program, shape) => {
    expect(last(program)).toBe(shape);
  });

  it.each([
    ["a reshape names its sizes", "r = unknown.load().reshape(-1, 784)", "(k, 784)"],
    ["a mean is a scalar", "r = np.mean(unknown.load())", "()"],
    ["a slice tells how many axes there are", "r = unknown.load()[:, 1:3]", "(k, 2)"],
    ["unpacking a shape tells them as well", "x = unknown.load()\nm, n = x.shape\nr = x.T", "(n, m)"],
    ["an update in place keeps the shape", "r = np.zeros((3, 4))\nr -= unknown.rate() * r", "(3, 4)"],
    [
      "lines of a file become rows",
      "rows = [line.split(',') for line in open('a.csv')]\nr = np.array(rows, dtype=float)[:, :2]",
      "(lines, min(2, k))",
    ],
  ])("tells what does not depend on the unknown: %s", (_name, program, shape) => {
    expect(last(`import unknown\n${program}`)).toBe(shape);
  });

  it.each([
    ["m * m.T", "(3, 3)"],
    ["m[1]", "(1, 2)"],
    ["m[:, 0]", "(3, 1)"],
    ["m[0, 1] * m", "(3, 2)"],
    ["np.mean(m, axis=0)", "(1, 2)"],
    ["m.A[1]", "(2,)"],
    ["np.multiply(m, m)", "(3, 2)"],
    ["(m.T * m).I", "(2, 2)"],
    ["np.mat('1 2; 3 4; 5 6')[1]", "(1, 2)"],
    ["(m if np.random.rand() > 0.5 else np.mat(np.ones((3, 2), int)))[0] * m.T", "(1, 3)"],
    ["np.mat(mystery)[:, 0].T", "(1, m)"],
    ["np.vstack((np.ones((1, 2)), m))[0]", "(1, 2)"],
    ["np.hstack([m, m])[0]", "(1, 4)"],
    ["np.cumsum(m)", "(1, 6)"],
    ["m @ np.ones(2)", "(1, 3)"],
    ["np.linalg.eig(m.T * m)[0]", "(2,)"],
    ["np.linalg.eig(m.T * m)[1][:, 0]", "(2, 1)"],
    ["np.copy(m)[0]", "(2,)"],
    ["m\nfor i in range(100):\n    m = np.hstack((m, np.mat(np.zeros((3, 1)))))\nr = m[0]", "(1, 102)"],
    ["m\nq = np.ones((4, 2))\nq = np.mat(q)\nr = m * q.T", "(3, 4)"],
  ])("knows np.matrix: %s", (expression, shape) => {
    expect(last(`m = np.mat(np.zeros((3, 2)))\nr = ${expression}`)).toBe(shape);
  });

  it.each([
    ["np.zeros((3, 8), np.uint8).view(np.uint16)", "(3, k)"],
    ["np.zeros(4, np.float32).view(np.int32)", "(k,)"],
    ["np.zeros((2, 4), int).view(int)", "(2, 4)"],
    ["np.zeros((2, 4)).view()", "(2, 4)"],
  ])("knows that a view changes the last size alone: %s", (expression, shape) => {
    expect(last(`r = ${expression}`)).toBe(shape);
  });

  it("makes no error of what the data decide", () => {
    const program = `${np}x = np.random.rand(9)\na = x[x > 0.5]\nb = x[x <= 0.5]\nn = min(len(a), len(b))\nc = a[:n] + b[:n]\nd = np.unique(x)[:-1] - a\n`;
    expect(problems(program).filter((each) => each.severity === "error")).toEqual([]);
  });

  it("keeps the words of NumPy where sizes have names", () => {
    const program = `def f(x, w):\n    # x: (m, n)\n    # w: (k, n)\n    return x @ w\n`;
    expect(problems(program).every((each) => each.severity === "warning")).toBe(true);
  });
});
