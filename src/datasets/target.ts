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

/** Fewer rows than so many can't be divided into those that are trained on, those that judge and those that test. */
const fewestOfClass = 3;

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
  const counts = new Map<number, number>();
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > mostNumberedClasses) return "numbers";
  }
  if (counts.size <= 2) return "two-classes";
  const areClasses = [...counts].every(([value, rows]) => Number.isInteger(value) && rows >= fewestOfClass);
  return areClasses ? "classes" : "numbers";
}
