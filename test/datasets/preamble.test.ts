import { describe, expect, it } from "vitest";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTable } from "../../src/datasets/read";
import type { Table } from "../../src/datasets/table";

async function read(text: string): Promise<Table> {
  const table = await readTable(new TextEncoder().encode(text), "data.csv");
  if (table.kind === "problem") throw new Error(JSON.stringify(table.problem));
  return table.value;
}

const names = ({ columns }: Table) => columns.map(({ name }) => name);

describe("lines below the table", () => {
  const rows = "x,y,class\n1,2,a\n3,4,b\n5,6,a\n";
  it.each([
    ["after a blank line", "\nSource: a bureau\nNote: first, revised\n", 6, 2, "Source: a bureau"],
    ["at once, in one cell", "Source: a bureau\n", 5, 1, "Source: a bureau"],
    ["and blank ones among them", "\n출처: 통계청\n\n주) 잠정치\n", 6, 2, "출처: 통계청"],
  ])("are skipped and told of: %s", async (_what, notes, line, lines, first) => {
    const table = await read(`${rows}${notes}`);
    expect(table.rows).toBe(3);
    expect(table.below).toEqual({ line, lines, first });
  });

  it.each([
    ["another table", "\nc,d\n1,2\n3,4\n", 6],
    ["a row again", "\nSource: a bureau\n7,8,a\n", 6],
    ["a row that is short", "\n7,8\n", 6],
    ["two words for three", "seven,eight\n", 5],
  ])("are none, but a row that is wrong, where there is %s", async (_what, more, line) => {
    const table = await readTable(new TextEncoder().encode(`${rows}${more}`), "data.csv");
    expect(table).toMatchObject({ kind: "problem", problem: { kind: "ragged-row", line } });
  });
});

describe("lines above the table", () => {
  it.each([
    ["plain", (a: number) => `${a},5`],
    ["of three digits", (a: number) => `1.00${a},5`],
    ["with a unit", (a: number) => `${a},25 kg`],
    ["with a sign of money", (a: number) => `${a},25 €`],
  ])("are none where as many decimal commas as semicolons stand in each row: %s", async (_what, cell) => {
    const rows = [1, 2, 3, 4, 5].map((a) => `${cell(a)};${cell(a + 1)};${a % 2 ? "ja" : "nein"}\n`);
    const table = await read(`höhe;breite;gut\n${rows.join("")}`);
    expect(table.above).toBeUndefined();
    expect(names(table)).toEqual(["höhe", "breite", "gut"]);
    expect(table.columns.map(({ kind }) => kind)).toEqual(["number", "number", "text"]);
    expect(table.format).toMatchObject({ delimiter: ";", decimalComma: true });
  });

  it.each([
    ["a comment", "# Source: a site\nx,y,class\n1,2,a\n3,4,b\n", 1, "# Source: a site"],
    ["several comments and a blank line", "# one, two\n#\n\nx,y,class\n1,2,a\n3,4,b\n", 3, "# one, two"],
    ["comments as MATLAB writes them", "% made by hand\nx;y;class\n1;2;a\n3;4;b\n", 1, "% made by hand"],
    ["a title", "Flowers of 2024\n\nx,y,class\n1,2,a\n3,4,b\n5,6,a\n", 2, "Flowers of 2024"],
    ["a title with a comma", "Flowers, 2024\nx,y,class\n1,2,a\n3,4,b\n5,6,a\n", 1, "Flowers, 2024"],
    ["a title, filled up by a spreadsheet", "Flowers,,\nx,y,class\n1,2,a\n3,4,b\n5,6,a\n", 1, "Flowers,,"],
    ["names of groups of columns", "Size,,\nx,y,class\n1,2,a\n3,4,b\n5,6,a\n", 1, "Size,,"],
    ["names of groups, said again", "Size,Size,\nx,y,class\n1,2,a\n3,4,b\n5,6,a\n", 1, "Size,Size,"],
    ["a count of rows and columns", "3,2,,\nx,y,class\n1,2,a\n3,4,b\n5,6,a\n", 1, "3,2,,"],
  ])("are skipped and told of: %s", async (_what, text, lines, first) => {
    const table = await read(text);
    expect(names(table)).toEqual(["x", "y", "class"]);
    expect(table.above).toEqual({ lines, first });
    const prepared = prepareDataset(table, { name: "data.csv", source: "file" });
    if (prepared.kind === "problem") return;
    expect(prepared.value.summary.notes[0]).toEqual({ kind: "lines-skipped", lines, first });
    expect(prepared.value.recipe.skip).toBe(lines);
  });

  it("are told of by the beginning of the first, cut between words", async () => {
    const long = `# ${"measured by hand ".repeat(8)}`;
    const [words, word] = await Promise.all(
      [long, `# ${"x".repeat(200)}`].map((each) => read(`${each}\nx,y,class\n1,2,a\n3,4,b\n`)),
    );
    expect(words?.above?.first).toBe(
      "# measured by hand measured by hand measured by hand measured by hand measured…",
    );
    expect(word?.above?.first).toBe(`# ${"x".repeat(78)}…`);
  });

  it.each([
    [
      "as many cells as the rows",
      "6,2,setosa\n5.1,3.5,0\n4.9,3.0,1\n6.2,2.9,1\n5.0,3.1,0\n6.0,3.0,1\n5.5,2.5,1\n",
    ],
    ["fewer", "3,4,good,bad\n1,2,3,4,0\n5,6,7,8,1\n9,1,2,3,1\n"],
  ])("are skipped where scikit-learn counts the rows and names the classes: %s", async (_what, text) => {
    const table = await read(text);
    expect(table.above?.lines).toBe(1);
    expect(table.columns.every((column) => column.kind === "number" && column.missing === 0)).toBe(true);
    expect(table.rows).toBe(text.trim().split("\n").length - 1);
  });

  it("are skipped above rows that have no names, too", async () => {
    const table = await read("Prices of the year\n1.5,2,0\n3.5,4,1\n5.5,1,0\n");
    expect(names(table)).toEqual(["column_1", "column_2", "column_3"]);
    expect(table.rows).toBe(3);
    expect(table.above).toEqual({ lines: 1, first: "Prices of the year" });
  });

  it.each([
    ["NumPy's header", "# x y class\n1 2 0\n3 4 1\n", ["x", "y", "class"]],
    ["below another comment", "# by hand\n#x,y,class\n1,2,a\n3,4,b\n", ["x", "y", "class"]],
    ["a name that begins so", "#x,y,class\n1,2,a\n3,4,b\n", ["x", "y", "class"]],
  ])("are names where they fit the rows: %s", async (_what, text, expected) => {
    expect(names(await read(text))).toEqual(expected);
  });

  it("count for the line of a problem below them", async () => {
    const table = await readTable(new TextEncoder().encode("# by hand\nx,y\n1,2\n3,4\n5\n"), "data.csv");
    expect(table.kind === "problem" && table.problem).toEqual({
      kind: "ragged-row",
      line: 5,
      expected: 2,
      found: 1,
    });
  });

  it.each([
    ["a header with a name too few by two", "x,y\n1,2,3,4\n5,6,7,8\n9,1,2,3\n"],
    ["numbers alone", "1,2\n1,2,3,4\n5,6,7,8\n9,1,2,3\n"],
  ])("are not made of a row that is wrong: %s", async (_what, text) => {
    const table = await readTable(new TextEncoder().encode(text), "data.csv");
    expect(table.kind === "problem" && table.problem.kind).toBe("ragged-row");
  });
});

describe("names of rows, as R writes them", () => {
  it.each([
    ["commas", "x,y,class\nfirst,1,2,a\nsecond,3,4,b\nthird,5,6,a\n"],
    ["blanks", "x y class\nfirst 1 2 a\nsecond 3 4 b\nthird 5 6 a\n"],
    ["tabs", "x\ty\tclass\nfirst\t1\t2\ta\nsecond\t3\t4\tb\nthird\t5\t6\ta\n"],
  ])("are a column of their own, with %s", async (_what, text) => {
    const table = await read(text);
    expect(names(table)).toEqual(["column_1", "x", "y", "class"]);
    expect(table.rows).toBe(3);
    const prepared = prepareDataset(table, { name: "data.csv", source: "file" });
    if (prepared.kind === "ok") expect(prepared.value.summary.notes).toContainEqual({ kind: "row-names" });
  });
});
