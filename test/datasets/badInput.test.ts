import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { prepareDataset } from "../../src/datasets/prepare";
import type { DatasetProblem } from "../../src/datasets/problem";
import { readTable } from "../../src/datasets/read";
import { datasetProblemSentence } from "../../src/present/dataset";

async function problemOf(data: string | Uint8Array): Promise<DatasetProblem | null> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const table = await readTable(bytes, "data.csv");
  if (table.kind === "problem") return table.problem;
  const prepared = prepareDataset(table.value, { name: "data.csv", source: "file" });
  return prepared.kind === "problem" ? prepared.problem : null;
}

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join("\n");

const python = `import numpy as np
class Neuron:
    def forpass(self, x
        return x
n = Neuron()
`;

const cases: readonly (readonly [string, string | Uint8Array, DatasetProblem])[] = [
  ["an empty file", "", { kind: "empty-file" }],
  ["blank lines", "\n\n  \n", { kind: "empty-file" }],
  ["a header alone", "a,b,target\n", { kind: "header-only", columns: 3 }],
  ["one row", "a,b,target\n1,2,0\n", { kind: "one-row" }],
  [
    "nothing but names",
    `a,b,target\n${rows(20, (i) => `x${i},y${i},${i % 2}`)}`,
    { kind: "no-feature", columns: 3 },
  ],
  [
    "one class",
    `a,target\n${rows(20, (i) => `${i * 1.5},yes`)}`,
    { kind: "one-class", column: "target", name: "yes" },
  ],
  ["a Python file with a syntax error", python, { kind: "not-a-table" }],
  [
    "a Python file",
    "import numpy as np\nx = np.zeros((3, 4))\nprint(x, 1, 2)\nx.sum()\ndef f(a, b):\n  return a\n",
    { kind: "not-a-table" },
  ],
  [
    "a Python file that begins with a comma",
    "from a import b, c\ndef f(x:\n  return x\nprint(f(1)\n",
    { kind: "not-a-table" },
  ],
  [
    "a web page under a table's name",
    "\n<!DOCTYPE html>\n<html><body><table><tr><td>1,2</td></tr></table></body></html>",
    { kind: "not-a-table", looksLike: "web-page" },
  ],
  [
    "XML",
    '<?xml version="1.0"?>\n<rows>\n<row><a>1</a></row>\n</rows>\n',
    { kind: "not-a-table", looksLike: "xml" },
  ],
  [
    "a web page that is XML, too",
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-">\n<html></html>\n',
    { kind: "not-a-table", looksLike: "web-page" },
  ],
  [
    "a file of Stata",
    new TextEncoder().encode("<stata_dta><header><release>118</release>\0\0"),
    { kind: "binary-file", looksLike: "statistics" },
  ],
  [
    "a line of one cell among the rows",
    "a,b,target\n1,2,0\n3,1,1\nx\n3,1,1\n",
    { kind: "ragged-row", line: 4, expected: 3, found: 1 },
  ],
  [
    "a file of Weka",
    "% flowers\n%\n@RELATION iris\n\n@ATTRIBUTE a NUMERIC\n@DATA\n5.1,x\n4.9,y\n",
    { kind: "not-a-table", looksLike: "arff" },
  ],
  ["a short row", "a,b,target\n1,2,0\n\n3,1\n", { kind: "ragged-row", line: 4, expected: 3, found: 2 }],
  [
    "a long row after a quoted line end",
    'a,b\n"x\ny",2\n1,2,3\n',
    { kind: "ragged-row", line: 4, expected: 2, found: 3 },
  ],
  ["an open quote", 'a,b\n1,2\n3,"4\n5,6\n', { kind: "unclosed-quote", line: 3 }],
  [
    "a picture",
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0),
    { kind: "binary-file", looksLike: "image" },
  ],
  [
    "bytes of no kind",
    Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 256),
    { kind: "binary-file", looksLike: "unknown" },
  ],
  ["a single column", `target\n${rows(20, (i) => String(i % 2))}`, { kind: "one-column", column: "target" }],
  [
    "a class of one row",
    `a,target\n${rows(20, (i) => `${i * 1.5},${i === 7 ? "rare" : "ab"[i % 2]}`)}`,
    { kind: "class-too-small", column: "target", name: "rare", rows: 1 },
  ],
  ["too few rows", "a,target\n1.5,x\n2.5,y\n3.5,x\n4.5,y\n", { kind: "too-few-rows", rows: 4, needed: 8 }],
  [
    "a name a row for a target",
    `a,target\n${rows(20, (i) => `${i * 1.5},n${i}`)}`,
    { kind: "too-many-classes", column: "target", classes: 20 },
  ],
  [
    "an empty target",
    `a,target\n${rows(20, (i) => `${i * 1.5},`)}`,
    { kind: "empty-target", column: "target" },
  ],
  [
    "a hole in each row",
    `a,b,target\n${rows(20, (i) => (i % 2 ? `${i}.5,,${i % 3 ? 1 : 0}` : `,${i}.5,${i % 3 ? 1 : 0}`))}`,
    { kind: "no-complete-row", rows: 20 },
  ],
]; // prettier-ignore

describe("a data set that cannot be used", () => {
  it.each(cases)("%s", async (_name, data, wanted) => {
    const found = await problemOf(data);
    expect(found).toEqual(wanted);
    const sentence = datasetProblemSentence(wanted, english);
    expect(sentence).toMatch(/^[A-Z0-9Ea-z].*[.:]$/);
    expect(sentence).not.toMatch(/\{\d\}|undefined|NaN/);
  });
});

describe("a data set of an unusual shape", () => {
  async function prepared(text: string, name = "data.csv") {
    const table = await readTable(new TextEncoder().encode(text), name);
    if (table.kind === "problem") throw new Error(table.problem.kind);
    const result = prepareDataset(table.value, { name, source: "file" });
    if (result.kind === "problem") throw new Error(result.problem.kind);
    return result.value;
  }

  it("of ten thousand columns is trained on, and said to have more features than rows", async () => {
    const columns = 10_000;
    const header = Array.from({ length: columns }, (_, j) => `x${j}`).join(",");
    const line = (i: number) =>
      `${Array.from({ length: columns }, (_, j) => ((i * 7919 + j * 104_729) % 1009) / 8).join(",")},${i % 2}`;
    const { train, summary } = await prepared(`${header},target\n${rows(30, line)}`);
    const note = summary.notes.find((each) => each.kind === "more-features-than-rows");
    expect(note).toEqual({
      kind: "more-features-than-rows",
      features: train.inputs.features,
      rows: train.inputs.samples,
    });
    const dropped = summary.notes.filter((each) => each.kind === "column-dropped").length;
    expect(train.inputs.features + dropped).toBe(columns);
    expect(train.inputs.features).toBeGreaterThan(500);
    expect(train.inputs.data.every(Number.isFinite)).toBe(true);
  });

  it("with numbers beyond a float64's range loses those rows, and says so", async () => {
    const text = `a,b,target\n${rows(60, (i) => `${i}.5,${i === 4 || i === 9 ? "1e999" : i * i},${i % 2}`)}`;
    const { train, summary } = await prepared(text);
    expect(summary.notes).toContainEqual({ kind: "rows-dropped", rows: 2, why: "infinite" });
    expect(summary.rows).toBe(58);
    expect(train.inputs.data.every(Number.isFinite)).toBe(true);
  });

  it("with numbers whose squares overflow loses those rows, and says so", async () => {
    const text = `a,b,target\n${rows(60, (i) => `${i % 20 === 3 ? `-${1 + i}e300` : `${i}.5`},${i * 1.5},${i % 2}`)}`;
    const { train, summary } = await prepared(text);
    expect(summary.notes).toContainEqual({ kind: "rows-dropped", rows: 3, why: "infinite" });
    expect(train.inputs.data.every(Number.isFinite)).toBe(true);
    const all = `a,b,target\n${rows(60, (i) => `${1 + (i % 13)}e300,${i * 1.5},${i % 2}`)}`;
    expect(await problemOf(all)).toEqual({ kind: "no-complete-row", rows: 60 });
  });

  it("with a lying ending is read as what it is", async () => {
    const records = rows(20, (i) => JSON.stringify({ a: i * 1.5, target: i % 2 }));
    expect((await prepared(records, "data.csv")).summary.rows).toBe(20);
    expect(
      (await prepared(`a,target\n${rows(20, (i) => `${i * 1.5},${i % 2}`)}`, "a.npy")).summary.rows,
    ).toBe(20);
  });
});
