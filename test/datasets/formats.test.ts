import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareDataset } from "../../src/datasets/prepare";
import type { DatasetProblem } from "../../src/datasets/problem";
import { readTable, readTableStream } from "../../src/datasets/read";
import { cellText, type Table } from "../../src/datasets/table";
import { taskOf } from "../../src/datasets/target";
import { oracleIsHere, python } from "../training/oracle";

const data = join(import.meta.dirname, "../cases/data");

async function read(bytes: Uint8Array | string, name = "data.txt"): Promise<Table> {
  const table = await readTable(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, name);
  if (table.kind === "problem") throw new Error(JSON.stringify(table.problem));
  return table.value;
}

async function problemOf(bytes: Uint8Array | string, name = "data.txt"): Promise<DatasetProblem | null> {
  const table = await readTable(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, name);
  return table.kind === "problem" ? table.problem : null;
}

/** Rows of cells as text, under their names. */
function cells(table: Table): Record<string, (string | null)[]> {
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      Array.from({ length: table.rows }, (_, row) => cellText(column, row)),
    ]),
  );
}

const three = { a: ["1", "2.5", null], b: ["x", "y", "z"] };

describe("delimited text", () => {
  it.each([
    ["commas", "a,b\n1,x\n2.5,y\n,z\n"],
    ["tabs, CRLF", "a\tb\r\n1\tx\r\n2.5\ty\r\n\tz\r\n"],
    ["semicolons and decimal commas", "a;b\n1;x\n2,5;y\n;z"],
    ["pipes", "a|b\n1|x\n2.5|y\n|z"],
    ["old Mac line ends", "a,b\r1,x\r2.5,y\r,z\r"],
    ["a byte order mark, quotes, blanks", '\uFEFF"a", b\n"1", x\n"2.5",y\n"",z\n'],
    ["Excel's sep line", "sep=;\na;b\n1;x\n2.5;y\n;z\n"],
    ["trailing delimiters and blank lines", "a,b,\n1,x,\n2.5,y,\n\n,z,\n,,\n"],
    ["runs of blanks, as NumPy writes them", "# a b\n1 x\n  2.5   y\nnan z\n"],
  ])("with %s", async (_name, text) => {
    expect(cells(await read(text))).toEqual(three);
  });

  it("in single quotes, where whole cells of most lines stand in them", async () => {
    expect(cells(await read("'a','b'\n1,'x'\n2.5,'y'\n,'z'\n"))).toEqual(three);
    const table = await read("n;t\n1;'it''s; so'\n2;'b'\n3;'c'\n");
    expect(cells(table)).toEqual({ n: ["1", "2", "3"], t: ["it's; so", "b", "c"] });
    expect(table.format).toMatchObject({ delimiter: ";", quote: "'" });
    const both = await read("n,a,b\n1,'it',\"x, y\"\n2,'b',\"z, w\"\n3,'c',\"q, r\"\n");
    expect(cells(both)).toMatchObject({ a: ["'it'", "'b'", "'c'"], b: ["x, y", "z, w", "q, r"] });
    const feet = await read("who,size\nRick O'Neil,5'4'\nAnn,6'1'\nBob D',5'9'\n");
    expect(cells(feet)).toEqual({ who: ["Rick O'Neil", "Ann", "Bob D'"], size: ["5'4'", "6'1'", "5'9'"] });
    expect(feet.format.quote).toBeUndefined();
  });

  it("between blanks and tabs", async () => {
    const table = await read("0.5 \t1.5  0 \n  2.5\t3.5 \t1\n4.5  5.5\t0\n");
    expect(table.columns.map((column) => column.kind)).toEqual(["number", "number", "number"]);
    expect(table.rows).toBe(3);
    const tabs = await read("a\tb\nItem 1\t2\nItem 2\t3\n");
    expect(tabs.columns.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("takes names for names where files with the same ones were put together", async () => {
    const one = "a,kind\n1,x\n2,y\n3,x\n";
    const table = await read(one.repeat(12));
    expect(table.columns.map(({ name }) => name)).toEqual(["a", "kind"]);
  });

  it("names a last column that has no name, where there is something in it", async () => {
    const named = async (text: string) => (await read(text)).columns.map(({ name }) => name);
    expect(await named("a,b,\n1,2,x\n3,4,y\n")).toEqual(["a", "b", "column_3"]);
    expect(await named("a,b,\n1,2,\n3,4,\n")).toEqual(["a", "b"]);
  });

  it("is not looked for in the brackets of a log", async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `[2024-01-01 10:00:${10 + i}] epoch ${i}: loss ${i}`);
    expect((await read(lines.join("\n"), "train.log")).format.kind).toBe("csv");
    expect(await problemOf('[{"a": 1, 2', "data.json")).toEqual({
      kind: "bad-line",
      format: "JSON",
      line: 1,
    });
  });

  it("names columns that have none, and keeps all rows", async () => {
    const table = await read("1,2,x\n3,4,y\n5,6,x\n");
    expect(table.rows).toBe(3);
    expect(table.columns.map((column) => column.name)).toEqual(["column_1", "column_2", "column_3"]);
    expect(table.format.header).toBe(false);
  });

  it("gives a second name to a name that occurs twice", async () => {
    const table = await read("a,a,a_2\n1,2,3\n4,5,6\n");
    expect(table.columns.map((column) => column.name)).toEqual(["a", "a_2", "a_2_2"]);
    expect(table.renamed).toEqual([
      { from: "a", to: "a_2" },
      { from: "a_2", to: "a_2_2" },
    ]);
  });

  it("takes NaN, NA, ? and the like for missing, and infinity for infinite", async () => {
    const table = await read(
      `a,b\n${["1", "NaN", "n/a", "?", "-", "NULL", "-inf", "Infinity", "1e999"].map((v) => `${v},0`).join("\n")}`,
    );
    const [a] = table.columns;
    expect(a?.kind === "number" && [a.missing, a.infinite]).toEqual([5, 3]);
    expect(a?.kind === "number" && a.values[6]).toBe(Number.NEGATIVE_INFINITY);
  });

  it("keeps a few texts among numbers apart, with the line of the first", async () => {
    const lines = Array.from({ length: 40 }, (_, i) => (i === 11 ? "twelve,0" : `${i},1`));
    const [a] = (await read(`a,b\n${lines.join("\n")}`)).columns;
    expect(a?.kind === "number" && a.stray).toEqual({ cells: 1, line: 13, text: "twelve" });
    const many = Array.from({ length: 40 }, (_, i) => (i % 2 ? "twelve,0" : `${i},1`));
    expect((await read(`a,b\n${many.join("\n")}`)).columns[0]?.kind).toBe("text");
  });

  it("reads thousands, and leaves hexadecimal and dates as text", async () => {
    const { columns } = await read('n,h,d\n"1,234.5",0x1F,2024-01-02\n"2,000",0xAB,2024-01-03\n');
    expect(columns.map((column) => column.kind)).toEqual(["number", "text", "text"]);
    expect(columns[0]?.kind === "number" && [...columns[0].values]).toEqual([1234.5, 2000]);
  });

  it.each([
    ["utf-16le", [0xff, 0xfe], true],
    ["utf-16be", [0xfe, 0xff], false],
    ["utf-16le", [], true],
  ] as const)("in %s", async (encoding, mark, little) => {
    const text = "키,품종\n1.5,가\n2.5,나\n".replaceAll("품종", "species");
    const bytes = Uint8Array.from([
      ...mark,
      ...[...text].flatMap((character) => {
        const code = character.charCodeAt(0);
        return little ? [code & 255, code >> 8] : [code >> 8, code & 255];
      }),
    ]);
    const table = await read(bytes);
    expect(table.format.encoding).toBe(encoding);
    expect(cells(table)).toEqual({ 키: ["1.5", "2.5"], species: ["가", "나"] });
  });

  it("in CP949, as Korean Excel saves it", async () => {
    // 키,품종 / 1.5,똠 (똠 is only in CP949, not in the older EUC-KR) / 2.5,가
    const bytes = [0xc5, 0xb0, 0x2c, 0xc7, 0xb0, 0xc1, 0xbe, 10, 0x31, 0x2e, 0x35, 0x2c, 0x8c, 0x63, 10];
    const table = await read(Uint8Array.from([...bytes, 0x32, 0x2e, 0x35, 0x2c, 0xb0, 0xa1, 10]));
    expect(table.format.encoding).toBe("cp949");
    expect(cells(table)).toEqual({ 키: ["1.5", "2.5"], 품종: ["똠", "가"] });
  });

  it("cut into pieces anywhere, also inside a character, a quote, and a line end", async () => {
    const row = (i: number) => `${i}.5,"a ""quoted""\r\ncell, ${"가".repeat(i % 7)}",${i % 3}\r\n`;
    const text = `x,text,class\r\n${Array.from({ length: 60_000 }, (_, i) => row(i)).join("")}`;
    const table = await read(text);
    expect(table.rows).toBe(60_000);
    const [x, label, target] = table.columns;
    expect(x?.kind === "number" && x.values.every((value, i) => value === i + 0.5)).toBe(true);
    expect(label?.kind === "text" && label.categories.length).toBe(7);
    expect(target?.kind === "number" && target.values.every((value, i) => value === i % 3)).toBe(true);
  });
});

describe("a large file", () => {
  const text = `x,class\n${Array.from({ length: 50_000 }, (_, i) => `${i},${i % 2}`).join("\n")}\n`;
  const bytes = new TextEncoder().encode(text);

  it("is too large where its columns take more than they may, and is sampled where that is asked", async () => {
    const memory = 200_000;
    const whole = await readTable(bytes, "large.csv", { memory });
    expect(whole.kind === "problem" && whole.problem.kind).toBe("too-large");
    const tenth = await readTable(bytes, "large.csv", { memory, keepEvery: 10 });
    if (tenth.kind === "problem") throw new Error(tenth.problem.kind);
    const [x] = tenth.value.columns;
    expect(tenth.value.rows).toBe(5000);
    expect(x?.kind === "number" && x.values.every((value, row) => value === row * 10)).toBe(true);
  });

  it("is read from a stream as from memory, whatever the pieces", async () => {
    async function* pieces(of: Uint8Array, size: number) {
      for (let at = 0; at < of.length; at += size) yield of.subarray(at, at + size);
    }
    const large = new TextEncoder().encode(text + text.slice(8).repeat(4));
    for (const [content, size] of [
      [large, 70_001],
      [large, 1 << 22],
      [bytes.subarray(0, 100), 7],
    ] as const) {
      const options = { fileSize: content.length };
      const streamed = await readTableStream(pieces(content, size), "large.csv", options);
      expect(streamed).toEqual(await readTable(content, "large.csv"));
    }
    const parquet = readFileSync(join(data, "people.parquet"));
    expect(await readTableStream(pieces(parquet, 1000), "p")).toEqual(await readTable(parquet, "p"));
    expect(await readTableStream(pieces(new Uint8Array(), 1), "e")).toMatchObject({
      problem: { kind: "empty-file" },
    });
  });

  it("is given up when it is cancelled, and says how far it is", async () => {
    const shares: number[] = [];
    const large = new TextEncoder().encode(text + text.slice(8).repeat(8));
    const table = await readTable(large, "large.csv", {
      onProgress: (share) => {
        shares.push(share);
      },
      isCancelled: () => shares.length === 2,
    });
    expect(table).toEqual({ kind: "problem", problem: { kind: "cancelled" } });
    expect(shares.length).toBe(2);
    expect(shares[0]).toBeLessThan(0.6);
  });
});

describe("JSON", () => {
  const records = [{ a: 1, b: "x" }, { a: 2.5, b: "y" }, { b: "z" }];
  it.each([
    ["a list of records", records],
    [
      "rows under names",
      [
        ["a", "b"],
        [1, "x"],
        [2.5, "y"],
        [null, "z"],
      ],
    ],
    [
      "pandas' split",
      {
        columns: ["a", "b"],
        index: [0, 1, 2],
        data: [
          [1, "x"],
          [2.5, "y"],
          [null, "z"],
        ],
      },
    ],
    ["pandas' columns", { a: { 0: 1, 1: 2.5, 2: null }, b: { 0: "x", 1: "y", 2: "z" } }],
    ["a dictionary of lists", { a: [1, 2.5, null], b: ["x", "y", "z"] }],
    [
      "lists of one length beside shorter ones",
      { a: [1, 2.5, null], b: ["x", "y", "z"], names: ["p", "q"], by: "me" },
    ],
    ["records beside something else", { version: 1, rows: records }],
  ])("as %s", async (_name, value) => {
    expect(cells(await read(JSON.stringify(value)))).toEqual(three);
  });

  it("one record a line", async () => {
    const table = await read(records.map((record) => JSON.stringify(record)).join("\n"), "data.jsonl");
    expect(cells(table)).toEqual(three);
    expect(table.format.kind).toBe("json-lines");
    expect(cells(await read(records.map((record) => `${JSON.stringify(record)}\r\n`).join("")))).toEqual(
      three,
    );
  });

  it("takes rows of numbers and a list of targets together", async () => {
    const table = await read(
      JSON.stringify({
        X: [
          [1, 2],
          [3, 4],
        ],
        y: [0, 1],
        names: ["p", "q", "r"].slice(0, 1),
      }),
    );
    expect(cells(table)).toEqual({ "X[0]": ["1", "3"], "X[1]": ["2", "4"], y: ["0", "1"] });
  });

  it("gives what is within a record, and each number of a list, a column", async () => {
    const nested = [
      { a: { b: 1, c: { d: "x" } }, e: [1, 2.5], f: ["p", "q"] },
      { a: { b: 2 }, e: [3], f: [] },
    ];
    for (const text of [JSON.stringify(nested), nested.map((each) => JSON.stringify(each)).join("\n")]) {
      const table = await read(text);
      expect(cells(table)).toEqual({
        "a.b": ["1", "2"],
        "a.c.d": ["x", null],
        "e[0]": ["1", "3"],
        "e[1]": ["2.5", null],
        f: ['["p","q"]', "[]"],
      });
    }
  });

  it("as Python writes what is no number", async () => {
    const odd = '[{"a": NaN, "b": "NaN, Infinity"},\n{"a": -Infinity, "b": "\\"NaN"}, {"a": 2, "b": ""}]';
    for (const text of [
      odd,
      odd
        .slice(1, -1)
        .replace(/, (?=\{)/, "\n")
        .replace(/,$/m, ""),
    ]) {
      const table = await read(text);
      expect(table.columns[0]).toMatchObject({ kind: "number", missing: 1, infinite: 1 });
      expect(cells(table).b).toEqual(["NaN, Infinity", '"NaN', null]);
    }
    expect(await problemOf('[{"a": NaN},\n{"a" NaN}]')).toMatchObject({ kind: "bad-line", line: 2 });
    expect(await problemOf('[{"a": Nano}]')).toMatchObject({ kind: "bad-line", line: 1 });
  });

  it("says which line is broken", async () => {
    expect(await problemOf('[{"a": 1},\n{"a": 2},\n{"a" 3}]')).toEqual({
      kind: "bad-line",
      format: "JSON",
      line: 3,
    });
    expect(await problemOf('{"a": 1}\n{"a": 2}\n{"a": }\n', "x.jsonl")).toEqual({
      kind: "bad-line",
      format: "JSON",
      line: 3,
    });
    expect(await problemOf("{}")).toEqual({ kind: "not-a-table" });
    expect(await problemOf("[]")).toEqual({ kind: "empty-file" });
  });
});

describe("libsvm", () => {
  it("is made dense", async () => {
    const table = await read("+1 1:0.5 3:2 # a comment\n-1 2:1e-3\n+1 1:-4\n");
    expect(cells(table)).toEqual({
      feature_1: ["0.5", "0", "-4"],
      feature_2: ["0", "0.001", "0"],
      feature_3: ["2", "0", "0"],
      label: ["1", "-1", "1"],
    });
  });

  it("says which line is broken", async () => {
    const lines = Array.from({ length: 20 }, (_, i) => (i === 14 ? "1 2:x" : `1 1:${i}`));
    expect(await problemOf(lines.join("\n"))).toEqual({ kind: "bad-line", format: "libsvm", line: 15 });
  });
});

describe("Parquet", () => {
  it.each(["people.parquet", "people_gzip.parquet"])("%s, written by pyarrow", async (name) => {
    const table = await read(readFileSync(join(data, name)));
    expect(table.rows).toBe(60);
    const all = cells(table);
    expect(Object.keys(all)).toEqual(["id", "height", "weight", "smoker", "city", "born", "class"]);
    expect(all.id?.slice(0, 3)).toEqual(["1", "2", "3"]);
    expect(all.height?.[0]).toBe("187.89");
    expect(all.height?.[7]).toBe(null);
    expect(new Set(all.city)).toEqual(new Set(["서울", "Busan"]));
    expect(new Set(all.smoker)).toEqual(new Set(["true", "false"]));
    expect(all.born?.[0]).toMatch(/^\d{4}-\d\d-\d\d$/);
    const prepared = prepareDataset(table, { name, source: "file" });
    if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
    expect(prepared.value.summary.featureNames).toEqual(
      ["height", "weight", "smoker=true", "city=Busan"].map((each) =>
        expect.stringMatching(each.split("=")[0] ?? ""),
      ),
    );
    expect(prepared.value.summary.notes).toEqual(
      expect.arrayContaining([
        { kind: "column-dropped", column: "id", why: "identifier" },
        { kind: "column-dropped", column: "born", why: "date" },
        { kind: "rows-dropped", rows: 1, why: "missing" },
      ]),
    );
  });

  it("truncated, or packed in a way that is not read here", async () => {
    const whole = readFileSync(join(data, "people.parquet"));
    for (const length of [4, 100, whole.length - 1])
      expect(await problemOf(whole.subarray(0, length))).toEqual({ kind: "damaged-file", format: "Parquet" });
    expect(await problemOf(readFileSync(join(data, "people_zstd.parquet")))).toEqual({
      kind: "unsupported-format",
      format: "Parquet",
      detail: "ZSTD",
    });
  });

  it("is known by what it holds, not by its name", async () => {
    expect((await read(readFileSync(join(data, "people.parquet")), "people.csv")).format.kind).toBe(
      "parquet",
    );
    expect((await read("a,b\n1,2\n3,4\n", "a.parquet")).format.kind).toBe("csv");
  });
});

describe.skipIf(!oracleIsHere)("NumPy's files", () => {
  let folder = "";
  const script = `
import numpy as np, sys
f = sys.argv[1] + "/"
a = np.arange(12, dtype=float).reshape(4, 3) / 4
for code in ["<f8", ">f8", "<f4", "<f2", "<i8", ">i4", "<i2", "|i1", "<u4", "|u1", "|b1"]:
    np.save(f + code[1:] + ("b" if code[0] == ">" else ""), (a * 4).astype(code))
np.save(f + "fortran", np.asfortranarray(a))
np.savez(f + "both", y=np.array(["seoul", "부산", "seoul", "부산"]), X=a)
np.savez_compressed(f + "packed", X=a, y=np.array([0, 1, 0, 1]), names=np.array(["a"]))
np.save(f + "objects", np.array([{}, 1], dtype=object), allow_pickle=True)
np.savetxt(f + "text", a)
`;
  // The body of a suite runs though the suite is skipped: this must wait until it is known that there is a NumPy.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "neuron-lens-numpy-"));
    execFileSync(python, ["-c", script, folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (name: string) => read(readFileSync(join(folder, name)), name);
  const quarters = {
    column_1: ["0", "0.75", "1.5", "2.25"],
    column_2: ["0.25", "1", "1.75", "2.5"],
    column_3: ["0.5", "1.25", "2", "2.75"],
  };

  it.each(["f8", "f8b", "f4", "f2", "i8", "i4b", "i2", "i1", "u4", "u1"])("%s", async (name) => {
    expect(cells(await open(`${name}.npy`))).toEqual({
      column_1: ["0", "3", "6", "9"],
      column_2: ["1", "4", "7", "10"],
      column_3: ["2", "5", "8", "11"],
    });
  });

  it("in Fortran's order, and as text", async () => {
    expect(cells(await open("fortran.npy"))).toEqual(quarters);
    expect(cells(await open("text"))).toEqual(quarters);
  });

  it("several arrays: the vector comes last, as the target", async () => {
    const both = await open("both.npz");
    expect(both.columns.map((column) => column.name)).toEqual(["X_1", "X_2", "X_3", "y"]);
    expect(cells(both).y).toEqual(["seoul", "부산", "seoul", "부산"]);
    expect(Object.keys(cells(await open("packed.npz")))).toEqual(["X_1", "X_2", "X_3", "y"]);
  });

  it("which are no tables", async () => {
    const bytes = (name: string) => readFileSync(join(folder, name));
    expect(await problemOf(bytes("objects.npy"))).toMatchObject({
      kind: "unsupported-format",
      detail: "Python objects",
    });
    expect(await problemOf(bytes("f8.npy").subarray(0, 150))).toEqual({
      kind: "damaged-file",
      format: "npy",
    });
  });
});

describe("blanks between the cells", () => {
  const rows = [1, 2, 3, 4, 5].map(
    (at) => `1${at}.0   8   30${at}.5      ${at === 3 ? "?" : "130.0"}\t"ford ${at}"`,
  );

  it("are told from a tab before a name in quotes, which is one cell", async () => {
    const { columns, format } = await read(`${rows.join("\n")}\n`, "auto.data");
    expect(format).toMatchObject({ delimiter: " ", header: false });
    expect(columns.map(({ kind }) => kind)).toEqual(["number", "number", "number", "number", "text"]);
    expect(columns.map(({ missing }) => missing)).toEqual([0, 0, 0, 1, 0]);
    const names = columns[4];
    expect(names?.kind === "text" && names.categories).toEqual([1, 2, 3, 4, 5].map((at) => `ford ${at}`));
  });
});

it("takes whole numbers for a quantity where one of them is too rare to be a class", async () => {
  const task = async (targets: readonly number[]) => {
    const { columns } = await read(
      `x,y\n${targets.map((each, at) => `${at},${each}`).join("\n")}\n`,
      "a.csv",
    );
    return taskOf(
      columns[1] ?? { kind: "text", name: "", codes: new Int32Array(), categories: [], missing: 0 },
    );
  };
  const grades = Array.from({ length: 30 }, (_, at) => at % 3);
  expect(await task(grades)).toBe("classes");
  expect(await task([...grades, 3, 3, 3])).toBe("classes");
  expect(await task([...grades, 3, 3])).toBe("numbers");
  expect(await task([0, 1, 1, 1, 1])).toBe("two-classes");
});

it("takes years one after the other for names of columns", async () => {
  const { columns } = await read("2020,2021,2022,label\n0.1,0.2,0.3,a\n0.4,0.5,0.6,b\n", "data.csv");
  expect(columns.map(({ name }) => name)).toEqual(["2020", "2021", "2022", "label"]);
  const { columns: data } = await read("1,2,3,a\n4,5,6,b\n7,8,9,a\n", "data.csv");
  expect(data.map(({ name }) => name)).toEqual(["column_1", "column_2", "column_3", "column_4"]);
});

describe("numbers with something beside them", () => {
  const column = async (cells: readonly string[]) => {
    const rows = cells.map((cell, at) => `"${cell}",${at % 2}`).join("\n");
    const { columns } = await read(`x,target\n${rows}\n`);
    return columns[0];
  };
  const values = async (cells: readonly string[]) => {
    const found = await column(cells);
    return found?.kind === "number" ? [...found.values] : found?.kind;
  };

  it("are read where all have the same", async () => {
    expect(await values(["$12.50", "$1,200", "-$3", "$-4"])).toEqual([12.5, 1200, -3, -4]);
    expect(await values(["5.1%", "6 %", "NA"])).toEqual([5.1, 6, Number.NaN]);
    expect(await values(["12.5 kg", "9kg", "−2.5 kg"])).toEqual([12.5, 9, -2.5]);
    expect(await values(["1.5 km/h", "2 km/h"])).toEqual([1.5, 2]);
    expect(await values(["US$3.5", "US$4"])).toEqual([3.5, 4]);
    expect(await values(["1,200.5원", "3원"])).toEqual([1200.5, 3]);
    expect(await values(["−1.5", "2"])).toEqual([-1.5, 2]);
  });

  it("are read with blanks between the thousands, in brackets, and in India's groups", async () => {
    expect(await values(["1 234 567", "12 345", "7"])).toEqual([1234567, 12345, 7]);
    expect(await values(["9 328.5 €", "12.5 €"])).toEqual([9328.5, 12.5]);
    expect(await values(["(1,234.50)", "20.5", "(3.25)"])).toEqual([-1234.5, 20.5, -3.25]);
    expect(await values(["12,34,567", "2,34,567.5", "567"])).toEqual([1234567, 234567.5, 567]);
    expect(await values(["1'234.5", "12’345", "7"])).toEqual([1234.5, 12345, 7]);
    expect(await values(["CHF 1'200.50", "CHF 20"])).toEqual([1200.5, 20]);
    expect(await values(["5'4", "6'11"])).toBe("text");
    expect(await values(["010 123 456", "010 987 654"])).toBe("text");
    expect(await values(["1 23", "4 56"])).toBe("text");
    expect(await values(["(a)", "(b)"])).toBe("text");
  });

  it("are told of with the first cell", async () => {
    expect(await column(["12.5 kg", "9 kg"])).toMatchObject({
      mark: { before: "", behind: "kg", cell: "12.5 kg" },
      stray: null,
    });
  });

  it("stay text where they differ, and where a few whole ones name groups", async () => {
    expect(await values(["5.5 kg", "6 lb"])).toBe("text");
    expect(await values(["5.5 kg", "6"])).toBe("text");
    expect(await values(["$5.5", "6.5$"])).toBe("text");
    expect(await values(["1학년", "2학년", "3학년"])).toBe("text");
    expect(await values(["A12", "A13.5"])).toBe("text");
    expect(await values(["10:30", "11:45"])).toBe("text");
    expect(await values(Array.from({ length: 11 }, (_, at) => `${at}살`))).toEqual([...Array(11).keys()]);
  });
});
