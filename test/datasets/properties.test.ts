import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cp949Decoder } from "../../src/datasets/cp949";
import { prepareDataset } from "../../src/datasets/prepare";
import { createTableReader, readTable } from "../../src/datasets/read";
import { cellText } from "../../src/datasets/table";
import { oracleIsHere, python } from "../training/oracle";

const root = join(import.meta.dirname, "../..");

/** Text that is no number, is not taken for a missing cell, and may hold all that a CSV has to quote. */
const word = fc
  .array(fc.constantFrom("a", "B", " ", ",", ";", "\t", '"', "\n", "가", "é", "😀", "'", "|", "x"), {
    maxLength: 8,
  })
  .map((letters) => `k${letters.join("").replaceAll("\r", "")}k`);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });

function written(table: readonly (readonly string[])[], delimiter: string, ending: string): string {
  const quoted = (cell: string) => (/["\n\r,;|\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return table.map((row) => row.map(quoted).join(delimiter) + ending).join("");
}

function encoded(text: string, encoding: string): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding === "utf-8 with a mark") return new TextEncoder().encode(`\uFEFF${text}`);
  return Uint8Array.from([
    0xff,
    0xfe,
    ...[...text]
      .flatMap((c) => c.split(""))
      .flatMap((unit) => [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8]),
  ]);
}

describe("a table written and read back", () => {
  it("is equal, whatever it holds, however it is written, wherever the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(number, word, number), { minLength: 2, maxLength: 40 }),
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom("utf-8", "utf-8 with a mark", "utf-16"),
        fc.integer({ min: 1, max: 400 }),
        async (rows, delimiter, ending, encoding, piece) => {
          const lines = rows.map(([a, text, b]) => [String(a), text, String(b)]);
          const bytes = encoded(written([["first", "text", "last"], ...lines], delimiter, ending), encoding);
          const reader = createTableReader("data.csv", bytes);
          for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
          const table = await reader.finish();
          if (table.kind === "problem") throw new Error(JSON.stringify(table.problem));
          const [first, text, last] = table.value.columns;
          expect(table.value.columns.map((column) => column.name)).toEqual(["first", "text", "last"]);
          rows.forEach(([a, wanted, b], row) => {
            expect(first?.kind === "number" && first.values[row]).toBe(a === 0 ? 0 : a);
            expect(text === undefined ? null : cellText(text, row)).toBe(wanted);
            expect(last?.kind === "number" && last.values[row]).toBe(b === 0 ? 0 : b);
          });
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  /** Numbers, and words at the end, as a spreadsheet saves them: nothing is quoted that need not be. */
  const sheet = fc
    .record({
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      decimal: fc.constantFrom(".", ","),
      digits: fc.integer({ min: 0, max: 3 }),
      unit: fc.constantFrom("", "%", " kg", " €"),
      header: fc.boolean(),
      title: fc.constantFrom("", "# by hand", "Measured in 2024", "Kaufpreise, brutto"),
      ending: fc.constantFrom("\n", "\r\n"),
      words: fc.boolean(),
      width: fc.integer({ min: 1, max: 5 }),
    })
    .filter(({ delimiter, decimal, words, width }) => delimiter !== decimal && (words || width > 1))
    .chain((form) =>
      fc.record({
        form: fc.constant(form),
        rows: fc.array(
          fc.tuple(
            fc.array(fc.integer({ min: -99_999, max: 99_999 }), {
              minLength: form.width,
              maxLength: form.width,
            }),
            fc.constantFrom("Seoul", "Busan", "가", "New York", "a-b"),
          ),
          { minLength: 12, maxLength: 30 },
        ),
      }),
    );

  it("is equal with decimal commas and units, in each column a number", async () => {
    await fc.assert(
      fc.asyncProperty(sheet, async ({ form, rows }) => {
        const { delimiter, decimal, digits, unit, header, ending, words, width } = form;
        const values = rows.map(([numbers]) => numbers.map((each) => each / 10 ** digits));
        const names = [...Array(width).keys()].map((at) => `n${at}`).concat(words ? ["town"] : []);
        // What has as many cells as a row may be its header.
        const cells = form.title.split(delimiter).length;
        const title = header && cells * 2 <= names.length ? form.title : "";
        const lines = rows.map(([, town], row) => {
          const cells = (values[row] ?? []).map(
            (value) => value.toFixed(digits).replace(".", decimal) + unit,
          );
          return (words ? [...cells, town] : cells).join(delimiter) + ending;
        });
        const text =
          (title === "" ? "" : title + ending) +
          (header ? names.join(delimiter) + ending : "") +
          lines.join("");
        const table = await readTable(new TextEncoder().encode(text), "data.csv");
        if (table.kind === "problem") throw new Error(JSON.stringify(table.problem));
        const { columns, above } = table.value;
        expect(above?.first ?? "").toBe(title);
        expect(table.value.rows).toBe(rows.length);
        if (header) expect(columns.map(({ name }) => name)).toEqual(names);
        for (let at = 0; at < width; at++) {
          const column = columns[at];
          const few = new Set(values.map((row) => row[at])).size <= 10;
          if (unit !== "" && digits === 0 && few) continue;
          expect(column?.kind === "number" && [...column.values]).toEqual(values.map((row) => row[at]));
        }
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it("is equal in JSON", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ n: number, s: word }), { minLength: 1, maxLength: 30 }),
        async (rows) => {
          for (const text of [JSON.stringify(rows), rows.map((row) => JSON.stringify(row)).join("\n")]) {
            const table = await readTable(new TextEncoder().encode(text), "data.json");
            if (table.kind === "problem") throw new Error(JSON.stringify(table.problem));
            const [n, s] = table.value.columns;
            rows.forEach((row, index) => {
              expect(n?.kind === "number" && n.values[index]).toBe(row.n === 0 ? 0 : row.n);
              expect(s === undefined ? null : cellText(s, index)).toBe(row.s);
            });
          }
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe("a reader", () => {
  const seeds = [
    readFileSync(join(root, "media/data/iris.csv")).subarray(0, 1500),
    readFileSync(join(root, "test/cases/data/people.parquet")),
    readFileSync(join(root, "test/cases/data/people_gzip.parquet")),
    new TextEncoder().encode('[{"a": 1, "b": "x"}, {"a": 2, "b": [1, {"c": null}]}]'),
    new TextEncoder().encode("+1 1:0.5 3:2\n-1 2:1e-3\n"),
    Uint8Array.from([
      0x93,
      ...new TextEncoder().encode(
        "NUMPY\u0001\u0000F\u0000{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }         \n",
      ),
      ...new Uint8Array(32),
    ]),
  ];

  it("neither throws nor hangs on any bytes, nor on a file that was damaged anywhere", async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc
            .string({ unit: fc.constantFrom(..."a1,;\t\n\"' .-eE{}[]:0x가\r"), maxLength: 200 })
            .map((text) => new TextEncoder().encode(text)),
          fc.tuple(fc.constantFrom(...seeds), damage, fc.nat()).map(([seed, changes, cut]) => {
            const bytes = Uint8Array.from(seed);
            // Inside a Parquet file's pages the decoder that is used may loop without end; there only cuts are tried.
            const isParquet = bytes[0] === 0x50;
            for (const [at, value] of isParquet ? [] : changes) bytes[at % bytes.length] = value;
            return isParquet || cut % 3 === 0 ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes;
          }),
        ),
        fc.constantFrom("a.csv", "a.json", "a.jsonl", "a.npy", "a.parquet"),
        async (bytes, name) => {
          const table = await readTable(bytes, name);
          if (table.kind === "problem") return;
          for (const column of table.value.columns)
            expect(column.kind === "number" ? column.values.length : column.codes.length).toBe(
              table.value.rows,
            );
          const prepared = prepareDataset(table.value, { name, source: "file", missing: "mean" });
          if (prepared.kind === "problem") return;
          expect(prepared.value.train.inputs.data.every(Number.isFinite)).toBe(true);
        },
      ),
      { seed: 5, numRuns: 3000, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true },
    );
  }, 60_000);
});

describe.skipIf(!oracleIsHere)("CP949", () => {
  it("is Python's cp949, character by character", () => {
    const script = `
import json
for a in range(0x81, 0xFF):
    for b in range(0x41, 0xFF):
        try: print(a, b, ord(bytes([a, b]).decode("cp949")))
        except UnicodeDecodeError: pass
`;
    const lines = execFileSync(python, ["-c", script], { encoding: "utf8" }).trim().split("\n");
    expect(lines.length).toBe(17_048);
    const decoder = new Cp949Decoder();
    const wrong = lines.filter((line) => {
      const [a = 0, b = 0, code] = line.split(" ").map(Number);
      return decoder.decode(Uint8Array.of(a, b)).codePointAt(0) !== code;
    });
    expect(wrong).toEqual([]);
  });
});
