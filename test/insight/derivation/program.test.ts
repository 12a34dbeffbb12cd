import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Analyzer } from "../../../src/insight/analyze";
import type { Derivation, DerivationStep } from "../../../src/insight/derivation/derivation";
import { deriveProgram } from "../../../src/insight/derivation/program";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";
import { gradientCases } from "../gradient/programs";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

const lesson = readFileSync(join(import.meta.dirname, "../..", "..", "media", "lesson", "neuron.py"), "utf8");

function derive(text: string): ReturnType<typeof deriveProgram> {
  return deriveProgram({
    parts: [{ file: "neuron.py", module: parser.parse(text) }],
    parse: (each) => parser.parse(each),
  });
}

function found(result: ReturnType<typeof deriveProgram>): Derivation {
  if ("kind" in result) throw new Error(`not found: ${result.missing}`);
  return result;
}

function batch(derivation: Derivation): ReadonlyMap<string, DerivationStep> {
  return new Map(derivation.parts.at(-1)?.steps.map((step) => [step.topic, step]));
}

describe("the derivation of the lesson's own program", () => {
  it("finds the logistic neuron, its loss and both penalties", () => {
    const steps = batch(found(derive(lesson)));
    expect(steps.get("forward")?.tex).toBe("Z = X w + b \\mathbf 1");
    expect(steps.get("loss")?.tex).toBe(
      "J = -\\frac1m\\bigl[Y^\\top \\ln A + (1 - Y)^\\top \\ln(1 - A)\\bigr] + \\frac{\\lambda}{2 m} w^\\top w + \\frac{\\lambda_1}{m} \\lVert w \\rVert_1",
    );
    expect(steps.get("weights")?.tex).toBe(
      "\\nabla_w J = \\frac1m X^\\top E + \\frac{\\lambda_1}{m} \\operatorname{sign}(w) + \\frac{\\lambda}{m} w",
    );
  });

  it("names the line of each step", () => {
    const steps = batch(found(derive(lesson)));
    const line = (topic: string) => steps.get(topic)?.code?.text;
    expect(line("forward")).toBe("z = np.dot(x, self.w) + self.b");
    expect(line("activation")).toBe("return 1 / (1 + np.exp(-z))");
    expect(line("error")).toBe("err = -(y - a)");
    expect(line("loss")).toMatch(/^data_loss = /);
    expect(line("weights")).toBe("w_grad = np.dot(x.T, err) / m");
    expect(line("bias")).toBe("b_grad = np.sum(err) / m");
    expect(line("update")).toBe("self.w -= self.lr * w_grad");
    for (const { code } of steps.values()) {
      if (code === undefined) throw new Error("a step without a line");
      expect(lesson.slice(code.span.start, code.span.end)).toBe(code.text);
      expect(lesson.split("\n")[code.line - 1]?.trim()).toMatch(code.text.slice(0, 8));
    }
  });

  it("ties factors to pieces of the line", () => {
    const factors = batch(found(derive(lesson))).get("weights")?.factors ?? [];
    const code = new Map(factors.map((factor) => [factor.tex, factor.code?.text]));
    expect(code.get("\\nabla_w J")).toBe("w_grad");
    expect(code.get("X^\\top")).toBe("x.T");
    expect(code.get("E")).toBe("err");
  });

  it("takes the sizes of the program's own data from the analysis of shapes", () => {
    const text = `import numpy as np\nx = np.zeros((364, 30))\ny = np.zeros((364, 1))\n${lesson.slice(lesson.indexOf("class SingleLayer"), lesson.indexOf("# --- 4."))}\nlayer = SingleLayer()\nlayer.fit(x, y)\n`;
    const facts = new Analyzer(parser).analyze({ documents: [{ uri: "neuron.py", version: 1, text }] });
    const result = found(
      deriveProgram(
        { parts: [{ file: "neuron.py", module: parser.parse(text) }], parse: (each) => parser.parse(each) },
        facts,
      ),
    );
    const shapes = batch(result)
      .get("weights")
      ?.factors.map(({ shape }) => shape);
    expect(shapes?.slice(0, 4)).toEqual(["(30, 1)", "1/364", "(30, 364)", "(364, 1)"]);
  });
});

describe("other programs", () => {
  it.each(gradientCases().filter(({ text }) => !text.includes("# derivation: none")))(
    "$file has a derivation",
    ({ text }) => {
      const derivation = found(derive(text));
      const steps = batch(derivation);
      for (const topic of ["forward", "loss", "error", "weights", "update"]) {
        const step = steps.get(topic);
        expect(step, topic).toBeDefined();
        // Some programs leave the step to others, or have no line for the error.
        if (!text.includes(`# derivation: no ${topic}`)) expect(step?.code, topic).toBeDefined();
      }
    },
  );

  const textOf = (file: string) => gradientCases().find((each) => each.file === file)?.text ?? "";

  // GELU is no identity.
  it.each([
    ["gelu.py", "activations"],
    ["elastic_net.py", "known-loss"],
    // With the numbers of one run they look like something else: weights are used twice.
    ["tied_autoencoder.py", "activations"],
    ["recurrent_in_time.py", "activations"],
  ])("%s has no formula that would be another's", (file, missing) => {
    expect(derive(textOf(file))).toMatchObject({ kind: "not-found", missing });
  });

  it.each([
    ["batchnorm.py", "tanh", 1e-8, "rows"],
    ["batchnorm_layer.py", "identity", 1e-8, "rows"],
    ["batchnorm_step.py", "relu", 1e-5, "rows"],
    ["batchnorm_columns.py", "leaky-relu", 1e-4, "columns"],
    ["batchnorm_plain.py", "sigmoid", 0, "rows"],
    ["batchnorm_running.py", "relu", 1e-3, "rows"],
  ])("%s is normalised over the batch", (file, activation, epsilon, samplesAs) => {
    const { parts, structure } = found(derive(textOf(file)));
    const [layer] = structure.layers;
    const isLearned = file !== "batchnorm_plain.py";
    expect(parts.map(({ kind }) => kind)).toEqual(["batch"]);
    expect([layer?.activation, structure.samplesAs]).toEqual([activation, samplesAs]);
    expect(layer?.norm).toEqual({ epsilon, scale: isLearned, shift: isLearned });
    // The normalised sums of these programs have a line of their own, and the way back through them has.
    const line = (topic: string) => parts[0]?.steps.find(({ id }) => id === `batch/${topic}-1`)?.code?.text;
    expect(line("normal")).toMatch(/^(xhat|self\.x_hat|z_hat|unit|self\.xn) = /);
    expect(line("deviation")).toMatch(/sqrt|std/);
    expect(line("mean")).toMatch(/mean\(/);
    if (!["batchnorm_step.py", "batchnorm_plain.py"].includes(file))
      expect(line("variance")).toMatch(/var = /);
    expect(line("error")).toMatch(/^(dZ|dx|d_z|back_z) = |^return .* self\.std/);
    expect(line("scaled-error")).toMatch(/^(dH|dh|d_norm|d_n|back|dn1) = /);
    if (isLearned) expect(line("scale")).toMatch(/(xhat|x_hat|z_hat|xn)[,)]/);
    if (isLearned) expect(line("shift")).toMatch(/beta/);
  });

  it("sees a deviation that is guarded by next to nothing, and none that is by more", () => {
    const text = textOf("batchnorm_running.py");
    const guarded = text.replace("np.sqrt(var + self.eps)", "np.sqrt(var) + self.eps");
    expect(guarded).not.toBe(text);
    const [first, second] = found(derive(guarded.replace("eps=1e-3", "eps=1e-8"))).structure.layers;
    expect([first?.norm?.epsilon, second?.norm?.epsilon]).toEqual([0, 0]);
    expect(derive(guarded)).toMatchObject({ missing: "activations" });
  });

  it("does not take for a normalisation what is none, or none over the samples", () => {
    const text = textOf("batchnorm_step.py");
    for (const [from, to] of [
      ["z_hat = (z - z.mean(axis=0)) / std", "z_hat = (z - z.mean(axis=1, keepdims=True)) / std"],
      ["z_hat = (z - z.mean(axis=0)) / std", "z_hat = (z - z.mean(axis=0)) / (2 * std)"],
      ['n = p["gamma"] * z_hat', 'n = p["gamma"] ** 2 * z_hat'],
      ["loss = 0.5", 'loss = 0.1 * np.sum(p["gamma"] ** 2) + 0.5'],
    ] as const) {
      expect(text).toContain(from);
      expect(derive(text.replace(from, to)), to).toMatchObject({ kind: "not-found" });
    }
  });

  it.each([
    ["huber_fit.py", "huber", undefined],
    ["huber_delta.py", "huber", undefined],
    ["margin_logarithm.py", "margin", undefined],
    ["logaddexp_pm.py", "margin", undefined],
    ["hinge_by_sample.py", "hinge", undefined],
    ["hinge_of_ordered_labels.py", "hinge", undefined],
    ["sample_weight_argument.py", "cross-entropy", "over-samples"],
    ["positive_weight.py", "cross-entropy", "over-samples"],
    ["weighted_classes.py", "categorical", "over-samples"],
    ["label_of_one_sample.py", "categorical", undefined],
  ])("%s has its own loss", (file, kind, weights) => {
    const { loss } = found(derive(textOf(file))).structure;
    expect([loss.kind, loss.weights]).toEqual([kind, weights]);
  });

  it("has a penalty whole that each single sample's loss has whole", () => {
    const { penalties } = found(derive(textOf("hinge_by_sample.py"))).structure;
    expect(penalties).toEqual([{ kind: "l2", coefficient: 0.5, average: false }]);
  });

  it("takes a mean over the weights where the program does, and reads the limit of a Huber loss off it", () => {
    const weighed = `import numpy as np
def fit(X, y, sample_weight):
    w = np.zeros(X.shape[1])
    for i in range(9):
        r = X @ w - y
        loss = np.average(r ** 2, weights=sample_weight)
        w -= 0.1 * 2 * X.T @ (sample_weight * r) / sample_weight.sum()
    return w, loss
`;
    const { loss } = found(derive(weighed)).structure;
    expect(loss).toEqual({ kind: "squared", coefficient: 1, average: true, weights: "over-weights" });
    expect(found(derive(textOf("huber_fit.py"))).structure.loss.limit).toBeCloseTo(1.5, 9);
  });

  it("says that it is the penalty that is not known", () => {
    const program = `import numpy as np
X = np.random.randn(9, 3)
y = np.random.randn(9)
w = np.zeros(3)
for i in range(9):
    r = X @ w - y
    loss = r @ r / 9 + 0.1 * np.sum(w ** 4)
    w -= 0.1 * (2 * X.T @ r / 9 + 0.4 * w ** 3)
`;
    expect(derive(program)).toMatchObject({ kind: "not-found", missing: "penalty" });
  });

  it.each(["verbose_ufuncs.py", "softmax_alpha_penalty.py", "ridge_intercept.py", "decayed_l2_bias.py"])(
    "%s keeps its penalty",
    (file) => {
      expect(batch(found(derive(textOf(file)))).get("loss")?.tex).toContain("\\lambda");
    },
  );

  it("has one letter for a penalty's strength that is made of several", () => {
    const program = `import numpy as np
def fit(X, y, alpha, l1_ratio):
    w = np.zeros(X.shape[1])
    for i in range(9):
        r = X @ w - y
        loss = r @ r / (2 * len(y)) + alpha * l1_ratio * np.abs(w).sum() + 0.5 * alpha * (1 - l1_ratio) * np.sum(w ** 2)
        w -= 0.1 * (X.T @ r / len(y) + alpha * l1_ratio * np.sign(w) + alpha * (1 - l1_ratio) * w)
    return w, loss
`;
    expect(batch(found(derive(program))).get("loss")?.tex).toBe(
      "J = \\frac{1}{2 m} R^\\top R + \\frac{\\lambda}{2} w^\\top w + \\lambda_1 \\lVert w \\rVert_1",
    );
  });

  it("knows how many units a function gives its layers, and takes none for another's", () => {
    const hidden = (text: string) => {
      const facts = new Analyzer(parser).analyze({ documents: [{ uri: "neuron.py", version: 1, text }] });
      const parse = (each: string) => parser.parse(each);
      const program = { parts: [{ file: "neuron.py", module: parse(text) }], parse };
      return found(deriveProgram(program, facts)).structure.sizes.hidden;
    };
    const head = `import numpy as np
def train(X, y, lr=0.1, steps=9):
    n = X.shape[1]
    y = y.reshape(-1, 1)
    W1, W2, W3 = np.random.randn(n, 7), np.random.randn(7, 5), np.random.randn(5, 1)
    for _ in range(steps):
`;
    const tail = `
        E = A2 @ W3 - y
        loss = np.sum(E ** 2) / len(y)
        D = 2 * E / len(y)
        D2 = D @ W3.T * (1 - A2 ** 2)
        D1 = D2 @ W2.T * (1 - A1 ** 2)
        W3, W2, W1 = W3 - lr * A2.T @ D, W2 - lr * A1.T @ D2, W1 - lr * X.T @ D1
    return loss
`;
    expect(hidden(`${head}        A1 = np.tanh(X @ W1)\n        A2 = np.tanh(A1 @ W2)${tail}`)).toEqual([
      7, 5,
    ]);
    const loop = "        A = [X]\n        for W in [W1, W2]:\n            A.append(np.tanh(A[-1] @ W))";
    const looped = hidden(`${head}${loop}\n        A1, A2 = A[1], A[2]${tail}`);
    expect(looped.every((size, at) => size === null || size === [7, 5][at])).toBe(true);
  });

  it("takes a vector of inputs for one feature of all samples where its weight is a number", () => {
    const text = `import numpy as np
x = np.linspace(0, 10, 50)
t = 3 * x + 2
a, b = 0.0, 0.0
for i in range(100):
    h = a * x + b
    print(np.sum((h - t) ** 2) / (2 * 50))
    da, db = np.sum((h - t) * x) / 50, np.sum(h - t) / 50
    a -= 0.01 * da
    b -= 0.01 * db
`;
    const facts = new Analyzer(parser).analyze({ documents: [{ uri: "neuron.py", version: 1, text }] });
    const program = {
      parts: [{ file: "neuron.py", module: parser.parse(text) }],
      parse: (each: string) => parser.parse(each),
    };
    expect(found(deriveProgram(program, facts)).structure.sizes).toMatchObject({ samples: 50, features: 1 });
  });

  const withOnes = (join: string, forward: string, mask: string) => `import numpy as np
X, Y = np.random.randn(30, 4), np.eye(3)[np.random.randint(0, 3, 30)]
T1, T2, T3 = np.random.randn(6, 5), np.random.randn(2, 7), np.random.randn(3, 3)
def ones(A):
    return ${join}
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
for i in range(99):
    A0 = ones(X)
    A1 = ones(sigmoid(${forward.replace("W", "T1").replace("A", "A0")}))
    A2 = ones(np.tanh(${forward.replace("W", "T2").replace("A", "A1")}))
    h = sigmoid(${forward.replace("W", "T3").replace("A", "A2")})
    J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / len(Y)
    D3 = h - Y
    D2 = (D3 @ T3)[:, ${mask}] * (1 - A2[:, ${mask}] ** 2)
    D1 = (D2 @ T2)[:, ${mask}] * A1[:, ${mask}] * (1 - A1[:, ${mask}])
    G1, G2, G3 = D1.T @ A0 / len(Y), D2.T @ A1 / len(Y), D3.T @ A2 / len(Y)
    T1 -= 0.1 * G1
    T2 -= 0.1 * G2
    T3 -= 0.1 * G3
`;
  it.each([
    ["before", "np.hstack([np.ones((len(A), 1)), A])", "A @ W.T", "1:"],
    ["behind", "np.c_[A, np.ones(len(A))]", "A @ W.T", ":-1"],
  ])(
    "takes ones beside the activations of a layer for the next one's bias: %s",
    (_name, join, forward, mask) => {
      const derivation = found(derive(withOnes(join, forward, mask)));
      const steps = new Map(derivation.parts[1]?.steps.map((step) => [step.id, step]));
      expect(steps.get("batch/forward-1")?.tex).toBe("Z_1 = X W_1^\\top");
      expect(steps.get("batch/forward-2")?.tex).toBe("Z_2 = A_1 W_2^\\top + \\mathbf 1 b_2");
      expect(steps.get("batch/error-1")?.tex).toBe(
        "\\nabla_{Z_1} J = \\frac1m(D_2 W_2) \\odot A_1 \\odot (1 - A_1) = \\frac1m D_1",
      );
      expect(steps.get("batch/activation-3")?.code?.text).toBe("return 1 / (1 + np.exp(-z))");
      expect(steps.get("batch/error-1")?.code?.text).toMatch(/^D1 = /);
      expect(steps.get("batch/weights-2")?.code?.text).toMatch(/^G1, G2, G3 = /);
    },
  );

  it("takes a row of ones for the next layer's bias where samples are columns", () => {
    const program = `import numpy as np
def step(X, Y, W1, W2, lr):
    A0 = np.vstack([np.ones((1, X.shape[1])), X])
    Z1 = W1 @ A0
    A1 = np.vstack([np.ones((1, X.shape[1])), np.maximum(0, Z1)])
    out = W2 @ A1
    loss = np.sum((out - Y) ** 2) / (2 * X.shape[1])
    D2 = out - Y
    D1 = (W2[:, 1:].T @ D2) * (Z1 > 0)
    dW2, dW1 = D2 @ A1.T / X.shape[1], D1 @ A0.T / X.shape[1]
    W2 -= lr * dW2
    W1 -= lr * dW1
    return loss
X, Y = np.random.randn(4, 30), np.random.randn(2, 30)
W1, W2 = np.random.randn(6, 5), np.random.randn(2, 7)
for i in range(9):
    print(step(X, Y, W1, W2, 0.1))
`;
    const texts = found(derive(program)).parts[1]?.steps.map(({ tex }) => tex);
    expect(texts).toContain("Z_2 = W_2 A_1 + b_2 \\mathbf 1^\\top");
    expect(texts).toContain("\\nabla_{b_2} J = \\frac1m D_2 \\mathbf 1");
    expect(texts).toContain("\\nabla_{Z_1} J = \\frac1m(W_2^\\top D_2) \\odot [Z_1 > 0] = \\frac1m D_1");
  });

  it("says what is missing where nothing is trained", () => {
    expect(derive("import numpy as np\nx = np.arange(6).reshape(2, 3)\n")).toEqual({
      kind: "not-found",
      lookedFor: ["update", "loss", "layers", "activations", "known-loss", "penalty"],
      missing: "update",
    });
    const noLoss =
      "import numpy as np\nX = np.random.randn(9, 3)\ny = np.ones(9)\nw = np.zeros(3)\nfor i in range(9):\n    w -= 0.1 * X.T @ (X @ w - y)\n";
    expect(derive(noLoss)).toMatchObject({ kind: "not-found", missing: "loss" });
    // It learns by the squared error, and prints another number.
    const reported = (gradient: string) => `import numpy as np
X = np.random.randn(20, 3)
y = np.random.randn(20, 1)
w = np.zeros((3, 1))
for i in range(9):
    e = X @ w - y
    print("Error:" + str(np.mean(np.abs(e))))
    w -= 0.1 * X.T @ ${gradient}
`;
    expect(derive(reported("e"))).toMatchObject({ kind: "not-found", missing: "loss" });
    expect(found(derive(reported("np.sign(e)"))).structure.loss.kind).toBe("absolute");
  });

  it.each([
    "",
    "def f(:\n  pass",
    "class A:\n  def fit(self, x, y):\n    self.w -= self.lr * unknown(x)\n",
    "while True:\n  x = 1\n",
  ])("does not throw on %j", (text) => {
    expect(derive(text)).toMatchObject({ kind: "not-found" });
  });
});
