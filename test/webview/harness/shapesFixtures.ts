import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "../../../src/datasets/read";
import { Analyzer } from "../../../src/insight/analyze";
import { factAt } from "../../../src/insight/factAt";
import { flowAt } from "../../../src/insight/flow";
import { sizeTrail } from "../../../src/insight/trail";
import { flowView } from "../../../src/present/flow";
import { shapesView } from "../../../src/present/shapes";
import { numberPlaces, withNumbers } from "../../../src/present/trueNumbers";
import type { ShapesScreen } from "../../../src/present/view";
import { createTypesetter } from "../../../src/typeset/typesetter";
import type { GivenData } from "../../../src/workers/analysis/numbers/data";
import { trueNumbers } from "../../../src/workers/analysis/numbers/trueNumbers";
import { testParser } from "../../syntax/load";
import { type Language, translator } from "./fixtures";

const uri = "file:///neuron.py";

/** The lesson's pass over its 364 rows and 30 features, in one piece. */
const program = `import numpy as np

x = np.random.randn(364, 30)
y = np.random.randint(0, 2, size=364)
w = np.ones((30, 1))
m = len(x)
y = y.reshape(-1, 1)
a = 1 / (1 + np.exp(-np.dot(x, w)))
err = a - y
w_grad = np.dot(x.T, err) / m
`;

export interface Look {
  readonly language: Language;
  /** Of the picture, in CSS pixels. */
  readonly width: number;
  readonly revision: number;
}

/** What the panel is sent for a place of a program: the analysis itself, its view, and its typeset formula. */
async function shapesAt(
  text: string,
  code: string,
  { language, width, revision }: Look,
  data: GivenData | null = null,
): Promise<ShapesScreen> {
  const analyzer = new Analyzer(await testParser());
  const facts = analyzer.analyze({ documents: [{ uri, version: 1, text }] });
  const start = text.indexOf(code);
  if (start < 0) throw new Error(`no such code: ${code}`);
  // The name of the function: inside of the call, and of nothing smaller that is an array.
  const offset = start + Math.max(0, code.indexOf("dot"));
  const bare = factAt(facts, uri, offset);
  const parts = [{ file: uri, module: (await testParser()).parse(text) }];
  const numbers = data === null ? null : trueNumbers(parts, data, 20_000);
  const found = bare === null ? [] : numberPlaces(bare).map((span) => numbers?.at(uri, span) ?? null);
  const fact = bare === null ? null : withNumbers(bare, found);
  const isFirstTime = found.some((each) => each !== null);
  const line = text.slice(0, start).split("\n").length;
  const problems = (facts.documents[0]?.problems ?? []).filter(
    ({ span }) => span.start <= offset && offset <= span.end,
  );
  const trail = fact === null ? [] : sizeTrail(facts, uri, fact, (each) => analyzer.moduleOf(each));
  const view = shapesView(
    {
      fact,
      trail,
      isFirstTime,
      code: { uri, line, text: (text.split("\n")[line - 1] ?? "").trim() },
      problems,
    },
    { t: translator(language), width, textOf: (from, to) => text.slice(from, to) },
  );
  const formula = view.formula === null ? null : createTypesetter()(view.formula.tex, { display: true });
  const document = facts.documents[0];
  const lineOf = (_: string, at: number) => text.slice(0, at).split("\n").length;
  const flow = document === undefined ? null : flowAt((await testParser()).parse(text), document, offset);
  return {
    revision,
    view,
    formulaSvg: formula?.kind === "formula" ? formula.svg : null,
    flow: flow === null ? null : flowView(uri, flow, { t: translator(language), lineOf }),
  };
}

const lesson = join(import.meta.dirname, "../../../media/lesson/neuron.py");
const tumours = join(import.meta.dirname, "../../../media/data/wisconsin_breast_cancer.csv");

async function lessonData(): Promise<GivenData> {
  const table = await readTable(readFileSync(tumours), "tumours.csv");
  if (table.kind === "problem") throw new Error("no data");
  return new Map([["sklearn:breast_cancer", { kind: "table" as const, table: table.value }]]);
}

/** A product of the lesson, with the numbers that it has in the first epoch. */
export const numberShapes = async (look: Look, code = "np.dot(x.T, err)", known = true) =>
  shapesAt(readFileSync(lesson, "utf8"), code, look, known ? await lessonData() : null);

/** The gradient: `np.dot(x.T, err)`. */
export const gradientShapes = (look: Look) => shapesAt(program, "np.dot(x.T, err)", look);

/** The same with the transpose forgotten: NumPy raises. */
export const mismatchShapes = (look: Look) =>
  shapesAt(program.replace("np.dot(x.T, err)", "np.dot(x, err)"), "np.dot(x, err)", look);

/** The target left as a vector: `a - y` grows in silence. */
export const silentShapes = (look: Look) =>
  shapesAt(program.replace("y = y.reshape(-1, 1)", ""), "- y", look);

export const unknownShapes = (look: Look) =>
  shapesAt(
    "import mystery\nimport numpy as np\n\nx = mystery.load()\nz = np.dot(x, x)\n",
    "np.dot(x, x)",
    look,
  );

/** A product whose numbers the program fixes: (4, 3) · (3, 2). */
export const smallShapes = (look: Look) =>
  shapesAt(
    "import numpy as np\n\na = np.arange(12).reshape(4, 3) - 5\nb = np.array([[1, 0], [2, -1], [0, 3]])\nc = np.dot(a, b)\n",
    "np.dot(a, b)",
    look,
  );

/** Broadcasting that can be followed: (4, 3) + (3,). */
export const sumShapes = (look: Look) =>
  shapesAt(
    "import numpy as np\n\na = np.arange(12).reshape(4, 3)\nb = np.array([10, 20, 30])\nc = a + b\n",
    "+ b",
    look,
  );

/** An addition that NumPy can't broadcast: (364, 30) + (364,). */
export const clashingSum = (look: Look) =>
  shapesAt("import numpy as np\n\nx = np.ones((364, 30))\nb = np.zeros(364)\nz = x + b\n", "+ b", look);

/** A sum along an axis that is kept: (364, 30) → (1, 30). */
export const columnSums = (look: Look) =>
  shapesAt(
    "import numpy as np\n\na = np.ones((364, 30))\nz = np.sum(a, axis=0, keepdims=True)\n",
    "np.sum(a, axis=0, keepdims=True)",
    look,
  );

/** A function that is called with 364 rows and with 91, and weights that are all one. */
export const twoCalls = (look: Look) =>
  shapesAt(
    `import numpy as np

def forpass(x, w):
    z = np.dot(x, w)
    return z

w = np.ones((30, 1))
forpass(np.ones((364, 30)), w)
forpass(np.ones((91, 30)), w)
`,
    "np.dot(x, w)",
    look,
  );

/** A product of ten matrices with ten others. */
export const stackedProduct = (look: Look) =>
  shapesAt(
    "import numpy as np\n\na = np.ones((10, 4, 3))\nb = np.ones((10, 3, 5))\nz = np.matmul(a, b)\n",
    "np.matmul(a, b)",
    look,
  );

const np = (text: string, code: string) => (look: Look) =>
  shapesAt(`import numpy as np\n\n${text}\n`, code, look);

/** Operations of other forms: each has a picture of its own kind. */
export const otherOperations: Readonly<Record<string, (look: Look) => Promise<ShapesScreen>>> = {
  "mismatch-small": np("x = np.ones((4, 3))\nw = np.ones((4, 2))\nz = np.dot(x, w)", "np.dot(x, w)"),
  "mismatch-tall": np("x = np.ones((5000, 784))\nw = np.ones((100, 10))\nz = np.dot(x, w)", "np.dot(x, w)"),
  "shapes-stretch": np("a = np.arange(3).reshape(3, 1)\nb = np.arange(4)\nz = a * b", "* b"),
  "shapes-stretch-stack": np("a = np.ones((8, 5, 4))\nb = np.ones((5, 1))\nz = a * b", "* b"),
  "shapes-vectors": np("a = np.ones(30)\nb = np.ones(30)\nz = np.dot(a, b)", "np.dot(a, b)"),
  "shapes-reshape": np("a = np.arange(12)\nz = a.reshape(3, 4)", "reshape(3, 4)"),
  "shapes-transpose": np("a = np.ones((364, 30))\nz = a.T", "T\n"),
  "shapes-joined": np(
    "a = np.ones((3, 4))\nb = np.ones((2, 4))\nz = np.concatenate([a, b])",
    "np.concatenate([a, b])",
  ),
  "shapes-named": np(
    'def net(x, w):\n    """x: (m, n); w: (n, k)"""\n    return np.dot(x, w)',
    "np.dot(x, w)",
  ),
  "shapes-array": np("x = np.ones((364, 30))\ny = x", "x\n"),
};
