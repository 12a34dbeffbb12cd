import { beforeAll, describe, expect, it } from "vitest";
import type { DataFile, DataFiles } from "../../src/domains/library";
import { Analyzer } from "../../src/insight/analyze";
import { libraries } from "../../src/libraries/libraries";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

const columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"].map((name) => ({
  name,
  dtype: "float" as const,
}));

const described: Readonly<Record<string, DataFile>> = {
  "iris.csv": {
    kind: "table",
    rows: 150,
    hasHeader: true,
    columns: [...columns, { name: "species", dtype: "str" }],
  },
  "plain.txt": { kind: "table", rows: 97, hasHeader: false, columns: columns.slice(0, 2) },
  "data/x.npy": { kind: "array", shape: [60, 28, 28], dtype: "int" },
  "both.npz": {
    kind: "archive",
    entries: { x: { shape: [5, 3], dtype: "float" }, y: { shape: [5], dtype: "int" } },
  },
};

const files: DataFiles = { describe: (path) => described[path] ?? null };

describe("files of the workspace", () => {
  let parser: Parser;
  beforeAll(async () => {
    parser = await testParser();
  });

  /** The shape that the last line's name holds. */
  function shapeOf(...lines: string[]): string {
    const text = `import numpy as np\nimport pandas as pd\nimport os\n${lines.join("\n")}\n`;
    const start = text.lastIndexOf("\nx =") + 1;
    const facts = new Analyzer(parser, { libraries }).analyze({
      documents: [{ uri: "/home/learner/train.py", version: 1, text }],
      files,
    });
    const found = facts.documents[0]?.expressions.find(
      ({ span }) => span.start === start && span.end === start + 1,
    );
    const [only] = found?.values ?? [];
    if (only === undefined || only.shape === null) return JSON.stringify(found?.reason ?? "none");
    return `(${only.shape.map((size) => size.text).join(", ")}) ${only.dtype}`;
  }

  it("have their real rows and columns", () => {
    expect(shapeOf("x = pd.read_csv('iris.csv').values")).toBe("(150, 5) object");
    expect(shapeOf("x = pd.read_csv('iris.csv', header=None).values")).toBe("(151, 5) object");
    expect(shapeOf("df = pd.read_csv('iris.csv')", "x = df.drop('species', axis=1).values")).toBe(
      "(150, 4) float",
    );
    expect(shapeOf("df = pd.read_csv('iris.csv')", "x = df.iloc[:, :-1].values")).toBe("(150, 4) float");
    expect(shapeOf("df = pd.read_csv('iris.csv')", "x = df['petal_width'].to_numpy()")).toBe("(150) float");
    expect(shapeOf("df = pd.read_csv('iris.csv')", "x = df.loc[:, 'sepal_width':'petal_width'].values")).toBe(
      "(150, 3) float",
    );
    expect(shapeOf("x = pd.read_csv('iris.csv', nrows=10, usecols=['petal_width']).values")).toBe(
      "(10, 1) float",
    );
    expect(shapeOf("x = pd.read_csv('iris.csv', index_col=0).values")).toBe("(150, 4) object");
    expect(shapeOf("x = pd.read_csv('plain.txt', header=None, names=['a', 'b']).values")).toBe(
      "(97, 2) float",
    );
    expect(shapeOf("x = pd.read_csv('plain.txt').values")).toBe("(96, 2) float");
    expect(shapeOf("x = pd.read_csv('plain.txt', header=None, skiprows=[0, 2]).values")).toBe(
      "(95, 2) float",
    );
    expect(shapeOf("x = pd.read_csv('iris.csv', skiprows=[0]).values")).toBe("(149, 5) object");
    expect(shapeOf("x = pd.read_csv('iris.csv', header=None, skiprows=1).values")).toBe("(150, 5) object");
    expect(shapeOf("x = pd.read_csv('iris.csv', header=2).values")).toBe("(148, 5) object");
    expect(shapeOf("x = pd.read_csv('iris.csv', skiprows=lambda n: n % 2).values")).toBe("(rows, 5) object");
    expect(shapeOf("x = pd.read_csv(os.path.join('', 'iris.csv')).shape[0] * np.ones(2)")).toBe("(2) float");
  });

  it("keep their columns when rows are masked", () => {
    expect(
      shapeOf("df = pd.read_csv('iris.csv')", "x = df[df['species'] == 'setosa'].iloc[:, :4].values"),
    ).toMatch(/^\(k\d*, 4\) float$/);
  });

  it("are named where they are not there", () => {
    expect(shapeOf("x = pd.read_csv('gone.csv').values")).toBe("(rows, columns) unknown");
    expect(shapeOf("df = pd.read_csv('gone.csv')", "x = df['a'].values")).toBe("(rows) unknown");
    expect(shapeOf("df = pd.read_csv('gone.csv', names=['a', 'b'])", "x = df[['a']].values")).toBe(
      "(rows, 1) unknown",
    );
  });

  it("are read by NumPy too", () => {
    expect(shapeOf("x = np.loadtxt('plain.txt', delimiter=',')")).toBe("(97, 2) float");
    expect(shapeOf("x = np.loadtxt('plain.txt', delimiter=',', usecols=0)")).toBe("(97) float");
    expect(shapeOf("x = np.genfromtxt('iris.csv', delimiter=',', skip_header=1)")).toBe("(150, 5) float");
    expect(shapeOf("x = np.load('data/x.npy')")).toBe("(60, 28, 28) int");
    expect(shapeOf("d = np.load('both.npz')", "x = d['x']")).toBe("(5, 3) float");
    expect(shapeOf("x = np.load('gone.npy')")).toContain("file-data");
  });

  it("are known where the program has written them itself", () => {
    const x = "a = np.ones((4, 3))";
    expect(shapeOf(x, "np.save('made', a)", "x = np.load('made.npy')")).toBe("(4, 3) float");
    expect(shapeOf(x, "np.savez('made.npz', a=a, b=a[:, 0])", "d = np.load('made.npz')", "x = d['b']")).toBe(
      "(4) float",
    );
    expect(
      shapeOf(
        "import pickle",
        x,
        "with open('w.pkl', 'wb') as f:",
        "    pickle.dump({'W': a}, f)",
        "with open('w.pkl', 'rb') as f:",
        "    p = pickle.load(f)",
        "x = p['W']",
      ),
    ).toBe("(4, 3) float");
    // Two objects in one file, or another file: which it is nobody knows.
    expect(
      shapeOf(
        "import pickle",
        x,
        "f = open('w.pkl', 'wb')",
        "pickle.dump(a, f)",
        "pickle.dump(a[0], f)",
        "x = pickle.load(open('w.pkl', 'rb'))",
      ),
    ).toContain("file-data");
    expect(shapeOf(x, "np.save('made', a)", "x = np.load('other.npy')")).toContain("file-data");
  });

  it("may be texts of the program", () => {
    expect(shapeOf("from io import StringIO", "x = np.loadtxt(StringIO('1 2 3\\n4 5 6'))")).toBe(
      "(2, 3) float",
    );
    expect(shapeOf("import io", "x = pd.read_csv(io.StringIO('a,b\\n1,2\\n3,4\\n5,6')).values")).toBe(
      "(3, 2) int",
    );
  });

  it("are found from the program's own folder", () => {
    expect(
      shapeOf(
        "here = os.path.dirname(os.path.abspath(__file__))",
        "x = np.load(os.path.join(here, 'data', 'x.npy'))",
      ),
    ).toBe("(60, 28, 28) int");
    expect(shapeOf("from pathlib import Path", "x = np.load(Path(__file__).parent / 'data' / 'x.npy')")).toBe(
      "(60, 28, 28) int",
    );
  });
});
