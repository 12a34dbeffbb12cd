import Papa from "papaparse";
import { isMissing, parseNumber } from "./columnBuilder";
import { markOf, withoutMark } from "./marks";

/** How the rows of a text are told from one another, guessed from its beginning. */
export interface Dialect {
  /** Null: any run of blanks, as `np.savetxt` writes. */
  readonly delimiter: string | null;
  readonly quote: Quote;
  readonly decimalComma: boolean;
  readonly header: boolean;
  /** False for prose and code, whose lines have any number of commas. */
  readonly isRegular: boolean;
}

export type Quote = '"' | "'";

/** What divides the cells of a row, and what they may stand in. */
export interface CellMarks {
  readonly delimiter: string;
  readonly quote: Quote;
}

export function guessDialect(sample: string, told: string | undefined): Dialect {
  const quote = guessQuote(sample);
  const delimiter = told ?? guessDelimiter(sample, quote);
  const head = headOf(sample, { delimiter, quote });
  const decimalComma = delimiter !== "," && writesDecimalComma(head);
  const header = looksLikeHeader(head, decimalComma);
  return { delimiter, quote, decimalComma, header, isRegular: isRegular(head) };
}

/** Single quotes where no other stands anywhere, and whole cells of most lines stand in them. */
function guessQuote(sample: string): Quote {
  if (!sample.includes("'") || sample.includes('"')) return '"';
  const lines = sample.split("\n", 100).filter((line) => line.trim() !== "");
  const cell = /(?:^|[,;\t|])\s*('(?:[^']|'')*')\s*(?=[,;\t|]|$)/;
  const quoted = lines.filter((line) => /[\p{L}\d]/u.test(cell.exec(line)?.[1] ?? ""));
  return lines.length > 2 && quoted.length * 2 > lines.length ? "'" : '"';
}

/** The cells of the first hundred rows, without the blank ones. */
export function headOf(
  sample: string,
  { delimiter, quote }: Pick<Dialect, "delimiter" | "quote">,
): readonly (readonly string[])[] {
  const rows =
    delimiter === null
      ? sample
          .split("\n")
          .filter((line) => line.trim() !== "")
          .map(blankSeparated)
      : parseRows(sample, { delimiter, quote }, false).rows.filter((row) =>
          row.some((cell) => cell.trim() !== ""),
        );
  return rows.slice(0, 100);
}

/** The cells of a line that blanks divide; what stands in quotes is one. */
export function blankSeparated(line: string): string[] {
  const cells = line.match(/"[^"]*"|\S+/g) ?? [];
  return cells.map((cell) => (/^"[^"]*"$/.test(cell) ? cell.slice(1, -1) : cell));
}

/** At least half of the rows have the same number of cells, more than one. */
function isRegular(rows: readonly (readonly string[])[]): boolean {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  return Math.max(0, ...counts.values()) * 2 >= rows.length;
}

function guessDelimiter(sample: string, quote: Quote): string | null {
  const options = { preview: 100, delimiter: "", quoteChar: quote, skipEmptyLines: "greedy" } as const;
  const guess = Papa.parse<string[]>(sample, options);
  const found = guess.errors.some((error) => error.code === "UndetectableDelimiter")
    ? null
    : guess.meta.delimiter;
  if (found === ",") {
    const other = [";", "\t", "|"].find((delimiter) =>
      hasDecimalCommas(headOf(sample, { delimiter, quote })),
    );
    if (other !== undefined) return other;
  }
  const byBlanks = headOf(sample, { delimiter: null, quote });
  const widths = new Set(byBlanks.map((row) => row.length));
  const isBlankSeparated = widths.size === 1 && !widths.has(1);
  // Blanks and tabs between numbers, or blanks there and a tab before a name, as in some old files.
  const isSome = (cell: string) => /^\s*[-+.\d?eE]+(\s+[-+.\d?eE]+)+\s*$/.test(cell);
  const isRow = (cell = "") => /^\s*\S+(\s+[-+.\d?eE]+){2,}\s*$/.test(cell);
  const areNumbers = byBlanks.slice(1).every((row) => row.every((cell) => /^[-+.\d?eE]+$/.test(cell)));
  // Or tabs that stand double here and there: with each of them a cell, the rows would not have as many.
  const areUneven = new Set(guess.data.map((row) => row.length)).size > 1;
  const areMixed = areNumbers && (areUneven || guess.data.some((row) => row.some(isSome)));
  if (found === "\t" && isBlankSeparated && (areMixed || guess.data.every(([first]) => isRow(first))))
    return null;
  if (found !== null && guess.data.some((row) => row.length > 1)) return found;
  return isBlankSeparated ? null : ",";
}

/**
 * `1,5;2,5;yes`: with two numbers and a word there are as many commas as semicolons. All rows have as many cells between the
 * semicolons, and a comma stands in numbers alone.
 */
function hasDecimalCommas(rows: readonly (readonly string[])[]): boolean {
  const [width = 0, ...widths] = rows.map((row) => row.length);
  const commas = rows.flat().filter((cell) => cell.includes(","));
  return (
    width > 1 &&
    widths.every((each) => each === width) &&
    commas.length > 0 &&
    commas.every((cell) => /^[^,]*\d,\d[^,]*$/.test(cell))
  );
}

function writesDecimalComma(rows: readonly (readonly string[])[]): boolean {
  let commas = 0;
  let points = 0;
  for (const cell of rows.flat()) {
    // A sign of money before it, a unit behind it.
    if (/^\s*(?:\D{0,4}\d[\d.\s]*|[-+]?),\d+\D{0,8}$/.test(cell)) commas++;
    else if (/^\s*(?:\D{0,4}\d[\d,]*|[-+]?)\.\d+\D{0,8}$/.test(cell)) points++;
  }
  return commas > points;
}

/** Names are not numbers. A single first row with a number in it is data, unless numbers follow only elsewhere. */
function looksLikeHeader(rows: readonly (readonly string[])[], decimalComma: boolean): boolean {
  const first = rows[0] ?? [];
  const isNumber = (cell: string) =>
    !isMissing(cell.trim()) && parseNumber(cell.trim(), decimalComma) !== null;
  // `12 kg` above `9 kg` is a number, `3월` above a number is a name.
  const isMarked = (cell: string, index: number) => {
    const mark = markOf(cell.trim());
    return mark !== null && withoutMark(rows[1]?.[index]?.trim() ?? "", mark) !== null;
  };
  const numbers = first.filter((cell, index) => isNumber(cell) || isMarked(cell, index)).length;
  if (numbers === 0) {
    const below = rows.slice(1);
    const hasNumbers = below.some((row) => row.some(isNumber));
    return hasNumbers || !first.every((cell, index) => recurs(cell, below, index));
  }
  // Names such as "0", "1", "2" (a frame without names, saved by pandas), or years: whole numbers one after the other.
  const counted = first.map((cell) => cell.trim()).filter((cell) => cell !== "" && isNumber(cell));
  const from = Number(counted[0]);
  const consecutive =
    counted.length > 1 &&
    Number.isInteger(from) &&
    counted.every((cell, index) => cell === String(from + index));
  if (consecutive && rows.length > 1 && rows.slice(1).some((row) => row.some((cell) => cell.includes("."))))
    return true;
  return false;
}

/** A name does not stand below itself; a value of a few categories does. */
function recurs(cell: string, below: readonly (readonly string[])[], column: number): boolean {
  return below.some((row) => row[column]?.trim() === cell.trim());
}

export interface ParsedRows {
  readonly rows: string[][];
  /** Where the row begins that is not complete yet. */
  readonly cursor: number;
  readonly openQuote: boolean;
}

export function parseRows(text: string, { delimiter, quote }: CellMarks, moreFollows: boolean): ParsedRows {
  // `Parser` leaves the last, incomplete row alone and says where it begins; `Papa.parse` has no such option.
  const parsed: Papa.ParseResult<string[]> & { meta: { cursor: number } } = new Papa.Parser({
    delimiter,
    quoteChar: quote,
    newline: "\n",
  }).parse(text, 0, moreFollows);
  const openQuote = parsed.errors.some((error) => error.code === "MissingQuotes");
  return { rows: parsed.data, cursor: parsed.meta.cursor, openQuote };
}

/** How many cells a row has when empty ones beyond `expected` are not counted (a delimiter at the line's end). */
export function withoutEmptyTail(cells: readonly string[], expected: number): number {
  let count = cells.length;
  while (count > expected && (cells[count - 1] ?? "").trim() === "") count--;
  return count;
}
