import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { rangesOf, readParquet } from "../../src/datasets/parquet";
import type { Result } from "../../src/datasets/problem";
import { createTableReader, type ReadOptions, readTable } from "../../src/datasets/read";
import { cellText, type Table } from "../../src/datasets/table";
import { parquetOf } from "./parquetWriter";

interface Rows {
  readonly numbers: readonly (readonly [number, number])[];
  readonly texts: readonly string[];
}

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const text = fc.array(fc.constantFrom("a", "B", " ", ",", '"', "\n", "가", "é", "😀"), { maxLength: 6 });
const rows: fc.Arbitrary<Rows> = fc
  .array(fc.tuple(number, number, text), { minLength: 1, maxLength: 30 })
  .map((all) => ({
    numbers: all.map(([a, b]) => [a, b] as const),
    texts: all.map(([, , letters]) => `k${letters.join("")}k`),
  }));

const utf8 = new TextEncoder();

/** An array as `np.save` writes it. */
function npy(descr: string, shape: readonly number[], body: Uint8Array, fortran = false): Uint8Array {
  const sizes = shape.map((size) => `${size},`).join(" ");
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': (${sizes}), }`;
  const padded = `${header}${" ".repeat(63 - ((10 + header.length) % 64))}\n`;
  const size = [padded.length & 255, padded.length >> 8];
  return Uint8Array.from([0x93, ...utf8.encode("NUMPY"), 1, 0, ...size, ...utf8.encode(padded), ...body]);
}

const bytesOf = (values: readonly number[]) => new Uint8Array(Float64Array.from(values).buffer);

function matrix({ numbers }: Rows, fortran: boolean): Uint8Array {
  const values = fortran ? [...numbers.map(([a]) => a), ...numbers.map(([, b]) => b)] : numbers.flat();
  return npy("<f8", [numbers.length, 2], bytesOf(values), fortran);
}

function words({ texts }: Rows): Uint8Array {
  const longest = Math.max(...texts.map((each) => [...each].length));
  const body = texts.flatMap((each) => {
    const points = [...each].map((letter) => letter.codePointAt(0) ?? 0);
    return [...points, ...new Array<number>(longest - points.length).fill(0)];
  });
  return npy(`<U${longest}`, [texts.length], new Uint8Array(Uint32Array.from(body).buffer));
}

const npz = (each: Rows, level: 0 | 6) =>
  zipSync(
    { "y.npy": words(each), "few.npy": npy("<f8", [0], bytesOf([])), "X.npy": matrix(each, false) },
    { level },
  );

const records = ({ numbers, texts }: Rows) =>
  numbers.map(([a, b], row) => ({ X_1: a, X_2: b, y: texts[row] }));

const jsonLines = (all: Rows) =>
  records(all)
    .map((each) => `${JSON.stringify(each)}\r\n`)
    .join("");

/** Each format, and whether it holds the texts too. */
const formats: Readonly<Record<string, { write: (all: Rows) => Uint8Array; hasTexts: boolean }>> = {
  "a.npy": { write: (all) => matrix(all, false), hasTexts: false },
  "fortran.npy": { write: (all) => matrix(all, true), hasTexts: false },
  "words.npy": { write: words, hasTexts: false },
  "stored.npz": { write: (all) => npz(all, 0), hasTexts: true },
  "compressed.npz": { write: (all) => npz(all, 6), hasTexts: true },
  "a.jsonl": { write: (all) => utf8.encode(jsonLines(all)), hasTexts: true },
  "a.npy.gz": { write: (all) => gzipSync(matrix(all, false)), hasTexts: false },
  "a.jsonl.gz": { write: (all) => gzipSync(utf8.encode(jsonLines(all))), hasTexts: true },
  "a.json": { write: (all) => utf8.encode(JSON.stringify(records(all))), hasTexts: true },
  "indented.json": { write: (all) => utf8.encode(JSON.stringify(records(all), null, 2)), hasTexts: true },
  "rows.json": {
    write: ({ numbers, texts }) =>
      utf8.encode(JSON.stringify([["a", "b", "c"], ...numbers.map((row, at) => [...row, texts[at]])])),
    hasTexts: true,
  },
  "a.parquet": {
    write: ({ numbers, texts }) =>
      parquetOf(
        [
          { name: "X_1", values: numbers.map(([a]) => a) },
          { name: "X_2", values: numbers.map(([, b]) => b) },
          { name: "y", texts },
        ],
        7,
      ),
    hasTexts: true,
  },
};

async function inPieces(
  bytes: Uint8Array,
  name: string,
  piece: number,
  options: ReadOptions = {},
): Promise<Result<Table>> {
  const reader = createTableReader(name, bytes, { ...options, fileSize: bytes.length });
  // One buffer for all pieces, as the file's reader has it: who keeps a piece has to copy it.
  const buffer = new Uint8Array(piece);
  for (let at = 0; at < bytes.length; at += piece) {
    const part = bytes.subarray(at, at + piece);
    buffer.fill(0xff);
    buffer.set(part);
    if (!reader.push(buffer.subarray(0, part.length))) break;
  }
  return reader.finish();
}

function tableOf(result: Result<Table>): Table {
  if (result.kind === "problem") throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const cellsOf = (table: Table) =>
  table.columns.map((column) => Array.from({ length: table.rows }, (_, row) => cellText(column, row)));

function expected(all: Rows, name: string): (string | null)[][] {
  const isWords = name === "words.npy";
  const numbers = [0, 1].map((column) => all.numbers.map((row) => String(row[column])));
  const texts = all.texts.map((each) => each.trim());
  return isWords ? [texts] : formats[name]?.hasTexts === true ? [...numbers, texts] : numbers;
}

describe.each(Object.keys(formats))("%s", (name) => {
  const write = (all: Rows) => formats[name]?.write(all) ?? new Uint8Array();

  it("is read back equal, wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 700 }), async (all, piece) => {
        expect(cellsOf(tableOf(await inPieces(write(all), name, piece)))).toEqual(expected(all, name));
      }),
      { seed: 8, numRuns: 60 },
    );
  });

  it("gives each so-manieth row where that is asked, and is too large where it takes more than it may", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 2, max: 5 }), async (all, keepEvery) => {
        const every = expected(all, name).map((column) => column.filter((_, row) => row % keepEvery === 0));
        const bytes = write(all);
        expect(cellsOf(tableOf(await inPieces(bytes, name, 100, { keepEvery })))).toEqual(every);
        const memory = 8 * every.length * (every[0]?.length ?? 0);
        expect((await inPieces(bytes, name, 100, { keepEvery, memory })).kind).toBe("ok");
        const short = await inPieces(bytes, name, 100, { keepEvery, memory: memory - 1 });
        expect(short).toMatchObject({
          kind: "problem",
          problem: { kind: "too-large", columns: every.length },
        });
      }),
      { seed: 8, numRuns: 30 },
    );
  });

  it("says that it is damaged wherever it ends too early", async () => {
    const all: Rows = {
      numbers: [...Array(9)].map((_, at) => [at, -at / 4]),
      texts: [..."seoulbusa"].map((c) => c + c),
    };
    const bytes = write(all);
    for (let length = 1; length < bytes.length; length++) {
      const result = await readTable(bytes.subarray(0, length), name);
      if (name === "a.jsonl" && result.kind === "ok") expect(bytes[length - 1]).toBeLessThanOrEqual(125);
      else expect(result.kind, `${length} of ${bytes.length}`).toBe("problem");
    }
  });
});

describe("a file that gzip packed", () => {
  const csv = `a,b,y\n${Array.from({ length: 5000 }, (_, row) => `${row},${row % 7},${row % 2}`).join("\n")}\n`;
  const packed = gzipSync(utf8.encode(csv));
  const problemOf = async (bytes: Uint8Array, name = "a.csv.gz") => {
    const read = await readTable(bytes, name);
    return read.kind === "problem" ? read.problem : null;
  };

  it("is read as what is in it, and says that it is packed", async () => {
    const table = tableOf(await inPieces(packed, "a.csv.gz", 1000));
    expect(table.format).toMatchObject({ kind: "csv", packed: "gzip", header: true });
    expect(table.columns.map(({ name }) => name)).toEqual(["a", "b", "y"]);
    expect(table.rows).toBe(5000);
  });

  it("may be of several streams, as a log that was added to", async () => {
    const half = csv.indexOf("\n2500,") + 1;
    const parts = [csv.slice(0, half), csv.slice(half)].map((part) => gzipSync(utf8.encode(part)));
    const both = new Uint8Array(parts.flatMap((part) => [...part]));
    expect(tableOf(await inPieces(both, "a.csv.gz", 777)).rows).toBe(5000);
  });

  it("is damaged where a byte of its size is another, and empty where nothing is packed", async () => {
    const other = packed.slice();
    other.set([(other.at(-1) ?? 0) ^ 1], other.length - 1);
    expect(await problemOf(other)).toEqual({ kind: "damaged-file", format: "gzip" });
    expect(await problemOf(gzipSync(new Uint8Array()))).toEqual({ kind: "empty-file" });
  });

  it("has the problems of what is in it", async () => {
    expect(await problemOf(gzipSync(utf8.encode("a,b,y\n")))).toMatchObject({ kind: "header-only" });
    const tape = new Uint8Array(1024);
    tape.set(utf8.encode("data.csv"));
    tape.set(utf8.encode("ustar"), 257);
    expect(await problemOf(gzipSync(tape), "data.tar.gz")).toEqual({
      kind: "binary-file",
      looksLike: "archive",
    });
  });

  it("takes no more memory than it may, however much is packed", async () => {
    const bomb = gzipSync(utf8.encode(`a,b\n${"1,2\n".repeat(3e6)}`));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await inPieces(bomb, "a.csv.gz", 1 << 20, { memory: 1e6 })).toMatchObject({
      problem: { kind: "too-large", columns: 2 },
    });
  });
});

it("tells JSON that is one value and too large before all of it has come", async () => {
  const head = utf8.encode('{"a": [1, 2,\n 3');
  const reader = createTableReader("large.json", head, { fileSize: 300e6 });
  expect(reader.push(head)).toBe(false);
  const problem = { kind: "json-too-large", bytes: 300e6, most: 100e6 };
  expect(await reader.finish()).toEqual({ kind: "problem", problem });
  // A stream does not say how long it is.
  const unknown = createTableReader("large.json", head);
  const piece = new Uint8Array(30e6).fill(32);
  expect([1, 2, 3, 4, 5].map(() => unknown.push(piece))).toEqual([true, true, true, false, false]);
  expect(await unknown.finish()).toMatchObject({ problem: { kind: "json-too-large" } });
  const lines = createTableReader("large.json", utf8.encode('{"a": 1}\n{"a": 2}\n'), { fileSize: 300e6 });
  expect(lines.push(utf8.encode('{"a": 1}\n{"a": 2}\n'))).toBe(true);
});

describe("a JSON list", () => {
  const read = (text: string, piece: number) => inPieces(utf8.encode(text), "a.json", piece);
  const lineOf = async (text: string, piece: number) => {
    const result = await read(text, piece);
    return result.kind === "problem" && "line" in result.problem ? result.problem.line : result.kind;
  };

  it("of any size is read, but for one record that is larger than all of it may be", async () => {
    const head = utf8.encode('[{"a": 1, "b": 2},\n {"a": 3, "b": [');
    const reader = createTableReader("large.json", head, { fileSize: 300e6 });
    expect(reader.push(head)).toBe(true);
    const piece = new Uint8Array(30e6).fill(32);
    expect([1, 2, 3, 4].map(() => reader.push(piece))).toEqual([true, true, true, false]);
    expect(await reader.finish()).toMatchObject({ problem: { kind: "json-too-large", most: 100e6 } });
  });

  it("has brackets, quotes and commas in its texts, wherever it is cut", async () => {
    const texts = ['a "b" [c], {d}', "\\", '\\"', "], [", "\n,\n", "\u2028é한"];
    const text = ` [ ${texts.map((each, at) => JSON.stringify({ x: at, y: each })).join(" ,\n")} ]\n\n`;
    for (const piece of [1, 2, 3, 7, 1000]) {
      const table = tableOf(await read(text, piece));
      expect(cellsOf(table)[1]).toEqual(texts.map((each) => (each.trim() === "" ? null : each.trim())));
    }
  });

  it("is told the line that is wrong", async () => {
    for (const piece of [1, 5, 1000]) {
      expect(await lineOf('[{"a": 1},\n {"a": 2},\n\n {"a" 3}]', piece)).toBe(4);
      expect(await lineOf('[{"a": 1},\n {"a": 2},\n]', piece)).toBe(3);
      expect(await lineOf('[{"a": 1},\n,{"a": 2}]', piece)).toBe(2);
      expect(await lineOf('[{"a": 1},\n{"a": 2}] [3]', piece)).toBe(2);
      expect(await lineOf('[{"a": 1},\n{"a": 2\n\n', piece)).toBe(2);
      expect(await lineOf('[{"a": 1},\n{"a": 2}\n', piece)).toBe(2);
    }
    expect((await read("[]", 1)).kind).toBe("problem");
    expect(await read("[]", 1)).toMatchObject({ problem: { kind: "empty-file" } });
    expect(await read("[1, 2]", 1)).toMatchObject({ problem: { kind: "not-a-table" } });
  });
});

it("names the line of JSON Lines that is wrong, however far down, and a text among its numbers", async () => {
  const lines = Array.from({ length: 300 }, (_, row) => JSON.stringify({ a: row === 40 ? "x" : row, b: 1 }));
  const fine = tableOf(await inPieces(utf8.encode(lines.join("\n\n")), "a.jsonl", 50));
  const [a] = fine.columns;
  expect(a?.kind === "number" && a.stray).toEqual({ cells: 1, line: 81, text: "x" });
  const wrong = await inPieces(utf8.encode([...lines, '{"a": 1', ...lines].join("\n")), "a.jsonl", 50);
  expect(wrong).toEqual({ kind: "problem", problem: { kind: "bad-line", format: "JSON", line: 301 } });
});

it("reads Parquet column by column, so that little is asked for at a time, tells how far it is, and can be stopped", async () => {
  const count = 600;
  const values = Array.from({ length: count }, (_, row) => row / 8);
  const bytes = parquetOf(
    ["a", "b", "c"].map((name) => ({ name, values })),
    100,
  );
  const ranges = rangesOf(bytes);
  const sizes: number[] = [];
  const file = {
    byteLength: ranges.byteLength,
    slice: (from: number, to = bytes.length) => {
      sizes.push(to - from);
      return ranges.slice(from, to);
    },
  };
  const shares: number[] = [];
  const table = tableOf(await readParquet(file, { onProgress: (share) => void shares.push(share) }));
  expect(table.columns.map((column) => column.kind === "number" && [...column.values])).toEqual([
    values,
    values,
    values,
  ]);
  // The table of contents first, and with it as much of the end as it may be long.
  expect(sizes.slice(1)).toHaveLength(18);
  expect(Math.max(...sizes.slice(1))).toBeLessThan(900);
  expect(shares).toHaveLength(18);
  expect([shares[0], shares.at(-1)]).toEqual([1 / 18, 1]);
  let asked = 0;
  const stopped = await readParquet(file, { isCancelled: () => ++asked > 4 });
  expect([asked, stopped]).toEqual([5, { kind: "problem", problem: { kind: "cancelled" } }]);
});

it("stops an array whose header promises more than the file has, or than there is memory for", async () => {
  const lie = npy("<f8", [1e12, 3], bytesOf([1, 2, 3]));
  const damaged = { kind: "problem", problem: { kind: "damaged-file", format: "npy" } };
  expect(await readTable(lie, "a.npy")).toEqual(damaged);
  const unknown = createTableReader("a.npy", lie);
  unknown.push(lie);
  expect(await unknown.finish()).toMatchObject({ problem: { kind: "too-large", rows: 1e12, columns: 3 } });
  const wide = npy("|i1", [1, 200_000], new Uint8Array(200_000));
  expect(await readTable(wide, "a.npy")).toMatchObject({ problem: { kind: "too-large", columns: 200_000 } });
});
