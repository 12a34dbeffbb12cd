import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import * as arrays from "../../src/algebra/array";
import { programValues } from "../../src/domains/values";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

const python = "/usr/bin/python3";
const hasNumPy = spawnSync(python, ["-c", "import numpy"]).status === 0;
if (!hasNumPy) console.warn("SKIPPED: values against NumPy, since python3 has no numpy");

const oracle = `
import json, sys
import numpy as np
np.seterr(all="ignore")
out = []
for text in json.load(sys.stdin):
    scope = {"np": np}
    try:
        exec(text, scope)
        out.append({k: {"shape": list(np.shape(v)), "data": [float(x) for x in np.asarray(v, dtype=float).ravel()]}
                    for k, v in scope.items() if isinstance(v, (np.ndarray, float)) and k != "np"})
    except Exception as error:
        out.append({"error": str(error)})
print(json.dumps(out))
`;

type Judged = Record<string, { readonly shape: number[]; readonly data: number[] }>;

function judge(programs: readonly string[]): Judged[] {
  const run = spawnSync(python, ["-c", oracle], {
    input: JSON.stringify(programs),
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  // Python writes NaN and Infinity, which are no JSON.
  return JSON.parse(run.stdout.replace(/-?\b(NaN|Infinity)\b/g, "null"));
}

const rows = "a";
const pick = (...options: readonly string[]) => fc.constantFrom(...options);

/** One statement over a (3, 4), b (3, 1), r (4,), s (4, 2): new names, writes in place, views. */
const statement = fc.oneof(
  fc
    .tuple(pick("a", "b", "c", "d"), pick("+", "-", "*", "/"), pick("a", "b", "r", "2.0", "c"))
    .map(([x, operator, y]) => `c = ${x} ${operator} ${y}`),
  fc
    .tuple(
      pick("exp", "tanh", "abs", "sign", "sqrt", "square", "log1p", "tan", "exp2", "radians", "deg2rad"),
      pick("a", "c", "r"),
    )
    .map(([f, x]) => `d = np.${f}(np.abs(${x}) / 3)`),
  fc
    .tuple(
      pick("sum", "mean", "max", "min", "std", "var"),
      pick("a", "c"),
      pick("", "axis=0", "axis=1", "axis=0, keepdims=True", "axis=1, keepdims=True"),
    )
    .map(([f, x, how]) => `e = np.${f}(${x}${how === "" ? "" : `, ${how}`})`),
  pick("f = a @ s", "f = np.dot(a.T, b)", "f = r @ s", "f = a.dot(r)", "f = np.outer(r, r)", "f = s.T @ a.T"),
  pick(
    "v = a[0]",
    "v = a[:, 1]",
    "v = a[1:, ::2]",
    "v = a.T",
    "v = a.reshape(-1)",
    "v = a[::-1]",
    "v = r[1:3]",
    "v = a.ravel()",
    "v = b[:, 0]",
  ),
  pick(
    "v += 1",
    "v *= 2",
    "v[0] = 7",
    "a[0] -= r",
    "a[:, 0] = 5",
    "a[a > 1] = 0",
    "r[[0, 2]] = -1",
    "a[1, 2] = 9.5",
    "a += b",
    "c = a.copy()",
  ),
  pick(
    "g = np.where(a > 0, a, 0.1 * a)",
    "g = np.maximum(a, 0)",
    "g = np.clip(a, -1, 1)",
    "g = (a > 0).astype(float)",
    "g = np.concatenate([a, a], axis=1)",
    "g = np.vstack([a, r])",
    "g = np.eye(3)[[0, 2, 1]]",
    "g = a[np.arange(3), [0, 1, 2]]",
    "g = np.argmax(a, axis=1)",
    "g = np.linalg.norm(r)",
    "g = -a ** 2",
    "g = np.c_[np.ones((3, 1)), a]",
    "g = np.round(a) + np.round(r / 3, 2)",
    "g = a[:, [0, 2]] + a[:, [3]]",
    "g = a[1:, [2, -1]]",
    "a[:, [1, 3]] = 2.5",
    "g = np.insert(a, 0, 1.0, axis=1)",
    "g = a / np.size(a, 0) + np.ndim(a) / np.shape(a)[1]",
    "g = np.unique(np.round(a), return_counts=True)[1] / np.size(a)",
    "g = np.sort(r)[np.argsort(-r)]",
    "g = np.bincount([0, 2, 2], minlength=4) * 1.0",
    "g = a[np.nonzero(a > 1)] / (1 + np.count_nonzero(a > 1))",
    "g = r[np.flatnonzero(r > 0)]",
    "g = np.cumsum(r)",
    "g = np.cumsum(a, axis=1)",
    "g = np.diag(np.diag(s @ s.T)) * 1.0",
    "g = np.tile(r, (2, 3))",
    "g = np.repeat(a, 2, axis=1)",
    "g = np.array_split(a, 3, axis=1)[0]",
    "g = np.split(r, [1, 3])[1]",
    "g = np.unique(np.array([2.0, np.nan, 1.0, np.nan, 2.0]), return_counts=True)[1] * 1.0",
    "g = np.unique(np.round(r), return_index=True, return_inverse=True)[2] * 1.0",
    "g = np.argsort(np.array([2.0, np.nan, 1.0])) * 1.0",
    "g = np.flip(a, axis=1) + np.fliplr(a) * np.flipud(a) + np.flip(a)",
    "g = np.roll(a, 1, axis=0) - np.roll(a, -2)",
    "g = np.delete(a, 1, axis=1)",
    "g = np.delete(r, [0, -1])",
    "g = a.reshape(2, 3, 2).transpose(0, 2, 1) * 1.0",
    "g = np.swapaxes(a.reshape(2, 3, 2), 1, 2) + np.moveaxis(a.reshape(2, 3, 2), 0, -1).transpose((2, 1, 0))",
    "g = np.tril(a) - np.triu(a, k=1) + np.tri(3, 4)",
    "g = np.trace(a @ a.T) + (s.T @ s).trace() + np.diagonal(a)",
    "g = np.take_along_axis(a, np.argmax(a, axis=1)[:, None], axis=1) * 2.0",
    "g = np.take(a, [2, 0], axis=1) + r.take([1, 2])",
    "g = np.median(a, axis=0) + np.median(r) - np.median(a, axis=1)[:1]",
    "g = np.percentile(a, 30, axis=0) + np.quantile(r, 0.75)",
    "g = np.vander(r, 3) + np.vander(r, 3, increasing=True)",
    "g = np.hypot(a, r) + np.exp2(a) + np.tan(a) + np.deg2rad(a)",
    "g = np.select([a < -1, a > 1], [-2 * a, a * a], 0.5)",
    "g = a[np.where(a > 1)] * 1.0",
    "g = np.where(r > 0)[0] * 1.0",
    "g = np.linalg.norm(a, axis=1, keepdims=True) + np.linalg.norm(a, axis=0) + np.linalg.norm(r, 1)",
    "g = np.linalg.norm(a, 2) + np.linalg.norm(s, ord=2) * r",
    "g = np.atleast_1d(2.5) + np.logical_xor(a > 0, r > 0)",
    "np.subtract.at(a, [0, 0, 2], r)",
    "d = np.flip(a, axis=0); d[0] = 3.0; g = a * 1.0",
    "d = a.reshape(2, 3, 2).transpose(1, 0, 2); d[1] -= 2.0; g = a * 1.0",
  ),
);

const program = fc
  .array(statement, { minLength: 4, maxLength: 12 })
  .map((lines) =>
    [
      "import numpy as np",
      `${rows} = (np.arange(12.0).reshape(3, 4) - 5) / 2`,
      "b = np.array([[1.0], [-2.0], [0.5]])",
      "r = np.array([0.5, -1.5, 2.0, 1.0])",
      "s = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5], [-2.0, 1.0]])",
      "c = a * 1.0",
      "d = b * 1.0",
      "v = a[1]",
      ...lines,
    ].join("\n"),
  );

const names = ["a", "b", "c", "d", "e", "f", "g", "r", "s", "v"];

describe.skipIf(!hasNumPy)("values", () => {
  it("are NumPy's, views and writes in place included", () => {
    const programs = fc.sample(program, { numRuns: 250, seed: 11 });
    const judged = judge(programs);
    let compared = 0;
    programs.forEach((text, at) => {
      const right = judged[at];
      if (right === undefined || "error" in right) return;
      const values = programValues([{ file: "p.py", module: parser.parse(text) }]);
      for (const name of names) {
        const expected = right[name];
        const actual = values.variable(name);
        if (expected === undefined || actual === null) continue;
        expect(actual.shape, `${name} of\n${text}`).toEqual(expected.shape);
        arrays.elements(actual).forEach((value, index) => {
          const target = expected.data[index];
          if (target == null) return;
          const scale = Math.max(1, Math.abs(target));
          expect(Math.abs(value - target) / scale, `${name}[${index}] of\n${text}`).toBeLessThan(1e-12);
        });
        compared++;
      }
    });
    expect(compared).toBeGreaterThan(1000);
  });

  it.each([
    ["np.average(a, weights=np.array([1.0, 2.0, 4.0]), axis=0)", true],
    ["np.average(a, axis=1, weights=r + 2)", true],
    ["np.average(a, weights=a ** 2)", true],
    ["np.average(r)", true],
    ["np.var(r, ddof=1)", true],
    ["a.std(axis=0, ddof=1, keepdims=True)", true],
    ["np.array(r, ndmin=2).T * 2", true],
    ["np.array(a, ndmin=2) + np.array([1, 2, 3, 4], ndmin=2)", true],
    ["np.flip(a, axis=1) + np.fliplr(a) * np.flipud(a) + np.flip(a)", true],
    ["np.roll(a, 1, axis=0) - np.roll(a, -2)", true],
    ["np.delete(a, 1, axis=1)", true],
    ["np.delete(r, [0, -1])", true],
    ["a.reshape(2, 3, 2).transpose(0, 2, 1) * 1.0", true],
    [
      "np.swapaxes(a.reshape(2, 3, 2), 1, 2) + np.moveaxis(a.reshape(2, 3, 2), 0, -1).transpose((2, 1, 0))",
      true,
    ],
    ["np.tril(a) - np.triu(a, k=1) + np.tri(3, 4)", true],
    ["np.take_along_axis(a, np.argmax(a, axis=1)[:, None], axis=1) * 2.0", true],
    ["np.take(a, [2, 0], axis=1) + r.take([1, 2])", true],
    ["np.median(a, axis=0) + np.median(r) - np.median(a, axis=1)[:1]", true],
    ["np.percentile(a, 30, axis=0) + np.quantile(r, 0.75)", true],
    ["np.vander(r, 3) + np.vander(r, 3, increasing=True)", true],
    ["np.hypot(a, r) + np.exp2(a) + np.tan(a) + np.deg2rad(a)", true],
    ["np.select([a < -1, a > 1], [-2 * a, a * a], 0.5)", true],
    ["a[np.where(a > 1)] * 1.0", true],
    ["np.where(r > 0)[0] * 1.0", true],
    ["np.linalg.norm(a, axis=1, keepdims=True) + np.linalg.norm(a, axis=0) + np.linalg.norm(r, 1)", true],
    ["np.atleast_1d(2.5) + np.logical_xor(a > 0, r > 0)", true],
    ["np.arctan2(a, r) + np.arctan(r)", true],
    ["np.diff(a, axis=0)[0] * np.diff(r, n=2)[0] + np.diff(a, 1, 0)[1] + np.diff(np.diff(a))[0, 0]", true],
    ["np.diff(a > 0)", false],
    ["np.digitize(a, [-1.0, 0, 1]) * 1.0 + np.digitize(r, np.array([0.5, 1]), right=True)", true],
    ["np.digitize(a, [1.0, 0])", false],
    ["np.searchsorted([-1.0, 0, 1], a) * 1.0 + np.searchsorted(np.sort(r), r, side='right')", true],
    ["np.searchsorted([-1.0, 0, 1], a, sorter=[0, 1, 2])", false],
    ["np.interp(a, [-1.0, 0, 1], [3.0, 5, 4])", true],
    ["(np.bitwise_xor(a > 0, r > 0) ^ (a > 1)) * 1.0", true],
    ["np.trunc(3 * a) + np.degrees(a) - np.rad2deg(r)", true],
    ["np.meshgrid(r, np.arange(3.0))[0] - np.meshgrid(r, np.arange(3.0))[1]", true],
    ["np.repeat(r, [2, 0, 1, 3])", true],
    ["np.trace(a @ a.T) + np.diagonal(a) + (a @ a.T).trace()", true],
    ["np.linalg.norm(a, 2) + np.linalg.norm(a.T, ord=2) * r", true],
    ["np.transpose(np.stack([a, 2 * a]), (2, 0, 1))[1]", true],
    ["np.stack([a, 2 * a]) @ r", true],
    ["np.stack([a, 2 * a]) @ a.T", true],
    ["a @ np.stack([a.T, 2 * a.T])", true],
    ["r @ np.stack([a.T, 2 * a.T])", true],
    ["np.stack([a, -a]) @ np.stack([a.T, 2 * a.T])", true],
    ["np.matmul(np.stack([a, -a])[:, None], np.stack([a.T, 2 * a.T]))", true],
    ["np.dot(np.stack([a, 2 * a]), a.T) + np.stack([a, 2 * a]).dot(r)[:, :, None]", true],
    ["np.tensordot(a, r, axes=1) + np.tensordot(a, a) + np.tensordot(np.stack([a, a]), r, 1)[0]", true],
    ["np.tensordot(a, a, axes=(0, 0)) + np.tensordot(a, np.ones((4, 2)), axes=([1], [0])).sum()", true],
    ["np.tensordot(np.stack([a, 2 * a]), a, axes=([1, 2], [0, 1]))", true],
    ["np.tensordot(np.stack([a, 2 * a]), r, axes=([2], [0]))", true],
    ["np.tensordot(np.stack([a, 2 * a]), np.ones((2, 5)), axes=([0], [0]))", true],
    ["np.add.reduce(a) + np.add.reduce(a, axis=1, keepdims=True) + np.add.reduce(a, axis=None)", true],
    ["np.maximum.reduce(a) - np.minimum.reduce(a, axis=0)", true],
    ["np.logaddexp.reduce(a, axis=1)", true],
    ["np.multiply.outer(r, a[0]) + np.subtract.outer(r, r) - np.add.outer(r, r)", true],
    ["math.fsum(r) + math.fsum(r ** 2)", true],
    ["np.dot(np.stack([a, 2 * a]), np.stack([a.T, a.T]))", false],
    ["np.linalg.inv(a @ a.T + 3 * np.eye(3))", true],
    ["np.linalg.solve(a @ a.T + 3 * np.eye(3), a) + np.linalg.solve(np.eye(4)[[1, 0, 3, 2]] * 2, r)", true],
    [
      "np.apply_along_axis(lambda v: v @ r, 1, a) + np.apply_along_axis(lambda v, k: k * v.sum(), 0, a, 2)[:3]",
      true,
    ],
    ["np.apply_along_axis(lambda v: v / v.max(), 0, a) - np.apply_along_axis(lambda v: v * 2, -1, a)", true],
    ["np.vectorize(lambda z: z * z if z > 0 else -z)(a) + np.vectorize(lambda z, k: z + k)(a, 2)", true],
    ["np.piecewise(r, [r < 0, r >= 0], [lambda v: np.exp(v), lambda v: 1 + v])", true],
    ["np.piecewise(a, [a < 3, a < 6], [lambda v: -v, 7.5, lambda v: v * v])", true],
    ["np.piecewise(r, [r > 1], [lambda v: v ** 2])", true],
    ["np.piecewise(r, [r > 1, r > 3], [1.0])", false],
    // Of these nothing is said: better than the number without the argument.
    ["np.hypot(a, r)", true],
    ["np.vander(r, 3)", true],
    ["np.vander(r, 3, increasing=True)", true],
    ["np.vander(r)", true],
    ["np.sum(a, where=a > 0)", false],
    ["np.max(r, initial=9.0)", false],
    ["np.linspace(1, 2, 5)", true],
    ["np.linspace(1, 2, 5, endpoint=False)", true],
    ["np.linspace(1, 2, 1)", true],
    ["np.logspace(-3, 1, 5)", true],
    ["np.logspace(0, 3, num=4, base=2)", true],
    ["np.geomspace(0.1, 10, 3)", true],
  ])("are NumPy's with every argument, or are not known: %s", (text, isKnown) => {
    const whole = `import math\nimport numpy as np\na = np.arange(12.0).reshape(3, 4)\nr = np.array([0.5, -1.5, 2.0, 1.0])\ne = ${text}\n`;
    const actual = programValues([{ file: "p.py", module: parser.parse(whole) }]).variable("e");
    const expected = judge([whole])[0]?.e;
    expect(actual !== null).toBe(isKnown);
    if (actual === null) return;
    expect(actual.shape).toEqual(expected?.shape);
    arrays.elements(actual).forEach((value, at) => {
      expect(value).toBeCloseTo(expected?.data[at] ?? Number.NaN, 12);
    });
  });
});

describe.skipIf(!hasNumPy)("elements that are gone through one by one", () => {
  it.each([
    [
      "by hand",
      `it = np.nditer(a, flags=["multi_index"], op_flags=["readwrite"])
while not it.finished:
    g[it.multi_index] = 2 * a[it.multi_index] + it[0]
    it.iternext()`,
    ],
    ["in a loop", "for x in np.nditer(a):\n    g = g + x"],
    [
      "written through",
      "with np.nditer(a, op_flags=['readwrite']) as it:\n    for x in it:\n        x[...] = 2 * x + 1",
    ],
  ])("are NumPy's: %s", (_, loop) => {
    const text = `import numpy as np\na = np.arange(6.0).reshape(2, 3)\ng = np.zeros((2, 3))\n${loop}\n`;
    const values = programValues([{ file: "p.py", module: parser.parse(text) }]);
    const [right] = judge([text]);
    for (const name of ["a", "g"]) {
      const actual = values.variable(name);
      expect(actual === null ? null : [...arrays.elements(actual)], name).toEqual(right?.[name]?.data);
    }
  });
});

describe("what is not the program's own", () => {
  const values = (text: string) => programValues([{ file: "p.py", module: parser.parse(text) }]);

  it("has no values: random numbers and data from elsewhere", () => {
    const read = values(
      "import numpy as np\nfrom sklearn.datasets import load_iris\nw = np.random.randn(3)\nx = w * 2\nu = np.random.rand()\nd = load_iris().data\nk = np.ones(2)\n",
    );
    expect(read.variable("w")).toBeNull();
    expect(read.variable("x")).toBeNull();
    expect(read.variable("u")).toBeNull();
    expect(read.variable("d")).toBeNull();
    expect(read.variable("k")).not.toBeNull();
  });

  it("ends at its budget", () => {
    expect(values("while True:\n    x = 1.0\n").stopped).toBe("steps");
  });
});
