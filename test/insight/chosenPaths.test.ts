import { describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { testParser } from "../syntax/load";
import { analyzed, expressions, file, shapeOf, shapeText } from "./shapesOf";

const np = "import numpy as np\n";

describe("what the data choose", () => {
  it("has a name for the sizes in which the elements of a container differ", () => {
    const lists = `${np}W = [np.ones((4, 3)), np.ones((3, 2)), np.ones(3)]\n`;
    expect(shapeOf(`${lists}w = W[np.random.randint(3)]\n`, "w")).toBe("(k2, k3) | (3,)");
    expect(shapeOf(`${lists}w = W[1]\n`, "w")).toBe("(3, 2)");
    expect(shapeOf(`${lists}for w in W:\n    v = w * 2\n`, "v")).toBe("(4, 3) | (3, 2) | (3,)");
  });

  it("is not taken for square where one size is the other's", () => {
    const text = `${np}W = [np.ones((5, 7)), np.ones((7, 5))]\nw = W[np.random.randint(2)]\nx = w @ np.ones(3)\n`;
    expect(shapeOf(text, "w")).toMatch(/^\((k\d*), (?!\1\))k\d*\)$/);
  });

  it("is as long as another text only by chance", () => {
    const text = `${np}lines = open("some.txt").read().splitlines()\nX = np.array([[float(t) for t in line.split()] for line in lines])\n`;
    expect(shapeOf(text, "X")).toMatch(/^\((k\d*), (?!\1\))k\d*\)$/);
  });

  it("takes no element out of a list that shrinks as the data decide for one that is always there", () => {
    const text = `${np}ps = [np.ones((4, 3)), np.ones((3, 4)), np.ones((2, 2))]\nwhile True:\n    found = False\n    for i in range(len(ps) - 1):\n        if np.all(ps[i] > np.random.rand()):\n            ps.pop(i)\n            found = True\n            break\n    if not found: break\nlast = ps[-1]\n`;
    expect(shapeOf(text, "last")).toMatch(/^\(k\d*, k\d*\)( \| \(k\d*, k\d*\))*$/);
  });

  it("names what a function is given on such a path alone, where it is certain what it is given elsewhere", () => {
    const call = "f(np.ones((3, 2)))\n";
    const text = (more: string) => `${np}def f(x):\n    return x * 2\n${call}${more}`;
    const product = (program: string) =>
      shapeText(expressions(program).find((each) => each.text === "x * 2"));
    expect(product(text("f(np.ones((5, 2)))\n"))).toBe("(3, 2) | (5, 2)");
    expect(product(text("if np.random.rand() > 0.5:\n    f(np.ones((5, 2)))\n"))).toBe("(3, 2) | (k, 2)");
    expect(product(text(`if np.random.rand() > 0.5:\n    f(np.ones((5, 2)))\nf(np.ones((5, 2)))\n`))).toBe(
      "(3, 2) | (5, 2)",
    );
  });

  it("is not claimed behind a branch that left the function", () => {
    const text = `${np}def leaf(y):\n    return y.mean()\ndef grow(y):\n    if y.std() > 0.1:\n        return 0\n    z = y if y.mean() > 0.5 else y[y > 0.5]\n    return leaf(z)\ngrow(np.random.rand(8))\n`;
    const [ofLeaf] = expressions(text).filter((each) => each.role === "parameter");
    expect(shapeText(ofLeaf)).toMatch(/^\(k\d*,\)$/);
  });
});

describe("a recursion", () => {
  it("goes on behind a call of its own that goes deeper than is followed", () => {
    const text = `${np}def grow(x):\n    if x.std() > 0.1:\n        a = grow(x[x > 0.5])\n        b = grow(x[x <= 0.5])\n        return a + b\n    return x.mean()\ngrow(np.random.rand(8))\n`;
    const [, first, , second] = expressions(text).filter(
      ({ text: own, role }) => own === "x" && role === "load",
    );
    expect(shapeText(first)).toMatch(/^\(k\d*,\)$/);
    expect(shapeText(second)).toBe(shapeText(first));
  });
});

describe("a generator", () => {
  it("of few things gives each of them once, in order", () => {
    const text = `${np}class Net:\n    def __init__(self):\n        self.ps = {'W': np.ones((4, 3)), 'b': np.ones(3)}\n    def pairs(self):\n        for key in self.ps:\n            yield self.ps, key\nseen = []\nfor ps, key in Net().pairs():\n    p = ps[key]\n    seen.append(p)\nlast = seen[-1]\n`;
    expect(shapeOf(text, "p")).toBe("(4, 3) | (3,)");
    expect(shapeOf(text, "last")).toBe("(3,)");
  });

  it("that leaves something out as the data decide is not counted", () => {
    const text = `${np}def some():\n    for i in range(3):\n        if np.random.rand() > 0.5:\n            yield np.ones(i + 2)\nn = 0\nfor x in some():\n    n += 1\na = np.zeros(n)\n`;
    expect(shapeOf(text, "a")).toMatch(/k/);
  });
});

it("sets the best so far by the first that is tried, where it starts from infinity", () => {
  const text = `${np}low = float("inf")\nfor i in range(5):\n    error = np.mat(np.random.rand(1, 3)) * np.mat(np.random.rand(3, 1))\n    if error < low:\n        low = error\nlog = np.log(low)\n`;
  expect(shapeOf(text, "log")).toBe("(1, 1)");
});

it("takes what a mask takes out of a matrix for a row", () => {
  const text = `${np}m = np.mat(np.ones((5, 1)))\nwrong = m[m > np.random.rand(5, 1)]\nrow = m[[0, 2], 0]\n`;
  expect(shapeOf(text, "wrong")).toMatch(/^\(1, k\d*\)$/);
  expect(shapeOf(text, "row")).toBe("(2, 1)");
});

it("goes through many pairs of numbers as through a range", async () => {
  const text = `${np}states = [(i, j) for i in range(7) for j in range(7)]\nV = np.zeros((7, 7))\ndef value(s, a):\n    total = 0\n    for d in range(4):\n        n = (min(s[0] + d, 6), s[1])\n        total += V[n] * (1 if d == a else 0.5)\n    return total\ndelta = 1\nwhile delta > 0.01:\n    delta = 0\n    for s in states:\n        v = max([value(s, a) for a in range(4)])\n        delta = max(delta, abs(V[s] - v))\n        V[s] = v\nend = V * 2\n`;
  const parser = await testParser();
  const facts = new Analyzer(parser, { budget: { steps: 30_000 } }).analyze({
    documents: [{ uri: file, version: 1, text }],
  });
  expect(facts.stopped).toBeUndefined();
  expect(analyzed(text).coverage).toEqual(facts.coverage);
  expect(shapeText(facts.documents[0]?.expressions.find((each) => each.text === "V * 2"))).toBe("(7, 7)");
});

it("takes the content of a binary file for no text", () => {
  const text = `${np}raw = open("labels.idx", "rb").read()\nv = np.zeros(10)\nv[raw[3]] = 1\nx = np.frombuffer(raw, dtype=np.uint8)\n`;
  expect(analyzed(text).documents[0]?.problems).toEqual([]);
  expect(shapeOf(text, "x")).toBe("(n,)");
});
