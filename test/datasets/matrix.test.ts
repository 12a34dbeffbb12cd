import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import { MovableMatrix, putInto, rowsOf } from "../../src/datasets/matrix";
import { isShrinkable, shrinkableNumbers } from "../../src/datasets/memory";
import { prepareDataset } from "../../src/datasets/prepare";
import type { NumberColumn, Table } from "../../src/datasets/table";

const random = new RandomState(7);

function column(name: string, rows: number, value: (row: number) => number): NumberColumn {
  const values = shrinkableNumbers(rows);
  for (let row = 0; row < rows; row++) values[row] = value(row);
  const missing = values.filter(Number.isNaN).length;
  return { kind: "number", name, values, missing, infinite: 0, stray: null };
}

/** Enough for the rows to be held once only; a few have holes. */
const [rows, features] = [150_000, 30];
const given = Float64Array.from({ length: rows * features }, () => random.normal(3, 2));
for (let at = 17; at < given.length; at += 99_991) given[at] = Number.NaN;
const label = Float64Array.from({ length: rows }, () => random.integer(0, 2));

function tableOf(): Table {
  const columns = Array.from({ length: features }, (_, j) =>
    column(`x${j}`, rows, (row) => given[row * features + j] ?? 0),
  );
  columns.push(column("target", rows, (row) => label[row] ?? 0));
  return { rows, columns, renamed: [], format: { kind: "csv" } };
}

function prepared(consume: boolean) {
  const table = tableOf();
  const result = prepareDataset(table, { name: "large", source: "file", standardise: false, consume });
  if (result.kind === "problem") throw new Error(result.problem.kind);
  return { table, ...result.value };
}

/** Millions of numbers, which `toEqual` takes half a minute for. */
function expectSame(found: Float64Array, wanted: Float64Array): void {
  const bytes = (of: Float64Array) => Buffer.from(of.buffer, of.byteOffset, of.byteLength);
  expect(bytes(found).equals(bytes(wanted))).toBe(true);
}

describe("a large matrix", () => {
  const { table, train, validation, test, rows: of, summary } = prepared(true);

  it("gives back the columns that it was made of", () => {
    expect(table.columns.map((each) => (each.kind === "number" ? each.values.length : -1))).toEqual(
      Array.from({ length: features + 1 }, () => 0),
    );
    const kept = prepared(false);
    expect(kept.table.columns.every((each) => each.kind === "number" && each.values.length === rows)).toBe(
      true,
    );
    expect(kept.summary.fingerprint).toBe(summary.fingerprint);
  });

  it("has each part's rows, in the split's order, bit by bit", () => {
    for (const [part, numbers] of [
      [train, of.train],
      [validation, of.validation],
      [test, of.test],
    ] as const) {
      expect(part.inputs.samples).toBe(numbers.length);
      let wrong = 0;
      numbers.forEach((number, row) => {
        if (part.target[row] !== label[number]) wrong++;
      });
      const { data } = part.inputs;
      numbers.forEach((number, row) => {
        for (let j = 0; j < features; j++)
          if (!Object.is(data[row * features + j], given[number * features + j])) wrong++;
      });
      expect(wrong).toBe(0);
    }
    const dropped = rows - summary.rows;
    expect(dropped).toBeGreaterThan(10);
    expect(new Set([...of.train, ...of.validation, ...of.test]).size).toBe(summary.rows);
  });

  it("is the same for who reads it after a kernel took it over, and its memory is given back", () => {
    if (!(train.inputs instanceof MovableMatrix)) throw new Error("not large");
    const before = Float64Array.from(train.inputs.data);
    const { buffer } = train.inputs.data;
    const testBefore = Float64Array.from(test.inputs.data);
    const size = buffer.byteLength;
    const padded = Math.ceil(train.inputs.samples / 16) * 16 * features;
    putInto(train.inputs, new Float64Array(padded), "tiles", features);
    if (isShrinkable(buffer)) expect(size - buffer.byteLength).toBe(before.length * 8);
    expectSame(train.inputs.data, before);
    const { data, at } = rowsOf(train.inputs);
    for (const row of [0, 1, 7, 8, 12_345, train.inputs.samples - 1]) {
      const start = at(row);
      expect(data.slice(start, start + features)).toEqual(before.slice(row * features, (row + 1) * features));
    }
    // And on to another kernel, which wants its rows one by one.
    putInto(train.inputs, new Float64Array(train.inputs.samples * (features + 2)), "rows", features + 2);
    expectSame(train.inputs.data, before);
    putInto(validation.inputs, new Float64Array(validation.inputs.samples * features), "rows", features);
    expectSame(test.inputs.data, testBefore);
  });
});

describe("tiles", () => {
  it.each([1, 2, 5, 30])("hold %i columns pair by pair, eight rows at a time", (columns) => {
    const samples = 21;
    const stride = columns + (columns % 2);
    const data = Float64Array.from({ length: samples * columns }, (_, at) => at + 1);
    const plain = { samples, features: columns, data };
    const movable = new MovableMatrix(Float64Array.from(data), 0, samples, columns);
    const [a, b] = [new Float64Array(32 * stride), new Float64Array(32 * stride)];
    putInto(plain, a, "tiles", stride);
    putInto(movable, b, "tiles", stride);
    expect(b).toEqual(a);
    for (let row = 0; row < samples; row++)
      for (let j = 0; j < columns; j++)
        expect(a[(row >> 3) * 8 * stride + (j >> 1) * 16 + (row % 8) * 2 + (j % 2)]).toBe(
          data[row * columns + j],
        );
    expect(movable.data).toEqual(data);
  });
});
