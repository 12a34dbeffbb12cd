import { describe, expect, it } from "vitest";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTableText } from "../../src/datasets/read";
import type { DatasetNote } from "../../src/datasets/summary";

const doubts: ReadonlySet<DatasetNote["kind"]> = new Set(["value-apart", "follows-target", "classes-alike"]);

async function doubtsOf(header: string, row: (i: number) => string): Promise<readonly DatasetNote[]> {
  const rows = Array.from({ length: 100 }, (_, i) => row(i));
  const table = await readTableText(`${header}\n${rows.join("\n")}`, "data.csv");
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const prepared = prepareDataset(table.value, { name: "data.csv", source: "file" });
  if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
  return prepared.value.summary.notes.filter((note) => doubts.has(note.kind));
}

/** Numbers that go up and down, and follow nothing. */
const wave = (i: number, step: number) => (i * step) % 101;

describe("a number that may say that nothing was measured", () => {
  it.each<[string, (i: number) => number, number, number]>([
    ["the only negative one", (i) => (i % 10 === 3 ? -200 : wave(i, 37)), -200, 10],
    ["minus one among days", (i) => (i % 4 > 0 ? -1 : 1 + wave(i, 37)), -1, 75],
    ["nines far below", (i) => (i % 20 === 3 ? -999 : wave(i, 37) - 20), -999, 5],
    ["nines far above", (i) => (i % 20 === 3 ? 9999 : wave(i, 37)), 9999, 5],
  ])("is told of: %s", async (_, cell, value, cells) => {
    const found = await doubtsOf("a,b,class", (i) => `${cell(i)},${wave(i, 13)}.5,${"xy"[i % 2]}`);
    expect(found).toEqual([{ kind: "value-apart", column: "a", value, cells }]);
  });

  it.each<[string, (i: number) => number]>([
    ["temperatures below zero", (i) => wave(i, 37) - 20],
    ["directions", (i) => (i % 3) - 1],
    ["a single one", (i) => (i === 3 ? -200 : wave(i, 37))],
    ["an age of 99", (i) => (i % 20 === 3 ? 99 : wave(i, 37))],
    ["two numbers", (i) => (i % 2) * 2 - 1],
  ])("is not seen in %s", async (_, cell) => {
    expect(await doubtsOf("a,b,class", (i) => `${cell(i)},${wave(i, 13)}.5,${"xy"[i % 2]}`)).toEqual([]);
  });
});

describe("a column that is the target in other words", () => {
  it("is told of, with the correlation", async () => {
    const found = await doubtsOf("a,euros,dollars", (i) => {
      const price = wave(i, 37) + 0.5;
      return `${wave(i, 13)},${price},${(price * 1.1 + (i % 3) / 100).toFixed(2)}`;
    });
    expect(found).toEqual([
      { kind: "follows-target", column: "euros", correlation: expect.closeTo(1, 4) as number },
    ]);
  });

  it("is not one that goes with it as a good feature does, or the only one that there is", async () => {
    const near = (i: number) => `${wave(i, 13)},${wave(i, 37)},${wave(i, 37) + wave(i, 7) / 10}`;
    expect(await doubtsOf("a,b,target", near)).toEqual([]);
    expect(await doubtsOf("x,y", (i) => `${wave(i, 37)},${wave(i, 37) * 2 + 1}`)).toEqual([]);
  });
});

it("tells of classes that differ in their writing alone", async () => {
  const names = ["Cat", "cat", "dog", "big dog", "Big-Dog"];
  const found = await doubtsOf("a,class", (i) => `${wave(i, 37)},${names[i % 5]}`);
  expect(found).toEqual([
    { kind: "classes-alike", one: "Cat", other: "cat" },
    { kind: "classes-alike", one: "big dog", other: "Big-Dog" },
  ]);
});

it("tells of such categories of a feature, with its name", async () => {
  const names = ["Yes", "yes", "no"];
  const found = await doubtsOf("smokes,a,class", (i) => `${names[i % 3]},${wave(i, 37)},${"xy"[i % 2]}`);
  expect(found).toEqual([{ kind: "classes-alike", column: "smokes", one: "Yes", other: "yes" }]);
});
