import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTableText } from "../../src/datasets/read";
import type { DatasetNote } from "../../src/datasets/summary";
import { datasetNoteSentences } from "../../src/present/dataset-notes";

const sentences = (notes: readonly DatasetNote[]) => datasetNoteSentences(notes, english);
const dropped = (column: string, why: "text" | "date"): DatasetNote => ({
  kind: "column-dropped",
  column,
  why,
});
const encoded = (column: string, categories: number): DatasetNote => ({
  kind: "column-encoded",
  column,
  categories,
});

describe("the notes of a data set", () => {
  it("that say the same of several columns are one", () => {
    expect(
      sentences([
        encoded("colour", 3),
        dropped("name", "text"),
        dropped("day", "date"),
        encoded("shape", 12),
        dropped("remark", "text"),
        { kind: "rows-dropped", rows: 1, why: "missing" },
      ]),
    ).toEqual([
      "2 columns of text became columns of 0 and 1, one a category: colour (3), shape (12).",
      "Left out, as they hold text of many kinds: name, remark.",
      "Column day is left out: it holds dates or times.",
      "1 row with a missing value is left out.",
    ]);
  });

  it("are as long as may be read where there are eighty columns", () => {
    const [sentence = ""] = sentences(Array.from({ length: 80 }, (_, at) => dropped(`c${at}`, "text")));
    expect(sentence).toBe(
      `Left out, as they hold text of many kinds: ${Array.from({ length: 12 }, (_, at) => `c${at}`).join(", ")} and 68 more.`,
    );
  });

  it("say what would keep the rows, where many are lost", async () => {
    const notesOf = async (step: number, target = 100) => {
      const rows = Array.from(
        { length: 60 },
        (_, i) => `${i % step === 0 ? "" : i * 1.5},${i % target === 1 && target < 100 ? "" : i % 2}`,
      );
      const table = await readTableText(`a,class\n${rows.join("\n")}`, "a.csv");
      if (table.kind === "problem") throw new Error(table.problem.kind);
      const prepared = prepareDataset(table.value, { name: "a.csv", source: "file" });
      if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
      return sentences(prepared.value.summary.notes);
    };
    expect(await notesOf(3)).toEqual([
      "20 of 60 rows are left out, as a value is missing. Filled with their columns' means they would stay.",
    ]);
    expect(await notesOf(3, 30)).toEqual(["22 rows with missing values are left out."]);
    expect(await notesOf(6)).toEqual(["10 rows with missing values are left out."]);
  });

  it("about cells stay apart, each with what it quotes", () => {
    const apart = (column: string): DatasetNote => ({ kind: "value-apart", column, value: -999, cells: 4 });
    expect(sentences([apart("a"), apart("b")]).map((each) => each.slice(0, 30))).toEqual([
      "4 cells of column a hold -999,",
      "4 cells of column b hold -999,",
    ]);
  });
});
