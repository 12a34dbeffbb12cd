import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DataCard, dataCard } from "../../src/datasets/card";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTable, readTableText } from "../../src/datasets/read";
import type { Table } from "../../src/datasets/table";

async function tableOf(text: string): Promise<Table> {
  const table = await readTableText(text, "data.csv");
  if (table.kind === "problem") throw new Error(table.problem.kind);
  return table.value;
}

function column(card: DataCard | null, name: string) {
  const found = card?.columns.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
}

const rows = Array.from({ length: 40 }, (_, i) => {
  const colour = ["red", "green", "blue"][i % 3];
  const price = i === 5 ? "" : i === 6 ? "inf" : String(i % 10);
  const day = `2024-01-${String((i % 28) + 1).padStart(2, "0")}`;
  return [
    i + 1,
    `u-${i}`,
    price,
    i % 10,
    colour,
    day,
    7,
    "",
    `text ${i % 20}`,
    i % 4 === 0 ? "yes" : "no",
  ].join(",");
});
const text = `id,user_id,price,copy,colour,day,same,nothing,remark,bought\n${rows.join("\n")}`;

describe("a data card", async () => {
  const table = await tableOf(text);
  const card = dataCard(table, { target: "bought" });

  it("says what each column is, and what becomes of it and why", () => {
    expect(
      Object.fromEntries((card?.columns ?? []).map((each) => [each.name, [each.kind, each.role]])),
    ).toEqual({
      id: ["number", { kind: "left-out", why: "identifier" }],
      user_id: ["text", { kind: "left-out", why: "identifier" }],
      price: ["number", { kind: "standardised" }],
      copy: ["number", { kind: "standardised" }],
      colour: ["text", { kind: "one-hot", columns: 3 }],
      day: ["date", { kind: "left-out", why: "date" }],
      same: ["number", { kind: "left-out", why: "constant" }],
      nothing: ["number", { kind: "left-out", why: "empty" }],
      remark: ["text", { kind: "left-out", why: "text" }],
      bought: ["text", { kind: "target" }],
    });
  });

  it("counts what is missing, infinite and different, and draws it", () => {
    expect(column(card, "price")).toMatchObject({ missing: 1, infinite: 1, distinct: 10 });
    expect(column(card, "price").histogram.reduce((sum, count) => sum + count, 0)).toBe(38);
    expect(column(card, "copy")).toMatchObject({ numbers: { min: 0, max: 9, mean: 4.5 } });
    expect(column(card, "copy").numbers?.deviation).toBeCloseTo(Math.sqrt(8.25), 12);
    expect(column(card, "colour")).toMatchObject({
      categories: ["red", "green", "blue"],
      histogram: [14, 13, 13],
    });
    expect(card?.completeRows).toBe(38);
  });

  it("weighs the classes", () => {
    expect(card?.task).toBe("two-classes");
    expect(card?.classes).toEqual([
      { name: "no", rows: 30, share: 0.75 },
      { name: "yes", rows: 10, share: 0.25 },
    ]);
  });

  it("says the same as what is then trained on", () => {
    const prepared = prepareDataset(table, { name: "x", source: "file", target: "bought" });
    if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
    const dropped = prepared.value.summary.notes.flatMap((note) =>
      note.kind === "column-dropped" ? [note.column] : [],
    );
    const leftOut = card?.columns.filter((each) => each.role.kind === "left-out").map((each) => each.name);
    expect(dropped).toEqual(leftOut);
    expect(prepared.value.summary.rows).toBe(card?.completeRows);
  });
});

describe("a target", () => {
  it.each([
    ["a,target,b\n", { column: "target", by: "name", sure: true }],
    ["a,Species,b\n", { column: "Species", by: "name", sure: true }],
    ["진단,a,b\n", { column: "진단", by: "name", sure: true }],
    ["a,b,c\n", { column: "c", by: "position", sure: false }],
  ])("of %s is guessed by name, then by position", async (header, wanted) => {
    expect(dataCard(await tableOf(`${header}1,2,3\n4,5,6\n`))?.target).toEqual(wanted);
  });

  it.each([
    ["0\n1", "two-classes"],
    ["1\n2\n3", "classes"],
    ["a\nb\nc", "classes"],
    ["1.5\n2.5\n3", "numbers"],
    [Array.from({ length: 30 }, (_, i) => i).join("\n"), "numbers"],
  ])("with values %j is for %s", async (values, task) => {
    const list = values.split("\n");
    const lines = Array.from({ length: 60 }, (_, i) => `${i / 3},${list[i % list.length]}`);
    expect(dataCard(await tableOf(`a,y\n${lines.join("\n")}`))?.task).toBe(task);
  });

  it.each([
    ["x,y,month,area\n", "area", "position"],
    ["x1,x2,x3,Y\n", "Y", "name"],
    ["y,x1,x2,x3\n", "y", "name"],
  ])("between other columns, y is a place: %s", async (header, target, by) => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i % 7},${i % 5},${i * 3.5},${i * 1.25}`);
    const card = dataCard(await tableOf(header + lines.join("\n")));
    expect(card?.target).toMatchObject({ column: target, by });
  });

  it.each<[string, (i: number) => string, string, string]>([
    ["the last is the same in every row", (i) => `${i * 1.5},${i % 3}.5,${i % 2},7`, "c", "last-usable"],
    ["the last is empty", (i) => `${i * 1.5},${i % 3}.5,${i % 2},`, "c", "last-usable"],
    ["the last holds a name a row", (i) => `${i * 1.5},${i % 3}.5,${i % 2},n${i}`, "c", "last-usable"],
    [
      "the last holds dates",
      (i) => `${i * 1.5},${i % 3}.5,${i % 2},2024-01-${10 + (i % 9)}`,
      "c",
      "last-usable",
    ],
    ["there is something to learn in the last", (i) => `${i % 3},${i}.5,2,${i % 2}`, "d", "position"],
  ])("is the last column in which there is something to learn: %s", async (_, row, column, by) => {
    const lines = Array.from({ length: 60 }, (_, i) => row(i));
    expect(dataCard(await tableOf(`a,b,c,d\n${lines.join("\n")}`))?.target).toEqual({
      column,
      by,
      sure: false,
    });
  });

  it("is the first where a file without names begins with numbered classes, and measures the rest", async () => {
    const lines = (row: (i: number) => string) => Array.from({ length: 60 }, (_, i) => row(i)).join("\n");
    const targetOf = async (text: string) => dataCard(await tableOf(text))?.target;
    const measured = (i: number) => `${(i * 37) % 250},${i * 1.5}`;
    const first = { column: "column_1", by: "first", sure: false };
    expect(await targetOf(lines((i) => `${1 + (i % 3)},${measured(i)}`))).toEqual(first);
    expect(await targetOf(lines((i) => `${i % 10},${measured(i)}`))).toEqual(first);
    const dots = (i: number) => Array.from({ length: 30 }, (_, at) => (at === 7 ? i % 2 : (i * at) % 99));
    expect(await targetOf(lines((i) => `${i % 10},${dots(i).join(",")}`))).toEqual(first);
    expect(await targetOf(lines((i) => `${3 + (i % 3)},${measured(i)}`))).not.toEqual(first);
    expect(await targetOf(lines((i) => `${i % 3},${i % 2},${measured(i)}`))).not.toEqual(first);
    // A last column that numbers classes, too, is likelier; so is any last one below names.
    const last = { by: "position", sure: false };
    expect(await targetOf(lines((i) => `${1 + (i % 3)},${measured(i)},${i % 2}`))).toMatchObject(last);
    expect(await targetOf(`a,b,c\n${lines((i) => `${i % 3},${measured(i)}`)}`)).toMatchObject(last);
  });

  it("keeps the order of labels that are numbers, puts no before yes, and numbers others as they appear", async () => {
    const lines = (labels: readonly (string | number)[]) =>
      Array.from({ length: 60 }, (_, i) => `${i / 3},${labels[i % labels.length]}`).join("\n");
    const names = async (labels: readonly (string | number)[]) =>
      dataCard(await tableOf(`a,y\n${lines(labels)}`))?.classes.map((each) => each.name);
    expect(await names([1, 0])).toEqual(["0", "1"]);
    expect(await names([2, 0, 1])).toEqual(["0", "1", "2"]);
    expect(await names([2, 1])).toEqual(["1", "2"]);
    expect(await names([7, 10, 5])).toEqual(["5", "7", "10"]);
    expect(await names(["Yes", "No"])).toEqual(["No", "Yes"]);
    expect(await names(["예", "아니오"])).toEqual(["아니오", "예"]);
    expect(await names(["no", "yes"])).toEqual(["no", "yes"]);
    expect(await names(["yes", "no", "maybe"])).toEqual(["yes", "no", "maybe"]);
    expect(await names(["M", "B"])).toEqual(["M", "B"]);
    // A minus beside a plus is a label; elsewhere it says that there is nothing.
    expect(await names(["+", "-"])).toEqual(["-", "+"]);
    expect(await names(["-", "-", "+"])).toEqual(["-", "+"]);
    expect(await names(["a", "-", "b"])).toEqual(["a", "b"]);
  });
});

describe("a table of nothing but categories", () => {
  const cells = (i: number) => [`${"xyz"[i % 3]}`, `${"st"[(i >> 1) % 2]}`, `${"pe"[(i >> 2) % 2]}`];
  const lines = Array.from({ length: 60 }, (_, i) => cells(i).join(",")).join("\n");

  it.each([
    ["without names", lines, ["column_1=x", "column_1=y", "column_1=z", "column_2=t"], 60],
    ["with names", `a,b,class\n${lines}`, ["a=x", "a=y", "a=z", "b=t"], 60],
  ])("is learned from, %s", async (_, text, features, count) => {
    const prepared = prepareDataset(await tableOf(text), { name: "x", source: "file" });
    if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
    expect(prepared.value.summary.featureNames).toEqual(features);
    expect(prepared.value.summary.rows).toBe(count);
    expect(prepared.value.summary.classes.map(({ name }) => name)).toEqual(["p", "e"]);
  });
});

describe("the data sets that ship", () => {
  it.each([
    ["wisconsin_breast_cancer.csv", "diagnosis", "two-classes", 30],
    ["iris.csv", "species", "classes", 4],
    ["diabetes.csv", "progression", "numbers", 10],
  ])("%s is understood without a question", async (name, target, task, features) => {
    const bytes = readFileSync(join(import.meta.dirname, "../../media/data", name));
    const table = await readTable(bytes, name);
    if (table.kind === "problem") throw new Error(table.problem.kind);
    const card = dataCard(table.value);
    expect([card?.target.column, card?.task]).toEqual([target, task]);
    expect(card?.columns.filter((each) => each.role.kind === "standardised").length).toBe(features);
  });
});

it.each([
  ["2024-01-31", "2024-2-1 10:30"],
  ["31.01.2024", "1.2.2024"],
  ["19-Sep-03", "1-Oct-03"],
  ["Jan 31, 2024", "September 1, 2024"],
  ["31 Jan 2024", "1 Feb 2024"],
  ["2024년 1월 31일", "2024년 2월 1일"],
  ["2024. 1. 31", "2024. 2. 1."],
  ["2024. 1. 31 오후 1:05:00", "2024. 2. 1 오전 11:45:09"],
  ["13:05", "9:45"],
  ["18.00.00", "07.30.15"],
  ["1:05:09 PM", "11:45:00 AM"],
  ["2024-01-31T10:30:00.000Z", "2024-02-01T00:00:00+09:00"],
])("tells dates by how they are written: %s, %s", async (one, other) => {
  const rows = Array.from({ length: 30 }, (_, i) => `"${i % 2 ? one : other}",${(i * 7) % 5}.5,${i % 3}`);
  const table = await readTable(new TextEncoder().encode(`day,x,target\n${rows.join("\n")}`), "days.csv");
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const prepared = prepareDataset(table.value, { name: "days.csv", source: "file" });
  if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
  expect(prepared.value.summary.notes).toEqual([{ kind: "column-dropped", column: "day", why: "date" }]);
});

it.each(["may", "march 3", "3-in-1", "31-Sepia-03"])("takes no word for a date: %s", async (word) => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 2 ? word : "other"},${(i * 7) % 5}.5,${i % 3}`);
  const table = await readTable(new TextEncoder().encode(`kind,x,target\n${rows.join("\n")}`), "kinds.csv");
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const prepared = prepareDataset(table.value, { name: "kinds.csv", source: "file" });
  expect(prepared.kind === "ok" && prepared.value.summary.notes).toEqual([
    { kind: "column-encoded", column: "kind", categories: 2 },
  ]);
});
