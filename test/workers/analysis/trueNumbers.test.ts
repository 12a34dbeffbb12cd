import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../../src/datasets/read";
import type { Parser } from "../../../src/syntax/parser";
import type { GivenData, GivenFile } from "../../../src/workers/analysis/numbers/data";
import { type TrueNumbers, trueNumbers } from "../../../src/workers/analysis/numbers/trueNumbers";
import { testParser } from "../../syntax/load";

const root = join(import.meta.dirname, "../../..");
const python = "/usr/bin/python3";
const hasLibraries = spawnSync(python, ["-c", "import numpy, sklearn"]).status === 0;
if (!hasLibraries)
  console.warn("SKIPPED: a program's numbers under NumPy and scikit-learn, which are not there");

/** Runs programs for real, and writes down what each name was bound to the first time. */
const judge = `
import json, sys, io, contextlib, tempfile, os
import numpy as np
first = None
class Scope(dict):
    def __setitem__(self, name, value):
        dict.__setitem__(self, name, value)
        if name not in first and isinstance(value, (np.ndarray, np.floating)):
            first[name] = {"shape": list(np.shape(value)), "values": [float(x) for x in np.asarray(value, dtype=float).ravel()]}
out = []
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    asked = json.load(sys.stdin)
    for name, text in asked["files"].items():
        open(name, "w").write(text)
    for text in asked["programs"]:
        first = {}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, "p", "exec"), Scope({"__name__": "__main__"}))
        out.append(first)
print(json.dumps(out))
`;

type Found = Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>;

let parser: Parser;
let data: GivenData;

const rows = "a,b,c\n1,2,0\n3.5,-4,1\n5e-1,.25,0\n";

async function bundled(name: string) {
  const bytes = readFileSync(join(root, "media/data", name));
  const table = await readTable(bytes, name);
  if (table.kind === "problem") throw new Error(name);
  return { kind: "table" as const, table: table.value };
}

beforeAll(async () => {
  parser = await testParser();
  data = new Map<string, GivenFile>([
    ["sklearn:breast_cancer", await bundled("wisconsin_breast_cancer.csv")],
    ["sklearn:iris", await bundled("iris.csv")],
    ["sklearn:diabetes", await bundled("diabetes.csv")],
    ["rows.csv", { kind: "text" as const, text: rows }],
  ]);
});

function numbersOf(text: string, given: GivenData = data): TrueNumbers {
  return trueNumbers([{ file: "p", module: parser.parse(text) }], given, 20_000);
}

/** What the n-th place of a code in a program came to. */
function at(text: string, code: string, given: GivenData = data) {
  const start = text.indexOf(code);
  return numbersOf(text, given).at("p", { start, end: start + code.length });
}

const lesson = readFileSync(join(root, "media/lesson/neuron.py"), "utf8");

const programs: readonly string[] = [
  // The lesson up to its training, with its neuron's own numbers brought out.
  `${lesson.slice(0, lesson.indexOf("for epoch in"))}
w1 = layer.w
z1 = layer.forpass(x_val)
share = np.mean(layer.predict(x_val) == y_val.reshape(-1, 1))
first = np.array(layer.losses)
`,
  `
import numpy as np
from sklearn.datasets import load_iris, load_diabetes
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X, y = load_iris(return_X_y=True)
a, b, c, d = train_test_split(X, y, random_state=0)
e, f = train_test_split(X, train_size=0.3, random_state=7)
g, h, i, j = train_test_split(X, y, test_size=40, random_state=3, stratify=y)
k, l = train_test_split(y, shuffle=False)
scaler = StandardScaler()
s = scaler.fit_transform(a)
t = scaler.transform(b)
u = scaler.mean_ + scaler.scale_
sugar = load_diabetes()
m = sugar.data
n = sugar.target
`,
  `
import numpy as np
np.random.seed(42)
a = np.random.randn(3, 4)
b = np.random.rand(2)
c = np.random.normal(1.0, 2.0, size=(5,))
d = np.random.uniform(-1, 1, (2, 3))
e = np.random.randint(0, 10, size=(4, 4))
f = np.random.randint(3, size=6)
g = np.random.permutation(8)
h = np.random.random((2, 2))
w = np.random.randn(4, 1) * 0.01
z = a @ w
z -= 1
x = np.zeros(5)
x[1:3] = b
p = x * 2
t = np.zeros(2) + sum(range(500)) + sum(k for k in range(150))
u = np.array([float(v) for v in np.arange(400)])
`,
  `
import numpy as np
table = np.loadtxt("rows.csv", delimiter=",", skiprows=1)
X, y = table[:, :2], table[:, 2]
mean = X.mean(axis=0)
Z = (X - mean) / X.std(axis=0)
`,
];

describe.skipIf(!hasLibraries)("a program's numbers", () => {
  it("are those that it has under NumPy and scikit-learn", { timeout: 120_000 }, () => {
    const input = JSON.stringify({ programs, files: { "rows.csv": rows } });
    const run = spawnSync(python, ["-c", judge], { input, encoding: "utf8", maxBuffer: 1e9 });
    expect(run.stderr).toBe("");
    const judged: readonly Found[] = JSON.parse(run.stdout);
    for (const [index, text] of programs.entries()) compare(text, judged[index] ?? {});
  });
});

function compare(text: string, judged: Found): void {
  const found = numbersOf(text);
  const told: string[] = [];
  for (const [name, real] of Object.entries(judged)) {
    const binding = new RegExp(`(?<=^|, )${name}(?=(, \\w+)* =)`, "m").exec(text);
    const ours = binding && found.at("p", { start: binding.index, end: binding.index + name.length });
    if (ours == null) continue;
    told.push(name);
    expect(ours.shape, name).toEqual(real.shape);
    for (const [each, value] of real.values.entries())
      if (Math.abs((ours.values[each] ?? Number.NaN) - value) > 1e-9 * Math.max(1, Math.abs(value)))
        expect(`${name}[${each}] ${ours.values[each]}`).toBe(`${name}[${each}] ${value}`);
  }
  const missing = Object.keys(judged).filter((name) => name !== "row" && !told.includes(name));
  expect(missing, found.stopped ?? "").toEqual([]);
}

describe("numbers that a program does not fix", () => {
  const start = "import numpy as np\nimport random\nx = np.zeros((2, 3))\n";

  it.each([
    ["random ones", "a = np.random.randn(2, 3)\nx = a * 2\n", "a * 2"],
    ["what is written from them", "x[0] = np.random.rand(3)\nx = x + 1\n", "x + 1"],
    ["what they choose", "if np.random.rand() > 0.5:\n    x = np.ones((2, 3))\nx = x + 1\n", "x + 1"],
    ["rows that they pick", "x = x[np.random.permutation(2)]\nx = x + 1\n", "x + 1"],
    ["what they become as whole numbers", "n = np.random.rand(3).astype(int)\nx = x + n\n", "x + n"],
    ["a count that they give", "n = int(np.random.rand() * 9)\nx = x + n\n", "x + n"],
    ["Python's own random", "n = random.randint(1, 3)\nx = x + n\n", "x + n"],
    ["a shuffle in place", "x[0, 0] = 1\nnp.random.shuffle(x)\nx = x + 1\n", "x + 1"],
    ["an unknown condition", "if mystery > 1:\n    x[0] = 1\nx = x + 1\n", "x + 1"],
    ["an unknown index", "x[mystery] = 1\nx = x + 1\n", "x + 1"],
    ["an unknown value", "x[0] = mystery\nx = x + 1\n", "x + 1"],
    ["an unknown function's hands", "change(x)\nx = x + 1\n", "x + 1"],
    ["an unknown loop", "for each in mystery:\n    x += 1\nx = x + 1\n", "x + 1"],
    ["an unknown list", "for each in [k + 1 for k in mystery]:\n    x += 1\nx = x + 1\n", "x + 1"],
    [
      "a generator that is not followed to its end",
      "def rows():\n    for k in range(200):\n        yield k\nfor k in rows():\n    x += k\nx = x + 1\n",
      "x + 1",
    ],
    [
      "a split without a seed",
      "from sklearn.model_selection import train_test_split\nx, z = train_test_split(x)\nx = x + 1\n",
      "x + 1",
    ],
    ["what comes behind an exception", "y = x @ x\nx = x + 1\n", "x + 1"],
    ["a smaller type", "x = x.astype(np.float32) + 1\n", "x.astype(np.float32) + 1"],
    ["text that is compared with", 'x = x + (x == "7")\n', 'x + (x == "7")'],
    ["what only a data frame has", "x = x.values + 1\n", "x.values + 1"],
    [
      "one-hot rows of labels that do not begin at 0",
      "import pandas as pd\nx = pd.get_dummies(np.array([1, 2])) * 1.0\n",
      "pd.get_dummies(np.array([1, 2])) * 1.0",
    ],
    ["a file that is not there", 'x = np.loadtxt("gone.csv")\nx = x + 1\n', "x + 1"],
  ])("%s", (_, more, code) => {
    const text = start + more;
    expect(at(text, code, new Map([...data, ["gone.csv", { kind: "none" as const }]]))).toBeNull();
  });

  it("are not lost to a plot", () => {
    const text = `${start}import matplotlib.pyplot as plt\nplt.figure(figsize=(3, 3)).add_subplot(111)\nplt.plot(x)\nx = x + 1\n`;
    expect(at(text, "x + 1")?.values).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("asks for the data that it reads", () => {
    const text = 'import numpy as np\nx = np.loadtxt("rows.csv", delimiter=",", skiprows=1)\n';
    expect(numbersOf(text, new Map()).wanted).toEqual(["rows.csv"]);
  });
});
