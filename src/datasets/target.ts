import { ok, problem, type Result } from "./problem";
import type { Column, Table } from "./table";

/** Names that data sets give to what is to be learned, the likeliest first. */
const targetNames = [
  "target",
  "label",
  "class",
  "y",
  "diagnosis",
  "species",
  "outcome",
  "output",
  "result",
  "category",
  "quality",
  "survived",
  "churn",
  "default",
  "response",
  "labels",
  "classes",
  "targets",
  "타겟",
  "정답",
  "라벨",
  "레이블",
  "클래스",
  "분류",
  "진단",
  "품종",
  "결과",
]; // prettier-ignore

/** Above so many different whole numbers a column is a quantity, not a set of classes. */
const mostNumberedClasses = 20;

export interface TargetChoice {
  readonly column: string;
  readonly by: "choice" | "name" | "position";
  /** False when the guess deserves a question: no name tells it. */
  readonly sure: boolean;
}

/** The column that is asked for, or else the one that its name or its position (the last) makes the likeliest. */
export function chooseTarget(table: Table, asked?: string): Result<TargetChoice> {
  const names = table.columns.map((column) => column.name);
  if (asked !== undefined) {
    const found = names.find((name) => name === asked) ?? names.find((name) => plain(name) === plain(asked));
    if (found === undefined) return problem({ kind: "no-such-column", column: asked, columns: names });
    return ok({ column: found, by: "choice", sure: true });
  }
  for (const likely of targetNames) {
    const found = names.find((name) => plain(name) === likely);
    if (found !== undefined) return ok({ column: found, by: "name", sure: true });
  }
  const last = names.at(-1);
  if (last === undefined) return problem({ kind: "empty-file" });
  return ok({ column: last, by: "position", sure: false });
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

/** What a neuron can learn of a column: which class a row has, or how much of something. */
export type Task = "two-classes" | "classes" | "numbers";

export function taskOf(column: Column): Task {
  if (column.kind === "text") {
    const present = new Set(column.codes);
    present.delete(-1);
    return present.size <= 2 ? "two-classes" : "classes";
  }
  const distinct = new Set<number>();
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    distinct.add(value);
    if (distinct.size > mostNumberedClasses) return "numbers";
  }
  if (distinct.size <= 2) return "two-classes";
  const rows = column.values.length - column.missing;
  const whole = [...distinct].every(Number.isInteger);
  return whole && distinct.size <= rows / 2 ? "classes" : "numbers";
}
