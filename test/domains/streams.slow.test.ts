import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import * as arrays from "../../src/algebra/array";
import { programValues } from "../../src/domains/values";
import { Analyzer } from "../../src/insight/analyze";
import { libraries } from "../../src/libraries/libraries";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

// Random numbers of seeded programs: what we say is NumPy's, and where we can't know we say nothing.

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

const python = "/usr/bin/python3";
const hasNumPy = spawnSync(python, ["-c", "import numpy"]).status === 0;
if (!hasNumPy) console.warn("SKIPPED: random streams of programs against NumPy, since python3 has no numpy");

const oracle = `
import json, sys
import numpy as np
out = []
for text in json.load(sys.stdin):
    scope = {"np": np, "unheard": lambda *a: np.random.rand(3)}
    exec(text, scope)
    out.append({k: np.asarray(v, dtype=float).ravel().tolist() for k, v in scope.items() if k[0] == "v" and k[1:].isdigit()})
print(json.dumps(out))
`;

type Judged = Record<string, number[]>;

function judge(programs: readonly string[]): Judged[] {
  const run = spawnSync(python, ["-c", oracle], {
    input: JSON.stringify(programs),
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

const pick = (...options: readonly string[]) => fc.constantFrom(...options);

const oldDraw = pick(
  "R.randn(2, 3)",
  "R.rand(4)",
  "R.rand()",
  "R.randn()",
  "R.random((2, 2))",
  "R.random_sample(3)",
  "R.normal(1.5, 2, 5)",
  "R.normal(size=(2, 2))",
  "R.standard_normal(3)",
  "R.uniform(-1, 1, (2, 2))",
  "R.uniform()",
  "R.randint(0, 10, size=5)",
  "R.randint(7)",
  "R.randint(3, 9, (2, 3))",
  "R.permutation(6)",
  "R.permutation(np.arange(6) * 2)",
  "R.permutation(np.arange(8.0).reshape(4, 2))",
  "R.choice(5, 3)",
  "R.choice(5, 3, replace=False)",
  "R.choice(np.array([10, 20, 30]), (2, 2))",
  "R.choice([1, 2, 4], 4, p=[0.2, 0.5, 0.3])",
  "R.choice(4, 2, replace=False, p=[0.1, 0.2, 0.3, 0.4])",
  "R.choice(6)",
  "R.exponential(2.0, 3)",
  "R.randint(0, 200, 4, dtype=np.uint8)",
);

const newDraw = pick(
  "G.random((2, 2))",
  "G.random()",
  "G.normal(0, 0.1, (2, 3))",
  "G.standard_normal(4)",
  "G.uniform(-1, 1, 3)",
  "G.integers(0, 10, 5)",
  "G.integers(0, 9, size=(2, 2), endpoint=True)",
  "G.integers(5)",
  "G.permutation(7)",
  "G.permutation(np.arange(8.0).reshape(4, 2))",
  "G.choice(10, 4)",
  "G.choice(10, 4, replace=False)",
  "G.choice(np.array([[1, 2], [3, 4], [5, 6]]), 2)",
  "G.choice(3, 5, p=[0.2, 0.5, 0.3])",
  "G.poisson(3, 2)",
);

/** Statements that draw; `V` is the variable that the last one of them binds. */
const drawing = fc.oneof(
  { weight: 10, arbitrary: oldDraw.map((draw) => `V = ${draw.replace("R", "np.random")}`) },
  { weight: 3, arbitrary: oldDraw.map((draw) => `V = ${draw.replace("R", "state")}`) },
  { weight: 6, arbitrary: newDraw.map((draw) => `V = ${draw.replace("G", "rng")}`) },
  {
    weight: 1,
    arbitrary: pick("0", "42", "1234567").map((seed) => `np.random.seed(${seed})\nV = np.random.rand(2)`),
  },
  { weight: 1, arbitrary: fc.constant("V = np.arange(6)\nnp.random.shuffle(V)") },
  { weight: 1, arbitrary: fc.constant("V = np.arange(6.0).reshape(3, 2)\nrng.shuffle(V)") },
  { weight: 1, arbitrary: fc.constant("for i in range(3):\n    V = np.random.rand(2)") },
  { weight: 1, arbitrary: fc.constant("V = np.array([np.random.rand() for i in range(3)])") },
  { weight: 1, arbitrary: fc.constant("V = np.array(list(map(lambda i: rng.random(), range(3))))") },
  {
    weight: 1,
    arbitrary: fc.constant(
      "if np.random.rand() > 0.5:\n    V = np.random.rand(2)\nelse:\n    V = np.random.rand(3)",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      "def start(n):\n    np.random.seed(3)\n    return np.random.randn(n)\nV = start(4)",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant("def more(n):\n    return np.random.rand(n)\nV = more(2)\nV = more(2)"),
  },
  { weight: 1, arbitrary: fc.constant("V = unheard(1)") },
  {
    weight: 1,
    arbitrary: fc.constant(
      "def early(x):\n    if x.sum() > 0.7:\n        return x\n    return np.random.rand(2)\nV = early(np.linalg.inv(np.eye(2) * 3))",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      "def early(x):\n    if x.sum() > 0.5:\n        return x\n    return np.random.rand(2)\nV = early(np.linalg.inv(np.eye(2) * 3))",
    ),
  },
  { weight: 1, arbitrary: fc.constant("for i in range(300):\n    V = np.random.rand(2)") },
);

const program = fc
  .tuple(fc.nat(10_000), fc.array(drawing, { minLength: 3, maxLength: 9 }))
  .map(([seed, statements]) =>
    [
      `np.random.seed(${seed})`,
      `state = np.random.RandomState(${seed + 1})`,
      `rng = np.random.default_rng(${seed + 2})`,
      ...statements.map((each, index) => each.replaceAll("V", `v${index}`)),
      ...statements.map((_, index) => `v${index} + 0`),
    ].join("\n"),
  );

function near(ours: readonly number[], theirs: readonly number[] | undefined): boolean {
  return (
    ours.length === theirs?.length &&
    ours.every(
      (value, at) => Math.abs(value - (theirs[at] ?? Number.NaN)) <= 1e-14 * Math.max(1, Math.abs(value)),
    )
  );
}

describe.skipIf(!hasNumPy)("random numbers of a seeded program", () => {
  const programs = fc.sample(program, { numRuns: 200, seed: 5 });
  const judged = hasNumPy ? judge(programs) : [];
  const head = "import numpy as np\nfrom elsewhere import unheard\n";

  it("are NumPy's in the domain of values", { timeout: 120_000 }, () => {
    let known = 0;
    programs.forEach((text, at) => {
      const values = programValues([{ file: "p.py", module: parser.parse(head + text) }]);
      for (const [name, right] of Object.entries(judged[at] ?? {})) {
        const value = values.variable(name);
        if (value === null) continue;
        known++;
        expect(
          near([...arrays.elements(value)], right),
          `${name} is ${arrays.elements(value)}, not ${right}, in\n${text}`,
        ).toBe(true);
      }
    });
    expect(known).toBeGreaterThan(450);
  });

  it("are NumPy's in hovers", { timeout: 120_000 }, () => {
    let known = 0;
    programs.forEach((text, at) => {
      const analyzer = new Analyzer(parser, { libraries });
      const facts = analyzer.analyze({
        documents: [{ uri: "p.py", version: 1, text: head + text }],
        sources: new Map(),
      });
      for (const { text: of, values } of facts.documents.flatMap((each) => each.expressions)) {
        const right = judged[at]?.[of.replace(" + 0", "")];
        const data = of.endsWith(" + 0") ? values[0]?.data : undefined;
        if (right === undefined || data === undefined || values.length > 1) continue;
        known++;
        expect(near(data.map(Number), right), `${of} is ${data}, not ${right}, in\n${text}`).toBe(true);
      }
    });
    expect(known).toBeGreaterThan(450);
  });
});

describe("what is not known of random numbers", () => {
  const variable = (text: string, name: string) =>
    programValues([{ file: "p.py", module: parser.parse(`import numpy as np\n${text}`) }]).variable(name);

  it.each([
    ["without a seed", "x = np.random.rand(3)"],
    ["of a generator without one", "x = np.random.default_rng().random(3)"],
    ["after a seed that is not known", "np.random.seed(s)\nx = np.random.rand(3)"],
    [
      "after a draw that is not followed",
      "np.random.seed(0)\nnp.random.gamma(1, 1, 3)\nx = np.random.rand(3)",
    ],
    [
      "after scikit-learn may have drawn",
      "from sklearn.datasets import make_moons\nnp.random.seed(0)\nmake_moons(9)\nx = np.random.rand(3)",
    ],
    ["of Python's own stream", "import random\nnp.random.seed(0)\nx = np.array([random.random()])"],
  ])("%s stays unknown", (_, text) => {
    expect(variable(text, "x")).toBeNull();
  });

  it("is known again after a seed", () => {
    const text = "np.random.gamma(1, 1, 3)\nnp.random.seed(0)\nx = np.random.rand(1)";
    expect(arrays.elements(variable(text, "x") ?? arrays.scalar(0))[0]).toBe(0.5488135039273248);
  });
});
