import type { LineFormat } from "./lines";
import { type DatasetProblem, problem, type Result } from "./problem";
import { mostColumns, RecordCollector } from "./records";
import type { Table } from "./table";

/** One value of JSON makes many times its size of objects; so much of it takes some seconds and a gigabyte. */
export const mostJson = 100e6;

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether each line of a text that begins so is a record of its own. */
export function looksLikeJsonLines(head: string, name: string): boolean {
  if (/\.(jsonl|ndjson)$/i.test(name)) return true;
  const text = head.trimStart();
  const end = text.indexOf("\n");
  if (end < 0 || text.slice(end).trim() === "") return false;
  const first = parsed(text.slice(0, end));
  return first.kind === "value" && typeof first.value === "object" && first.value !== null;
}

/** One record a line. */
export class JsonLines implements LineFormat {
  readonly #records = new RecordCollector();

  get columns(): number {
    return this.#records.columns;
  }

  add(line: string, number: number): DatasetProblem | null {
    const record = parsed(line);
    if (record.kind === "error" || typeof record.value !== "object" || record.value === null)
      return { kind: "bad-line", format: "JSON", line: number };
    this.#records.add(cellsOf(record.value), number);
    return this.#records.columns > mostColumns
      ? { kind: "too-large", rows: number, columns: this.#records.columns }
      : null;
  }

  finish(): Result<Table> {
    return this.#records.finish({ kind: "json-lines" });
  }
}

/** Records in JSON as one value: under a name, or in any of the shapes that pandas' `to_json` writes. */
export function readJson(text: string): Result<Table> {
  const whole = parsed(text);
  return whole.kind === "value"
    ? readValue(whole.value)
    : problem({ kind: "bad-line", format: "JSON", line: whole.line });
}

/** The rows of a list: records, or lists of cells, of which the first may be the columns' names. */
export class JsonRows {
  readonly #records = new RecordCollector();
  #names: readonly unknown[] | null = null;
  #isFirst = true;

  get columns(): number {
    return this.#records.columns;
  }

  /** Nothing has come yet, not even the names. */
  get isEmpty(): boolean {
    return this.#isFirst;
  }

  /** Whether a value is the columns' names: only the first can be. */
  takesAsNames(value: unknown): boolean {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (!isFirst || !isPlainList(value) || !value.every((each) => typeof each === "string")) return false;
    this.#names = value;
    return true;
  }

  add(row: unknown, line?: number): DatasetProblem | null {
    if (typeof row !== "object" || row === null) return { kind: "not-a-table" };
    const names = this.#names;
    const cells =
      names !== null && Array.isArray(row)
        ? row.map((value, index) => [String(names[index]), value] as const)
        : cellsOf(row);
    this.#records.add(cells, line);
    return null;
  }

  finish(): Result<Table> {
    return this.#isFirst ? problem({ kind: "empty-file" }) : this.#records.finish({ kind: "json" });
  }
}

type Parsed =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly line: number };

export function parsed(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return { kind: "value", value };
  } catch (error) {
    const again = withoutPythonsNumbers(text);
    if (again !== text) return parsed(again);
    // V8 says "at position 123"; where it says nothing, the text ended too early.
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const before = at === undefined ? text.trimEnd() : text.slice(0, Number(at));
    return { kind: "error", line: before.split("\n").length };
  }
}

/** Python writes NaN and Infinity into JSON, which has no such numbers; in strings they stay. */
function withoutPythonsNumbers(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\b(?:NaN|Infinity)\b/g, (found) =>
    found === "NaN" ? "null" : found === "Infinity" ? "1e999" : found,
  );
}

type Cells = readonly (readonly [string, unknown])[];

function cellsOf(record: object): Cells {
  return Array.isArray(record) ? positions(record) : flat(Object.entries(record));
}

/** `{user: {age: 3}, x: [1, 2]}` has the columns `user.age`, `x[0]` and `x[1]`; another list stays one cell. */
function flat(cells: Cells): Cells {
  if (!cells.some(([, value]) => isObject(value) || Array.isArray(value))) return cells;
  return cells.flatMap(([name, value]) => {
    if (isObject(value))
      return flat(Object.entries(value).map(([inner, cell]) => [`${name}.${inner}`, cell] as const));
    if (!Array.isArray(value) || value.length === 0 || !value.every((each) => typeof each === "number"))
      return [[name, value] as const];
    return value.map((cell: unknown, index) => [`${name}[${index}]`, cell] as const);
  });
}

function positions(row: readonly unknown[]): (readonly [string, unknown])[] {
  return row.map((value, index) => [`column_${index + 1}`, value]);
}

function readValue(value: unknown): Result<Table> {
  if (Array.isArray(value)) return readList(value);
  if (!isObject(value)) return problem({ kind: "not-a-table" });
  const { columns, data } = value;
  // pandas: orient="split".
  if (Array.isArray(columns) && Array.isArray(data)) return readList([columns, ...data]);
  const entries = Object.entries(value);
  // `{"X": [[…], …], "y": […]}`, whatever is said beside it.
  const together = listsOfOneLength(entries);
  if (together.length > 1) return readColumns(together);
  // pandas: orient="index".
  if (areRowsByName(entries)) return readList(Object.values(value));
  // pandas: orient="columns", and a plain dictionary of lists.
  if (entries.length > 0 && entries.every(([, column]) => isObject(column) || isPlainList(column)))
    return readColumns(entries);
  // A list of records under one name, beside what else the file says.
  const list = entries.find(
    ([, inner]) => Array.isArray(inner) && inner.some((row) => typeof row === "object"),
  );
  if (list !== undefined && Array.isArray(list[1])) return readList(list[1]);
  // One record, as a file of one line has it.
  if (entries.length === 0) return problem({ kind: "not-a-table" });
  const single = new RecordCollector();
  single.add(flat(entries));
  return single.finish({ kind: "json" });
}

/** A record under the number or the name of each row, and not a column under each name: there are more rows than columns. */
function areRowsByName(entries: readonly (readonly [string, unknown])[]): boolean {
  const [first] = entries;
  if (first === undefined || !isObject(first[1]) || !entries.every(([, each]) => isObject(each)))
    return false;
  const inner = Object.keys(first[1]);
  const areCounted = (names: readonly string[]) =>
    names.length > 0 && names.every((name) => /^\d+$/.test(name));
  if (areCounted(inner)) return false;
  return areCounted(entries.map(([name]) => name)) || entries.length > inner.length;
}

/** The lists that are as long as the longest. */
function listsOfOneLength(entries: readonly (readonly [string, unknown])[]) {
  const lengths = entries.map(([, value]) => listOf(value).length);
  const longest = Math.max(...lengths);
  return longest === 0 ? [] : entries.filter((_, index) => lengths[index] === longest);
}

function isPlainList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((each) => typeof each !== "object" || each === null);
}

function readList(list: readonly unknown[]): Result<Table> {
  const rows = new JsonRows();
  for (const row of list) {
    const wrong = rows.takesAsNames(row) ? null : rows.add(row);
    if (wrong !== null) return problem(wrong);
  }
  return rows.finish();
}

function readColumns(entries: readonly (readonly [string, unknown])[]): Result<Table> {
  const collector = new RecordCollector();
  const columns = entries.map(([name, column]) => ({
    name,
    cells: isObject(column) ? column : { ...listOf(column) },
  }));
  const keys = new Set(columns.flatMap(({ cells }) => Object.keys(cells)));
  for (const key of keys) collector.add(flat(columns.map(({ name, cells }) => [name, cells[key]] as const)));
  return collector.finish({ kind: "json" });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
