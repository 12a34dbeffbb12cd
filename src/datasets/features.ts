import { classesAlike, valueApart } from "./doubts";
import type { DatasetNote } from "./summary";
import type { Column, NumberColumn, TextColumn } from "./table";

/** One column of the design matrix: where its numbers come from. */
export interface Feature {
  readonly name: string;
  /** The table's column, and for text the category that the feature is 1 for. */
  readonly column: string;
  readonly category?: string;
  /** NaN where missing. */
  valueAt(row: number): number;
  /** Only there where a cell of the column is infinite. */
  isInfinite?(row: number): boolean;
}

export interface FeatureChoice {
  readonly features: readonly Feature[];
  readonly notes: readonly DatasetNote[];
}

type WhyDropped = Extract<DatasetNote, { kind: "column-dropped" }>["why"];

/** Text with more different values than this is not turned into columns of 0 and 1. */
export const mostCategories = 10;

const identifierName =
  /^(id|index|row|rowid|row_id|uuid|guid|unnamed: 0|no|no\.|번호|순번|일련번호)$|[_ ](id|no|nr)$|number$|[a-z]I[dD]$|.+번호$/i;
const clock =
  /((AM|PM|오전|오후) ?)?(\d{1,3}(:\d{2}){1,2}([:.,]\d+)?|\d{2}\.\d{2}\.\d{2})( ?(AM|PM|Z|[-+]\d{2}:?\d{2}))?/
    .source;
const month = "(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?";
const days = [
  /\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.source,
  /\d{1,2}[-/.]\d{1,2}[-/.]\d{4}/.source,
  `\\d{1,2}[-/. ]${month}[-/. ]+(\\d{4}|\\d{2})`,
  `${month} \\d{1,2}, ?\\d{4}`,
  /\d{4}년 ?\d{1,2}월 ?\d{1,2}일/.source,
  /\d{4}\. \d{1,2}\. \d{1,2}\.?/.source,
].join("|");
/** A day in one of these ways, a time of day or a duration, or a day and a time. */
const dateText = new RegExp(`^(${clock}|(${days})([T ]${clock}.*)?)$`, "i");

/** Which columns are learned from, and as what; a note for each one that is left out or changed. */
export function chooseFeatures(columns: readonly Column[]): FeatureChoice {
  const features: Feature[] = [];
  const notes: DatasetNote[] = [];
  const alike = new Map<string, Column[]>();
  for (const column of columns) {
    const why = whyDropped(column, alike);
    if (why !== null) {
      notes.push({ kind: "column-dropped", column: column.name, why });
      continue;
    }
    if (column.kind === "number") features.push(numberFeature(column));
    else {
      features.push(...oneHot(column));
      notes.push({ kind: "column-encoded", column: column.name, categories: column.categories.length });
      notes.push(...classesAlike(column.categories, column.name));
    }
    notes.push(...strayText(column), ...valueApart(column));
  }
  return { features, notes };
}

/** A little text in a column of numbers counts as missing, which is said. */
export function strayText(column: Column): DatasetNote[] {
  if (column.kind === "text") return [];
  const { name, stray, mark } = column;
  if (mark !== undefined) return [{ kind: "marks-read", column: name, cell: mark.cell }];
  return stray === null ? [] : [{ kind: "text-among-numbers", column: name, ...stray }];
}

/** The squares of so large a number, which standardising needs, would be beyond a float64's range. */
const largest = 1e150;

export function isTooLarge(value: number): boolean {
  return Math.abs(value) > largest;
}

function numberFeature(column: NumberColumn): Feature {
  const { name, values } = column;
  const valueAt = (row: number) => values[row] ?? Number.NaN;
  if (!values.some(isTooLarge)) return { name, column: name, valueAt };
  return { name, column: name, valueAt, isInfinite: (row) => isTooLarge(valueAt(row)) };
}

/** One column of 0 and 1 a category; for two categories a single one says it all. */
function oneHot(column: TextColumn): Feature[] {
  const first = column.categories.length === 2 ? 1 : 0;
  return column.categories.slice(first).map((category, index) => ({
    name: `${column.name}=${category}`,
    column: column.name,
    category,
    valueAt: (row) => {
      const code = column.codes[row] ?? -1;
      if (code < 0) return Number.NaN;
      return code === index + first ? 1 : 0;
    },
  }));
}

/** `alike` holds the columns that are kept, by their fingerprint; one that is kept now is added. */
function whyDropped(column: Column, alike: Map<string, Column[]>): WhyDropped | null {
  const rows = column.kind === "number" ? column.values.length : column.codes.length;
  if (column.missing === rows) return "empty";
  if (isConstant(column)) return "constant";
  if (isIdentifier(column)) return "identifier";
  if (column.missing > rows / 2) return "missing";
  if (column.kind === "text") {
    if (isDateColumn(column)) return "date";
    if (column.categories.length > mostCategories) return "text";
  }
  const key = fingerprint(column);
  const others = alike.get(key) ?? [];
  if (others.some((other) => areEqual(column, other))) return "duplicate";
  alike.set(key, [...others, column]);
  return null;
}

/** Equal columns have equal ones; others seldom, so that ten thousand columns need not be compared with one another. */
function fingerprint(column: Column): string {
  const values = column.kind === "number" ? column.values : column.codes;
  let sum = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0;
    if (Number.isFinite(value)) sum += value * (1 + (row % 97));
  }
  return `${column.kind} ${values[0]} ${sum}`;
}

export function isDateColumn(column: TextColumn): boolean {
  return column.categories.length > 0 && column.categories.every((category) => dateText.test(category));
}

/** Also where no cell holds anything. */
export function isConstant(column: Column): boolean {
  if (column.kind === "text") return column.categories.length <= 1;
  let seen = Number.NaN;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isNaN(seen) && value !== seen) return false;
    seen = value;
  }
  return true;
}

/** A number for each row that says nothing about it: named as one, or counting the rows. A row of sums may have none. */
function isIdentifier(column: Column): boolean {
  if (column.missing > 1) return false;
  if (column.kind === "text") {
    if (column.missing > 0) return false;
    const allDiffer = column.categories.length === column.codes.length;
    return allDiffer && column.codes.length > mostCategories && identifierName.test(column.name);
  }
  // No copy of a column that is whole: there may be millions of rows.
  const values = column.missing === 0 ? column.values : column.values.filter((value) => !Number.isNaN(value));
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  const counts =
    values.length > 2 && step === 1 && values.every((value, row) => value === (values[0] ?? 0) + row);
  if (counts && ((values[0] ?? 0) === 0 || (values[0] ?? 0) === 1)) return true;
  if (!identifierName.test(column.name)) return false;
  return values.every(Number.isInteger) && new Set(values).size === values.length;
}

function areEqual(a: Column, b: Column): boolean {
  if (a.kind === "number")
    return b.kind === "number" && a.values.every((value, row) => Object.is(value, b.values[row]));
  if (b.kind === "number" || a.categories.length !== b.categories.length) return false;
  return (
    a.categories.every((text, code) => text === b.categories[code]) &&
    a.codes.every((code, row) => code === b.codes[row])
  );
}
