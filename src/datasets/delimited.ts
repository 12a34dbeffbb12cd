import { ColumnBuilder, parseNumber } from "./columnBuilder";
import { blankSeparated, type CellMarks, type Dialect, parseRows, withoutEmptyTail } from "./dialect";
import { beginningOf, shortened } from "./preamble";
import { type DatasetProblem, ok, problem, type Result } from "./problem";
import { RowSample, type Sampling } from "./reader";
import type { LinesAbove, LinesBelow, Table, TableFormat } from "./table";

/** A quote that is still open after so many characters was never meant as one, or is not closed. */
const longestCell = 1 << 24;

/**
 * Reads CSV, TSV and their kin from text that arrives in pieces; cells go straight into typed columns, no piece is kept.
 */
export class DelimitedReader {
  #rest = "";
  #dialect: Dialect | null = null;
  #above: LinesAbove | null = null;
  /** Lines of fewer cells, which are notes unless a row follows: then the first of them is a row that is wrong. */
  #below: (LinesBelow & { readonly wrong: DatasetProblem }) | null = null;
  /** A blank line is behind the last row. */
  #isApart = false;
  #rowNames = false;
  #width = 1;
  #skipped = 0;
  #columns: ColumnBuilder[] = [];
  #names: string[] = [];
  #line = 1;
  #problem: DatasetProblem | null = null;
  readonly #sample: RowSample;
  readonly #fileSize: number;

  constructor(sampling: Sampling = {}) {
    this.#sample = new RowSample(sampling);
    this.#fileSize = sampling.fileSize ?? 0;
  }

  /** False once something is wrong: the rest need not be read. */
  push(text: string): boolean {
    if (this.#problem !== null) return false;
    this.#rest = endingsAsNewlines(this.#rest + text, false);
    if (this.#rest.length > 1 << 16) this.#withinMemory(() => this.#consume(false));
    return this.#problem === null;
  }

  finish(encoding: string): Result<Table> {
    if (this.#problem === null) {
      this.#rest = endingsAsNewlines(this.#rest, true);
      this.#withinMemory(() => this.#consume(true));
    }
    if (this.#problem !== null) return problem(this.#problem);
    if (this.#dialect === null) return problem({ kind: "empty-file" });
    if (this.#sample.kept === 0) return problem({ kind: "header-only", columns: this.#names.length });
    const { names, renamed } = distinctNames(this.#names);
    const columns = this.#columns.map((column, index) => column.finish(names[index] ?? ""));
    if (columns.length === 1 && columns[0]?.kind === "text") return problem({ kind: "not-a-table" });
    return ok({
      rows: this.#sample.kept,
      columns,
      renamed,
      ...(this.#above === null ? {} : { above: this.#above }),
      ...(this.#below === null ? {} : { below: plainly(this.#below) }),
      ...(this.#rowNames ? { rowNames: true } : {}),
      format: this.#format(this.#dialect, encoding),
    });
  }

  #format(dialect: Dialect, encoding: string): TableFormat {
    const { delimiter, quote, header, decimalComma } = dialect;
    return {
      ...{ kind: "csv", encoding, delimiter: delimiter ?? " " },
      ...(quote === '"' ? {} : { quote }),
      ...(this.#skipped === 0 ? {} : { skip: this.#skipped }),
      ...{ header, decimalComma },
    };
  }

  /** Both where more is held than may be, and where the host cannot give more, the rows so far are let go. */
  #withinMemory(work: () => void): void {
    const tooLarge = this.#sample.within(() => this.#columns.length, work);
    if (tooLarge === null) return;
    this.#problem = tooLarge;
    this.#columns = [];
    this.#rest = "";
  }

  #consume(last: boolean): void {
    this.#dialect ??= this.#guess(last);
    const dialect = this.#dialect;
    if (dialect === null) return;
    if (dialect.delimiter === null) this.#consumeBlankSeparated(last);
    else this.#consumeDelimited({ delimiter: dialect.delimiter, quote: dialect.quote }, last);
    if (this.#rest.length > longestCell) this.#problem ??= { kind: "unclosed-quote", line: this.#line };
  }

  #consumeBlankSeparated(last: boolean): void {
    const end = last ? this.#rest.length : this.#rest.lastIndexOf("\n") + 1;
    for (const line of this.#rest.slice(0, end).replace(/\n$/, "").split("\n")) {
      if (line.trim() === "") this.#isApart = true;
      else this.#addRow(blankSeparated(line));
      this.#line++;
    }
    this.#rest = this.#rest.slice(end);
  }

  #consumeDelimited(by: CellMarks, last: boolean): void {
    const { rows, cursor, openQuote } = parseRows(this.#rest, by, !last);
    for (const [index, row] of rows.entries()) {
      const isLast = index === rows.length - 1;
      if (row.length > 1 || (row[0] ?? "").trim() !== "") {
        if (last && isLast && openQuote) this.#problem ??= { kind: "unclosed-quote", line: this.#line };
        this.#addRow(row);
      } else this.#isApart = true;
      if (this.#problem !== null) return;
      this.#line += 1 + newlinesIn(row);
    }
    this.#rest = last ? "" : this.#rest.slice(cursor);
  }

  #addRow(cells: readonly string[]): void {
    if (this.#problem !== null) return;
    if (this.#columns.length === 0 && this.#begin(cells)) return;
    // A blank line of a spreadsheet is all delimiters.
    if (cells.length > 1 && cells.every((cell) => cell.trim() === "")) {
      this.#isApart = true;
      return;
    }
    const expected = this.#columns.length;
    const found = withoutEmptyTail(cells, expected);
    if (found !== expected) this.#addOther(cells, found);
    else if (this.#below !== null) this.#problem = this.#below.wrong;
    if (found !== expected || this.#problem !== null) return;
    this.#isApart = false;
    if (!this.#sample.next()) return;
    for (let index = 0; index < expected; index++)
      this.#columns[index]?.addText((cells[index] ?? "").trim(), this.#line);
  }

  /** What is no row: a note in words below the rows, in one cell or behind a blank line; else a row that is wrong. */
  #addOther(cells: readonly string[], found: number): void {
    const isTable = this.#dialect?.isRegular === true;
    const expected = this.#columns.length;
    const wrong: DatasetProblem = isTable
      ? { kind: "ragged-row", line: this.#line, expected, found }
      : { kind: "not-a-table" };
    const isBelow = this.#below !== null || this.#isApart || found === 1;
    const decimalComma = this.#dialect?.decimalComma ?? false;
    const isNote = found < expected && cells.every((cell) => parseNumber(cell.trim(), decimalComma) === null);
    if (!isTable || !isBelow || !isNote || this.#rowNames || this.#sample.kept < 2) {
      this.#problem = this.#below?.wrong ?? wrong;
      return;
    }
    const { line, lines, first } = this.#below ?? {
      line: this.#line,
      lines: 0,
      first: shortened(cells.join(this.#dialect?.delimiter ?? " ").trim()),
    };
    this.#below = { line, first, lines: lines + 1, wrong: this.#below?.wrong ?? wrong };
  }

  /** The first row gives the columns. True when it was their names. */
  #begin(cells: readonly string[]): boolean {
    const header = this.#dialect?.header ?? true;
    const names = this.#rowNames ? ["", ...cells] : cells;
    // A last column that has no name is one where the rows have something there.
    const count = Math.max(1, withoutEmptyTail(names, 1), Math.min(names.length, this.#width));
    const decimalComma = this.#dialect?.decimalComma ?? false;
    const capacity = this.#expectedRows();
    this.#columns = Array.from({ length: count }, () => new ColumnBuilder(decimalComma, capacity));
    this.#names = Array.from({ length: count }, (_, index) => {
      const name = header ? (names[index] ?? "").trim() : "";
      return name === "" ? `column_${index + 1}` : name;
    });
    return header;
  }

  /** By the length of the lines at hand, and two in a hundred more; a small file gets what a small file needs. */
  #expectedRows(): number {
    const sample = this.#rest.slice(0, 1 << 16);
    const lines = sample.split("\n").length;
    const rows = Math.ceil(
      ((this.#fileSize / this.#sample.keepEvery) * lines * 1.02) / Math.max(1, sample.length),
    );
    return rows > 4096 ? rows : 256;
  }

  /** Null while there is nothing but blank lines. */
  #guess(last: boolean): Dialect | null {
    this.#rest = this.#rest.replace(/^\uFEFF/, "");
    if (this.#rest.trim() === "") return null;
    // Excel's own way to say it.
    const told = /^sep=(.)\n/i.exec(this.#rest)?.[1];
    if (told !== undefined) {
      this.#rest = this.#rest.slice(6);
      this.#line++;
    }
    const sample = this.#rest.slice(0, 1 << 16);
    const whole =
      last && sample.length === this.#rest.length ? sample : sample.slice(0, sample.lastIndexOf("\n") + 1);
    const { at, above, rowNames, dialect, width } = beginningOf(whole === "" ? sample : whole, told);
    this.#rest = this.#rest.slice(at);
    this.#line += above?.lines ?? 0;
    this.#skipped = this.#line - 1;
    this.#above = above;
    this.#rowNames = rowNames;
    this.#width = width;
    return dialect;
  }
}

function plainly({ line, lines, first }: LinesBelow): LinesBelow {
  return { line, lines, first };
}

export function distinctNames(names: readonly string[]): Pick<Table, "renamed"> & { names: string[] } {
  const taken = new Set<string>();
  const renamed: { from: string; to: string }[] = [];
  const distinct = names.map((name) => {
    let candidate = name;
    for (let number = 2; taken.has(candidate); number++) candidate = `${name}_${number}`;
    taken.add(candidate);
    if (candidate !== name) renamed.push({ from: name, to: candidate });
    return candidate;
  });
  return { names: distinct, renamed };
}

function newlinesIn(row: readonly string[]): number {
  let count = 0;
  for (const cell of row) if (cell.includes("\n")) count += cell.split("\n").length - 1;
  return count;
}

/** One kind of line end. A carriage return at the end of a piece may be half of one, and stays as it is. */
function endingsAsNewlines(text: string, last: boolean): string {
  if (!text.includes("\r")) return text;
  const held = !last && text.endsWith("\r") ? "\r" : "";
  return text.slice(0, text.length - held.length).replace(/\r\n?/g, "\n") + held;
}
