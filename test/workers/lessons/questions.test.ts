import { beforeAll, describe, expect, it } from "vitest";
import { english } from "../../../src/base/translate";
import { Analyzer } from "../../../src/insight/analyze";
import type { Check, Question, Step } from "../../../src/lessons/lesson";
import type { CheckResult } from "../../../src/lessons/result";
import { libraries } from "../../../src/libraries/libraries";
import { detailSentence } from "../../../src/present/lesson";
import { checkStep, type LessonTools } from "../../../src/workers/lessons/checkStep";
import { testParser } from "../../syntax/load";

let tools: LessonTools;

beforeAll(async () => {
  const parser = await testParser();
  const analyzer = new Analyzer(parser, { libraries });
  tools = {
    parse: (text) => parser.parse(text),
    facts: (documents) => analyzer.analyze({ documents: documents.map((each) => ({ ...each, version: 0 })) }),
  };
});

function ask(program: string, ...questions: readonly Question[]): readonly CheckResult[] {
  const checks = questions.map((question, at): Check => ({ ...question, id: `c${at}` }));
  const step: Step = {
    id: "s",
    file: "a.py",
    anchor: { in: null, part: "statement", assigns: "y", calls: null, through: null, nth: 1, pattern: null },
    checks,
    mistakes: [],
    solution: "y = 1",
    picture: null,
  };
  const text = `import numpy as np\n${program}\n`;
  return checkStep(
    { step, files: [{ path: "a.py", start: "y = ..." }], documents: { "a.py": [{ uri: "a.py", text }] } },
    tools,
  ).checks;
}

const value = (of: string, equals: string, more: { setup?: string; in?: string } = {}): Question => ({
  kind: "value",
  of,
  equals,
  within: 1e-6,
  setup: more.setup ?? null,
  in: more.in ?? null,
});
const shape = (of: string, is: readonly number[], within: string | null = null): Question => ({
  kind: "shape",
  of,
  is,
  setup: null,
  in: within,
});

/** State and words, as a learner sees them. */
function seen(program: string, question: Question): string {
  const [result] = ask(program, question);
  return `${result?.state}: ${result?.detail == null ? "" : detailSentence(result.detail, english)}`;
}

describe("a value", () => {
  it.each([
    ["y = np.arange(3)", "np.array([0, 1, 2])", "passed: "],
    ["y = [0.0, 1.0, 2.0]", "np.array([0, 1, 2])", "passed: "],
    [
      "y = np.array([0, 1, 5])",
      "np.array([0, 1, 2])",
      "partly: 2 of 3 numbers are right; at [2] it is 5, and should be 2",
    ],
    ["y = np.arange(3).reshape(3, 1)", "np.arange(3)", "partly: (3, 1), but it should be (3,)"],
    ["y = np.arange(4)", "np.arange(3)", "failed: (4,), but it should be (3,)"],
    ["y = 3.5", "3", "failed: it is 3.5, and should be 3"],
    ["y = ...", "3", "failed: the ... still stands there"],
    ["y = ... + 1", "3", "failed: the ... still stands there"],
    ["x = 3", "3", "failed: y is not known"],
    ["y = 'three'", "3", "failed: no number or array, but str"],
    ["def y(): pass", "3", "failed: no number or array, but function"],
    ["y = np.ones((2, 3)) @ np.ones(2)", "3", "failed: line 2: ValueError: "],
    ["y = nothing + 1", "3", "failed: nothing is not known"],
    ["y = True", "True", "passed: "],
    ["y = None", "None", "passed: "],
    ["y = (4, 2)", "(4, 2)", "passed: "],
    ["y = (", "3", "failed: "],
  ])("%s", (program, equals, expected) => {
    expect(seen(program, value("y", equals)).slice(0, expected.length)).toBe(expected);
  });

  it.each([
    ["y = ...", "y[0]", "1"],
    ["y = ...", "y.size", "10"],
    ["y = ...", "y > 0 and y < 1", "True"],
    ["y = ...", "np.sum(np.abs(y[:, :1])) > 0", "True"],
    ["def f():\n    return ...\ny = f()", "y > 0", "True"],
  ])("of what still is to be written is no riddle: %s, %s", (program, of, equals) => {
    const told = seen(program, value(of, equals));
    expect(told).toBe(
      program.startsWith("def") ? "unknown: could not be told" : "failed: the ... still stands there",
    );
  });

  it("that is true or not has no number", () => {
    expect(seen("y = 3", value("y > 5", "True"))).toBe("failed: ");
    expect(seen("y = np.array([3, 4])", value("np.all(y > 3)", "True"))).toBe("failed: ");
    expect(seen("y = 9", value("y > 5", "True"))).toBe("passed: ");
  });

  it("is asked with numbers of the lesson's own, which stay apart from the learner's", () => {
    const program = "k = 5\ndef area(r):\n    return 3 * r ** 2\ny = area(k)";
    expect(
      ask(program, value("area(k)", "12", { setup: "k = 2" }), value("k", "5")).map(({ state }) => state),
    ).toEqual(["passed", "passed"]);
  });

  it("is asked inside a function, of the program's call or of the lesson's", () => {
    const program = "def f(n):\n    t = n * 2\n    u = t + 1\n    return u\ny = f(3)";
    expect(
      ask(
        program,
        value("u", "t + 1", { in: "f" }),
        value("t", "6", { in: "f" }),
        value("t", "20", { in: "f", setup: "f(10)" }),
      ).map(({ state }) => state),
    ).toEqual(["passed", "passed", "passed"]);
  });
});

describe("a shape", () => {
  it("comes from the analysis of shapes where the data are not the lesson's", () => {
    const program =
      "from sklearn.datasets import load_breast_cancer\ny = load_breast_cancer().data\nw = np.ones((30, 1))\nz = np.dot(y, w)";
    expect(seen(program, shape("z", [569, 1]))).toBe("passed: (569, 1)");
    expect(seen(program, shape("z", [7, 1]))).toBe("failed: (569, 1), but it should be (7, 1)");
  });

  it("is half right when it only lies on its side", () => {
    expect(seen("y = np.ones((1, 4))", shape("y", [4, 1]))).toBe("partly: (1, 4), but it should be (4, 1)");
    expect(seen("y = np.ones(1)", shape("y", []))).toBe("partly: (1,), but it should be a single number");
    expect(seen("y = 3", shape("y", [2]))).toBe("failed: a single number, but it should be (2,)");
    expect(seen("y = 3", shape("y", []))).toBe("passed: ");
  });
});

const neuron = (gradient: string) => `class Neuron:
    def fit(self, x, y, epochs=3):
        self.w = np.ones((x.shape[1], 1))
        y = y.reshape(-1, 1)
        self.losses = []
        for _ in range(epochs):
            a = 1 / (1 + np.exp(-np.dot(x, self.w)))
            loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
            self.losses.append(loss)
            w_grad = ${gradient}
            self.w -= 0.1 * w_grad
`;

describe("a gradient", () => {
  const gradient = (mistake: "missing_mean" | null = null, of: string | null = null): Question => ({
    kind: "gradient",
    of,
    function: null,
    mistake,
  });

  it("passes when it is right, is half right when only its size is wrong, and knows the mistake", () => {
    expect(seen(neuron("np.dot(x.T, a - y) / len(x)"), gradient())).toMatch(
      /^passed: right on \d+ random cases$/,
    );
    expect(seen(neuron("np.dot(x.T, a - y)"), gradient())).toMatch(
      /^partly: direction right on (\d+) of \1 cases; the size is .*× too large$/,
    );
    expect(seen(neuron("np.dot(x.T, y - a) / len(x)"), gradient())).toMatch(
      /^(?:partly|failed): the sign is turned$/,
    );
    expect(ask(neuron("np.dot(x.T, a - y)"), gradient("missing_mean"))[0]?.state).toBe("passed");
    expect(ask(neuron("np.dot(x.T, a - y) / len(x)"), gradient("missing_mean"))[0]?.state).toBe("failed");
    expect(seen("y = 1", gradient())).toBe("failed: no weights are updated by a gradient yet");
  });

  it("is not there where the weights asked for do not learn yet", () => {
    const right = neuron("np.dot(x.T, a - y) / len(x)");
    expect(seen(right, gradient(null, "w"))).toMatch(/^passed: right on \d+ random cases$/);
    expect(seen(right, gradient(null, "w1"))).toBe("failed: not updated by a gradient yet: w1");
    expect(seen(neuron("np.dot(x.T, a - y)"), gradient(null, "w1"))).toMatch(/^partly: /);
  });
});

describe("a curve", () => {
  const curve = (more: Partial<Extract<Question, { kind: "curve" }>> = {}): Question => ({
    kind: "curve",
    of: "y",
    falls: true,
    ends: null,
    within: 1e-3,
    length: null,
    setup: null,
    ...more,
  });

  it("falls, ends where it should, and waits for the checks above", () => {
    expect(seen("y = [3.0, 2.0, 1.0]", curve({ ends: 1, length: 3 }))).toBe("passed: 3 losses, from 3 to 1");
    expect(seen("y = [3.0, 2.0, 1.5]", curve({ ends: 1 }))).toBe(
      "partly: 3 losses, from 3 to 1.5; it should end at 1",
    );
    expect(seen("y = [1.0, 2.0]", curve())).toBe("failed: 2 losses, from 1 to 2; it rises at number 2");
    expect(seen("y = 3", curve())).toBe("failed: no list of losses");
    expect(ask("y = [2.0, 1.0]", value("y", "3"), curve()).map(({ state }) => state)).toEqual([
      "failed",
      "waiting",
    ]);
  });
});

describe("the rest", () => {
  it("raises, and runs", () => {
    const raises = (code: string, message: string | null = null): Question => ({
      kind: "raises",
      code,
      message,
    });
    expect(seen("y = 1", raises("np.ones((2, 3)) + np.ones(2)", "broadcast"))).toMatch(/^passed: ValueError/);
    expect(seen("y = 1", raises("np.ones((2, 3)) + np.ones(2)", "other\nwords"))).toMatch(
      /^partly: raises something else/,
    );
    expect(seen("y = 1", raises("y + 1"))).toBe("failed: nothing is raised");
    expect(seen("y = 1", { kind: "runs", code: null })).toBe("passed: ");
    expect(seen("y = 1\nz = np.ones(2) + np.ones(3)", { kind: "runs", code: null })).toMatch(
      /^failed: line 3: ValueError: operands/,
    );
  });

  it("uses, in the step's lines, in a function, or in what is called", () => {
    const uses = (operation: string, within: string | null = null, code: string | null = null): Question => ({
      kind: "uses",
      operation,
      in: within,
      code,
    });
    const program = "def f(a):\n    return a @ a\nx = np.sum(np.ones(3))\ny = f(np.ones((2, 2)))";
    expect(
      ask(
        program,
        uses("matrix_product"),
        uses("matrix_product", "f"),
        uses("numpy.sum"),
        uses("matrix_product", null, "f(np.eye(2))"),
      ).map(({ state }) => state),
    ).toEqual(["failed", "passed", "failed", "passed"]);
    expect(ask("y = np.ones(3).sum()", uses("numpy.sum"))[0]?.state).toBe("passed");
  });

  it("sees a loop over the samples in any form, and none where there is none", () => {
    const noLoop = (code: string): Question => ({ kind: "no-loop", code });
    const call = "f(np.ones((m, 3)))";
    for (const body of [
      "for row in x:\n        pass\n    return x",
      "return [np.sum(row) for row in x]",
      "i = 0\n    while i < len(x):\n        i += 1\n    return i",
      "return sum(map(lambda row: row[0], x))",
    ])
      expect(ask(`def f(x):\n    ${body}\ny = 1`, noLoop(call))[0]?.state, body).toBe("failed");
    for (const body of [
      "return x.T @ x",
      "return [x[:, j].sum() for j in range(3)]",
      "return np.mean(x, axis=0)",
    ])
      expect(ask(`def f(x):\n    ${body}\ny = 1`, noLoop(call))[0]?.state, body).toBe("passed");
    expect(ask("y = 1", noLoop("g(np.ones((m, 1)))"))[0]?.state).toBe("failed");
  });
});

describe("a hostile program", () => {
  it.each([
    ["never ends", "while True:\n    y = 1"],
    ["calls itself", "def f(n):\n    return f(n + 1)\ny = f(0)"],
    ["asks for too much memory", "y = np.ones((100000, 100000))"],
    ["grows by stretching", "y = np.ones((100000, 1)) + np.ones((1, 100000))"],
    ["grows by a product", "y = np.ones((1000000, 1)) @ np.ones((1, 1000000))"],
    ["doubles a list", "y = [1]\nfor i in range(100):\n    y = y + y"],
    ["nests", `y = ${"(".repeat(3000)}1${")".repeat(3000)}`],
    ["is no Python", "\u0000\uD800 def ((( class = :\n\t\tz"],
  ])("that %s is stopped, and nothing is said to be right", (_, program) => {
    const began = performance.now();
    const results = ask(program, value("y * 0 + 7", "8"), shape("y", [3, 3]), {
      kind: "runs",
      code: "y + 1",
    });
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(results.slice(0, 2).map(({ state }) => state)).not.toContain("passed");
  });
});

describe("what the step's own lines come to", () => {
  it("is what they raise, and not the numbers that stood there before", () => {
    const program = "z = np.zeros(3)\nfor i in range(3):\n    y = z[i] = np.arange(3)";
    const answer = seen(program, value("z", "np.ones(3)"));
    expect(answer).toBe("failed: line 4: ValueError: setting an array element with a sequence.");
  });

  it("is not what a line of another step raises", () => {
    const answer = seen("y = np.zeros(3)\nx = np.zeros(3) + np.zeros(4)", value("y", "np.ones(3)"));
    expect(answer).toMatch(/^failed: 0 of 3 numbers are right/);
  });

  it.each([
    ["y = np.maen(np.ones(3))", "unknown: could not be told, because of np.maen"],
    ["class A:\n    pass\ny = A().b", "failed: A.b is not known"],
    ["x = np.ones(3)\ny = x(3)", "unknown: could not be told, because of x"],
  ])("is called by its name where it is not known: %s", (program, expected) => {
    expect(seen(program, value("y", "3"))).toBe(expected);
  });

  it.each([
    ["y = 3)", "failed: line 2 is not valid Python yet"],
    ["y = 3 *", "failed: line 2 is not valid Python yet"],
    ["y = max(3, 3", "failed: line 2 is not valid Python yet"],
    ["y = 3\nz = 4)\nw = (", "passed: "],
  ])("is nothing while Python can't read them: %s", (program, expected) => {
    expect(seen(program, value("y", "3"))).toBe(expected);
  });

  it.each([
    ["y = int(np.ceil(364 / 32))", "12"],
    ["import math\ny = math.ceil(-1.5)", "-1"],
    ["y = np.sort(np.random.choice(9, 9, replace=False))", "np.arange(9)"],
    ["y = np.sort(np.random.choice(np.arange(9), size=4, replace=False)).size", "4"],
    ["y = np.einsum('i,i', np.arange(3), np.arange(3))", "5"],
    ["y = np.einsum('ij,kj', np.ones((2, 3)), np.ones((4, 3)))", "np.full((2, 4), 3)"],
    ["y = np.einsum('ji,jk->ki', np.arange(6).reshape(3, 2), np.ones((3, 1)))", "np.array([[6, 9]])"],
    ["y = np.einsum('ij,ik->jk', np.ones((4000, 30)), np.ones((4000, 2)))", "np.full((30, 2), 4000)"],
  ])("%s", (program, wanted) => {
    expect(seen(program, value("y", wanted))).toMatch(/^passed/);
  });
});
