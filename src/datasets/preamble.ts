import { isMissing, parseNumber } from "./columnBuilder";
import { type Dialect, guessDialect, headOf, withoutEmptyTail } from "./dialect";
import { markOf } from "./marks";
import type { LinesAbove } from "./table";

/** Where a table begins in its text, and how its rows are told from one another. */
export interface Beginning {
  /** So many characters are passed over. */
  readonly at: number;
  readonly above: LinesAbove | null;
  /** The first line names one column fewer than the rows have: their first cell is the row's own name, as R writes it. */
  readonly rowNames: boolean;
  readonly dialect: Dialect;
  /** The cells of most rows below the first. */
  readonly width: number;
}

/** More lines than so many belong to no title. */
const mostTitles = 10;

/**
 * Finds the table in a text's beginning, of whole lines. Comments, titles and the counts that scikit-learn's own files begin
 * with are passed over; a comment that has a name for each column (as `np.savetxt` writes it) is the header. Nothing else
 * is: a row that is wrong stays one. `told` is the delimiter where the file says it.
 */
export function beginningOf(sample: string, told: string | undefined): Beginning {
  const lines = sample.split("\n");
  let first = nextFilled(lines, 0);
  const comments = commentsFrom(lines, first);
  if (comments.end < lines.length && comments.last >= 0) {
    const named = namedByComment(lines, comments, told);
    if (named !== null) return named;
    first = comments.end;
  }
  for (let time = 0; time < mostTitles; time++) {
    const next = nextFilled(lines, first + 1);
    const isApart = next > first + 1;
    if (next >= lines.length || !isNoRow(lines[first] ?? "", isApart, textFrom(lines, next), told)) break;
    first = next;
  }
  const text = textFrom(lines, first);
  const below = guessDialect(textFrom(lines, first + 1), told);
  const rowNames = namesRows(text, below);
  const dialect = rowNames ? { ...below, header: true } : guessDialect(text, told);
  const isMoved = first > nextFilled(lines, 0);
  return {
    at: isMoved ? offsetOf(lines, first) : 0,
    above: isMoved ? aboveOf(lines, first) : null,
    rowNames,
    dialect,
    width: commonWidth(headOf(text, dialect).slice(1)),
  };
}

/** A table whose header is its last comment: it has a name for each cell of a row, and the rows have none above them. */
function namedByComment(
  lines: readonly string[],
  { last, end }: { readonly last: number; readonly end: number },
  told: string | undefined,
): Beginning | null {
  const rest = textFrom(lines, end);
  const dialect = guessDialect(rest, told);
  const comment = lines[last] ?? "";
  const header = bare(comment);
  const [names = []] = headOf(header, dialect);
  const [row = []] = headOf(rest, dialect);
  const width = withoutEmptyTail(row, names.length);
  if (dialect.header || names.length !== width) return null;
  return {
    at: offsetOf(lines, last) + comment.length - header.length,
    above: aboveOf(lines, last),
    rowNames: false,
    dialect: { ...dialect, header: true },
    width,
  };
}

/** From a line on: the last comment (−1 for none), and the line after the comments and the blank lines among them. */
function commentsFrom(lines: readonly string[], from: number): { last: number; end: number } {
  let last = -1;
  let end = from;
  while (end < lines.length && (isBlank(lines[end]) || /^[#%]/.test(lines[end] ?? ""))) {
    if (!isBlank(lines[end])) last = end;
    end++;
  }
  return { last, end };
}

/** A comment without its mark. */
function bare(comment: string): string {
  return comment.replace(/^[#%] ?/, "");
}

/** A line above a table that is neither its header nor a row of it. `isApart`: a blank line follows. */
function isNoRow(line: string, isApart: boolean, rest: string, told: string | undefined): boolean {
  if ((line.match(/"/g)?.length ?? 0) % 2 === 1) return false;
  const dialect = guessDialect(rest, told);
  const [row = []] = headOf(line, dialect);
  const [next = [], ...others] = headOf(rest, dialect);
  const width = commonWidth(others);
  const own = withoutEmptyTail(row, 1);
  if (others.length === 0 || width < 2) return false;
  const number = numbersOf(dialect);
  if (isCount(row, others, number)) return true;
  const isGrouping = groups(row, width);
  if (own > width || (own === width && !isGrouping)) return false;
  if (own === 1 || (isApart && own * 2 <= width)) return true;
  const isHeader = next.every(
    (cell) => cell.trim() !== "" && !isMissing(cell.trim()) && number(cell) === null,
  );
  const hasNumbers = others.some((each) =>
    each.some((cell) => number(cell) !== null || markOf(cell.trim()) !== null),
  );
  const isOdd = isGrouping || own * 2 <= width || row.some((cell) => number(cell) !== null);
  return isHeader && withoutEmptyTail(next, 1) === width && hasNumbers && isOdd;
}

/** Names of groups of columns: said once, with blanks behind, or said again for each column. */
function groups(row: readonly string[], width: number): boolean {
  const names = row.slice(0, width).map((cell) => cell.trim());
  const filled = names.filter((name) => name !== "");
  return filled.length < width - 1 || new Set(filled).size < filled.length;
}

/** `150,4,setosa,versicolor,virginica`: how many rows and features there are, and the names of the classes. */
function isCount(
  row: readonly string[],
  others: readonly (readonly string[])[],
  number: ReadNumber,
): boolean {
  const width = commonWidth(others);
  const [rows, features, ...classes] = row.slice(0, withoutEmptyTail(row, 1));
  const isWhole = (cell = "") => /^\d+$/.test(cell.trim());
  if (!isWhole(rows) || !isWhole(features) || Number(features) !== width - 1) return false;
  if (classes.some((name) => number(name) !== null)) return false;
  const areNumbers = classes.every((_, at) => others.every((each) => number(each[at + 2] ?? "") !== null));
  return classes.length > 0 && (areNumbers || classes.length + 2 !== width);
}

function namesRows(text: string, dialect: Dialect): boolean {
  const [header = [], ...rows] = headOf(text, dialect);
  const width = commonWidth(rows);
  if (width < 3 || header.length !== width - 1 || rows.length < 2) return false;
  const number = numbersOf(dialect);
  if (header.some((cell) => cell.trim() === "" || number(cell) !== null)) return false;
  if (rows.some((row) => withoutEmptyTail(row, width) !== width)) return false;
  const names = rows.map(([name = ""]) => name.trim());
  const areNames = names.every((name, at) => number(name) === null || name === String(at + 1));
  return areNames && new Set(names).size === names.length;
}

type ReadNumber = (cell: string) => number | null;

function numbersOf({ decimalComma }: Dialect): ReadNumber {
  return (cell) => (isMissing(cell.trim()) ? null : parseNumber(cell.trim(), decimalComma));
}

/** The number of cells that most rows have. */
function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const width = withoutEmptyTail(row, 1);
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? 0;
}

function isBlank(line: string | undefined): boolean {
  return (line ?? "").trim() === "";
}

function nextFilled(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}

function textFrom(lines: readonly string[], from: number): string {
  return lines.slice(from).join("\n");
}

function offsetOf(lines: readonly string[], line: number): number {
  return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
}

/** At most 80 characters of a line, cut between two words where it has words. */
export function shortened(line: string): string {
  if (line.length <= 80) return line;
  const space = line.lastIndexOf(" ", 80);
  return `${line.slice(0, space < 40 ? 80 : space).trimEnd()}…`;
}

function aboveOf(lines: readonly string[], count: number): LinesAbove | null {
  const [first] = lines.slice(0, count).filter((line) => !isBlank(line));
  return first === undefined ? null : { lines: count, first: shortened(first.trim()) };
}
