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
});
