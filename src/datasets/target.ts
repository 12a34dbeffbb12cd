import { isConstant, isDateColumn } from "./features";
import { ok, problem, type Result } from "./problem";
import type { TargetReason } from "./summary";
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
  "attrition",
  "exited",
  "approved",
  "fraud",
  "saleprice",
  "median_house_value",
  "medv",
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

/** Amounts that are learned where the table does not end with classes. */
const amountNames = ["price", "mpg", "가격"];

/** Fewer rows than so many can't be divided into those that are trained on, those that judge and those that test. */
const fewestOfClass = 3;

/** Above so many different whole numbers a column is a quantity, not a set of classes. */
const mostNumberedClasses = 20;

export interface TargetChoice {
  readonly column: string;
  readonly by: TargetReason;
  /** False when the guess deserves a question: no name tells it. */
  readonly sure: boolean;
}

/** The column that is asked for, or else the one that its name or its position makes the likeliest. */
export function chooseTarget(table: Table, asked?: string): Result<TargetChoice> {
  const names = table.columns.map((column) => column.name);
  if (asked !== undefined) {
    const found = names.find((name) => name === asked) ?? names.find((name) => plain(name) === plain(asked));
    if (found === undefined) return problem({ kind: "no-such-column", column: asked, columns: names });
    return ok({ column: found, by: "choice", sure: true });
  }
  for (const likely of targetNames) {
    const at = names.findIndex((name) => plain(name) === likely);
    const found = names[at];
    // Between other columns, `x` and `y` are a place.
    const isPlace = likely === "y" && at > 0 && at < names.length - 1;
    if (found !== undefined && !isPlace) return ok({ column: found, by: "name", sure: true });
  }
  const amount = table.columns.find(({ name }) => amountNames.includes(plain(name)));
  const last = table.columns.at(-1);
  if (amount !== undefined && last !== undefined && taskOf(last) === "numbers" && !isConstant(last))
    return ok({ column: amount.name, by: "name", sure: false });
  return chooseByPosition(table);
}

function chooseByPosition({ columns, format }: Table): Result<TargetChoice> {
  const [first, last] = [columns[0], columns.at(-1)];
  if (first === undefined || last === undefined) return problem({ kind: "empty-file" });
  const usable = columns.findLast(isLearnable);
  const asGuess = (column: Column, by: TargetReason) => ok({ column: column.name, by, sure: false });
  if (format.header === false && areNumberedClasses(first) && isMeasured(columns.slice(1)))
    return asGuess(first, "first");
  if (usable === undefined || usable === last) return asGuess(last, "position");
  return asGuess(usable, "last-usable");
}

/** As in collections of digits and of wines: of hundreds of dots in a picture, a few may be 0 or 1 by chance. */
function isMeasured(columns: readonly Column[]): boolean {
  const last = columns.at(-1);
  if (last === undefined || areNumberedClasses(last)) return false;
  const numbered = columns.filter(areNumberedClasses);
  return numbered.length * 10 <= columns.length && columns.every((each) => each.kind === "number");
}

/** There is something to tell apart, in classes or in amounts. */
function isLearnable(column: Column): boolean {
  if (isConstant(column) || (column.kind === "text" && isDateColumn(column))) return false;
  return column.kind === "number" || column.categories.length * 2 <= column.codes.length;
}

/** Every whole number from 0 or 1 up to one of the next twenty, and nothing else. */
function areNumberedClasses(column: Column): boolean {
  if (column.kind === "text") return false;
  const values = new Set<number>();
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    values.add(value);
    if (values.size > mostNumberedClasses) return false;
  }
  const least = Math.min(...values);
  const areWhole = [...values].every((value) => Number.isInteger(value) && value < least + values.size);
  return values.size > 1 && (least === 0 || least === 1) && areWhole;
}

/** `y_train` of NumPy's arrays is `y`. */
function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^train_|_train$/, "");
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
