import { mostCategories } from "./features";
import { markOf, withoutMark } from "./marks";
import { isShrinkable, shrinkableNumbers } from "./memory";
import type { Column } from "./table";

/** What spreadsheets, R, SQL and pandas write where a value is missing. */
const missingWords: ReadonlySet<string> = new Set([
  "",
  "na",
  "n/a",
  "nan",
  "null",
  "none",
  "nil",
  "?",
  "-",
  "--",
  ".",
  "#n/a",
  "#na",
  "#null!",
  "#value!",
  "#div/0!",
  "<na>",
  "-nan",
  "1.#qnan",
  "-1.#ind",
]); // prettier-ignore

const infinities: ReadonlyMap<string, number> = new Map([
  ["inf", Number.POSITIVE_INFINITY],
  ["+inf", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["+infinity", Number.POSITIVE_INFINITY],
  ["infinity", Number.POSITIVE_INFINITY],
  ["-infinity", Number.NEGATIVE_INFINITY],
]);

/** Up to this share of text among numbers is taken for missing values; more makes a column of text. */
const strayShare = 0.1;

export function isMissing(text: string): boolean {
  return text.length <= 8 && missingWords.has(text.toLowerCase());
}

/** The number that a cell writes, or null for text. `12e400` is infinite, `0x1F` is text. */
export function parseNumber(cell: string, decimalComma: boolean): number | null {
  // Typesetters and some spreadsheets have a minus sign of their own.
  const text = cell.startsWith("−") ? `-${cell.slice(1)}` : cell;
  const value = Number(text);
  if (!Number.isNaN(value)) return /^[-+]?0[xob]/i.test(text) ? null : value;
  const infinite = text.length <= 9 ? infinities.get(text.toLowerCase()) : undefined;
  if (infinite !== undefined) return infinite;
  // As accountants write what is below nothing.
  if (text.startsWith("(")) {
    const inner = /^\((\d.*)\)$/.exec(text)?.[1];
    const amount = inner === undefined ? null : parseNumber(inner, decimalComma);
    return amount === null ? null : -amount;
  }
  const bare = inThousands.test(text) ? text.replaceAll(/[ \u00a0\u202f'’]/g, "") : text;
  if (!bare.includes(",")) return bare === text ? null : Number(bare);
  if (decimalComma) {
    if (!/^[-+]?(\d{1,3}(\.\d{3})+|\d*),\d+(e[-+]?\d+)?$/i.test(bare)) return null;
    return Number(bare.replaceAll(".", "").replace(",", "."));
  }
  // India's groups are of two figures but for the last.
  if (!/^[-+]?\d{1,3}((,\d{3})+|(,\d{2})+,\d{3})(\.\d*)?$/.test(bare)) return null;
  return Number(bare.replaceAll(",", ""));
}

/** `1 234 567,89`, with blanks that may be narrow or not to be broken at, or `1'234.50` as the Swiss write it. */
const inThousands = /^[-+]?[1-9]\d{0,2}(([ \u00a0\u202f]\d{3})+|(['’]\d{3})+)([.,]\d+)?$/;

/**
 * Collects one column cell by cell. It holds eight bytes a cell while all cells are numbers, and a dictionary from the
 * first text on; which of the two it is in the end is decided when the last cell is known.
 */
export class ColumnBuilder {
  #numbers: Float64Array;
  #codes: Int32Array | null = null;
  #categories: string[] = [];
  readonly #numberOf = new Map<string, number>();
  #count = 0;
  #missing = 0;
  #infinite = 0;
  #firstText: { line: number; text: string } | null = null;
  /** The rows with a minus and nothing else, while no cell holds a number: beside a plus it is no missing value. */
  #minuses: number[] | null = [];
  readonly #decimalComma: boolean;

  /** `capacity` is how many cells are expected; memory that is never written to costs nothing. */
  constructor(decimalComma = false, capacity = 256) {
    this.#decimalComma = decimalComma;
    this.#numbers = shrinkableNumbers(Math.max(1, capacity));
  }

  get count(): number {
    return this.#count;
  }

  /** `text` is trimmed. */
  addText(text: string, line: number): void {
    if (isMissing(text)) {
      if (text === "-") this.#minuses?.push(this.#count);
      this.addMissing();
    } else if (this.#codes !== null) this.#addCategory(text, line);
    else {
      const value = parseNumber(text, this.#decimalComma);
      if (value === null) this.#addCategory(text, line);
      else this.addNumber(value);
    }
  }

  addNumber(value: number): void {
    if (Number.isNaN(value)) this.addMissing();
    else if (this.#codes !== null) this.#addCategory(String(value), 0);
    else {
      if (!Number.isFinite(value)) this.#infinite++;
      this.#minuses = null;
      this.#reserve();
      this.#numbers[this.#count++] = value;
    }
  }

  addMissing(): void {
    this.#reserve();
    if (this.#codes === null) this.#numbers[this.#count] = Number.NaN;
    else this.#codes[this.#count] = -1;
    this.#count++;
    this.#missing++;
  }

  #addCategory(text: string, line: number): void {
    if (this.#codes === null) this.#becomeText();
    if (this.#firstText === null) this.#firstText = { line, text };
    this.#reserve();
    if (this.#codes !== null) this.#codes[this.#count++] = this.#categoryNumber(text);
  }

  #categoryNumber(text: string): number {
    const known = this.#numberOf.get(text);
    if (known !== undefined) return known;
    const next = this.#categories.length;
    this.#categories.push(text);
    this.#numberOf.set(text, next);
    return next;
  }

  #becomeText(): void {
    const codes = new Int32Array(this.#numbers.length);
    for (let row = 0; row < this.#count; row++) {
      const value = this.#numbers[row] ?? Number.NaN;
      codes[row] = Number.isNaN(value) ? -1 : this.#categoryNumber(String(value));
    }
    this.#codes = codes;
    this.#numbers = new Float64Array(0);
  }

  #reserve(): void {
    const held = this.#codes ?? this.#numbers;
    if (this.#count < held.length) return;
    // Half as much again, not double: a large matrix is only a few columns away from the end of memory.
    const size = Math.max(256, Math.ceil(held.length * 1.5));
    if (this.#codes === null) this.#numbers = grown(this.#numbers, shrinkableNumbers(size));
    else this.#codes = grown(this.#codes, new Int32Array(size));
  }

  finish(name: string): Column {
    const codes = this.#codes;
    if (codes === null) {
      const values = withoutSlack(this.#numbers, this.#count);
      return { kind: "number", name, values, missing: this.#missing, infinite: this.#infinite, stray: null };
    }
    const trimmed = codes.slice(0, this.#count);
    this.#readMinuses(trimmed);
    return (
      this.#asNumbers(name, trimmed) ??
      this.#asMarkedNumbers(name, trimmed) ?? {
        kind: "text",
        name,
        codes: trimmed,
        categories: this.#categories,
        missing: this.#missing,
      }
    );
  }

  #readMinuses(codes: Int32Array): void {
    const rows = this.#minuses ?? [];
    if (rows.length === 0 || !this.#numberOf.has("+")) return;
    const minus = this.#categoryNumber("-");
    for (const row of rows) codes[row] = minus;
    this.#missing -= rows.length;
  }

  /** Numbers that all carry the same sign of money or unit; a few whole ones are names of groups (`2nd`, `3학년`). */
  #asMarkedNumbers(name: string, codes: Int32Array): Column | null {
    const cell = this.#firstText?.text ?? "";
    const mark = markOf(cell);
    if (mark === null) return null;
    const numbers: number[] = [];
    for (const text of this.#categories) {
      const bare = withoutMark(text, mark);
      const number = bare === null ? null : parseNumber(bare, this.#decimalComma);
      if (number === null) return null;
      numbers.push(number);
    }
    if (numbers.length <= mostCategories && numbers.every(Number.isInteger)) return null;
    const values = Float64Array.from(codes, (code) => numbers[code] ?? Number.NaN);
    const infinite = values.filter((value) => Math.abs(value) === Number.POSITIVE_INFINITY).length;
    return {
      kind: "number",
      name,
      values,
      missing: this.#missing,
      infinite,
      stray: null,
      mark: { ...mark, cell },
    };
  }

  /** A column of numbers with a little text in it, or null where there is more than a little. */
  #asNumbers(name: string, codes: Int32Array): Column | null {
    const parsed = this.#categories.map((text) => parseNumber(text, this.#decimalComma));
    let stray = 0;
    for (const code of codes) if (code >= 0 && parsed[code] === null) stray++;
    if (this.#firstText === null || stray > strayShare * (codes.length - this.#missing)) return null;
    let infinite = 0;
    const values = Float64Array.from(codes, (code) => {
      const value = parsed[code] ?? Number.NaN;
      if (Math.abs(value) === Number.POSITIVE_INFINITY) infinite++;
      return value;
    });
    const { line, text } = this.#firstText;
    return {
      kind: "number",
      name,
      values,
      missing: this.#missing + stray,
      infinite,
      stray: { cells: stray, line, text },
    };
  }
}

/** Gives back what is over; where that cannot be, a view if that is little, which saves a copy; else a copy. */
function withoutSlack(values: Float64Array, count: number): Float64Array {
  if (isShrinkable(values.buffer)) {
    values.buffer.resize(count * 8);
    return values;
  }
  const isClose = count > 4096 && values.length - count < values.length / 8;
  return isClose ? values.subarray(0, count) : values.slice(0, count);
}

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
