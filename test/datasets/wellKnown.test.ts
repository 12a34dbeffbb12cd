import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTable } from "../../src/datasets/read";
import type { Table } from "../../src/datasets/table";
import { chooseTarget } from "../../src/datasets/target";

// Files in the forms that well-known collections have, small.

async function read(content: string | Uint8Array, name = "data.csv"): Promise<Table> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const table = await readTable(bytes, name);
  if (table.kind === "problem") throw new Error(JSON.stringify(table.problem));
  return table.value;
}

const names = ({ columns }: Table) => columns.map(({ name }) => name);
const numbers = (table: Table, name: string) => {
  const column = table.columns.find((each) => each.name === name);
  return column?.kind === "number" ? [...column.values] : null;
};
const notesOf = (table: Table) => {
  const prepared = prepareDataset(table, { name: "data.csv", source: "file" });
  if (prepared.kind === "problem") throw new Error(JSON.stringify(prepared.problem));
  return prepared.value.summary.notes;
};
const targetOf = (table: Table) => {
  const chosen = chooseTarget(table);
  return chosen.kind === "ok" ? chosen.value.column : null;
};

describe("a table of the World Bank", () => {
  it("begins below what is said of it, blank line by blank line", async () => {
    const rows = ["Aruba", "Angola", "Albania"].map(
      (country, at) => `"${country}","A${at}","GDP","NY.GDP","${1990 + at}.5","","2${at}",`,
    );
    const text = [
      '"Data Source","World Development Indicators",',
      "",
      '"Last Updated Date","2023-07-25",',
      "",
      '"Country Name","Country Code","Indicator Name","Indicator Code","1990","1991","1992",',
      ...rows,
    ].join("\r\n");
    const table = await read(`\uFEFF${text}\r\n`);
    expect(names(table).slice(0, 5)).toEqual([
      "Country Name",
      "Country Code",
      "Indicator Name",
      "Indicator Code",
      "1990",
    ]);
    expect(table.rows).toBe(3);
    expect(table.above).toMatchObject({ lines: 4 });
  });

  it("is not begun below a row that a blank line follows", async () => {
    const table = await read("a,b,c\n\n1,2,3\n\n4,5,6\n7,8,9\n");
    expect([names(table), table.rows]).toEqual([["a", "b", "c"], 3]);
  });
});

describe("tabs that stand double here and there", () => {
  it("are one, where all rows have as many cells then", async () => {
    const table = await read("15.26\t14.84\t\t0.871\t1\n14.88\t14.57\t0.881\t1\n13.84\t\t13.94\t0.895\t2\n");
    expect(names(table).length).toBe(4);
    expect(numbers(table, "column_3")).toEqual([0.871, 0.881, 0.895]);
  });

  it("are an empty cell, where the rows have as many cells with it", async () => {
    const table = await read("a\tb\tc\n1\t\t3\n\t5\t6\n7\t8\t\n");
    expect(numbers(table, "b")).toEqual([Number.NaN, 5, 8]);
  });
});

describe("JSON of a record under each row's name", () => {
  it.each([
    ["numbers", '{"0": {"x": 1, "y": 5}, "1": {"x": 2, "y": 6}, "2": {"x": 3, "y": 7}}'],
    ["words", '{"Seoul": {"x": 1, "y": 5}, "Busan": {"x": 2, "y": 6}, "Jeju": {"x": 3, "y": 7}}'],
  ])("has a row a name: %s", async (_what, text) => {
    const table = await read(text, "data.json");
    expect(names(table)).toEqual(["x", "y"]);
    expect(numbers(table, "x")).toEqual([1, 2, 3]);
  });

  it.each([
    ["counted", '{"x": {"0": 1, "1": 2, "2": 3}, "y": {"0": 5, "1": 6, "2": 7}}'],
    ["named", '{"x": {"Seoul": 1, "Busan": 2, "Jeju": 3}, "y": {"Seoul": 5, "Busan": 6, "Jeju": 7}}'],
  ])("is told from a column under each name, whose rows are %s", async (_what, text) => {
    const table = await read(text, "data.json");
    expect(names(table)).toEqual(["x", "y"]);
    expect(numbers(table, "y")).toEqual([5, 6, 7]);
  });
});

function npy(shape: readonly number[], values: readonly number[], order = "False"): Uint8Array {
  const header = `{'descr': '|u1', 'fortran_order': ${order}, 'shape': (${shape.join(", ")},), }`.padEnd(117);
  const start = new TextEncoder().encode(`?NUMPY\u0001\u0000\u0076\u0000${header}\n`);
  start[0] = 0x93;
  return Uint8Array.from([...start, ...values]);
}

describe("pictures in an array", () => {
  const pixels = Array.from({ length: 12 }, (_, at) => at);

  it("are rows of all their dots", async () => {
    const table = await read(npy([3, 2, 2], pixels), "images.npy");
    expect(names(table)).toEqual(["column_1", "column_2", "column_3", "column_4"]);
    expect(numbers(table, "column_2")).toEqual([1, 5, 9]);
  });

  it("are not read in Fortran's order", async () => {
    const table = await readTable(npy([3, 2, 2], pixels, "True"), "images.npy");
    expect(table).toMatchObject({ kind: "problem", problem: { kind: "unsupported-format" } });
  });

  it("have their labels beside them, and arrays of fewer rows are told of", async () => {
    const bytes = zipSync({
      "x_test.npy": npy([1, 2, 2], [9, 9, 9, 9]),
      "x_train.npy": npy([3, 2, 2], pixels),
      "y_train.npy": npy([3], [0, 1, 1]),
      "y_test.npy": npy([1], [1]),
    });
    const table = await read(bytes, "mnist.npz");
    expect(names(table)).toEqual(["x_train_1", "x_train_2", "x_train_3", "x_train_4", "y_train"]);
    expect(numbers(table, "y_train")).toEqual([0, 1, 1]);
    expect(table.unread).toEqual(["x_test", "y_test"]);
  });
});

describe("libsvm", () => {
  it("may begin with a comment, and say of which query a row is", async () => {
    const table = await read(
      "# ranking\n1 qid:1 1:0.5 3:2\n0 qid:1 1:0.25 # doc 2\n1 qid:2 2:4\n",
      "rank.svm",
    );
    expect(names(table)).toEqual(["feature_1", "feature_2", "feature_3", "label"]);
    expect(numbers(table, "feature_1")).toEqual([0.5, 0.25, 0]);
  });
});

describe("a table with its sums below", () => {
  it.each(["Total", "Grand total", "합계"])("is told of: %s", async (word) => {
    const rows = Array.from({ length: 12 }, (_, at) => `R${at},${at % 5},${at * 2},${at % 2}\n`);
    const table = await read(`region,q1,q2,y\n${rows.join("")}${word},20,132,6\n`);
    expect(notesOf(table)).toContainEqual({ kind: "total-row", column: "region", row: 13, text: word });
  });

  it("is none where the word stands among the rows", async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `${at % 3 ? "part" : "total"},${at % 5},${at % 2}\n`);
    expect(notesOf(await read(`kind,q1,y\n${rows.join("")}`)).map(({ kind }) => kind)).not.toContain(
      "total-row",
    );
  });
});

describe("what numbers the rows with gaps", () => {
  it("is left out although a row of sums has a word there", async () => {
    const rows = Array.from({ length: 15 }, (_, at) => `${at + 1},${at % 7},${at % 2}\n`);
    expect(notesOf(await read(`id,size,Left\n${rows.join("")}Total,45,7\n`))).toContainEqual({
      kind: "column-dropped",
      column: "id",
      why: "identifier",
    });
  });

  it("is left out where its name says so", async () => {
    const rows = Array.from({ length: 15 }, (_, at) => `${at % 7},${at * 2 + (at % 3 ? 1 : 2)},${at % 2}\n`);
    expect(notesOf(await read(`Age,EmployeeNumber,Left\n${rows.join("")}`))).toContainEqual({
      kind: "column-dropped",
      column: "EmployeeNumber",
      why: "identifier",
    });
  });
});

describe("the target of a well-known table", () => {
  const last = (at: number) => ["NEAR", "FAR"][at % 2];
  it.each([
    ["Age,Attrition,Income", (at: number) => `${at},${last(at)},${at * 9}`, "Attrition"],
    ["carat,price,x,y,z", (at: number) => `${at},${at * 9},1,2,${at / 7}`, "price"],
    ["price,weight,sold", (at: number) => `${at},${at * 9},${last(at)}`, "sold"],
    ["rooms,median_house_value,near", (at: number) => `${at},${at * 9},${last(at)}`, "median_house_value"],
    ["mpg,cyl,hp", (at: number) => `${at},${at % 3},${at * 9.5}`, "mpg"],
    ["y_train,a,b", (at: number) => `${at % 2},${at % 3},${at * 9.5}`, "y_train"],
  ])("is found by its name: %s", async (header, row, target) => {
    const rows = Array.from({ length: 40 }, (_, at) => row(at));
    expect(targetOf(await read(`${header}\n${rows.join("\n")}\n`))).toBe(target);
  });
});
